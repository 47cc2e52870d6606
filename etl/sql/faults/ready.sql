-- Settings that can be judged, with the defaults of the profile filled in.
CREATE TABLE settings AS
SELECT p.profile, s.case_id, s.rule, s.direction, CASE s.direction WHEN 'up' THEN 1 WHEN 'down' THEN -1 END AS d,
    coalesce(s.base_year, CAST(nullif(p.base_year, '') AS DOUBLE)) AS base_year, s.target, coalesce(s.target_year, CAST(nullif(p.target_year, '') AS DOUBLE)) AS target_year,
    s."limit", s.lower_bound, s.green_threshold, s.red_threshold, s.threshold_high, s.threshold_mid, s.threshold_low, s.current_year
FROM read_settings AS s ANTI JOIN left_out USING (case_id) CROSS JOIN raw_profiles AS p
WHERE p.profile = $profile
