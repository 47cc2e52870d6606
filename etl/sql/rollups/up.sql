-- What was worked out for a parent is what is known of it one level up. Without a status of its own profile, a parent counts where any child does.
UPDATE children SET status = r.status, score = r.mean_score, counts = r.n_missing < r.n, points = CAST(nullif(w.points, '') AS DOUBLE), rank = CAST(w.rank AS INTEGER),
    series = r.n_series, series_missing = r.n_series_missing
FROM rolled AS r LEFT JOIN raw_statuses AS w ON w.scale = getvariable('profile') AND w.status = r.status
WHERE children.id = r.id
