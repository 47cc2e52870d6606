-- A value of a submission is a figure like any other; its source is the report itself.
INSERT INTO raw_observations BY NAME
SELECT
    v.file, v.line, v.indicator, s.iso3, regexp_extract(v.period, '\d{4}') AS year, v.period,
    CASE WHEN regexp_full_match(v.period, '\d{4}') THEN 'calendar_year'
         WHEN regexp_matches(v.period, '-H[12]$') THEN 'half_year'
         WHEN v.period LIKE 'FY%' THEN 'fiscal_year'
         WHEN regexp_full_match(v.period, '\d{4}-\d{2}-\d{2}') THEN 'as_of'
         ELSE 'part_year' END AS period_type,
    v.value, coalesce(i.unit, '') AS unit, coalesce(nullif(v.qualifier, ''), 'exact') AS qualifier,
    p.name || ', ' || r.label AS source_title, v.evidence_url AS source_url, 'reported' AS evidence, v.note
FROM raw_sent_indicators AS v
JOIN raw_submissions AS s ON s.line = submission_no(v.line)
JOIN raw_rounds AS r USING (round)
JOIN raw_participants AS p USING (iso3)
LEFT JOIN raw_indicators AS i USING (indicator)
WHERE v.value <> '';
