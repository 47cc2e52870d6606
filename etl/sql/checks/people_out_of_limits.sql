-- error: a number of people is more than 0, of a year that is over or the present one, and in the unit people.
WITH closed AS (SELECT year(max(CAST(known_until AS DATE))) AS year FROM raw_conferences)
SELECT d.file, d.line, p.place, p.found, p.expected
FROM raw_denominators AS d, closed
CROSS JOIN LATERAL (VALUES
    ('year', d.year, TRY_CAST(d.year AS INTEGER) BETWEEN 1989 AND closed.year, 'a year from 1989 to ' || closed.year),
    ('value', d.value, TRY_CAST(d.value AS BIGINT) > 0, 'a number of people above 0'),
    ('unit', d.unit, d.unit = 'people', 'people')
) AS p(place, found, fits, expected)
WHERE NOT p.fits
