-- UNSD: yes-or-no goals (the last value is the one asked for, 1 unless given) and steps on an ordered scale, where zero counts as a base.
WITH points AS (
    SELECT case_id, arg_min(year, position) FILTER (value <> 0 OR s.rule = 'ordinal') AS base_year, arg_min(value, position) FILTER (value <> 0 OR s.rule = 'ordinal') AS base_value, max(year) AS current_year, arg_max(value, year) AS current_value, count(*) AS points
    FROM series JOIN settings AS s USING (case_id)
    LEFT JOIN base_order('unsd') AS o ON o.years_after = year - s.base_year
    WHERE s.profile = 'unsd' AND s.rule IN ('binary', 'ordinal') AND value IS NOT NULL
    GROUP BY case_id
),
based AS (
    SELECT s.case_id, s.rule, s.base_year AS asked_year, coalesce(s.target, 1) AS target, p.* EXCLUDE (case_id),
        CASE s.rule WHEN 'ordinal' THEN p.current_value - p.base_value END AS step
    FROM settings AS s LEFT JOIN points AS p USING (case_id)
    WHERE s.profile = 'unsd' AND s.rule IN ('binary', 'ordinal')
),
judged AS (
    SELECT *,
        CASE WHEN current_year IS NULL THEN 'no_value'
             WHEN rule = 'binary' THEN CASE WHEN current_value = target THEN 'met' ELSE 'not_met' END
             WHEN current_year <= (SELECT CAST(data_after AS INTEGER) FROM raw_profiles WHERE profile = 'unsd') THEN 'old_data'
             WHEN current_value >= target THEN 'reached'
             WHEN base_year IS NULL THEN 'no_base'
             WHEN base_year >= current_year THEN 'one_year'
             WHEN base_year <> asked_year THEN 'other_base' END AS edge
    FROM based
),
answered AS (
    SELECT *,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN step >= at_least('unsd', 'ordinal', 'on_track') THEN 'on_track'
             WHEN step >= at_least('unsd', 'ordinal', 'fair_progress') THEN 'fair_progress'
             WHEN step >= at_least('unsd', 'ordinal', 'limited_progress') THEN 'limited_progress'
             ELSE 'deterioration' END AS rated
    FROM judged LEFT JOIN answers('unsd') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value, step AS observed, NULL::DOUBLE AS required,
    CASE WHEN answer IS NULL THEN step END AS ratio, NULL::DOUBLE AS score,
    coalesce(answer, rated) AS status, concat_ws('. ', because, CASE WHEN rated IS NOT NULL THEN 'A step of ' || said_number(step) || ': ' || coalesce(meaning, 'down') END) AS reason, points
FROM answered LEFT JOIN meanings('unsd') USING (rule, rated)
