-- Milestones over all countries: share = countries known to have met it / all countries. Those not known, and those of which the sources differ, stay in the denominator, so the share is a lower bound;
-- with them it could be at most (met + not known) / all. Gap in units: met - all. Nobody promised a date, so there is no path.
-- Present pace: countries that joined a year over the last ten years. There is one only where every country is known and at least half of those that have met it joined on a known date:
-- a list that is missing is no sign that nobody joined. Gap in years: what is missing at that pace.
WITH counted AS (
    SELECT m.as_of, m.milestone, m.rule, c.known_until,
        count(*) FILTER (state = 'yes') AS met, count(*) FILTER (state = 'no') AS not_met, count(*) FILTER (state NOT IN ('yes', 'no')) AS not_known, count(*) FILTER (state = 'sources_differ') AS sources_differ,
        count(*) AS participants,
        count(*) FILTER (since IS NOT NULL) AS dated,
        count(*) FILTER (day_to(since) > c.known_until - INTERVAL 10 YEAR) / 10 AS a_year
    FROM milestones AS m JOIN conferences AS c USING (as_of) GROUP BY ALL
),
paced AS (
    SELECT *, CASE WHEN not_known = 0 AND dated >= met / 2 AND met > 0 THEN a_year END AS pace FROM counted
)
SELECT
    c.as_of, c.rule, 'milestone' AS item_type, c.milestone AS item, 'WLD' AS iso3, 'All countries' AS country,
    k.short_label AS label, k.target_no, k.goal_id, 'countries' AS unit, 'up' AS better_direction,
    CASE WHEN c.rule = 'context' THEN 'context' WHEN c.met + c.not_met = 0 THEN 'not_known' ELSE share_status(c.met, c.participants) END AS status,
    CASE WHEN c.met + c.not_met = 0 THEN 'nothing_known' WHEN c.not_known > 0 THEN 'lower_bound' ELSE 'rated' END AS reason,
    -- nothing known is no value, never 0
    CASE WHEN c.met + c.not_met > 0 THEN CAST(c.met AS DOUBLE) END AS current_value,
    CASE WHEN c.met + c.not_met > 0 THEN round(c.met / c.participants, 9) END AS ratio,
    round((c.met + c.not_known) / c.participants, 9) AS ratio_at_most,
    c.met, c.not_met, c.not_known, c.sources_differ, c.participants,
    CASE WHEN c.met + c.not_met > 0 THEN CAST(c.met - c.participants AS DOUBLE) END AS gap_value,
    CASE WHEN c.met + c.not_met > 0 THEN round((c.met - c.participants) / nullif(c.pace, 0), 6) END AS gap_years,
    c.pace,
    CASE WHEN c.met + c.not_met = 0 THEN NULL WHEN c.met = c.participants THEN 'reached' WHEN c.pace IS NULL THEN 'no_pace' WHEN c.pace = 0 THEN 'never' ELSE 'at_this_pace' END AS reach,
    CASE WHEN reach = 'at_this_pace' AND (c.participants - c.met) / c.pace < 100 THEN c.known_until + CAST(round((c.participants - c.met) / c.pace * 365.25) AS INTEGER) END AS reach_date
FROM paced AS c
JOIN milestone_kinds AS k USING (milestone)
