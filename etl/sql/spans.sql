-- Growth between neighbouring points of a stock, annualised by days: (to / from) ^ (365.25 / days) - 1. Additions a year: (to - from) / days × 365.25.
-- A point with an imprecise date stands in the middle of its stated period. A drop is a revision and gets no rate: a stock cannot fall.
WITH points AS (
    SELECT c.as_of, o.indicator, o.iso3, o.date_mid, o.value, o.qualifier, address(o.file, o.line) AS origin
    FROM observations AS o
    JOIN conferences AS c ON o.date_to <= c.known_until
    WHERE o.rule = 'annual_growth' AND o.evidence = 'verified'
),
pairs AS (
    SELECT as_of, indicator, iso3,
        lag(date_mid) OVER w AS from_date, date_mid AS to_date,
        lag(value) OVER w AS from_value, value AS to_value,
        lag(qualifier) OVER w AS from_qualifier, qualifier AS to_qualifier,
        lag(origin) OVER w || ' ' || origin AS origin
    FROM points
    WINDOW w AS (PARTITION BY as_of, indicator, iso3 ORDER BY date_mid, value, qualifier)
)
SELECT
    as_of, indicator, iso3, from_date, to_date, from_value, to_value, from_qualifier, to_qualifier,
    CAST(date_diff('day', from_date, to_date) AS INTEGER) AS days,
    CASE WHEN to_value >= from_value AND from_value > 0 AND to_date > from_date
         THEN round(pow(to_value / from_value, 365.25 / date_diff('day', from_date, to_date)) - 1, 9) END AS growth,
    CASE WHEN to_value >= from_value AND to_date > from_date
         THEN round((to_value - from_value) / date_diff('day', from_date, to_date) * 365.25, 3) END AS additions_a_year,
    to_value < from_value AS is_drop,
    date_diff('day', from_date, to_date) < 365 AS is_short,
    'at_least' IN (from_qualifier, to_qualifier) AS rests_on_at_least,
    'approx' IN (from_qualifier, to_qualifier) AS rests_on_about,
    origin
FROM pairs
WHERE from_date IS NOT NULL
