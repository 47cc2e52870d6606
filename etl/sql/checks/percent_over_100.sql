-- error: a share in percent lies between 0 and 100.
SELECT file, line, 'value' AS place, value AS found, 'a percentage from 0 to 100' AS expected
FROM raw_observations
WHERE unit = 'percent' AND is_number(value) AND (TRY_CAST(value AS DOUBLE) > 100 OR TRY_CAST(value AS DOUBLE) < 0)
