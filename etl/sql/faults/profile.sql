-- Settings of several profiles: a row whose profile nobody knows belongs to none of them.
SELECT line, CAST(case_id AS VARCHAR) AS case_id, 'profile' AS place, coalesce(nullif(CAST(profile AS VARCHAR), ''), '(empty)') AS found,
    'a profile: ' || (SELECT string_agg(profile, ', ' ORDER BY profile) FROM raw_profiles) AS expected
FROM raw_settings WHERE coalesce(CAST(profile AS VARCHAR), '') NOT IN (SELECT profile FROM raw_profiles)
