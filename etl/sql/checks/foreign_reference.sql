-- error: a commitment stands under a reference that was printed for this country and this round; nobody writes over the commitment of another, or over an earlier one.
SELECT c.file, c.line, 'reference' AS place, c.reference AS found, 'a reference as printed, such as ' || s.iso3 || '-C' || right(s.round, 2) || '-01' AS expected
FROM raw_sent_commitments AS c
JOIN raw_submissions AS s ON s.line = submission_no(c.line)
WHERE NOT regexp_full_match(c.reference, s.iso3 || '-C' || right(s.round, 2) || '-\d{2}')
