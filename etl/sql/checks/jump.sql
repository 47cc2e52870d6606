-- question: a figure is more than ten times the one before it, or less than a tenth.
WITH series AS (
    SELECT o.*, TRY_CAST(o.value AS DOUBLE) AS number, lag(TRY_CAST(o.value AS DOUBLE)) OVER w AS before, lag(o.period) OVER w AS earlier
    FROM raw_observations AS o ANTI JOIN rejected USING (file, line)
    WHERE is_number(o.value)
    WINDOW w AS (PARTITION BY o.indicator, o.iso3, o.unit, o.period_type ORDER BY period_to(o.period), o.line)
)
SELECT file, line, 'value' AS place, value AS found, 'a figure near ' || plain(before) || ', that of ' || earlier || ', or a word on why it changed so much' AS expected
FROM series
WHERE is_sent(file) AND number > 0 AND before > 0 AND (number > 10 * before OR number * 10 < before)
