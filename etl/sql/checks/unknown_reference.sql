-- error: a key that names a row of another file must be there.
WITH keys AS (
    SELECT 'ref:policy_targets.target_no' AS type, target_no AS value FROM raw_policy_targets ANTI JOIN rejected USING (file, line)
    UNION ALL SELECT 'ref:operational_goals.goal_id', goal_id FROM raw_operational_goals ANTI JOIN rejected USING (file, line)
    UNION ALL SELECT 'ref:indicators.indicator', indicator FROM raw_indicators ANTI JOIN rejected USING (file, line)
)
SELECT c.file, c.line, c.field AS place, c.value AS found, 'a key listed in ' || split_part(substr(f.type, 5), '.', 1) || '.csv' AS expected
FROM cells AS c JOIN raw_fields AS f USING (file, field)
ANTI JOIN keys AS k ON k.type = f.type AND k.value = c.value
WHERE f.type LIKE 'ref:%' AND c.value <> ''
