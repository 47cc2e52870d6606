-- error: a value must be a plain number, with a point before decimals and no separators.
SELECT c.file, c.line, c.field AS place, c.value AS found, CASE f.type WHEN 'integer' THEN 'a whole number, such as 54' ELSE 'a number, such as 1617 or 0.7' END AS expected
FROM cells AS c JOIN raw_fields AS f USING (file, field)
WHERE c.value <> '' AND ((f.type = 'number' AND NOT is_number(c.value)) OR (f.type = 'integer' AND NOT regexp_full_match(c.value, '-?\d{1,9}')))
