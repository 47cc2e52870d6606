-- question: a source cannot tell of a day after its own; the fact lies after the date as of which the source says so. An entry into force is known ahead.
SELECT file, line, 'date' AS place, date AS found, 'a date up to ' || status_as_of || ', as of which the source says so' AS expected
FROM raw_treaties ANTI JOIN rejected USING (file, line)
WHERE event <> 'entry_into_force' AND date <> '' AND status_as_of <> '' AND day_from(date) > day_to(status_as_of)
UNION ALL
SELECT file, line, 'announced_date', announced_date, 'a date up to ' || status_as_of || ', as of which the source gives the status'
FROM raw_commitments ANTI JOIN rejected USING (file, line)
WHERE NOT is_sent(file) AND announced_date <> '' AND status_as_of <> '' AND day_from(announced_date) > day_to(status_as_of)
