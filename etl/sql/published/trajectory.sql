-- Every judged case as a picture: the observed points, the path of a goal with a required rate, and where the present pace would lead by the horizon, with its range.
-- Growth is carried on as a rate, a direction in units a year; shares stay between 0 and 1 hundred per cent, counts above 0. The range runs from the slowest to the fastest span on record
-- (of a year or more for growth); it is the spread of what was seen, no forecast,
-- and there is none where there are only two points. Nothing is carried on from a figure that is more than five years old at the date of looking.
WITH cases AS (
    SELECT p.as_of, p.item AS indicator, p.iso3, p.rule, p.unit, p.current_date, p.current_value, p.pace, p.base_date, p.base_value, p.required_rate, p.path_value, p.points,
        c.known_until, CAST(c.known_until + INTERVAL 2 YEAR AS DATE) AS until, p.status
    FROM progress AS p JOIN conferences AS c USING (as_of)
    WHERE p.item_type = 'indicator'
),
steps AS (
    SELECT as_of, indicator, iso3, day, lag(day) OVER w AS from_day, value, lag(value) OVER w AS from_value, rule
    FROM points WINDOW w AS (PARTITION BY as_of, indicator, iso3 ORDER BY day)
),
paces AS (
    SELECT as_of, indicator, iso3,
        CASE rule WHEN 'annual_growth' THEN cagr(from_value, value, years_between(from_day, day)) ELSE (value - from_value) / years_between(from_day, day) END AS pace
    FROM steps WHERE from_day IS NOT NULL AND (rule = 'direction' OR (date_diff('day', from_day, day) >= 365 AND value >= from_value))
),
ranges AS (
    SELECT as_of, indicator, iso3, CASE WHEN count(*) > 1 THEN min(pace) END AS slowest, CASE WHEN count(*) > 1 THEN max(pace) END AS fastest FROM paces GROUP BY ALL
),
ahead AS (
    SELECT c.*, r.slowest, r.fastest, years_between(c.current_date, day) AS t, CAST(day AS DATE) AS day
    FROM cases AS c LEFT JOIN ranges AS r USING (as_of, indicator, iso3)
    CROSS JOIN LATERAL (SELECT unnest([c.current_date + INTERVAL (n) MONTH FOR n IN range(0, 600, 6) IF c.current_date + INTERVAL (n) MONTH <= c.until] || [c.until]) AS day) AS days
    WHERE c.pace IS NOT NULL AND c.points > 1 AND c.status NOT IN ('not_judged', 'revision') AND c.current_date < c.until AND years_between(c.current_date, c.known_until) <= 5
),
led AS (
    SELECT as_of, indicator, iso3, rule, unit, day, series, CASE rule WHEN 'annual_growth' THEN current_value * pow(1 + p, t) ELSE current_value + p * t END AS value
    FROM ahead CROSS JOIN LATERAL (VALUES ('projection', pace), ('projection_low', slowest), ('projection_high', fastest)) AS v(series, p)
    WHERE p IS NOT NULL
)
SELECT c.as_of, o.indicator, o.iso3, c.rule, 'observed' AS series, o.date_mid AS day, o.date_from, o.date_to, o.value, o.qualifier,
    o.period, o.source_title, o.source_url, o.evidence, o.note, o.file, o.line
FROM cases AS c
JOIN conferences AS k USING (as_of)
JOIN observations AS o USING (indicator, iso3)
WHERE known_at(o.known_from, o.superseded_from, k.known_until) AND (c.rule = 'annual_growth' OR EXISTS (FROM points AS p WHERE p.as_of = c.as_of AND p.origin = address(o.file, o.line)))
UNION ALL BY NAME
SELECT as_of, indicator, iso3, rule, 'path' AS series, day, value, 'derived' AS qualifier FROM (
    SELECT p.as_of, p.item AS indicator, p.iso3, p.rule, CAST(p.base_date + INTERVAL (n) MONTH AS DATE) AS day,
        round(p.base_value * pow(1 + p.required_rate, years_between(p.base_date, CAST(p.base_date + INTERVAL (n) MONTH AS DATE))), 3) AS value
    FROM progress_growth AS p CROSS JOIN range(0, 600, 6) AS months(n)
    WHERE p.base_value IS NOT NULL AND p.base_date + INTERVAL (n) MONTH <= p.horizon_date
    UNION ALL SELECT as_of, item, iso3, rule, current_date, path_value FROM progress_growth WHERE base_value IS NOT NULL
)
UNION ALL BY NAME
SELECT as_of, indicator, iso3, rule, series, day,
    round(greatest(0, least(CASE unit WHEN 'percent' THEN 100 ELSE 'infinity'::DOUBLE END, value)), 3) AS value, 'derived' AS qualifier
FROM led
