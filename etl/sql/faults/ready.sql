-- Settings that can be judged, with the defaults of the profile filled in.
CREATE TEMP VIEW settings AS
SELECT p.profile, s.case_id, s.rule, s.direction, CASE s.direction WHEN 'up' THEN 1 WHEN 'down' THEN -1 END AS d,
    coalesce(CAST(s.base_year AS DOUBLE), CAST(nullif(p.base_year, '') AS DOUBLE)) AS base_year, CAST(s.target AS DOUBLE) AS target,
    coalesce(CAST(s.target_year AS DOUBLE), CAST(nullif(p.target_year, '') AS DOUBLE)) AS target_year, CAST(s."limit" AS DOUBLE) AS "limit", CAST(s.lower_bound AS DOUBLE) AS lower_bound,
    CAST(s.green_threshold AS DOUBLE) AS green_threshold, CAST(s.red_threshold AS DOUBLE) AS red_threshold, CAST(s.threshold_high AS DOUBLE) AS threshold_high,
    CAST(s.threshold_mid AS DOUBLE) AS threshold_mid, CAST(s.threshold_low AS DOUBLE) AS threshold_low, CAST(s.current_year AS DOUBLE) AS current_year
FROM read_settings AS s ANTI JOIN left_out USING (case_id) CROSS JOIN raw_profiles AS p
WHERE p.profile = getvariable('profile')
