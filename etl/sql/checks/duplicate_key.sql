-- error: a key stands once; the first row stays, each later one is left out.
WITH parts AS (
    SELECT c.file, c.line, c.field, c.value, f.position, CASE WHEN is_sent(c.file) THEN submission_no(c.line) END AS n
    FROM cells AS c JOIN raw_fields AS f USING (file, field) WHERE f.key = 'yes'
),
-- rows whose keys may be the same; only of these the key is put together in words
alike AS (
    SELECT file, line FROM (SELECT file, line, n, sum(CAST(hash(field, value) AS HUGEINT)) AS mark FROM parts GROUP BY ALL)
    QUALIFY count(*) OVER (PARTITION BY file, n, mark) > 1
),
keys AS (
    SELECT file, line, n, string_agg(value, ' | ' ORDER BY position) AS key, string_agg(field, ', ' ORDER BY position) AS fields FROM parts JOIN alike USING (file, line) GROUP BY ALL
)
SELECT file, line, fields AS place, key AS found, 'a key that stands once; it stands first in line ' || line_of(file, first_value(line) OVER w) AS expected
FROM keys
WINDOW w AS (PARTITION BY file, n, key ORDER BY line)
QUALIFY row_number() OVER w > 1
