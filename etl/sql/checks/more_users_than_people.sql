-- question: more people use the internet in a year than the country has.
SELECT u.file, u.line, 'value' AS place, u.value AS found, 'at most ' || p.value || ', the population of ' || u.year AS expected
FROM raw_denominators AS u JOIN raw_denominators AS p ON p.iso3 = u.iso3 AND p.year = u.year AND p.denominator = 'population'
WHERE u.denominator = 'internet_users' AND TRY_CAST(u.value AS BIGINT) > TRY_CAST(p.value AS BIGINT)
