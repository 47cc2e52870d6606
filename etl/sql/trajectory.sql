-- The joint goal as a picture: the observed points, and the path from the launch by years to the horizon.
SELECT c.as_of, o.indicator, 'observed' AS series, o.date_mid AS day, o.date_from, o.date_to, o.value, o.qualifier,
    o.period, o.source_title, o.source_url, o.evidence, o.note, o.file, o.line
FROM observations AS o
JOIN conferences AS c ON o.date_to <= c.known_until
JOIN raw_growth_goals AS g USING (indicator, iso3)
UNION ALL BY NAME
SELECT p.as_of, p.item AS indicator, 'path' AS series,
    CAST(p.base_date + INTERVAL (n) MONTH AS DATE) AS day,
    round(p.base_value * pow(1 + p.required_rate, years_between(p.base_date, CAST(p.base_date + INTERVAL (n) MONTH AS DATE))), 3) AS value,
    'derived' AS qualifier
FROM progress_growth AS p
CROSS JOIN range(0, 600, 6) AS months(n)
WHERE p.base_value IS NOT NULL AND p.base_date + INTERVAL (n) MONTH <= p.horizon_date
UNION ALL BY NAME
SELECT as_of, item AS indicator, 'path' AS series, current_date AS day, path_value AS value, 'derived' AS qualifier
FROM progress_growth WHERE base_value IS NOT NULL
