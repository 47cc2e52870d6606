-- question: a figure of the joint goal is of a page without a date; whether a rate may rest on it is decided in undated_figures.csv.
SELECT o.file, o.line, 'period' AS place, o.period AS found, 'a row in undated_figures.csv for ' || o.indicator || ', ' || o.iso3 || ', ' || o.period AS expected
FROM raw_observations AS o
SEMI JOIN raw_growth_goals AS g ON g.indicator = o.indicator AND g.iso3 = o.iso3
ANTI JOIN raw_undated_figures AS u ON u.indicator = o.indicator AND u.iso3 = o.iso3 AND u.period = o.period
WHERE o.note ILIKE '%undated%'
