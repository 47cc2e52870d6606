-- Every case of ours judged by every profile that fits it, and by our own once more without its last point.
WITH judged AS (
    SELECT 'alliance' AS profile, * EXCLUDE (edge) FROM alliance
    UNION ALL BY NAME SELECT 'statcan' AS profile, * FROM statcan
    UNION ALL BY NAME SELECT 'eurostat' AS profile, * FROM eurostat
    UNION ALL BY NAME SELECT 'unsd' AS profile, * FROM unsd
    UNION ALL BY NAME SELECT 'destatis' AS profile, * FROM destatis
)
SELECT s.as_of, s.indicator, s.iso3, s.variant, s.profile, s.rule, s.case_id, round(j.base_year, 6) AS base_year, j.base_value, round(j.current_year, 6) AS current_year, j.current_value,
    round(j.observed, 9) + 0 AS observed, round(j.required, 9) + 0 AS required, round(j.ratio, 9) + 0 AS ratio, round(j.score, 9) + 0 AS score, j.status, j.reason, j.points, w.label, w.tone, w.counts AS is_judged
FROM settings AS s JOIN judged AS j USING (profile, case_id)
JOIN statuses AS w ON w.scale = s.profile AND w.status = j.status
