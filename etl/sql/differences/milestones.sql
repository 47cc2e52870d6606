-- The state of each milestone in each country.
SELECT 'milestone' AS what, iso3, country, milestone AS item, label, target_no, as_of AS period, replace(state, '_', ' ') AS value
FROM milestones
