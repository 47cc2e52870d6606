-- A series without a setting, named by its first row.
WITH without AS (
    FROM seen ANTI JOIN read_settings USING (case_id) SELECT case_id WHERE case_id <> ''
)
SELECT min(line) AS line, case_id, 'case_id' AS place, case_id AS found, 'a case that has a setting' AS expected
FROM read_series SEMI JOIN without USING (case_id) GROUP BY ALL
