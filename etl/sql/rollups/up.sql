-- What was worked out for a parent is what is known of it one level up.
UPDATE children SET status = r.status, score = r.mean_score, counts = w.counts = 'yes', points = CAST(nullif(w.points, '') AS DOUBLE), rank = CAST(w.rank AS INTEGER)
FROM rolled AS r LEFT JOIN raw_statuses AS w ON w.scale = getvariable('profile') AND w.status = r.status
WHERE children.id = r.id
