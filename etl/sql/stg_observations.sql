-- One row per published figure, typed; WLD is the world or the whole system, never a country.
SELECT
    o.indicator, o.iso3, o.period, o.period_type,
    period_from(o.period) AS date_from,
    period_to(o.period) AS date_to,
    middle(period_from(o.period), period_to(o.period)) AS date_mid,
    CAST(o.value AS DOUBLE) AS value,
    o.value AS value_as_published,
    o.unit, o.qualifier, o.source_title, o.source_url, o.evidence, o.note, o.file, o.line
FROM raw_observations AS o
ANTI JOIN rejected USING (file, line)
