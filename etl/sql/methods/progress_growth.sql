-- The joint goal, judged by the rule annual_growth of the profile of the Alliance (model alliance_growth); here what it means in units, years and dates.
-- Path: base × (1 + r) ^ t, t in years of 365.25 days from the launch, r the required rate. Gap in units: S - path. Gap in years: ln(S / path) / ln(1 + r); above zero is ahead.
-- Rate needed from now (the date of looking) to be on the path at the horizon: (path at horizon / S) ^ (1 / years) - 1, with S unchanged since its date; at or below zero is a margin.
-- Present pace g: growth over the last span of a year or more, else since the launch. It meets the path ln(path / S) / ln((1 + g) / (1 + r)) years after the newest figure, or never;
-- nothing is carried on from a figure that is more than five years old.
WITH goals AS (
    SELECT c.as_of, c.known_until, g.indicator, g.iso3, CAST(g.required_rate AS DOUBLE) AS r, CAST(g.span_years AS DOUBLE) AS span_years,
        e.known_from AS launch, c.known_until + CAST(round(CAST(g.horizon_years AS DOUBLE) * 365.25) AS INTEGER) AS horizon
    FROM raw_growth_goals AS g LEFT JOIN events AS e ON e.event_id = g.from_event CROSS JOIN conferences AS c
),
ends AS (
    SELECT p.as_of, p.indicator, p.iso3, count(*) AS points,
        count(*) FILTER (qualifier = 'at_least') AS points_at_least, count(*) FILTER (qualifier = 'approx') AS points_about,
        max(day) FILTER (day <= launch) AS before_date, arg_max(period, day) FILTER (day <= launch) AS before_period, arg_max(value, day) FILTER (day <= launch) AS before_value, arg_max(qualifier, day) FILTER (day <= launch) AS before_qualifier,
        min(day) FILTER (day > launch) AS after_date, arg_min(period, day) FILTER (day > launch) AS after_period, arg_min(value, day) FILTER (day > launch) AS after_value, arg_min(qualifier, day) FILTER (day > launch) AS after_qualifier,
        max(day) AS last_date, arg_max(value, day) AS last_value, arg_max(qualifier, day) AS last_qualifier,
        string_agg(origin, ' ' ORDER BY day) AS origin
    FROM points AS p JOIN goals USING (as_of, indicator, iso3) GROUP BY ALL
),
last_spans AS (
    SELECT s.as_of, s.indicator, s.iso3,
        arg_max(s.growth, s.to_date) FILTER (s.days >= 365 * g.span_years) AS last_span_rate,
        arg_max(s.additions_a_year, s.to_date) FILTER (s.days >= 365 * g.span_years) AS last_span_additions,
        arg_max(s.from_date, s.to_date) FILTER (s.days >= 365 * g.span_years) AS last_span_from, max(s.to_date) FILTER (s.days >= 365 * g.span_years) AS last_span_to,
        count(*) FILTER (s.days BETWEEN 330 AND 400) AS single_years
    FROM spans AS s JOIN goals AS g USING (as_of, indicator, iso3) GROUP BY ALL
),
judged AS (
    SELECT g.*, e.* EXCLUDE (as_of, indicator, iso3), l.* EXCLUDE (as_of, indicator, iso3), a.base_value AS s0, a.observed, a.status, a.edge, a.reason AS why,
        years_between(launch, last_date) AS t, coalesce(l.last_span_rate, a.observed) AS pace,
        a.base_value * pow(1 + r, years_between(launch, last_date)) AS path
    FROM goals AS g
    LEFT JOIN ends AS e USING (as_of, indicator, iso3)
    LEFT JOIN last_spans AS l USING (as_of, indicator, iso3)
    LEFT JOIN alliance AS a ON a.case_id = case_of(g.as_of, g.indicator, g.iso3)
),
met AS (
    SELECT *, ln(path / last_value) / ln((1 + pace) / (1 + r)) AS years_to_meet FROM judged
)
SELECT
    j.as_of, 'annual_growth' AS rule, 'indicator' AS item_type, j.indicator AS item, j.iso3, 'World' AS country,
    i.label, i.target_no, i.goal_id, i.unit, i.better_direction,
    coalesce(j.status, 'not_judged') AS status,
    CASE WHEN j.launch IS NULL THEN 'no_launch' WHEN j.points IS NULL THEN 'no_points' WHEN j.edge = 'before_base' THEN 'before_launch'
         WHEN j.edge IN ('one_point', 'no_base', 'drop', 'slowing') THEN j.edge ELSE 'rated' END AS reason,
    coalesce(j.why, '') AS why,
    j.before_date < j.launch AND j.after_date = j.last_date AS base_in_last_span,
    coalesce(j.points, 0) AS points, coalesce(j.points_at_least, 0) AS points_at_least, coalesce(j.points_about, 0) AS points_about,
    j.launch AS base_date, round(j.s0, 3) AS base_value,
    CASE WHEN j.s0 IS NOT NULL THEN CASE WHEN j.before_date = j.launch THEN j.before_qualifier ELSE 'derived' END END AS base_qualifier,
    j.before_date AS base_from_date, j.before_period AS base_from_period, j.before_value AS base_from_value,
    CASE WHEN j.before_date < j.launch THEN j.after_date END AS base_to_date, CASE WHEN j.before_date < j.launch THEN j.after_period END AS base_to_period, CASE WHEN j.before_date < j.launch THEN j.after_value END AS base_to_value,
    CASE WHEN j.before_date < j.launch THEN j.after_qualifier END AS base_to_qualifier,
    j.last_date AS current_date, j.last_value AS current_value, j.last_qualifier AS current_qualifier,
    round(years_between(j.last_date, j.known_until), 2) AS age_years,
    j.r AS required_rate, round(j.observed, 9) AS observed_rate, round(j.observed / j.r, 9) AS ratio,
    j.last_span_rate, coalesce(j.single_years, 0) AS single_years,
    round(j.path, 3) AS path_value,
    round(j.last_value - j.path, 3) AS gap_value,
    round(ln(j.last_value / j.path) / ln(1 + j.r), 6) AS gap_years,
    j.last_date + CAST(round(ln(j.last_value / j.path) / ln(1 + j.r) * 365.25) AS INTEGER) AS ahead_until,
    j.horizon AS horizon_date,
    round(j.s0 * pow(1 + j.r, years_between(j.launch, j.known_until)), 3) AS path_now,
    round(pow(j.s0 * pow(1 + j.r, years_between(j.launch, j.horizon)) / j.last_value, 1 / years_between(j.known_until, j.horizon)) - 1, 9) AS needed_rate,
    round(j.pace, 9) AS pace,
    coalesce(j.last_span_from, j.launch) AS pace_from, coalesce(j.last_span_to, j.last_date) AS pace_to,
    CASE WHEN j.s0 IS NULL OR j.observed IS NULL OR j.status IN ('revision', 'not_judged') THEN NULL
         WHEN years_between(j.last_date, j.known_until) > 5 THEN 'too_old'
         WHEN j.last_value >= j.path THEN CASE WHEN j.pace >= j.r THEN 'stays_ahead' ELSE 'falls_behind' END
         WHEN j.pace > j.r THEN 'catches_up' ELSE 'never' END AS reach,
    CASE WHEN reach IN ('falls_behind', 'catches_up') AND j.years_to_meet < 200 THEN j.last_date + CAST(round(j.years_to_meet * 365.25) AS INTEGER) END AS reach_date,
    round((j.last_value - j.s0) / nullif(j.t, 0), 3) AS additions_a_year,
    j.last_span_additions,
    round(j.r * j.last_value, 3) AS additions_needed,
    coalesce(j.origin, '') AS origin
FROM met AS j
JOIN indicators AS i USING (indicator)
