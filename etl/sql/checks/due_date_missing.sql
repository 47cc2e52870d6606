-- error: a new commitment needs a due date, or nobody can say later whether it was kept.
SELECT file, line, 'due_date' AS place, '(empty)' AS found, 'a year, a month or a day' AS expected
FROM raw_sent_commitments WHERE nature = 'new' AND due_date = ''
