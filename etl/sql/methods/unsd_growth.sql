-- UNSD progress chart as applied by UNDP, goals of growth: growth to a target, growth, parity, doubling and halving.
-- Years are whole. Numbers are compared as they are, and a base below 0 changes nothing, as in the published results. The base is the first of a fixed order of years around the base year that has a value other than zero.
WITH points AS (
    SELECT case_id,
        arg_min(year, position) FILTER (value <> 0) AS base_year, arg_min(value, position) FILTER (value <> 0) AS base_value,
        max(year) AS current_year, arg_max(value, year) AS current_value, count(*) AS points
    FROM series JOIN settings AS s USING (case_id)
    LEFT JOIN base_order('unsd') AS o ON o.years_after = year - s.base_year
    WHERE s.profile = 'unsd' AND s.rule NOT IN ('binary', 'ordinal') AND value IS NOT NULL
    GROUP BY case_id
),
based AS (
    SELECT s.case_id, s.rule, s.base_year AS asked_year, s.target_year, s.threshold_high, s.threshold_mid, s.threshold_low, p.* EXCLUDE (case_id),
        CASE s.rule WHEN 'parity' THEN 1 WHEN 'doubling' THEN 2 * p.base_value WHEN 'halving' THEN p.base_value / 2 ELSE s.target END AS target,
        CASE s.rule WHEN 'parity' THEN 1 WHEN 'doubling' THEN 1 WHEN 'halving' THEN -1 ELSE s.d END AS d
    FROM settings AS s LEFT JOIN points AS p USING (case_id)
    WHERE s.profile = 'unsd' AND s.rule NOT IN ('binary', 'ordinal')
),
rated AS (
    SELECT *,
        d * finite(cagr(base_value, current_value, current_year - base_year)) AS observed,
        CASE WHEN rule <> 'growth' THEN d * finite(cagr(base_value, target, target_year - base_year)) END AS required
    FROM based
),
judged AS (
    SELECT *,
        CASE WHEN current_year IS NULL THEN 'no_value'
             WHEN current_year <= (SELECT CAST(data_after AS INTEGER) FROM raw_profiles WHERE profile = 'unsd') THEN 'old_data'
             WHEN rule = 'parity' AND current_value BETWEEN at_least('unsd', 'parity', 'target_achieved') AND at_most('unsd', 'parity', 'target_achieved') THEN 'reached'
             WHEN rule <> 'parity' AND d * (current_value - target) >= 0 THEN 'reached'
             WHEN base_year IS NULL AND rule = 'growth' AND target IS NULL AND d = -1 AND current_value = 0 THEN 'zero_reached'
             WHEN base_year IS NULL THEN 'no_base'
             WHEN base_year >= current_year THEN 'one_year'
             WHEN sign(base_value) * sign(current_value) < 0 THEN 'sign_change'
             WHEN rule <> 'growth' AND target <= 0 THEN 'target_not_positive'
             WHEN rule <> 'growth' AND CASE rule WHEN 'parity' THEN base_value = target ELSE d * (base_value - target) >= 0 END THEN 'lost'
             WHEN rule <> 'growth' AND base_year >= target_year THEN 'base_not_before_target'
             WHEN observed IS NULL OR (rule <> 'growth' AND finite(observed / required) IS NULL) THEN 'no_rate'
             WHEN base_value < 0 THEN 'negative_base'
             WHEN base_year <> asked_year THEN 'other_base' END AS edge,
        CASE rule WHEN 'growth' THEN observed ELSE observed / required END AS v,
        CASE rule WHEN 'growth' THEN 'growth' WHEN 'parity' THEN 'parity' ELSE 'growth_to_target' END AS rated_as
    FROM rated
),
answered AS (
    SELECT * EXCLUDE (rule, rated_as), rated_as AS rule,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN rated_as <> 'growth' THEN CASE
                WHEN v >= CASE rated_as WHEN 'parity' THEN at_least('unsd', 'parity', 'on_track') ELSE at_least('unsd', 'growth_to_target', 'on_track') END THEN 'on_track'
                WHEN v >= CASE rated_as WHEN 'parity' THEN at_least('unsd', 'parity', 'fair_progress') ELSE at_least('unsd', 'growth_to_target', 'fair_progress') END THEN 'fair_progress'
                WHEN v >= CASE rated_as WHEN 'parity' THEN at_least('unsd', 'parity', 'limited_progress') ELSE at_least('unsd', 'growth_to_target', 'limited_progress') END THEN 'limited_progress'
                ELSE 'deterioration' END
             -- a setting may carry limits of its own
             WHEN v > coalesce(threshold_high, above('unsd', 'growth', 'on_track')) THEN 'on_track'
             WHEN v > coalesce(threshold_mid, above('unsd', 'growth', 'fair_progress')) THEN 'fair_progress'
             WHEN v > coalesce(threshold_low, above('unsd', 'growth', 'limited_progress')) THEN 'limited_progress'
             ELSE 'deterioration' END AS rated
    FROM judged LEFT JOIN answers('unsd') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value, observed, required,
    CASE WHEN answer IS NULL THEN v END AS ratio, NULL::DOUBLE AS score,
    coalesce(answer, rated) AS status, because_of(because, rated, observed, required, v, CASE WHEN rule <> 'growth' OR coalesce(threshold_high, threshold_mid, threshold_low) IS NULL THEN meaning ELSE 'by the limits of its own setting' END) AS reason, points
FROM answered LEFT JOIN meanings('unsd') USING (rule, rated)
