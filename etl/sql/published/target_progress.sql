-- One row a target. With a joint goal, the target has the status of that goal. Without, all milestones of the target are pooled:
-- share = country milestones known to be met / all country milestones. Actions on record are counted and never rated; one project of several countries counts once.
WITH pooled AS (
    SELECT as_of, target_no, sum(met) AS met, sum(not_met) AS not_met, sum(not_known) AS not_known, sum(participants) AS cells, count(*) AS milestones
    FROM progress WHERE rule = 'binary' GROUP BY ALL
),
joint AS (
    SELECT as_of, target_no, status, reason, ratio, item FROM progress WHERE rule = 'annual_growth'
),
directions AS (
    SELECT as_of, target_no,
        count(*) FILTER (status = 'improving') AS improving, count(*) FILTER (status = 'unchanged') AS unchanged,
        count(*) FILTER (status = 'worsening') AS worsening, count(*) FILTER (status = 'not_judged') AS directions_not_judged
    FROM progress WHERE rule = 'direction' GROUP BY ALL
),
known AS (
    SELECT as_of, target_no, count(*) FILTER (actions > 0) AS countries_with_action,
        count(*) FILTER (NOT nothing_known) AS countries_known, count(*) AS participants
    FROM coverage GROUP BY ALL
),
acts AS (
    SELECT as_of, target_no, count(DISTINCT coalesce(project, commitment_id)) AS actions FROM commitments GROUP BY ALL
)
SELECT
    k.as_of, t.target_no, t.short_name,
    CASE WHEN j.status IS NOT NULL THEN 'alliance' ELSE 'share' END AS scale,
    coalesce(j.status, CASE WHEN coalesce(p.met + p.not_met, 0) = 0 THEN 'not_known' ELSE share_status(p.met, p.cells) END) AS status,
    coalesce(j.reason, CASE WHEN coalesce(p.met + p.not_met, 0) = 0 THEN 'nothing_known' WHEN p.not_known > 0 THEN 'lower_bound' ELSE 'rated' END) AS reason,
    coalesce(j.ratio, CASE WHEN j.status IS NULL AND p.met + p.not_met > 0 THEN round(p.met / p.cells, 9) END) AS ratio,
    CASE WHEN j.status IS NULL THEN round((p.met + p.not_known) / p.cells, 9) END AS ratio_at_most,
    CAST(p.milestones AS INTEGER) AS milestones,
    CAST(p.met AS INTEGER) AS met, CAST(p.not_met AS INTEGER) AS not_met, CAST(p.not_known AS INTEGER) AS not_known, CAST(p.cells AS INTEGER) AS cells,
    CAST(k.participants AS INTEGER) AS participants, CAST(k.countries_known AS INTEGER) AS countries_known,
    CAST(coalesce(a.actions, 0) AS INTEGER) AS actions, CAST(k.countries_with_action AS INTEGER) AS countries_with_action,
    CAST(coalesce(d.improving, 0) AS INTEGER) AS improving, CAST(coalesce(d.unchanged, 0) AS INTEGER) AS unchanged,
    CAST(coalesce(d.worsening, 0) AS INTEGER) AS worsening, CAST(coalesce(d.directions_not_judged, 0) AS INTEGER) AS directions_not_judged
FROM policy_targets AS t
JOIN known AS k USING (target_no)
LEFT JOIN acts AS a USING (as_of, target_no)
LEFT JOIN joint AS j USING (as_of, target_no)
LEFT JOIN pooled AS p USING (as_of, target_no)
LEFT JOIN directions AS d USING (as_of, target_no)
