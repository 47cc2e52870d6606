-- Alliance, straight paths: a level by a date, and a score between a lower bound and a target. Ratio of observed to required pace.
-- Years may be decimal. Compared numbers are rounded to nine digits.
WITH asked AS (
    FROM settings WHERE profile = 'alliance' AND rule IN ('level', 'score')
),
points AS (
    SELECT case_id, count(*) AS points,
        -- level: the base year or the next later one, the first without a base year; score: the nearest, the earlier one on a tie
        arg_min(year, distance(s.rule, year, s.base_year)) AS base_year, arg_min(value, distance(s.rule, year, s.base_year)) AS base_value,
        max(year) AS current_year, arg_max(value, year, 2) AS last_values
    FROM series JOIN asked AS s USING (case_id)
    WHERE value IS NOT NULL AND (s.current_year IS NULL OR year <= s.current_year)
    GROUP BY case_id
),
based AS (
    SELECT s.case_id, s.rule, s.base_year AS asked_year, CASE s.rule WHEN 'score' THEN coalesce(s.target_year, (SELECT CAST(target_year AS INTEGER) FROM raw_profiles WHERE profile = 'sdsn')) ELSE s.target_year END AS target_year, p.* EXCLUDE (case_id, last_values), last_values[1] AS current_value,
        CASE s.rule WHEN 'level' THEN s.d ELSE 1 END AS d,
        CASE s.rule WHEN 'level' THEN base_value ELSE scored(base_value, s.lower_bound, s.target) END AS y0,
        CASE s.rule WHEN 'level' THEN current_value ELSE scored(current_value, s.lower_bound, s.target) END AS y,
        CASE s.rule WHEN 'level' THEN last_values[2] END AS y1,
        CASE s.rule WHEN 'level' THEN s.target ELSE scored(s.green_threshold, s.lower_bound, s.target) END AS goal
    FROM asked AS s LEFT JOIN points AS p USING (case_id)
),
paced AS (
    SELECT *, finite(d * (y - y0) / nullif(current_year - base_year, 0)) AS observed, CASE WHEN target_year > base_year THEN finite(d * (goal - y0) / (target_year - base_year)) END AS required,
        -- slipping: the last change for a level, the whole trend for a score
        CASE rule WHEN 'level' THEN round(d * (y - y1), 9) < 0 ELSE round(y - y0, 9) < 0 END AS is_slipping
    FROM based
),
judged AS (
    SELECT *, round(observed / required, 9) AS v,
        CASE WHEN points IS NULL THEN 'no_value'
             WHEN points = 1 THEN 'one_point'
             WHEN base_year IS NULL THEN 'no_base'
             WHEN base_year >= current_year THEN 'before_base'
             WHEN round(d * (y - goal), 9) >= 0 THEN CASE WHEN is_slipping THEN 'reached_slipping' ELSE 'reached' END
             WHEN rule = 'score' AND round(observed, 9) < 0 THEN 'score_falling'
             WHEN rule = 'level' AND round(d * (y0 - goal), 9) >= 0 THEN 'lost'
             WHEN base_year >= target_year THEN 'base_not_before_target'
             WHEN finite(observed / required) IS NULL THEN 'no_rate'
             WHEN base_year <> asked_year THEN CASE rule WHEN 'score' THEN 'nearest_base' ELSE 'later_base' END
             WHEN points = 2 THEN 'two_points' END AS edge
    FROM paced
),
answered AS (
    SELECT *,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN v >= CASE rule WHEN 'level' THEN at_least('alliance', 'level', 'on_track') ELSE at_least('alliance', 'score', 'on_track') END THEN 'on_track'
             WHEN v >= CASE rule WHEN 'level' THEN at_least('alliance', 'level', 'acceleration_needed') ELSE at_least('alliance', 'score', 'acceleration_needed') END THEN 'acceleration_needed'
             WHEN v >= at_least('alliance', 'level', 'limited_progress') OR rule = 'score' THEN 'limited_progress'
             ELSE 'moving_away' END AS rated
    FROM judged LEFT JOIN answers('alliance') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value, observed, required,
    CASE WHEN answer IS NULL THEN v END AS ratio, CASE WHEN rule = 'score' AND y IS NOT NULL THEN greatest(0, least(100, y)) END AS score, coalesce(answer, rated) AS status,
    because_of_points(because, rated, observed, required, v, meaning) AS reason, points, edge
FROM answered LEFT JOIN meanings('alliance') USING (rule, rated)
