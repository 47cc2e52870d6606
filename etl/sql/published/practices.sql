-- What worked in one country and may be useful to another.
SELECT
    s.round, s.iso3, p.name AS country, CAST(nullif(t.target_no, '') AS INTEGER) AS target_no, t.title, nullif(t.worked, '') AS worked, nullif(t.less, '') AS less,
    nullif(t.useful_for, '') AS useful_for, nullif(t.evidence_url, '') AS evidence_url,
    s.submission, file_of(t.file, t.line) AS file, line_of(t.file, t.line) AS line
FROM raw_sent_practice AS t
ANTI JOIN rejected USING (file, line)
JOIN raw_submissions AS s ON s.line = submission_no(t.line)
JOIN stg_participants AS p USING (iso3)
