-- Each indicator with the rule by which it is judged and the reason for the rule.
SELECT
    i.indicator, i.label, TRY_CAST(i.target_no AS INTEGER) AS target_no, nullif(i.goal_id, '') AS goal_id,
    i.measure_type, i.better_direction, i.unit, i.publisher, i.caveat,
    coalesce(r.rule, 'context') AS rule,
    coalesce(r.rule_reason, 'No rule is defined for it yet') AS rule_reason,
    coalesce(r.comparable, 'no') = 'yes' AS comparable,
    CASE WHEN r.indicator IS NULL THEN 'No rule is defined for it yet' ELSE r.comparable_reason END AS comparable_reason,
    coalesce(r.rankable, 'no') = 'yes' AS rankable,
    coalesce(r.rankable_reason, '') AS rankable_reason,
    count(o.indicator) AS observations,
    count(DISTINCT o.iso3) FILTER (o.iso3 <> 'WLD') AS countries,
    min(o.date_from) AS first_date,
    max(o.date_to) AS last_date,
    i.file, i.line
FROM raw_indicators AS i
ANTI JOIN rejected USING (file, line)
LEFT JOIN raw_indicator_rules AS r USING (indicator)
LEFT JOIN stg_observations AS o USING (indicator)
GROUP BY ALL
