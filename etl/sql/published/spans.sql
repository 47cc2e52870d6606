-- Growth between neighbouring points of a stock, annualised by days: (to / from) ^ (365.25 / days) - 1. Additions a year: (to - from) / days × 365.25.
-- A point with an imprecise date stands in the middle of its stated period. A drop is a revision and gets no rate: a stock cannot fall.
WITH pairs AS (
    SELECT as_of, indicator, iso3,
        lag(day) OVER w AS from_date, day AS to_date,
        lag(period) OVER w AS from_period, period AS to_period,
        lag(value) OVER w AS from_value, value AS to_value,
        lag(qualifier) OVER w AS from_qualifier, qualifier AS to_qualifier,
        lag(origin) OVER w || ' ' || origin AS origin
    FROM points WHERE rule = 'annual_growth'
    WINDOW w AS (PARTITION BY as_of, indicator, iso3 ORDER BY day)
)
SELECT
    as_of, indicator, iso3, from_date, to_date, from_period, to_period, from_value, to_value, from_qualifier, to_qualifier,
    CAST(date_diff('day', from_date, to_date) AS INTEGER) AS days,
    CASE WHEN to_value >= from_value THEN round(cagr(from_value, to_value, years_between(from_date, to_date)), 9) END AS growth,
    CASE WHEN to_value >= from_value THEN round((to_value - from_value) / years_between(from_date, to_date), 3) END AS additions_a_year,
    to_value < from_value AS is_drop,
    date_diff('day', from_date, to_date) < 365 AS is_short,
    'at_least' IN (from_qualifier, to_qualifier) AS rests_on_at_least,
    'approx' IN (from_qualifier, to_qualifier) AS rests_on_about,
    origin
FROM pairs
WHERE from_date IS NOT NULL
