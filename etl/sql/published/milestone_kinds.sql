-- The milestones: the question asked of each country, and whether the answer counts in a rating.
SELECT milestone, label, short_label, question, CAST(target_no AS INTEGER) AS target_no, goal_id, rule, rule_reason, takes, rule = 'binary' AS judged, is_gap = 'yes' AS is_gap
FROM raw_milestones
