-- Eurostat: observed yearly growth beside the growth that the target needs; without a target beside 1 % a year, towards the goal or away from it.
-- Years are whole. Numbers are compared as they are. Without a base year the long window counts: 15 years before the current year.
WITH points AS (
    SELECT case_id,
        max(year) FILTER (s.current_year IS NULL OR year = s.current_year) AS current_year, arg_max(value, year) FILTER (s.current_year IS NULL OR year = s.current_year) AS current_value,
        min(year) FILTER (year >= s.base_year) AS base_year, arg_min(value, year) FILTER (year >= s.base_year) AS base_value,
        list({'year': year, 'value': value}) FILTER (s.base_year IS NULL) AS every,
        count(*) AS points
    FROM series JOIN settings AS s USING (case_id)
    WHERE s.profile = 'eurostat' AND value IS NOT NULL
    GROUP BY case_id
),
windowed AS (
    SELECT p.*, current_year - CAST(w.window_years AS INTEGER) AS window_start, list_min(list_filter(every, lambda one: one.year >= current_year - CAST(w.window_years AS INTEGER))) AS first
    FROM points AS p CROSS JOIN raw_profiles AS w WHERE w.profile = 'eurostat'
),
based AS (
    SELECT s.case_id, s.rule, s.d, coalesce(s.base_year, p.window_start) AS asked_year, s.target_year, CASE WHEN s.rule = 'growth_to_target' THEN s.target END AS target,
        coalesce(p.base_year, p.first.year) AS base_year, coalesce(p.base_value, p.first.value) AS base_value, p.current_year, p.current_value, p.points
    FROM settings AS s LEFT JOIN windowed AS p USING (case_id)
    WHERE s.profile = 'eurostat'
),
rated AS (
    SELECT *,
        CASE WHEN base_value > 0 THEN d * finite(cagr(base_value, current_value, current_year - base_year)) END AS observed,
        CASE WHEN base_value > 0 THEN d * finite(cagr(base_value, target, target_year - base_year)) END AS required
    FROM based
),
judged AS (
    SELECT *,
        CASE WHEN base_year IS NULL THEN 'no_base'
             WHEN current_year IS NULL THEN 'no_current'
             WHEN base_year = current_year THEN 'one_year'
             WHEN d * (current_value - target) >= 0 THEN 'reached'
             WHEN base_year > current_year THEN 'base_after_current'
             WHEN base_value <= 0 OR current_value < 0 OR target <= 0 THEN 'not_positive'
             WHEN base_year >= target_year AND target IS NOT NULL THEN 'base_not_before_target'
             WHEN d * (base_value - target) > 0 THEN 'lost'
             WHEN observed IS NULL OR (target IS NOT NULL AND finite(observed / required) IS NULL) THEN 'required_zero'
             WHEN base_year <> asked_year THEN 'later_base' END AS edge,
        CASE WHEN target IS NULL THEN observed ELSE observed / required END AS v
    FROM rated
),
answered AS (
    SELECT *,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN target IS NOT NULL THEN CASE
                WHEN v >= at_least('eurostat', 'growth_to_target', 'significant_progress') THEN 'significant_progress'
                WHEN v >= at_least('eurostat', 'growth_to_target', 'moderate_progress') THEN 'moderate_progress'
                WHEN v >= at_least('eurostat', 'growth_to_target', 'insufficient_progress') THEN 'insufficient_progress'
                ELSE 'movement_away' END
             WHEN v >= at_least('eurostat', 'growth', 'significant_progress') THEN 'significant_progress'
             WHEN v >= at_least('eurostat', 'growth', 'moderate_progress') THEN 'moderate_progress'
             WHEN v > above('eurostat', 'growth', 'moderate_movement_away') THEN 'moderate_movement_away'
             ELSE 'significant_movement_away' END AS rated
    FROM judged LEFT JOIN answers('eurostat') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value, observed, required,
    CASE WHEN answer IS NULL THEN v END AS ratio, NULL::DOUBLE AS score,
    coalesce(answer, rated) AS status, because_of(because, rated, observed, required, v, meaning) AS reason, points
FROM answered LEFT JOIN meanings('eurostat') USING (rule, rated)
