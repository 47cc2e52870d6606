-- What national police see changing, as each country says it. A view of police, not a measure; nothing here is added up over countries but answers counted.
SELECT
    s.round, s.iso3, p.name AS country, t.phenomenon, v.label, t.direction, nullif(t.confidence, '') AS confidence, nullif(t.statement, '') AS statement,
    s.submission, file_of(t.file, t.line) AS file, line_of(t.file, t.line) AS line
FROM raw_sent_threats AS t
ANTI JOIN rejected USING (file, line)
JOIN raw_submissions AS s ON s.line = submission_no(t.line)
JOIN stg_participants AS p USING (iso3)
JOIN raw_vocabulary AS v ON v.vocabulary = 'phenomenon' AND v.word = t.phenomenon
WHERE t.direction <> ''
