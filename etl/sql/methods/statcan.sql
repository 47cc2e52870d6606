-- Statistics Canada and Open SDG: observed yearly growth beside the growth that the target needs; without a target beside 1.5 % and 0.5 % a year.
-- Years are whole. Numbers are compared as they are. A base or a target of 0 counts as 0.001.
WITH points AS (
    SELECT case_id,
        min(year) FILTER (year >= s.base_year) AS base_year, arg_min(value, year) FILTER (year >= s.base_year) AS base_value,
        max(year) FILTER (s.current_year IS NULL OR year = s.current_year) AS current_year, arg_max(value, year) FILTER (s.current_year IS NULL OR year = s.current_year) AS current_value,
        count(*) AS points
    FROM series JOIN settings AS s USING (case_id)
    WHERE s.profile = 'statcan' AND value IS NOT NULL
    GROUP BY case_id
),
based AS (
    SELECT s.case_id, s.rule, s.d, s.base_year AS asked_year, s.target_year, s."limit" AS natural_limit, p.* EXCLUDE (case_id), s.target AS given_target,
        CASE WHEN s.rule = 'growth_to_target' THEN CASE s.target WHEN 0 THEN 0.001 ELSE s.target END END AS target,
        CASE p.base_value WHEN 0 THEN 0.001 ELSE p.base_value END AS b
    FROM settings AS s LEFT JOIN points AS p USING (case_id)
    WHERE s.profile = 'statcan'
),
rated AS (
    SELECT *,
        sign(b) * d * finite(cagr(b, current_value, current_year - base_year)) AS observed,
        abs(finite(cagr(b, target, target_year - base_year))) AS required,
        -- near a natural limit the thresholds shrink: C = 1 - (base / limit) ^ 4.44, mirrored above the limit
        CASE WHEN natural_limit IS NULL OR abs(b) >= 2 * abs(natural_limit) THEN 1
             WHEN abs(b) <= abs(natural_limit) THEN 1 - pow(abs(b) / abs(natural_limit), 4.44)
             ELSE 1 - pow((2 * abs(natural_limit) - abs(b)) / abs(natural_limit), 4.44) END AS c
    FROM based
),
judged AS (
    SELECT *,
        CASE WHEN base_year IS NULL THEN 'no_base'
             WHEN current_year IS NULL THEN 'no_current'
             WHEN base_year = current_year THEN 'one_year'
             WHEN d * (current_value - target) >= 0 THEN 'reached'
             WHEN base_year > current_year THEN 'base_after_current'
             WHEN sign(b) * sign(current_value) < 0 THEN 'sign_change'
             WHEN target IS NOT NULL AND base_year >= target_year THEN 'base_not_before_target'
             WHEN required = 0 THEN 'required_zero'
             WHEN observed IS NULL OR (target IS NOT NULL AND finite(observed / required) IS NULL) THEN 'no_rate'
             WHEN base_value = 0 THEN 'base_zero'
             WHEN given_target = 0 AND target IS NOT NULL THEN 'target_zero'
             WHEN d * (b - target) >= 0 THEN 'lost'
             WHEN c < 1 AND target IS NULL THEN 'limit'
             WHEN base_year <> asked_year THEN 'later_base' END AS edge,
        CASE WHEN target IS NULL THEN observed ELSE observed / required END AS v
    FROM rated
),
answered AS (
    SELECT *,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN target IS NOT NULL THEN CASE
                WHEN v >= at_least('statcan', 'growth_to_target', 'substantial_progress') THEN 'substantial_progress'
                WHEN v >= at_least('statcan', 'growth_to_target', 'moderate_progress') THEN 'moderate_progress'
                WHEN v >= at_least('statcan', 'growth_to_target', 'limited_progress') THEN 'limited_progress'
                ELSE 'deterioration' END
             WHEN v >= at_least('statcan', 'growth', 'substantial_progress') * c THEN 'substantial_progress'
             WHEN v >= at_least('statcan', 'growth', 'moderate_progress') * c THEN 'moderate_progress'
             WHEN v >= at_least('statcan', 'growth', 'limited_progress') THEN 'limited_progress'
             ELSE 'deterioration' END AS rated
    FROM judged LEFT JOIN answers('statcan') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value, observed, required,
    CASE WHEN answer IS NULL THEN v END AS ratio,
    CASE WHEN answer = 'target_achieved' THEN 5
         WHEN answer IS NOT NULL THEN NULL
         WHEN target IS NOT NULL THEN CASE
            WHEN v >= at_least('statcan', 'growth_to_target', 'moderate_progress') THEN least(5, 50 * v / 7 - 30 / 7)
            ELSE greatest(-5, 25 * v / 6 - 2.5) END
         WHEN v < 0 THEN greatest(-5, 125 * v - 2.5)
         WHEN c = 0 THEN 5
         WHEN v >= at_least('statcan', 'growth', 'substantial_progress') * c THEN least(5, 500 * v / c - 5)
         WHEN v >= at_least('statcan', 'growth', 'moderate_progress') * c THEN 250 * v / c - 1.25
         ELSE 500 * v / c - 2.5 END AS score,
    coalesce(answer, rated) AS status, because_of(because, rated, observed, required, v, meaning) AS reason, points
FROM answered LEFT JOIN meanings('statcan') USING (rule, rated)
