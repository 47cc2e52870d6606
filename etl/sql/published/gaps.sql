-- Everything that is missing, one row a thing: behind the path, not joined, overdue, due and not reported, not reported, not known, sources differ.
WITH milestone_gaps AS (
    SELECT as_of, target_no, goal_id, iso3, country, region, eu_member,
        CASE state WHEN 'no' THEN 'not_joined' ELSE state END AS kind,
        'milestone' AS item_type, milestone AS item, label, stated AS known_at, source_title, source_url, evidence, file, line
    FROM milestones WHERE state <> 'yes' AND milestone IN (FROM milestone_kinds SELECT milestone WHERE is_gap)
),
silence AS (
    SELECT as_of, target_no, NULL AS goal_id, iso3, country, region, eu_member, 'not_reported' AS kind, 'action' AS item_type, 'action' AS item, 'No action on record' AS label
    FROM coverage WHERE actions = 0
    UNION ALL
    SELECT as_of, target_no, NULL, iso3, country, region, eu_member, 'not_reported', 'figure', 'figure', 'No figure on record'
    FROM coverage WHERE figures = 0
),
late AS (
    SELECT c.as_of, c.target_no, c.goal_id, c.iso3, c.country, r.region, r.eu_member, c.due_state AS kind, 'commitment' AS item_type, c.commitment_id AS item,
        c.title AS label, c.due_date AS known_at, c.source_title, c.source_url, c.evidence, c.file, c.line
    FROM commitments AS c JOIN rosters AS r USING (as_of, iso3) WHERE c.due_state <> ''
),
behind AS (
    SELECT as_of, target_no, goal_id, iso3, country, 'behind_path' AS kind, 'indicator' AS item_type, item,
        label, CAST(current_date AS VARCHAR) AS known_at, gap_value AS amount, unit, origin
    FROM progress WHERE rule = 'annual_growth' AND gap_value < 0
)
SELECT * EXCLUDE (origin), CASE WHEN file IS NULL THEN origin ELSE address(file, line) END AS address FROM (
    SELECT *, NULL::DOUBLE AS amount, NULL::VARCHAR AS unit, NULL::VARCHAR AS origin FROM milestone_gaps
    UNION ALL BY NAME SELECT * FROM silence
    UNION ALL BY NAME SELECT * FROM late
    UNION ALL BY NAME SELECT * FROM behind
)
