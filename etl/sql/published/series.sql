-- What is judged, in the form of `python -m etl assess`: case_id, year, value. By decimal years; once more without the last point; and by whole years (the last figure of each), for the institutions' profiles.
SELECT case_of(as_of, indicator, iso3) AS case_id, decimal_year(day) AS year, value FROM points
UNION ALL SELECT case_of(as_of, indicator, iso3) || ' without_last', decimal_year(day), value FROM points WHERE from_last > 1
UNION ALL SELECT case_of(as_of, indicator, iso3) || ' whole_years', CAST(year(day) AS DOUBLE), arg_max(value, day) FROM points GROUP BY ALL
