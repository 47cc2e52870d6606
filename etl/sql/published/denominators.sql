-- Population and internet users by country and year, for rates that later readers may want; no rate is worked out from them here.
SELECT d.iso3, p.name AS country, d.denominator, CAST(d.year AS INTEGER) AS year, CAST(d.value AS BIGINT) AS value, d.unit,
    d.source_title, d.source_url, d.evidence, d.note, d.file, d.line
FROM raw_denominators AS d
ANTI JOIN rejected USING (file, line)
JOIN stg_participants AS p USING (iso3)
