-- question: a new commitment was due before the round opened.
SELECT c.file, c.line, 'due_date' AS place, c.due_date AS found, 'a date from ' || r.opens || ' on' AS expected
FROM raw_sent_commitments AS c
JOIN raw_submissions AS s ON s.line = submission_no(c.line)
JOIN raw_rounds AS r USING (round)
WHERE c.nature = 'new' AND day_to(c.due_date) < CAST(r.opens AS DATE)
