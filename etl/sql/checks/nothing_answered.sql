-- error: a workbook in which nothing is answered; silence is shown as silence, not as a report.
WITH answered AS (
    SELECT submission_no(line) AS n FROM raw_sent_indicators WHERE value || no_value <> ''
    UNION ALL SELECT submission_no(line) FROM raw_sent_progress WHERE status || done <> ''
    UNION ALL SELECT submission_no(line) FROM raw_sent_commitments
    UNION ALL SELECT submission_no(line) FROM raw_sent_threats WHERE direction || statement <> ''
    UNION ALL SELECT submission_no(line) FROM raw_sent_practice
)
SELECT 'sent_indicators' AS file, CAST(s.line * 100000 AS INTEGER) AS line, 'value' AS place, '(nothing)' AS found, 'an answer on any of the sheets' AS expected
FROM raw_submissions AS s
WHERE s.line NOT IN (SELECT n FROM answered)
