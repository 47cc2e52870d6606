-- What is known of each country under each target, as known at each date. Silent (voice): no action on record. Nothing known: no action, no figure and no milestone. Silent countries stay in.
WITH acts AS (
    SELECT as_of, iso3, target_no, count(*) AS actions,
        count(*) FILTER (origin = 'alliance_report') AS from_reports, count(*) FILTER (origin = 'alliance_linked') AS from_statements,
        max(address(file, line)) AS action_origin
    FROM commitments GROUP BY ALL
),
states AS (
    SELECT as_of, iso3, target_no, count(*) AS milestones, count(*) FILTER (state IN ('yes', 'no')) AS milestones_known, count(*) FILTER (state = 'yes') AS milestones_met
    FROM milestones GROUP BY ALL
),
figures AS (
    SELECT c.as_of, o.iso3, o.target_no, count(*) AS figures, count(DISTINCT o.indicator) AS indicators, max(o.date_to) AS newest_figure
    FROM observations AS o JOIN conferences AS c ON known_at(o.known_from, o.superseded_from, c.known_until)
    WHERE o.target_no IS NOT NULL GROUP BY ALL
)
SELECT
    r.as_of, r.iso3, r.country, r.region, r.eu_member, t.target_no,
    coalesce(a.actions, 0) AS actions, coalesce(a.from_reports, 0) AS from_reports, coalesce(a.from_statements, 0) AS from_statements,
    CASE WHEN a.from_reports > 0 THEN 'reported' WHEN a.from_statements > 0 THEN 'named' WHEN a.actions > 0 THEN 'announced' ELSE 'silent' END AS voice,
    coalesce(s.milestones, 0) AS milestones, coalesce(s.milestones_known, 0) AS milestones_known, coalesce(s.milestones_met, 0) AS milestones_met,
    coalesce(f.indicators, 0) AS indicators, coalesce(f.figures, 0) AS figures, f.newest_figure,
    coalesce(a.actions, 0) + coalesce(s.milestones_known, 0) + coalesce(f.figures, 0) = 0 AS nothing_known
FROM rosters AS r
CROSS JOIN policy_targets AS t
LEFT JOIN acts AS a USING (as_of, iso3, target_no)
LEFT JOIN states AS s USING (as_of, iso3, target_no)
LEFT JOIN figures AS f USING (as_of, iso3, target_no)
