-- note: indicators.csv declares how many figures the record holds.
SELECT i.file, i.line, 'observations' AS place, i.observations AS found, count(o.indicator) || ', as counted in observations.csv' AS expected
FROM raw_indicators AS i LEFT JOIN raw_observations AS o ON o.indicator = i.indicator AND o.file = 'observations'
GROUP BY ALL HAVING TRY_CAST(i.observations AS BIGINT) <> count(o.indicator)
