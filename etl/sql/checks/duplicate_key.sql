-- error: a key stands once; the first row stays, each later one is left out.
WITH keys AS (
    SELECT c.file, c.line, string_agg(c.value, ' | ' ORDER BY f.position) AS key, string_agg(c.field, ', ' ORDER BY f.position) AS fields
    FROM cells AS c JOIN raw_fields AS f USING (file, field) WHERE f.key = 'yes' GROUP BY ALL
)
SELECT file, line, fields AS place, key AS found, 'a key that stands once; it stands first in line ' || line_of(file, first_value(line) OVER w) AS expected
FROM keys
WINDOW w AS (PARTITION BY file, CASE WHEN is_sent(file) THEN submission_no(line) END, key ORDER BY line)
QUALIFY row_number() OVER w > 1
