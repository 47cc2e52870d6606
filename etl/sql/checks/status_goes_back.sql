-- question: a status that was further on in an earlier report or on record.
WITH steps AS (SELECT unnest(['planned', 'ongoing', 'implemented']) AS status, unnest([1, 2, 3]) AS step),
reported AS (
    SELECT p.file, p.line, p.reference, p.status, s.iso3, s.line AS n, r.due, r.label
    FROM raw_sent_progress AS p JOIN raw_submissions AS s ON s.line = submission_no(p.line) JOIN raw_rounds AS r USING (round)
),
said AS (
    SELECT commitment_id AS reference, iso3, status, status_as_of AS day, 0 AS n, source_title AS by_whom FROM raw_commitments
    UNION ALL SELECT reference, iso3, status, due, n, label FROM reported
)
SELECT p.file, p.line, 'status' AS place, v.label AS found, w.label || ', as ' || e.by_whom || ' says, or later; or a word on why it went back' AS expected
FROM reported AS p
JOIN said AS e ON e.reference = p.reference AND e.iso3 = p.iso3 AND (e.day < p.due OR (e.day = p.due AND e.n BETWEEN 1 AND p.n - 1))
JOIN steps AS now ON now.status = p.status
JOIN steps AS then_ ON then_.status = e.status AND then_.step > now.step
JOIN raw_vocabulary AS v ON v.vocabulary = 'progress_status' AND v.word = p.status
JOIN raw_vocabulary AS w ON w.vocabulary = 'progress_status' AND w.word = e.status
QUALIFY row_number() OVER (PARTITION BY p.file, p.line ORDER BY then_.step DESC, e.day DESC, e.n DESC) = 1
