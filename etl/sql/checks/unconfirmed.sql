-- note: a row that was not yet checked against its source; it is shown with a mark and is in no rating.
SELECT file, line, field AS place, value AS found, 'verified' AS expected
FROM cells WHERE field IN ('evidence', 'date_evidence') AND value = 'unconfirmed'
