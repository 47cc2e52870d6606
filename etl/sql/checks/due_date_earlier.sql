-- question: the new due date lies before the one that was announced.
SELECT p.file, p.line, 'new_due_date' AS place, p.new_due_date AS found, 'a date after ' || c.due_date AS expected
FROM raw_sent_progress AS p
JOIN raw_submissions AS s ON s.line = submission_no(p.line)
JOIN raw_commitments AS c ON c.commitment_id = p.reference AND c.iso3 = s.iso3
WHERE day_to(p.new_due_date) < day_from(c.due_date)
