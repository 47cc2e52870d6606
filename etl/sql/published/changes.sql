-- What changed over all countries between an earlier date and a later one: milestones, the joint goal, indicators with a direction, actions on record.
WITH state AS (
    SELECT as_of, item_type, item, iso3, country, label, target_no, unit, rule, status, current_value AS value, current_qualifier AS qualifier, participants AS out_of FROM progress WHERE iso3 = 'WLD'
    UNION ALL
    SELECT as_of, 'action', 'actions', 'WLD', 'All countries', 'Countries with an action on record', target_no, 'countries', 'context', 'context', countries_with_action, 'exact', participants FROM target_progress
),
pairs AS (
    SELECT b.as_of AS since, a.as_of FROM conferences AS b JOIN conferences AS a ON b.position < a.position
)
SELECT
    p.since, p.as_of, n.item_type, n.item, n.label, n.target_no, n.unit, n.rule,
    o.value AS before, o.out_of AS before_of, o.qualifier AS before_qualifier, o.status AS before_status,
    n.value AS after, n.out_of AS after_of, n.qualifier AS after_qualifier, n.status AS after_status
FROM pairs AS p
JOIN state AS n USING (as_of)
LEFT JOIN state AS o ON o.as_of = p.since AND o.item_type = n.item_type AND o.item = n.item AND o.iso3 = n.iso3 AND o.target_no IS NOT DISTINCT FROM n.target_no
WHERE n.value IS NOT NULL AND (o.value IS DISTINCT FROM n.value OR o.status IS DISTINCT FROM n.status OR o.out_of IS DISTINCT FROM n.out_of)
