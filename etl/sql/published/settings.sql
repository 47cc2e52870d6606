-- How each case is judged, in the form of `python -m etl assess`: by our own profile, by it without the last point, and by whole years in each other profile that fits.
-- The joint goal becomes a growth to a target there: the end level that the required rate leads to, from the first whole year at or after the launch to the year of the horizon.
WITH cases AS (
    SELECT p.as_of, p.indicator, p.iso3, p.rule, p.better_direction AS direction, any_value(p.unit) AS unit, count(*) AS points,
        any_value(e.known_from) AS launch, any_value(CAST(g.required_rate AS DOUBLE)) AS rate, any_value(c.known_until + CAST(round(CAST(g.horizon_years AS DOUBLE) * 365.25) AS INTEGER)) AS horizon,
        min(year(p.day)) AS first_year,
        min(year(p.day)) FILTER (p.day >= date_trunc('year', e.known_from)) AS goal_base_year
    FROM points AS p JOIN conferences AS c USING (as_of)
    LEFT JOIN raw_growth_goals AS g ON p.rule = 'annual_growth' AND g.indicator = p.indicator AND g.iso3 = p.iso3
    LEFT JOIN events AS e ON e.event_id = g.from_event
    GROUP BY ALL
    HAVING p.rule = 'direction' OR any_value(e.known_from) IS NOT NULL
),
whole AS (
    SELECT c.*, year(horizon) AS end_year, s.value * pow(1 + rate, year(horizon) - goal_base_year) AS end_level
    FROM cases AS c LEFT JOIN series AS s ON s.case_id = case_of(c.as_of, c.indicator, c.iso3) || ' whole_years' AND s.year = c.goal_base_year
),
own AS (
    SELECT as_of, indicator, iso3, 'alliance' AS profile, variant, rule, direction, CASE rule WHEN 'annual_growth' THEN decimal_year(launch) END AS base_year, rate AS target, NULL AS target_year, NULL AS "limit"
    FROM cases CROSS JOIN (VALUES (''), (' without_last')) AS v(variant) WHERE variant = '' OR points > 1
),
others AS (
    SELECT w.as_of, w.indicator, w.iso3, e.profile, ' whole_years' AS variant, e.instead AS rule, w.direction, coalesce(goal_base_year, first_year) AS base_year,
        CASE w.rule WHEN 'annual_growth' THEN end_level END AS target, CASE w.rule WHEN 'annual_growth' THEN end_year END AS target_year,
        CASE WHEN e.instead = 'growth' AND unit = 'percent' AND direction = 'up' THEN 100 END AS "limit"
    FROM whole AS w JOIN raw_equivalents AS e USING (rule)
    WHERE w.rule = 'direction' OR end_level IS NOT NULL
)
SELECT as_of, indicator, iso3, profile, trim(variant) AS variant, case_of(as_of, indicator, iso3) || variant AS case_id, rule, direction, CASE direction WHEN 'up' THEN 1 ELSE -1 END AS d,
    CAST(base_year AS DOUBLE) AS base_year, CAST(target AS DOUBLE) AS target, CAST(target_year AS DOUBLE) AS target_year, CAST("limit" AS DOUBLE) AS "limit",
    NULL::DOUBLE AS lower_bound, NULL::DOUBLE AS green_threshold, NULL::DOUBLE AS red_threshold, NULL::DOUBLE AS threshold_high, NULL::DOUBLE AS threshold_mid, NULL::DOUBLE AS threshold_low, NULL::DOUBLE AS current_year
FROM (FROM own UNION ALL BY NAME FROM others)
