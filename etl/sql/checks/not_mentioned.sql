-- question: a commitment was announced before this round opened, and its report does not say what became of it.
WITH due AS (
    SELECT s.line AS n, c.commitment_id, c.title
    FROM raw_submissions AS s
    JOIN raw_rounds AS r USING (round)
    JOIN raw_commitments AS c ON c.iso3 = s.iso3 AND c.status <> 'baseline' AND c.evidence <> 'unconfirmed' AND coalesce(day_to(c.announced_date), day_to(c.status_as_of)) < CAST(r.opens AS DATE)
    WHERE r.kind = 'progress' AND (NOT is_sent(c.file) OR submission_no(c.line) <> s.line)
)
SELECT 'sent_progress' AS file, coalesce(p.line, CAST(d.n * 100000 AS INTEGER)) AS line, 'status' AS place, CASE WHEN p.line IS NULL THEN '(no row)' ELSE '(empty)' END AS found,
    'a status for ' || d.commitment_id || ' (' || d.title || ')' AS expected
FROM due AS d
LEFT JOIN raw_sent_progress AS p ON p.reference = d.commitment_id AND submission_no(p.line) = d.n
WHERE p.line IS NULL OR (p.status = '' AND p.done = '')
