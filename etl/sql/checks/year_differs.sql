-- note: the year of a figure is not the first year of its period.
SELECT file, line, 'year' AS place, year AS found, 'the first year of ' || period AS expected
FROM raw_observations
WHERE period_from(period) IS NOT NULL AND CAST(year(period_from(period)) AS VARCHAR) <> year
