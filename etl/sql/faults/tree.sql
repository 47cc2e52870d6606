-- What is wrong with a tree: an id without a name, with two parents, or in a circle.
WITH RECURSIVE reached AS (
    SELECT parent AS id FROM read_links ANTI JOIN (SELECT id AS parent FROM read_links WHERE parent <> '') USING (parent) WHERE parent <> ''
    UNION
    SELECT l.id FROM read_links AS l JOIN reached AS r ON l.parent = r.id
),
faulty AS (
    SELECT line, id, CASE
        WHEN coalesce(id, '') = '' THEN {'place': 'id', 'found': '(empty)', 'expected': 'an id'}
        WHEN count(*) OVER (PARTITION BY id) > 1 THEN {'place': 'parent', 'found': coalesce(nullif(parent, ''), '(empty)'), 'expected': 'one parent for each id'}
        WHEN parent <> '' AND id NOT IN (SELECT id FROM reached WHERE id IS NOT NULL) THEN {'place': 'parent', 'found': parent, 'expected': 'a tree; this is a circle, or hangs on one'}
        END AS fault
    FROM read_links
)
SELECT line, id AS case_id, fault.place AS place, fault.found AS found, fault.expected AS expected FROM faulty WHERE fault IS NOT NULL
