-- error: a fact lies between the UN Convention on the Rights of the Child (20 November 1989) and the day the record was closed; a due date may lie 30 years later. A period must be over.
WITH closed AS (SELECT max(CAST(known_until AS DATE)) AS day FROM raw_conferences),
days AS (
    SELECT type, value, CASE type WHEN 'period' THEN period_from(value) ELSE day_from(value) END AS day, CASE type WHEN 'period' THEN period_to(value) END AS ends
    FROM (SELECT DISTINCT f.type, c.value FROM cells AS c JOIN raw_fields AS f USING (file, field) WHERE f.type IN ('date', 'due_date', 'period') AND c.value <> '')
),
dated AS (
    SELECT c.*, d.type, d.day, d.ends FROM cells AS c JOIN raw_fields AS f USING (file, field) JOIN days AS d ON d.type = f.type AND d.value = c.value
)
SELECT d.file, d.line, d.field AS place, d.value AS found,
    'a date from 1989-11-20 to ' || CASE d.type WHEN 'due_date' THEN closed.day + INTERVAL 30 YEAR ELSE closed.day END::DATE AS expected
FROM dated AS d, closed
WHERE d.day < DATE '1989-11-20' OR d.ends > closed.day OR d.day > CASE d.type WHEN 'due_date' THEN closed.day + INTERVAL 30 YEAR ELSE closed.day END
