-- Where a country gave a reason instead of a value: not applicable, not available, refused.
SELECT 'answer' AS what, iso3, country, indicator AS item, label, target_no, period, string_agg(replace(answer, '_', ' '), ' and ' ORDER BY answer) AS value
FROM answers WHERE answer NOT IN ('value', 'not_reported') GROUP BY ALL
