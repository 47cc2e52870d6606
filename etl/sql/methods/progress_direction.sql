-- Direction, judged by the rule of the profile of the Alliance: the last value against the first one of those that can be compared (model points).
-- A first value that is only a lower bound cannot show a rise, so it is not judged. There is no target, so there is no gap and no path; the pace is the mean change a year.
WITH ends AS (
    SELECT as_of, indicator, iso3, any_value(country) AS country, any_value(label) AS label, any_value(target_no) AS target_no, any_value(goal_id) AS goal_id, any_value(unit) AS unit,
        any_value(better_direction) AS better_direction,
        count(*) AS points, count(*) FILTER (qualifier = 'at_least') AS points_at_least, count(*) FILTER (qualifier = 'approx') AS points_about,
        min(day) AS base_date, arg_min(value, day) AS base_value, arg_min(qualifier, day) AS base_qualifier,
        max(day) AS last_date, arg_max(value, day) AS last_value, arg_max(qualifier, day) AS last_qualifier,
        string_agg(origin, ' ' ORDER BY day) AS origin
    FROM points WHERE rule = 'direction' GROUP BY ALL
),
judged AS (
    SELECT e.*, a.status AS verdict, a.reason AS said,
        CASE WHEN verdict = 'not_judged' THEN 'one_point'
             WHEN base_qualifier = 'at_least' THEN 'first_at_least'
             WHEN last_qualifier = 'at_least' AND last_value <= e.base_value THEN 'last_at_least'
             ELSE 'rated' END AS reason
    FROM ends AS e JOIN alliance AS a ON a.case_id = case_of(e.as_of, e.indicator, e.iso3)
)
SELECT
    as_of, 'direction' AS rule, 'indicator' AS item_type, indicator AS item, iso3, country, label, target_no, goal_id, unit, better_direction,
    CASE reason WHEN 'rated' THEN verdict ELSE 'not_judged' END AS status, reason,
    CASE WHEN reason IN ('one_point', 'rated') THEN said ELSE 'A value that it rests on is only a lower bound' END AS why,
    points, points_at_least, points_about, base_date, base_value, base_qualifier, last_date AS current_date, last_value AS current_value, last_qualifier AS current_qualifier,
    CASE reason WHEN 'rated' THEN round((last_value - base_value) / years_between(base_date, last_date), 9) END AS pace,
    CASE reason WHEN 'rated' THEN 'no_target' END AS reach,
    origin
FROM judged
