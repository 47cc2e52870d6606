-- Every indicator a round asked for, and what each country answered: a value (0 is one), not applicable, not available, refused, or nothing. Five things, never one.
WITH asked AS (
    SELECT r.round, r.iso3, r.country, r.voice, f.indicator, i.label, i.target_no, i.unit, d.period
    FROM reporting AS r
    JOIN rounds AS d USING (round)
    CROSS JOIN raw_form_indicators AS f
    JOIN indicators AS i USING (indicator)
),
given AS (
    SELECT s.round, s.iso3, s.submission, v.indicator, v.period,
        CASE WHEN v.value <> '' THEN 'value' WHEN v.no_value <> '' THEN v.no_value ELSE 'not_reported' END AS answer,
        CAST(nullif(v.value, '') AS DOUBLE) AS value, nullif(v.value_as_sent, '') AS value_as_sent, nullif(v.qualifier, '') AS qualifier, nullif(v.note, '') AS note,
        file_of(v.file, v.line) AS file, line_of(v.file, v.line) AS line
    FROM raw_sent_indicators AS v
    ANTI JOIN rejected USING (file, line)
    JOIN raw_submissions AS s ON s.line = submission_no(v.line)
)
SELECT
    coalesce(a.round, g.round) AS round, coalesce(a.iso3, g.iso3) AS iso3, coalesce(a.country, p.name) AS country, coalesce(a.indicator, g.indicator) AS indicator,
    coalesce(a.label, i.label) AS label, coalesce(a.target_no, i.target_no) AS target_no, coalesce(a.unit, i.unit) AS unit, coalesce(a.period, g.period) AS period,
    a.round IS NOT NULL AS asked, coalesce(g.answer, 'not_reported') AS answer, g.value, g.value_as_sent, g.qualifier, g.note, g.submission, g.file, g.line
FROM asked AS a
FULL JOIN given AS g USING (round, iso3, indicator, period)
LEFT JOIN stg_participants AS p ON p.iso3 = g.iso3
LEFT JOIN indicators AS i ON i.indicator = g.indicator
