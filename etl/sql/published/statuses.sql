-- Every status with its word, its shape and its meaning; whether a roll-up counts it, and with how many points.
SELECT scale, status, label, shape, tone, CAST(rank AS INTEGER) AS rank, counts = 'yes' AS counts, CAST(nullif(points, '') AS DOUBLE) AS points, meaning FROM raw_statuses
