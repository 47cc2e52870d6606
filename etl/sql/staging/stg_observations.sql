-- One row per published figure, typed; WLD is the world or the whole system, never a country.
-- A figure of the record counts from the end of its period, and not before its source was published; one of a report also not before the day on which the report was due.
WITH periods AS (
    SELECT period, period_from(period) AS date_from, period_to(period) AS date_to FROM (SELECT DISTINCT period FROM raw_observations)
),
figures AS (
    SELECT o.*, p.date_from, p.date_to, r.due, greatest(p.date_to, CAST(r.due AS DATE), s.published_on) AS known_from
    FROM raw_observations AS o
    ANTI JOIN rejected USING (file, line)
    JOIN periods AS p USING (period)
    LEFT JOIN stg_published AS s USING (source_url)
    LEFT JOIN raw_submissions AS t ON is_sent(o.file) AND t.line = submission_no(o.line)
    LEFT JOIN raw_rounds AS r USING (round)
)
SELECT
    o.indicator, o.iso3, o.period, o.period_type,
    o.date_from, o.date_to,
    middle(o.date_from, o.date_to) AS date_mid,
    o.known_from,
    lead(o.known_from) OVER (PARTITION BY o.indicator, o.iso3, o.period ORDER BY o.due NULLS FIRST, o.line) AS superseded_from,
    CAST(o.value AS DOUBLE) AS value,
    o.value AS value_as_published,
    o.unit, o.qualifier, o.source_title, o.source_url, o.evidence, o.note, file_of(o.file, o.line) AS file, line_of(o.file, o.line) AS line
FROM figures AS o
