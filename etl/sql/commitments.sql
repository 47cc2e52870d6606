-- Each commitment as known at each date. A status that was stated later was not known then: the commitment is "committed".
-- Overdue needs a status that is surely after the due date; a due date that has passed in silence is "due, not reported".
WITH known AS (
    SELECT c.as_of, c.known_until, s.*,
        CASE WHEN s.status = 'baseline' THEN s.status
             WHEN s.status_known_from IS NULL AND s.known_from IS NOT NULL THEN 'not_reported'
             WHEN coalesce(s.status_known_from, DATE '1000-01-01') <= c.known_until THEN s.status
             ELSE 'committed' END AS status_then
    FROM stg_commitments AS s
    JOIN conferences AS c ON coalesce(s.known_from, (SELECT max(known_until) FROM conferences)) <= c.known_until
)
SELECT
    k.as_of, k.commitment_id, k.iso3, p.name AS country, k.target_no, k.goal_id, k.title, k.kind, k.origin,
    k.announced_date, k.announced_precision, nullif(k.due_date, '') AS due_date,
    k.status_then AS status,
    CASE WHEN k.status_then NOT IN ('committed', 'not_reported') THEN nullif(k.status_as_of, '') END AS status_as_of,
    CASE WHEN k.due_by IS NULL OR k.due_by >= k.known_until OR k.status_then IN ('implemented', 'baseline') THEN ''
         WHEN k.status_then NOT IN ('committed', 'not_reported') AND day_from(k.status_as_of) > k.due_by THEN 'overdue'
         ELSE 'due_no_report' END AS due_state,
    k.source_title, k.source_url, k.page, k.evidence, k.note, k.file, k.line
FROM known AS k
JOIN stg_participants AS p USING (iso3)
JOIN rosters AS r USING (as_of, iso3)
