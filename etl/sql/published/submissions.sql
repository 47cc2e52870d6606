-- The reports of countries that this edition rests on: who sent what, when it arrived, and the SHA-256 of the file as sent.
SELECT
    s.submission, s.round, s.iso3, p.name AS country, s.name AS file_name, s.sha256, s.office, nullif(s.dated, '') AS dated,
    s.received_at, s.accepted_at, s.approved_at
FROM raw_submissions AS s
JOIN raw_participants AS p USING (iso3)
