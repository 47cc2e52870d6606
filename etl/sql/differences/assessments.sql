-- Judgements of the same cases by other profiles, and by ours in another reading.
SELECT
    'assessment' AS what, a.iso3, coalesce(p.name, 'World') AS country, a.indicator AS item, i.label || ', by ' || f.label AS label, i.target_no,
    trim(concat_ws(' ', a.as_of, a.profile, a.variant)) AS period, string_agg(a.label, ' and ' ORDER BY a.rule) AS value
FROM assessments AS a
LEFT JOIN participants AS p USING (iso3)
LEFT JOIN indicators AS i USING (indicator)
LEFT JOIN profiles AS f USING (profile)
WHERE NOT (a.profile = 'alliance' AND a.variant = '')
GROUP BY ALL
