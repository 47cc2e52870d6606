-- question: another figure is on record for the same period; a revision must be confirmed, and is named in the note of the edition.
WITH figures AS (
    SELECT o.*, lag(o.value) OVER w AS before, lag(o.source_title) OVER w AS said_by
    FROM raw_observations AS o ANTI JOIN rejected USING (file, line)
    WINDOW w AS (PARTITION BY o.indicator, o.iso3, o.period ORDER BY is_sent(o.file), o.line)
)
SELECT file, line, 'value' AS place, value AS found, before || ', the figure on record for ' || period || ' (' || said_by || '), or a word that it is revised' AS expected
FROM figures
WHERE is_sent(file) AND is_number(value) AND is_number(before) AND CAST(value AS DOUBLE) <> CAST(before AS DOUBLE)
