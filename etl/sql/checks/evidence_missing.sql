-- note: something is said to be done, and nothing shows it.
SELECT file, line, 'evidence_url' AS place, '(empty)' AS found, 'a public address that shows it' AS expected
FROM raw_sent_progress WHERE status = 'implemented' AND evidence_url = ''
