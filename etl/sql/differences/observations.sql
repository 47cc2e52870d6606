-- Every figure as it now counts. An earlier figure of the same period, which a report took the place of, is one of its own.
SELECT
    CASE WHEN superseded_from IS NULL THEN 'figure' ELSE 'earlier figure' END AS what, iso3, country, indicator AS item, label, target_no, period,
    string_agg(concat_ws(' ', nullif(qualifier, 'exact'), value_as_published, unit), ' and ' ORDER BY value, file, line) AS value
FROM observations GROUP BY ALL
