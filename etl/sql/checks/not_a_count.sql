-- question: what is counted is a whole number; a share in percent of 1 or less, written without its sign, may have been meant as a part of 1.
SELECT v.file, v.line, 'value' AS place, v.value AS found,
    CASE WHEN i.unit = 'percent' THEN plain(100 * CAST(v.value AS DOUBLE)) || ', if ' || v.value || ' was meant as a part of 1; or a word that it is ' || v.value || ' %'
         ELSE 'a whole number of ' || i.unit || '; or a word on what is counted' END AS expected
FROM raw_sent_indicators AS v
JOIN raw_indicators AS i USING (indicator)
WHERE is_number(v.value) AND CASE WHEN i.unit = 'percent' THEN CAST(v.value AS DOUBLE) > 0 AND CAST(v.value AS DOUBLE) <= 1 AND NOT regexp_matches(v.value_as_sent, '[%％﹪٪]')
    WHEN i.measure_type IN ('stock', 'flow', 'cumulative') THEN CAST(v.value AS DOUBLE) <> floor(CAST(v.value AS DOUBLE)) END
