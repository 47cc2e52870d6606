-- error: a value and a reason why there is none cannot both stand.
SELECT file, line, 'no_value' AS place, no_value AS found, 'an empty cell, because there is a value: ' || value AS expected
FROM raw_sent_indicators WHERE value <> '' AND no_value <> ''
