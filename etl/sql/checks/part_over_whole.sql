-- question: a part is larger than the whole.
WITH figures AS (
    SELECT file, line, indicator, period, CAST(value AS DOUBLE) AS number, submission_no(line) AS n FROM raw_sent_indicators WHERE is_number(value)
)
SELECT p.file, p.line, 'value' AS place, plain(p.number) AS found, 'at most ' || plain(w.number) || ', the figure of ' || s.whole || ' for ' || p.period AS expected
FROM figures AS p
JOIN raw_sums AS s ON s.part = p.indicator AND s.kind = 'at_most'
JOIN figures AS w ON w.indicator = s.whole AND w.n = p.n AND w.period = p.period
WHERE p.number > w.number
