-- note: a source without an address that can be opened.
SELECT c.file, c.line, c.field AS place, c.value AS found, 'an address that begins with http:// or https://' AS expected
FROM cells AS c JOIN raw_fields AS f USING (file, field)
WHERE f.type = 'url' AND c.value <> '' AND NOT regexp_matches(c.value, '^https?://\S+')
