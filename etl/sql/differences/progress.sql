-- Judgements by our own rules.
SELECT 'status' AS what, iso3, country, item, label, target_no, as_of AS period, replace(status, '_', ' ') AS value
FROM progress
