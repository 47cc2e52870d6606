-- How reports of this kind phrase status.
SELECT term, meaning, used_by, source_title, source_url, evidence, file, line
FROM raw_status_vocabulary
ANTI JOIN rejected USING (file, line)
