-- How much is on record for each indicator, as known at each date, and how old the newest figure is in years.
WITH members AS (
    SELECT as_of, count(*) AS participants FROM rosters GROUP BY ALL
)
SELECT
    c.as_of, i.indicator, i.label, i.target_no, i.goal_id, i.rule, i.measure_type,
    count(o.indicator) AS figures,
    count(DISTINCT r.iso3) AS countries,
    any_value(m.participants) AS participants,
    count(o.indicator) FILTER (o.evidence = 'unconfirmed') AS unconfirmed,
    count(o.indicator) FILTER (o.qualifier <> 'exact') AS not_exact,
    min(o.date_from) AS first_date, max(o.date_to) AS last_date,
    round(years_between(max(o.date_to), any_value(c.known_until)), 2) AS age_years
FROM indicators AS i
CROSS JOIN conferences AS c
JOIN members AS m USING (as_of)
LEFT JOIN observations AS o ON o.indicator = i.indicator AND known_at(o.known_from, o.superseded_from, c.known_until)
LEFT JOIN rosters AS r ON r.as_of = c.as_of AND r.iso3 = o.iso3
GROUP BY ALL
