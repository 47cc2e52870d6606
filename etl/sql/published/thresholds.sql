-- Every threshold: the status it earns, and whether the ratio must be at least, above, below or at most the value.
SELECT profile, rule, status, bound, CAST(value AS DOUBLE) AS value, meaning FROM raw_thresholds
