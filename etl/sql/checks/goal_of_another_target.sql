-- error: an operational goal belongs to one policy target.
WITH both_fields AS (
    SELECT file, line, target_no, goal_id FROM raw_commitments
    UNION ALL SELECT file, line, target_no, goal_id FROM raw_potential_actions
    UNION ALL SELECT file, line, target_no, goal_id FROM raw_indicators
)
SELECT b.file, b.line, 'target_no' AS place, b.target_no AS found, g.target_no || ', the target of goal ' || g.goal_id AS expected
FROM both_fields AS b JOIN raw_operational_goals AS g USING (goal_id)
WHERE b.target_no <> g.target_no
