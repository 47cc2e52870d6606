-- What is wrong with a status that is to be rolled up: it is not in the tree, stands twice, is a parent, is no word of the profile, or has a score that is no number.
WITH faulty AS (
    SELECT s.line, s.id, CASE
        WHEN coalesce(s.id, '') = '' THEN {'place': 'id', 'found': '(empty)', 'expected': 'an id'}
        WHEN count(*) OVER (PARTITION BY s.id) > 1 THEN {'place': 'id', 'found': s.id, 'expected': 'an id that stands once'}
        WHEN s.id NOT IN (SELECT id FROM read_links WHERE id IS NOT NULL) THEN {'place': 'id', 'found': s.id, 'expected': 'an id of the tree'}
        WHEN s.id IN (SELECT parent FROM read_links WHERE parent IS NOT NULL) THEN {'place': 'id', 'found': s.id, 'expected': 'a leaf of the tree; this one has children'}
        WHEN s.status <> '' AND w.status IS NULL THEN {'place': 'status', 'found': s.status, 'expected': 'a word of the profile ' || getvariable('profile')}
        WHEN s.score_said IS NOT NULL THEN {'place': 'score', 'found': s.score_said, 'expected': 'a number'}
        END AS fault
    FROM read_leaves AS s LEFT JOIN raw_statuses AS w ON w.scale = getvariable('profile') AND w.status = s.status
)
SELECT line, id AS case_id, fault.place AS place, fault.found AS found, fault.expected AS expected FROM faulty WHERE fault IS NOT NULL
