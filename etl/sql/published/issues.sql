-- Everything the checks found in the record: the rule, the file, the line, the column, what was found and what is expected. An error leaves its row out.
-- What they found in a submission is talked over with the country and published only where it left a row out.
SELECT rule, severity, file_of(file, line) AS file, line_of(file, line) AS line, place, found, expected, severity = 'error' AS left_out
FROM findings
WHERE NOT is_sent(file) OR severity = 'error'
