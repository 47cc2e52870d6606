-- question: the parts do not add up to the whole, or a part is larger than the whole.
WITH figures AS (
    SELECT file, line, indicator, period, CAST(value AS DOUBLE) AS number, submission_no(line) AS n FROM raw_sent_indicators WHERE is_number(value)
),
wholes AS (
    SELECT w.file, w.line, w.n, w.number, s.kind, w.period, count(*) AS there, sum(p.number) AS parts, max(p.number) AS largest,
        (SELECT count(*) FROM raw_sums AS a WHERE a.whole = s.whole AND a.kind = s.kind) AS asked
    FROM figures AS w
    JOIN raw_sums AS s ON s.whole = w.indicator
    JOIN figures AS p ON p.indicator = s.part AND p.n = w.n AND p.period = w.period
    GROUP BY ALL
)
SELECT file, line, 'value' AS place, plain(number) AS found,
    CASE kind WHEN 'parts' THEN plain(parts) || ', the sum of its parts for ' || period ELSE 'at least ' || plain(largest) || ', one of its parts for ' || period END AS expected
FROM wholes
WHERE (kind = 'parts' AND there = asked AND parts <> number) OR (kind = 'at_most' AND largest > number)
