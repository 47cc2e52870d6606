-- error: a progress report speaks of a commitment of this country that is on record.
SELECT p.file, p.line, 'reference' AS place, p.reference AS found, 'the reference of a commitment of this country, as printed' AS expected
FROM raw_sent_progress AS p
JOIN raw_submissions AS s ON s.line = submission_no(p.line)
ANTI JOIN raw_commitments AS c ON c.commitment_id = p.reference AND c.iso3 = s.iso3
