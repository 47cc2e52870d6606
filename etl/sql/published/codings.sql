-- What a country did or promised as two coders read it, after adjudication where they differed, with the country's reply.
-- Only of what this edition holds: completion of a commitment that a report in it speaks of, ambition of a commitment that a report in it makes.
SELECT
    c.reference AS commitment_id, c.round, c.iso3, c.scale, c.first_code, c.second_code, c.final_code, c.decided,
    nullif(c.evidence_url, '') AS evidence_url, nullif(c.note, '') AS note, nullif(c.reply, '') AS reply, nullif(c.replied_on, '') AS replied_on,
    CAST(r.due AS DATE) AS known_from
FROM raw_codings AS c
JOIN raw_rounds AS r USING (round)
WHERE (c.scale = 'completion' AND EXISTS (FROM reports AS p WHERE p.commitment_id = c.reference AND p.round = c.round AND p.iso3 = c.iso3))
   OR (c.scale = 'ambition' AND EXISTS (
        FROM raw_sent_commitments AS m JOIN raw_submissions AS s ON s.line = submission_no(m.line) ANTI JOIN rejected AS x ON x.file = m.file AND x.line = m.line
        WHERE m.reference = c.reference AND s.round = c.round AND s.iso3 = c.iso3))
