-- Every status with its word, its shape, its meaning and the lowest ratio or share that earns it.
SELECT scale, status, label, shape, tone, CAST(rank AS INTEGER) AS rank, TRY_CAST(at_least AS DOUBLE) AS at_least, meaning FROM raw_statuses
