-- The answer of each profile to each edge case; without a status the case is named and the formula goes on.
SELECT profile, edge, nullif(status, '') AS status, reason, source FROM raw_edge_cases
