-- Alliance, yes or no and steps: the last value is the one asked for (1 unless given); steps gained on an ordered scale, where zero counts as a base.
WITH asked AS (
    FROM settings WHERE profile = 'alliance' AND rule IN ('binary', 'ordinal')
),
points AS (
    SELECT case_id, count(*) AS points,
        min(year) FILTER (year >= coalesce(s.base_year, year)) AS base_year, arg_min(value, year) FILTER (year >= coalesce(s.base_year, year)) AS base_value,
        max(year) AS current_year, arg_max(value, year) AS current_value
    FROM series JOIN asked AS s USING (case_id)
    WHERE value IS NOT NULL AND (s.current_year IS NULL OR year <= s.current_year)
    GROUP BY case_id
),
judged AS (
    SELECT s.case_id, s.rule, p.* EXCLUDE (case_id), CASE s.rule WHEN 'ordinal' THEN round(p.current_value - p.base_value, 9) END AS step,
        CASE WHEN s.rule = 'binary' THEN CASE WHEN p.points IS NULL THEN 'nothing_known' WHEN round(p.current_value - coalesce(s.target, 1), 9) = 0 THEN 'yes' ELSE 'no' END
             WHEN p.points IS NULL THEN 'no_value'
             WHEN p.points = 1 THEN 'one_point'
             WHEN p.base_year IS NULL THEN 'no_base'
             WHEN p.base_year >= p.current_year THEN 'before_base'
             WHEN round(p.current_value - s.target, 9) >= 0 THEN 'reached' END AS edge
    FROM asked AS s LEFT JOIN points AS p USING (case_id)
),
answered AS (
    SELECT *,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN step >= at_least('alliance', 'ordinal', 'on_track') THEN 'on_track'
             WHEN step >= at_least('alliance', 'ordinal', 'acceleration_needed') THEN 'acceleration_needed'
             WHEN step >= at_least('alliance', 'ordinal', 'limited_progress') THEN 'limited_progress'
             ELSE 'moving_away' END AS rated
    FROM judged LEFT JOIN answers('alliance') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value, step AS observed, NULL::DOUBLE AS required,
    CASE WHEN answer IS NULL THEN step END AS ratio, NULL::DOUBLE AS score, coalesce(answer, rated) AS status,
    concat_ws('. ', because, CASE WHEN rated IS NOT NULL THEN 'A step of ' || said_number(step) || ': ' || coalesce(meaning, 'down') END) AS reason, points, edge
FROM answered LEFT JOIN meanings('alliance') USING (rule, rated)
