-- The reports on which an edition rests.
SELECT 'report' AS what, s.iso3, s.country, s.round AS item, coalesce(r.label, s.round) AS label, NULL AS target_no, '' AS period, s.submission AS value
FROM submissions AS s LEFT JOIN rounds AS r USING (round)
