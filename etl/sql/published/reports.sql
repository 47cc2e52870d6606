-- What a country says became of a commitment, one row a commitment and round. An empty status is not reported; never to be read as not done.
SELECT
    s.submission, s.round, s.iso3, p.reference AS commitment_id,
    coalesce(nullif(p.status, ''), 'not_reported') AS status, nullif(p.done, '') AS done,
    nullif(p.evidence_url, '') AS evidence_url, nullif(p.new_due_date, '') AS new_due_date, nullif(p.note, '') AS note,
    CAST(r.due AS DATE) AS known_from,
    file_of(p.file, p.line) AS file, line_of(p.file, p.line) AS line
FROM raw_sent_progress AS p
ANTI JOIN rejected USING (file, line)
JOIN raw_submissions AS s ON s.line = submission_no(p.line)
JOIN raw_rounds AS r USING (round)
