-- Example actions by goal, from which a country may choose.
SELECT action_id, goal_id, CAST(target_no AS INTEGER) AS target_no, action, kind, source_title, source_url, evidence, note, file, line
FROM raw_potential_actions
ANTI JOIN rejected USING (file, line)
