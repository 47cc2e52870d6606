-- Figures of cumulative counts that were revised: a count that only adds up cannot fall, so a later figure that is lower is a revision, a new definition, or a date that is not exact.
-- A figure counts from the last day of its period; where the two periods overlap, the order of the figures is not known.
WITH stocks AS (
    SELECT o.*, address(o.file, o.line) AS address FROM observations AS o JOIN indicators AS i USING (indicator) WHERE i.measure_type = 'cumulative'
),
pairs AS (
    SELECT *, lag(date_to) OVER w AS from_date, lag(value) OVER w AS from_value, lag(qualifier) OVER w AS from_qualifier, lag(address) OVER w AS from_address
    FROM stocks WINDOW w AS (PARTITION BY indicator, iso3, unit ORDER BY date_to, value DESC)
)
SELECT indicator, label, iso3, country, target_no, unit, CASE WHEN from_date = date_to THEN 'two_figures' WHEN date_from <= from_date THEN 'overlap' ELSE 'fall' END AS kind,
    from_date, from_value, from_qualifier, date_to AS to_date, value AS to_value, qualifier AS to_qualifier, value - from_value AS change, round(value / nullif(from_value, 0) - 1, 9) AS share,
    from_address || ' ' || address AS origin, source_title, source_url, evidence, file, line
FROM pairs WHERE value < from_value
