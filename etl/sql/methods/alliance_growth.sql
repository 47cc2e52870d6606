-- Alliance, goals of growth: a required yearly rate, growth to a target, doubling, halving, parity. Ratio of observed to required yearly growth.
-- Years may be decimal. Compared numbers are rounded to nine digits. Reached, slipping and lost are said beside the ratio; what has no growth rate is not judged.
-- A required yearly rate is that of a stock, which cannot fall: a drop is a revision. Its base is interpolated on a log scale where the base year has no point.
WITH asked AS (
    FROM settings WHERE profile = 'alliance' AND rule IN ('annual_growth', 'growth_to_target', 'doubling', 'halving', 'parity')
),
points AS (
    SELECT case_id, count(*) AS points,
        max(year) FILTER (year < s.base_year) AS before_year, arg_max(value, year) FILTER (year < s.base_year) AS before_value,
        min(year) FILTER (year >= coalesce(s.base_year, year)) AS after_year, arg_min(value, year) FILTER (year >= coalesce(s.base_year, year)) AS after_value,
        max(year, 2) AS last_years, arg_max(value, year, 2) AS last_values
    FROM series JOIN asked AS s USING (case_id)
    WHERE value IS NOT NULL AND (s.current_year IS NULL OR year <= s.current_year)
    GROUP BY case_id
),
-- the last span of a year or more: mostly that of the last two points, else looked for
short AS (
    FROM points JOIN asked USING (case_id) SELECT case_id WHERE rule = 'annual_growth' AND is_short(last_years[2], last_years[1])
),
neighbours AS (
    SELECT case_id, year, value, lag(year) OVER w AS from_year, lag(value) OVER w AS from_value
    FROM series SEMI JOIN short USING (case_id) JOIN asked AS s USING (case_id)
    WHERE value IS NOT NULL AND (s.current_year IS NULL OR year <= s.current_year)
    WINDOW w AS (PARTITION BY case_id ORDER BY year)
),
looked_for AS (
    SELECT case_id, arg_max_null(cagr(from_value, value, year - from_year), year) AS span_rate
    FROM neighbours WHERE NOT is_short(from_year, year) GROUP BY ALL
),
based AS (
    SELECT s.case_id, s.rule, s.base_year AS asked_year, s.target_year, p.points, l.span_rate,
        last_years[1] AS current_year, last_values[1] AS current_value, last_years[2] AS previous_year, last_values[2] AS previous_value,
        s.rule = 'annual_growth' AND s.base_year IS NOT NULL AND after_year <> s.base_year AS is_between,
        CASE WHEN NOT is_between THEN after_value
             WHEN before_value > 0 AND after_value > 0
             THEN exp(ln(before_value) + (ln(after_value) - ln(before_value)) * (s.base_year - before_year) / (after_year - before_year)) END AS base_value,
        CASE WHEN NOT is_between THEN after_year WHEN base_value IS NOT NULL THEN s.base_year END AS base_year,
        CASE s.rule WHEN 'parity' THEN 1 WHEN 'doubling' THEN 2 * base_value WHEN 'halving' THEN base_value / 2 ELSE s.target END AS target,
        CASE s.rule WHEN 'annual_growth' THEN 1 WHEN 'doubling' THEN 1 WHEN 'halving' THEN -1 WHEN 'parity' THEN -1 ELSE s.d END AS d
    FROM asked AS s LEFT JOIN points AS p USING (case_id) LEFT JOIN looked_for AS l USING (case_id)
),
-- parity: a value above 1 is as far away as its inverse
turned AS (
    SELECT *,
        CASE WHEN rule = 'parity' THEN from_parity(base_value) ELSE base_value END AS y0,
        CASE WHEN rule = 'parity' THEN from_parity(current_value) ELSE current_value END AS y,
        CASE WHEN rule = 'parity' THEN from_parity(previous_value) ELSE previous_value END AS y1,
        rule = 'growth_to_target' AND target = 0 AS is_linear
    FROM based
),
rated AS (
    SELECT *,
        CASE WHEN is_linear THEN finite(d * (y - y0) / nullif(current_year - base_year, 0)) WHEN y0 > 0 AND y >= 0 THEN d * finite(cagr(y0, y, current_year - base_year)) END AS observed,
        CASE WHEN rule = 'annual_growth' THEN target
             WHEN base_year >= target_year THEN NULL
             WHEN is_linear THEN finite(d * (target - y0) / (target_year - base_year))
             WHEN y0 > 0 AND target > 0 THEN d * finite(cagr(y0, target, target_year - base_year)) END AS required,
        CASE WHEN is_short(previous_year, current_year) THEN span_rate WHEN previous_value > 0 THEN cagr(previous_value, current_value, current_year - previous_year) END AS last_rate,
        CASE rule WHEN 'annual_growth' THEN NULL WHEN 'parity' THEN is_at_par(current_value) ELSE round(d * (y - target), 9) >= 0 END AS met,
        CASE rule WHEN 'annual_growth' THEN NULL WHEN 'parity' THEN is_at_par(base_value) ELSE round(d * (y0 - target), 9) >= 0 END AS met_at_base
    FROM turned
),
judged AS (
    SELECT *, round(observed / required, 9) AS v,
        CASE WHEN points IS NULL THEN 'no_value'
             WHEN points = 1 THEN 'one_point'
             WHEN base_year IS NULL OR base_value IS NULL THEN 'no_base'
             WHEN base_year >= current_year THEN 'before_base'
             WHEN rule IN ('doubling', 'halving') AND y0 <= 0 THEN 'base_zero'
             WHEN met THEN CASE WHEN round(d * (y - y1), 9) < 0 THEN 'reached_slipping' ELSE 'reached' END
             WHEN met_at_base THEN 'lost'
             WHEN coalesce(y0, 0) <= 0 THEN 'base_zero'
             WHEN coalesce(y, 0) <= 0 OR target < 0 THEN 'not_positive'
             WHEN rule <> 'annual_growth' AND base_year >= target_year THEN 'base_not_before_target'
             WHEN rule = 'annual_growth' AND target = 0 THEN 'zero_rate'
             WHEN finite(observed / required) IS NULL THEN 'no_rate'
             WHEN rule = 'annual_growth' AND (round(y - y1, 9) < 0 OR round(observed, 9) < 0) THEN 'drop'
             WHEN rule = 'annual_growth' AND round(observed, 9) >= round(required, 9) AND round(last_rate, 9) < round(required, 9) THEN 'slowing'
             WHEN is_linear THEN 'linear'
             WHEN is_between THEN 'interpolated'
             WHEN base_year <> asked_year THEN 'later_base'
             WHEN points = 2 THEN 'two_points' END AS edge
    FROM rated
),
answered AS (
    SELECT * EXCLUDE (rule), CASE rule WHEN 'annual_growth' THEN rule ELSE 'growth_to_target' END AS rule,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN v >= CASE rule WHEN 'annual_growth' THEN at_least('alliance', 'annual_growth', 'on_track') ELSE at_least('alliance', 'growth_to_target', 'on_track') END THEN 'on_track'
             WHEN v >= CASE rule WHEN 'annual_growth' THEN at_least('alliance', 'annual_growth', 'acceleration_needed') ELSE at_least('alliance', 'growth_to_target', 'acceleration_needed') END THEN 'acceleration_needed'
             WHEN v >= CASE rule WHEN 'annual_growth' THEN at_least('alliance', 'annual_growth', 'limited_progress') ELSE at_least('alliance', 'growth_to_target', 'limited_progress') END THEN 'limited_progress'
             ELSE 'moving_away' END AS rated
    FROM judged LEFT JOIN answers('alliance') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value, observed, required,
    CASE WHEN answer IS NULL OR edge = 'slowing' THEN v END AS ratio, NULL::DOUBLE AS score, coalesce(answer, rated) AS status,
    concat_ws(' ', CASE WHEN is_linear THEN because_of_points(because, rated, observed, required, v, meaning) ELSE because_of(because, rated, observed, required, v, meaning) END, CASE WHEN edge IN ('base_zero', 'not_positive') THEN format('({} to {})', base_value, current_value) END) AS reason,
    points, edge
FROM answered LEFT JOIN meanings('alliance') USING (rule, rated)
