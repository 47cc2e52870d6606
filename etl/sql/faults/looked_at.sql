-- One look at every row: which cases there are, and what must be looked at again because it may be at fault.
-- Years fall into 62 places of one number, a row at fault into none, so fewer places than rows say so. Two years 62 apart show as well; the second look clears them.
-- The way of a score goes from the lower bound to the target, and red comes before green on it. The own limits of a setting of UNSD fall from high to low; where one is empty, that of the profile counts.
CREATE OR REPLACE TEMP MACRO way(a, b) AS CASE WHEN b > a THEN 'up' WHEN b < a THEN 'down' END;
CREATE OR REPLACE TEMP MACRO is_reversed(lower_bound, target, red, green) AS coalesce((target - lower_bound) * (green - red) < 0, false);
CREATE OR REPLACE TEMP MACRO limit_high(x) AS coalesce(x, above('unsd', 'growth', 'on_track'));
CREATE OR REPLACE TEMP MACRO limit_mid(x) AS coalesce(x, above('unsd', 'growth', 'fair_progress'));
CREATE OR REPLACE TEMP MACRO limit_low(x) AS coalesce(x, above('unsd', 'growth', 'limited_progress'));
CREATE TEMP TABLE seen AS
SELECT case_id, count(*) <> coalesce(bit_count(bit_or(CASE WHEN year_said IS NULL AND value_said IS NULL THEN 1::BIGINT << abs(CAST(year AS INTEGER)) % 62 END)), 0) AS is_odd
FROM read_series GROUP BY case_id;
CREATE TEMP TABLE looked_at AS SELECT case_id FROM seen WHERE is_odd OR coalesce(case_id, '') = '';
CREATE TEMP TABLE odd_settings AS
SELECT s.line
FROM read_settings AS s CROSS JOIN raw_profiles AS p LEFT JOIN raw_profile_rules AS r ON r.profile = p.profile AND r.rule = s.rule
WHERE p.profile = getvariable('profile') AND (
    coalesce(s.case_id, '') = '' OR r.rule IS NULL
    OR coalesce(base_year_said, target_said, target_year_said, limit_said, lower_bound_said, green_threshold_said, red_threshold_said, threshold_high_said, threshold_mid_said, threshold_low_said, current_year_said) IS NOT NULL
    OR (r.needs LIKE '%direction%' AND coalesce(s.direction, '') NOT IN ('up', 'down')) OR (' ' || r.needs || ' ' LIKE '% target %' AND s.target IS NULL)
    OR (r.needs LIKE '%target_year%' AND coalesce(CAST(s.target_year AS VARCHAR), p.target_year) = '')
    OR (s.rule = 'score' AND (s.lower_bound IS NULL OR s.green_threshold IS NULL OR s.red_threshold IS NULL OR s.lower_bound = s.target)) OR (s.rule = 'annual_growth' AND s.target < 0)
    OR (s.rule = 'score' AND (is_reversed(s.lower_bound, s.target, s.red_threshold, s.green_threshold) OR coalesce(nullif(s.direction, ''), way(s.lower_bound, s.target)) <> way(s.lower_bound, s.target)))
    OR (s.rule = 'growth' AND p.profile = 'unsd' AND (limit_high(s.threshold_high) < limit_mid(s.threshold_mid) OR limit_mid(s.threshold_mid) < limit_low(s.threshold_low)))
    OR coalesce(s.target_year, TRY_CAST(p.target_year AS INTEGER)) < coalesce(s.base_year, TRY_CAST(p.base_year AS INTEGER)))
UNION
SELECT unnest(list(line)) FROM read_settings GROUP BY case_id HAVING count(*) > 1
