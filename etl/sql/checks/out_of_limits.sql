-- error: a figure lies within the limits of its unit in limits.csv; what is counted or averaged is 0 or more.
SELECT o.file, o.line, 'value' AS place, o.value AS found,
    'a number of ' || i.unit || CASE WHEN l.at_most = '' THEN ' that is ' || l.at_least || ' or more' ELSE ' from ' || l.at_least || ' to ' || l.at_most END AS expected
FROM raw_observations AS o
JOIN raw_indicators AS i USING (indicator)
JOIN raw_limits AS l ON l.what = 'value' AND l.of = CASE WHEN i.unit IN (SELECT of FROM raw_limits WHERE what = 'value') THEN i.unit ELSE '' END
WHERE i.unit <> 'percent' AND is_number(o.value)
  AND (CAST(o.value AS DOUBLE) < CAST(l.at_least AS DOUBLE) OR CAST(o.value AS DOUBLE) > TRY_CAST(l.at_most AS DOUBLE))
