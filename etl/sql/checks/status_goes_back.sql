-- question: a status that was further on in an earlier report or on record.
WITH steps AS (SELECT unnest(['planned', 'ongoing', 'implemented']) AS status, unnest([1, 2, 3]) AS step),
said AS (
    SELECT c.commitment_id, c.status, c.status_as_of AS day, c.source_title AS by_whom FROM raw_commitments AS c
    UNION ALL
    SELECT p.reference, p.status, r.due, r.label FROM raw_sent_progress AS p JOIN raw_submissions AS s ON s.line = submission_no(p.line) JOIN raw_rounds AS r USING (round)
)
SELECT p.file, p.line, 'status' AS place, v.label AS found, w.label || ', as ' || e.by_whom || ' says, or later; or a word on why it went back' AS expected
FROM raw_sent_progress AS p
JOIN raw_submissions AS s ON s.line = submission_no(p.line)
JOIN raw_rounds AS r USING (round)
JOIN said AS e ON e.commitment_id = p.reference AND e.day < r.due
JOIN steps AS now ON now.status = p.status
JOIN steps AS then_ ON then_.status = e.status AND then_.step > now.step
JOIN raw_vocabulary AS v ON v.vocabulary = 'progress_status' AND v.word = p.status
JOIN raw_vocabulary AS w ON w.vocabulary = 'progress_status' AND w.word = e.status
QUALIFY row_number() OVER (PARTITION BY p.file, p.line ORDER BY then_.step DESC, e.day DESC) = 1
