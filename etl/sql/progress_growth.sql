-- The joint goal. Base S0: the stock at the launch, taken from a point of that day or interpolated on a log scale between the points around it (then "derived").
-- Path: S0 × (1 + r) ^ t, t in years of 365.25 days, r the required rate. Observed rate: (S / S0) ^ (1 / t) - 1. Ratio: observed / r, rounded to nine digits.
-- Gap in units: S - path. Gap in years: ln(S / path) / ln(1 + r); above zero is ahead. Ahead until: the day on which the path reaches S.
-- Rate needed from now (the date of looking) to be on the path at the horizon: (path at horizon / S) ^ (1 / years) - 1, with S unchanged since its date; at or below zero is a margin.
WITH goals AS (
    SELECT c.as_of, c.known_until, g.indicator, g.iso3,
        CAST(g.required_rate AS DOUBLE) AS r, CAST(g.horizon_years AS DOUBLE) AS horizon_years, CAST(g.span_years AS DOUBLE) AS span_years,
        e.known_from AS launch
    FROM raw_growth_goals AS g
    LEFT JOIN events AS e ON e.event_id = g.from_event
    CROSS JOIN conferences AS c
),
points AS (
    SELECT g.as_of, g.indicator, g.iso3, g.launch, o.date_mid AS day, o.value, o.qualifier, address(o.file, o.line) AS origin
    FROM goals AS g
    JOIN observations AS o USING (indicator, iso3)
    WHERE o.date_to <= g.known_until AND o.evidence = 'verified' AND o.value > 0
),
ends AS (
    SELECT as_of, indicator, iso3,
        count(*) AS points,
        count(*) FILTER (qualifier = 'at_least') AS points_at_least,
        count(*) FILTER (qualifier = 'approx') AS points_about,
        max(day) FILTER (day <= launch) AS before_date,
        arg_max(value, (day, value)) FILTER (day <= launch) AS before_value,
        arg_max(qualifier, (day, value, qualifier)) FILTER (day <= launch) AS before_qualifier,
        min(day) FILTER (day > launch) AS after_date,
        arg_min(value, (day, value)) FILTER (day > launch) AS after_value,
        arg_min(qualifier, (day, value, qualifier)) FILTER (day > launch) AS after_qualifier,
        max(day) AS current_date_,
        arg_max(value, (day, value)) AS current_value,
        arg_max(qualifier, (day, value, qualifier)) AS current_qualifier,
        string_agg(origin, ' ' ORDER BY day, value, qualifier) AS origin
    FROM points GROUP BY ALL
),
last_spans AS (
    SELECT s.as_of, s.indicator, s.iso3,
        arg_max(s.growth, (s.to_date, s.to_value)) FILTER (s.days >= 365 * g.span_years) AS last_span_rate,
        arg_max(s.additions_a_year, (s.to_date, s.to_value)) FILTER (s.days >= 365 * g.span_years) AS last_span_additions,
        arg_max(s.is_drop, (s.to_date, s.to_value)) AS last_is_drop,
        count(*) FILTER (s.days BETWEEN 330 AND 400) AS single_years
    FROM spans AS s JOIN goals AS g USING (as_of, indicator, iso3)
    GROUP BY ALL
),
based AS (
    SELECT g.*, e.* EXCLUDE (as_of, indicator, iso3), l.* EXCLUDE (as_of, indicator, iso3),
        CASE WHEN before_date = launch THEN before_value
             WHEN before_date IS NOT NULL AND after_date IS NOT NULL
             THEN exp(ln(before_value) + (ln(after_value) - ln(before_value)) * date_diff('day', before_date, launch) / date_diff('day', before_date, after_date))
        END AS s0,
        years_between(launch, current_date_) AS t,
        known_until + CAST(round(horizon_years * 365.25) AS INTEGER) AS horizon
    FROM goals AS g
    LEFT JOIN ends AS e USING (as_of, indicator, iso3)
    LEFT JOIN last_spans AS l USING (as_of, indicator, iso3)
),
rated AS (
    SELECT *, s0 * pow(1 + r, t) AS path, pow(current_value / s0, 1 / nullif(t, 0)) - 1 AS observed
    FROM based
),
judged AS (
    SELECT *,
        round(observed / r, 9) AS ratio,
        CASE WHEN launch IS NULL THEN 'no_launch'
             WHEN points IS NULL THEN 'no_points'
             WHEN points = 1 THEN 'one_point'
             WHEN s0 IS NULL THEN 'no_base'
             WHEN t <= 0 THEN 'before_launch'
             WHEN last_is_drop THEN 'drop'
             WHEN observed < 0 THEN 'drop'
             WHEN observed >= r AND last_span_rate < r THEN 'slowing'
             ELSE 'rated' END AS reason
    FROM rated
)
SELECT
    j.as_of, 'annual_growth' AS rule, 'indicator' AS item_type, j.indicator AS item, j.iso3, 'World' AS country,
    i.label, i.target_no, i.goal_id, i.unit, i.better_direction,
    CASE WHEN j.reason IN ('no_launch', 'no_points', 'one_point', 'no_base', 'before_launch') THEN 'not_judged'
         WHEN j.reason = 'drop' THEN 'revision'
         WHEN j.reason = 'slowing' THEN 'slowing'
         ELSE (SELECT arg_max(s.status, s.at_least) FROM statuses AS s WHERE s.scale = 'annual_growth' AND s.status <> 'slowing' AND s.at_least <= j.ratio) END AS status,
    j.reason,
    j.before_date < j.launch AND j.after_date = j.current_date_ AS base_in_last_span,
    coalesce(j.points, 0) AS points, coalesce(j.points_at_least, 0) AS points_at_least, coalesce(j.points_about, 0) AS points_about,
    j.launch AS base_date, round(j.s0, 3) AS base_value,
    CASE WHEN j.s0 IS NOT NULL THEN CASE WHEN j.before_date = j.launch THEN j.before_qualifier ELSE 'derived' END END AS base_qualifier,
    j.before_date AS base_from_date, j.before_value AS base_from_value,
    CASE WHEN j.before_date < j.launch THEN j.after_date END AS base_to_date, CASE WHEN j.before_date < j.launch THEN j.after_value END AS base_to_value,
    CASE WHEN j.before_date < j.launch THEN j.after_qualifier END AS base_to_qualifier,
    j.current_date_ AS current_date, j.current_value, j.current_qualifier,
    round(years_between(j.current_date_, j.known_until), 2) AS age_years,
    j.r AS required_rate, round(j.observed, 9) AS observed_rate, j.ratio,
    j.last_span_rate, coalesce(j.single_years, 0) AS single_years,
    round(j.path, 3) AS path_value,
    round(j.current_value - j.path, 3) AS gap_value,
    round(ln(j.current_value / j.path) / ln(1 + j.r), 6) AS gap_years,
    j.current_date_ + CAST(round(ln(j.current_value / j.path) / ln(1 + j.r) * 365.25) AS INTEGER) AS ahead_until,
    j.horizon AS horizon_date,
    round(j.s0 * pow(1 + j.r, years_between(j.launch, j.known_until)), 3) AS path_now,
    round(pow(j.s0 * pow(1 + j.r, years_between(j.launch, j.horizon)) / j.current_value, 1 / years_between(j.known_until, j.horizon)) - 1, 9) AS needed_rate,
    round((j.current_value - j.s0) / nullif(j.t, 0), 3) AS additions_a_year,
    j.last_span_additions,
    round(j.r * j.current_value, 3) AS additions_needed,
    coalesce(j.origin, '') AS origin
FROM judged AS j
JOIN indicators AS i USING (indicator)
