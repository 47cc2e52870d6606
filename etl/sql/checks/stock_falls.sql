-- question: a cumulative stock cannot fall; a lower later figure is a revision or a new definition.
WITH series AS (
    SELECT o.*, period_to(o.period) AS day, TRY_CAST(o.value AS DOUBLE) AS number
    FROM raw_observations AS o JOIN raw_indicators AS i USING (indicator)
    WHERE i.measure_type = 'cumulative' AND is_number(o.value)
)
SELECT file, line, 'value' AS place, value AS found, 'at least ' || lag(value) OVER w || ', the figure of ' || lag(period) OVER w AS expected
FROM series
WINDOW w AS (PARTITION BY indicator, iso3, unit ORDER BY day, number)
QUALIFY number < lag(number) OVER w
