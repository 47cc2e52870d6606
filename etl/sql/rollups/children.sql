-- Each child with its parent, the depth of the parent, what is known of the child, and how many series stand under it and are missing; and the table that is filled from the bottom.
CREATE TEMP TABLE rolled (id VARCHAR, level BIGINT, n BIGINT, n_missing BIGINT, n_series BIGINT, n_series_missing BIGINT, mean_score DOUBLE, status VARCHAR);
CREATE TEMP TABLE children AS
WITH RECURSIVE links AS (
    SELECT id, parent FROM read_links AS l WHERE parent <> '' AND NOT EXISTS (FROM left_out AS o WHERE o.file = $tree AND o.line = l.line)
),
known AS (
    SELECT s.id, s.status, s.score, w.counts = 'yes' AS counts, CAST(nullif(w.points, '') AS DOUBLE) AS points, CAST(w.rank AS INTEGER) AS rank
    FROM read_leaves AS s JOIN raw_statuses AS w ON w.scale = getvariable('profile') AND w.status = s.status
    WHERE NOT EXISTS (FROM left_out AS o WHERE o.file = $statuses AND o.line = s.line)
),
parents AS (
    SELECT parent AS id, 0 AS level FROM links ANTI JOIN (SELECT id AS parent FROM links) USING (parent)
    UNION
    SELECT l.id, p.level + 1 FROM links AS l JOIN parents AS p ON l.parent = p.id WHERE l.id IN (SELECT parent FROM links)
)
SELECT l.parent, p.level, l.id, k.status, k.score, k.counts, k.points, k.rank, 1::BIGINT AS series,
    CASE WHEN CASE getvariable('profile') WHEN 'statcan' THEN k.score IS NOT NULL WHEN 'unsd' THEN k.points IS NOT NULL ELSE k.counts END THEN 0::BIGINT ELSE 1 END AS series_missing
FROM links AS l JOIN parents AS p ON p.id = l.parent LEFT JOIN known AS k ON k.id = l.id
