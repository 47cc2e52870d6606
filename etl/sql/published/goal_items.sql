-- What belongs to each goal: its indicators, its milestones, and the kinds of commitment that serve it.
SELECT target_no, goal_id, 'indicator' AS item_type, indicator AS item, label FROM indicators WHERE target_no IS NOT NULL
UNION ALL
SELECT target_no, goal_id, 'milestone', milestone, label FROM milestone_kinds
UNION ALL
SELECT g.target_no, g.goal_id, 'commitment_kind', k.kind, v.label
FROM raw_goal_kinds AS k
JOIN operational_goals AS g USING (goal_id)
JOIN raw_vocabulary AS v ON v.vocabulary = 'kind' AND v.word = k.kind
