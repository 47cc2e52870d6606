-- question: the parts do not add up to the whole.
WITH figures AS (
    SELECT file, line, indicator, period, CAST(value AS DOUBLE) AS number, submission_no(line) AS n FROM raw_sent_indicators WHERE is_number(value)
),
wholes AS (
    SELECT w.file, w.line, w.number, w.period, count(*) AS there, sum(p.number) AS parts, (SELECT count(*) FROM raw_sums AS a WHERE a.whole = s.whole AND a.kind = 'parts') AS asked
    FROM figures AS w
    JOIN raw_sums AS s ON s.whole = w.indicator AND s.kind = 'parts'
    JOIN figures AS p ON p.indicator = s.part AND p.n = w.n AND p.period = w.period
    GROUP BY ALL
)
SELECT file, line, 'value' AS place, plain(number) AS found, plain(parts) || ', the sum of its parts for ' || period AS expected
FROM wholes WHERE there = asked AND parts <> number
