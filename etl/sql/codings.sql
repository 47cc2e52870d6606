-- What a country did or promised as two coders read it, after adjudication where they differed, with the country's reply.
SELECT
    c.reference AS commitment_id, c.round, c.iso3, c.scale, c.first_code, c.second_code, c.final_code, c.decided,
    nullif(c.evidence_url, '') AS evidence_url, nullif(c.note, '') AS note, nullif(c.reply, '') AS reply, nullif(c.replied_on, '') AS replied_on,
    CAST(r.due AS DATE) AS known_from
FROM raw_codings AS c
JOIN raw_rounds AS r USING (round)
