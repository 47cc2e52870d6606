-- A setting without a series.
SELECT line, case_id, 'case_id' AS place, case_id AS found, 'a case that has rows in the series' AS expected
FROM read_settings ANTI JOIN seen USING (case_id) WHERE case_id <> ''
