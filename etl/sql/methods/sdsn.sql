-- SDSN: a score from 0 (lower bound) to 100 (target), its colour, and its linear pace beside the pace that green needs. Scores of the trend are not clipped.
-- Years are whole. Numbers are compared as they are, but colours with a tolerance of 1e-9.
WITH points AS (
    SELECT case_id,
        -- the nearest year, the earlier one on a tie
        arg_min(year, 2 * abs(year - s.base_year) + CAST(year > s.base_year AS INTEGER)) AS base_year,
        arg_min(value, 2 * abs(year - s.base_year) + CAST(year > s.base_year AS INTEGER)) AS base_value,
        max(year) AS current_year, arg_max(value, year) AS current_value, count(*) AS points
    FROM series JOIN settings AS s USING (case_id)
    WHERE s.profile = 'sdsn' AND value IS NOT NULL
    GROUP BY case_id
),
scored AS (
    SELECT s.case_id, s.rule, s.base_year AS asked_year, s.target_year, p.* EXCLUDE (case_id),
        scored(p.base_value, s.lower_bound, s.target) AS s_start, scored(p.current_value, s.lower_bound, s.target) AS s_end,
        scored(s.green_threshold, s.lower_bound, s.target) AS s_green, scored((s.green_threshold + s.red_threshold) / 2, s.lower_bound, s.target) AS s_middle,
        scored(s.red_threshold, s.lower_bound, s.target) AS s_red
    FROM settings AS s LEFT JOIN points AS p USING (case_id)
    WHERE s.profile = 'sdsn'
),
paced AS (
    SELECT *,
        finite((s_end - s_start) / nullif(current_year - base_year, 0)) AS observed,
        CASE WHEN target_year > base_year THEN finite((s_green - s_start) / (target_year - base_year)) END AS required
    FROM scored
),
judged AS (
    SELECT *,
        CASE WHEN current_year IS NULL THEN 'no_value'
             WHEN base_year = current_year THEN CASE WHEN points = 1 THEN 'one_year' ELSE 'start_is_end' END
             WHEN s_end >= s_green AND observed >= 0 THEN 'green_rising'
             WHEN s_end >= s_green THEN 'green_falling'
             WHEN observed < 0 THEN 'falling'
             WHEN base_year >= target_year THEN 'base_not_before_target'
             WHEN finite(observed / required) IS NULL THEN 'no_rate'
             WHEN base_year <> asked_year THEN 'nearest_base' END AS edge,
        observed / required AS v
    FROM paced
),
answered AS (
    SELECT *,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN v >= at_least('sdsn', 'score', 'on_track') THEN 'on_track'
             WHEN v >= at_least('sdsn', 'score', 'moderately_improving') THEN 'moderately_improving'
             ELSE 'stagnating' END AS rated
    FROM judged LEFT JOIN answers('sdsn') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value, observed, required,
    CASE WHEN answer IS NULL THEN v END AS ratio, CASE WHEN s_end IS NOT NULL THEN greatest(0, least(100, s_end)) END AS score,
    coalesce(answer, rated) AS status, because_of_points(because, rated, observed, required, v, meaning) AS reason, points,
    CASE WHEN s_end >= s_green - 1e-9 THEN 'green' WHEN s_end >= s_middle - 1e-9 THEN 'yellow' WHEN s_end >= s_red - 1e-9 THEN 'orange' WHEN s_end IS NOT NULL THEN 'red' END AS colour
FROM answered LEFT JOIN meanings('sdsn') USING (rule, rated)
