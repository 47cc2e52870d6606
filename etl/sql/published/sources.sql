-- Every cited address, with the number of rows that rest on it.
WITH cited AS (
    SELECT source_url, file, count(*) AS rows_resting
    FROM (
        SELECT trim(unnest(string_split(value, ' ; '))) AS source_url, file FROM cells ANTI JOIN rejected USING (file, line) WHERE field = 'source_url' AND file <> 'sources'
    )
    GROUP BY ALL
)
SELECT
    s.source_url, s.source_title, s.tier,
    CAST(s.facts AS INTEGER) AS facts,
    nullif(s.published, '') AS published, nullif(s.published_precision, '') AS published_precision,
    CAST(coalesce(sum(c.rows_resting), 0) AS INTEGER) AS rows_resting,
    coalesce(string_agg(c.file || '.csv', ' ' ORDER BY c.file), '') AS files,
    s.file, s.line
FROM raw_sources AS s
ANTI JOIN rejected USING (file, line)
LEFT JOIN cited AS c USING (source_url)
GROUP BY ALL
