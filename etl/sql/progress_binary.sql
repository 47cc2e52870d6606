-- Milestones over all countries: share = countries known to have met it / all countries. Those not known stay in the denominator, so the share is a lower bound;
-- with them it could be at most (met + not known) / all.
WITH counted AS (
    SELECT m.as_of, m.milestone, m.rule,
        count(*) FILTER (state = 'yes') AS met, count(*) FILTER (state = 'no') AS not_met, count(*) FILTER (state = 'not_known') AS not_known,
        count(*) AS participants,
        max(address(file, line)) AS any_origin
    FROM milestones AS m GROUP BY ALL
)
SELECT
    c.as_of, c.rule, 'milestone' AS item_type, c.milestone AS item, 'WLD' AS iso3, 'All countries' AS country,
    k.short_label AS label, k.target_no, k.goal_id, 'countries' AS unit, 'up' AS better_direction,
    CASE WHEN c.rule = 'context' THEN 'context'
         WHEN c.met + c.not_met = 0 THEN 'not_known'
         ELSE (SELECT arg_max(s.status, s.at_least) FROM statuses AS s WHERE s.scale = 'share' AND s.at_least <= round(c.met / c.participants, 9)) END AS status,
    CASE WHEN c.met + c.not_met = 0 THEN 'nothing_known' WHEN c.not_known > 0 THEN 'lower_bound' ELSE 'rated' END AS reason,
    -- nothing known is no value, never 0
    CASE WHEN c.met + c.not_met > 0 THEN CAST(c.met AS DOUBLE) END AS current_value,
    CASE WHEN c.met + c.not_met > 0 THEN round(c.met / c.participants, 9) END AS ratio,
    round((c.met + c.not_known) / c.participants, 9) AS ratio_at_most,
    c.met, c.not_met, c.not_known, c.participants,
    CASE WHEN c.met + c.not_met > 0 THEN CAST(c.met - c.participants AS DOUBLE) END AS gap_value
FROM counted AS c
JOIN milestone_kinds AS k USING (milestone)
