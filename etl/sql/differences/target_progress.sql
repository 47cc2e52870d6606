-- The status of each policy target.
SELECT 'target' AS what, 'WLD' AS iso3, 'All countries' AS country, 'target ' || target_no AS item, 'Target ' || target_no || ', ' || short_name AS label, target_no, as_of AS period, replace(status, '_', ' ') AS value
FROM target_progress
