-- note: an address that sources.csv does not list. A field may hold several addresses, parted by " ; ".
WITH addresses AS (
    SELECT c.file, c.line, c.field, trim(unnest(string_split(c.value, ' ; '))) AS address
    FROM cells AS c JOIN raw_fields AS f USING (file, field)
    WHERE f.type = 'url' AND NOT is_sent(c.file)
)
SELECT a.file, a.line, a.field AS place, a.address AS found, 'an address listed in sources.csv' AS expected
FROM addresses AS a ANTI JOIN raw_sources AS s ON s.source_url = a.address
WHERE regexp_matches(a.address, '^https?://')
