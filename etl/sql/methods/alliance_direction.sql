-- Alliance, goals without a speed: growth and direction (last value against base), and keep (target met, and the mean change over up to six last points).
-- Years may be decimal. Compared numbers are rounded to nine digits.
WITH asked AS (
    FROM settings WHERE profile = 'alliance' AND rule IN ('growth', 'direction', 'keep')
),
points AS (
    SELECT case_id, count(*) AS points,
        min(year) FILTER (year >= coalesce(s.base_year, year)) AS first_year, arg_min(value, year) FILTER (year >= coalesce(s.base_year, year)) AS first_value,
        max(year) AS current_year, arg_max(value, year) AS current_value,
        max(year, 6) FILTER (s.rule = 'keep') AS years, arg_max(value, year, 6) FILTER (s.rule = 'keep') AS six
    FROM series JOIN asked AS s USING (case_id)
    WHERE value IS NOT NULL AND (s.current_year IS NULL OR year <= s.current_year)
    GROUP BY case_id
),
based AS (
    SELECT s.case_id, s.rule, s.d, s.target, CASE WHEN s.rule <> 'keep' THEN s.base_year END AS asked_year, p.points, p.current_year, p.current_value,
        CASE s.rule WHEN 'keep' THEN years[-1] ELSE first_year END AS base_year,
        CASE s.rule WHEN 'keep' THEN six[-1] ELSE first_value END AS base_value
    FROM asked AS s LEFT JOIN points AS p USING (case_id)
),
judged AS (
    SELECT *,
        d * (current_value - base_value) / nullif(current_year - base_year, 0) AS mean,
        CASE WHEN rule = 'growth' THEN CASE WHEN base_value > 0 AND current_value >= 0 THEN d * finite(cagr(base_value, current_value, current_year - base_year)) END ELSE finite(mean) END AS observed,
        CASE rule WHEN 'keep' THEN round(d * (current_value - target), 9) >= 0 END AS met,
        round(d * (current_value - base_value), 9) AS better_by,
        CASE WHEN points IS NULL THEN 'no_value'
             WHEN points = 1 THEN 'one_point'
             WHEN base_year IS NULL THEN 'no_base'
             WHEN base_year >= current_year THEN 'before_base'
             WHEN rule = 'keep' THEN CASE
                WHEN met AND round(mean, 9) >= 0 THEN 'kept' WHEN met THEN 'slipping' WHEN round(mean, 9) > 0 THEN 'returning' ELSE 'not_kept' END
             WHEN better_by > 0 THEN 'better' WHEN better_by < 0 THEN 'worse' ELSE 'same' END AS edge
    FROM based
)
SELECT case_id, base_year, base_value, current_year, current_value, observed, NULL::DOUBLE AS required, NULL::DOUBLE AS ratio, NULL::DOUBLE AS score, answer AS status,
    concat_ws('. ', because, CASE WHEN base_year > asked_year THEN (SELECT reason FROM raw_edge_cases WHERE profile = 'alliance' AND edge = 'later_base') END) AS reason, points, edge
FROM judged LEFT JOIN answers('alliance') USING (edge)
