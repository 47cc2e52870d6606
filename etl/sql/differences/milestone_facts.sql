-- What lies behind milestones: every treaty act and membership. They explain a difference and are none themselves.
SELECT 'fact' AS what, f.iso3, f.country, f.milestone AS item, '' AS label, NULL AS target_no, f.register || ' ' || f.fact AS period, string_agg(concat_ws(' ', f.date, f.evidence), ', ' ORDER BY f.date, f.line) AS value
FROM milestone_facts AS f GROUP BY ALL
