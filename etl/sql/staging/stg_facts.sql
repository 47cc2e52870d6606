-- Treaty acts and memberships as one list of dated facts. An undated entry of a list is known from the date of the list, and none before its source was published; where the source bears no date either, only with the latest data.
WITH both_files AS (
    SELECT iso3, treaty AS register, event AS fact, date, date_precision, status_as_of, source_title, source_url, evidence, note, file, line
    FROM raw_treaties
    UNION ALL
    SELECT iso3, network, fact, date, date_precision, date, source_title, source_url, evidence, note, file, line
    FROM raw_memberships
)
SELECT
    iso3, register, fact,
    nullif(date, '') AS date,
    date_precision,
    nullif(status_as_of, '') AS status_as_of,
    -- "listed" says that a country was there at a date, not since when
    date <> '' AND fact NOT IN ('listed', 'took_part') AS is_start,
    coalesce(greatest(coalesce(day_to(date), day_to(status_as_of)), published_on), (SELECT max(CAST(known_until AS DATE)) FROM raw_conferences)) AS known_from,
    source_title, source_url, evidence, note, file, line
FROM both_files
ANTI JOIN rejected USING (file, line)
LEFT JOIN stg_published USING (source_url)
