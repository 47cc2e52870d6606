-- Settings that are filled although the rule of their case does not use them: the label of the profile, the rule, the column, how many cases, and the first line.
-- A direction that is the rule's own says nothing new.
WITH filled AS (
    SELECT * REPLACE (CASE WHEN direction <> '' AND direction IS DISTINCT FROM CASE rule WHEN 'annual_growth' THEN 'up' WHEN 'doubling' THEN 'up' WHEN 'ordinal' THEN 'up' WHEN 'halving' THEN 'down' END THEN direction END AS direction)
    FROM read_settings ANTI JOIN left_out USING (case_id)
),
counted AS (
    SELECT rule,
        {'n': count(direction), 'line': min(line) FILTER (direction IS NOT NULL)} AS direction,
        {'n': count(base_year), 'line': min(line) FILTER (base_year IS NOT NULL)} AS base_year,
        {'n': count(target), 'line': min(line) FILTER (target IS NOT NULL)} AS target,
        {'n': count(target_year), 'line': min(line) FILTER (target_year IS NOT NULL)} AS target_year,
        {'n': count("limit"), 'line': min(line) FILTER ("limit" IS NOT NULL)} AS "limit",
        {'n': count(lower_bound), 'line': min(line) FILTER (lower_bound IS NOT NULL)} AS lower_bound,
        {'n': count(green_threshold), 'line': min(line) FILTER (green_threshold IS NOT NULL)} AS green_threshold,
        {'n': count(red_threshold), 'line': min(line) FILTER (red_threshold IS NOT NULL)} AS red_threshold,
        {'n': count(threshold_high), 'line': min(line) FILTER (threshold_high IS NOT NULL)} AS threshold_high,
        {'n': count(threshold_mid), 'line': min(line) FILTER (threshold_mid IS NOT NULL)} AS threshold_mid,
        {'n': count(threshold_low), 'line': min(line) FILTER (threshold_low IS NOT NULL)} AS threshold_low,
        {'n': count(current_year), 'line': min(line) FILTER (current_year IS NOT NULL)} AS current_year
    FROM filled GROUP BY rule
),
listed AS (
    UNPIVOT counted ON COLUMNS(* EXCLUDE (rule)) INTO NAME place VALUE found
)
SELECT p.label, rule, place, found.n, found.line
FROM listed JOIN raw_profile_rules AS r USING (rule) JOIN raw_profiles AS p USING (profile)
WHERE profile = getvariable('profile') AND found.n > 0 AND NOT list_contains(string_split(r.uses, ' '), place)
ORDER BY found.line, rule, place
