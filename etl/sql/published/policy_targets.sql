-- The four policy targets.
SELECT CAST(target_no AS INTEGER) AS target_no, short_name, meaning, source_title, source_url, evidence, note, file, line
FROM raw_policy_targets
ANTI JOIN rejected USING (file, line)
