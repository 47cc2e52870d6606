-- question: a source cannot tell of what happened after it was published; the fact lies after the date of publication in sources.csv. An entry into force is known ahead, and so is a due date.
WITH stated AS (
    SELECT file, line, 'date' AS place, date AS found, day_from(date) AS day, source_url FROM raw_treaties WHERE event <> 'entry_into_force'
    UNION ALL SELECT file, line, 'date', date, day_from(date), source_url FROM raw_memberships
    UNION ALL SELECT file, line, 'date', date, day_from(date), source_url FROM raw_events
    UNION ALL SELECT file, line, 'announced_date', announced_date, day_from(announced_date), source_url FROM raw_commitments WHERE NOT is_sent(file)
    UNION ALL SELECT file, line, 'status_as_of', status_as_of, day_from(status_as_of), source_url FROM raw_treaties
    UNION ALL SELECT file, line, 'status_as_of', status_as_of, day_from(status_as_of), source_url FROM raw_commitments WHERE NOT is_sent(file)
    UNION ALL SELECT file, line, 'period', period, period_from(period), source_url FROM raw_observations WHERE NOT is_sent(file)
)
SELECT s.file, s.line, s.place, s.found, 'a date up to ' || p.published || ', when the source was published' AS expected
FROM stated AS s ANTI JOIN rejected USING (file, line)
JOIN raw_sources AS p USING (source_url)
WHERE p.published <> '' AND s.day > day_to(p.published)
