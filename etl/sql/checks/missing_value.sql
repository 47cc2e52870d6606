-- error: a field that every row needs is empty.
SELECT c.file, c.line, c.field AS place, '(empty)' AS found, 'a value' || CASE WHEN f.description <> '' THEN ': ' || f.description ELSE '' END AS expected
FROM cells AS c JOIN raw_fields AS f USING (file, field)
WHERE f.required = 'yes' AND c.value = ''
