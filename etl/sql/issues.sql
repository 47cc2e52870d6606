-- Everything the checks found: the rule, the file, the line, the column, what was found and what is expected. An error leaves its row out.
SELECT rule, severity, file, line, place, found, expected, severity = 'error' AS left_out
FROM findings
