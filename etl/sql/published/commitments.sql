-- Each commitment as known at each date. A status that was stated later was not known then: the commitment is "committed".
-- A progress report of the country takes the place of an older status, never of a newer one; each of its words stands until a later report says another; what two coders made of it stands beside, never in its place.
-- Rows of one project (projects.csv) stand in each of its countries and count once over all.
-- Overdue needs a status that is surely after the due date; a due date that has passed in silence is "due, not reported".
WITH reported AS (
    SELECT c.as_of, r.iso3, r.commitment_id, max(r.known_from) FILTER (r.status <> 'not_reported') AS said_on,
        arg_max(r.status, r.known_from) FILTER (r.status <> 'not_reported') AS status,
        arg_max(r.done, r.known_from) FILTER (r.done IS NOT NULL) AS done,
        arg_max(r.evidence_url, r.known_from) FILTER (r.evidence_url IS NOT NULL) AS evidence_url,
        arg_max(r.new_due_date, r.known_from) FILTER (r.new_due_date IS NOT NULL) AS new_due_date
    FROM reports AS r JOIN conferences AS c ON r.known_from <= c.known_until
    GROUP BY ALL
),
coded AS (
    SELECT c.as_of, k.iso3, k.commitment_id, k.scale, k.final_code FROM codings AS k JOIN conferences AS c ON k.known_from <= c.known_until
    QUALIFY row_number() OVER (PARTITION BY c.as_of, k.iso3, k.commitment_id, k.scale ORDER BY k.known_from DESC) = 1
),
known AS (
    SELECT c.as_of, c.known_until, s.* EXCLUDE (due_date, status_as_of),
        coalesce(r.new_due_date, nullif(s.due_date, '')) AS due_date,
        day_to(coalesce(r.new_due_date, s.due_date)) AS due_by,
        r.status IS NOT NULL AND (s.status_known_from IS NULL OR s.status_known_from > c.known_until OR r.said_on >= s.status_known_from) AS is_reported,
        CASE WHEN is_reported THEN CAST(r.said_on AS VARCHAR) ELSE s.status_as_of END AS status_as_of,
        CASE WHEN is_reported THEN r.status
             WHEN s.status = 'baseline' THEN s.status
             WHEN s.status_known_from IS NULL AND s.known_from IS NOT NULL THEN 'not_reported'
             WHEN coalesce(s.status_known_from, DATE '1000-01-01') <= c.known_until THEN s.status
             ELSE 'committed' END AS status_then,
        r.done, r.evidence_url,
        d.final_code AS completion, a.final_code AS ambition
    FROM stg_commitments AS s
    JOIN conferences AS c ON coalesce(s.known_from, (SELECT max(known_until) FROM conferences)) <= c.known_until
    LEFT JOIN reported AS r USING (as_of, iso3, commitment_id)
    LEFT JOIN coded AS d ON d.as_of = c.as_of AND d.iso3 = s.iso3 AND d.commitment_id = s.commitment_id AND d.scale = 'completion'
    LEFT JOIN coded AS a ON a.as_of = c.as_of AND a.iso3 = s.iso3 AND a.commitment_id = s.commitment_id AND a.scale = 'ambition'
)
SELECT
    k.as_of, k.commitment_id, k.iso3, p.name AS country, k.target_no, k.goal_id, k.title, k.kind, nullif(k.lead_authority, '') AS lead_authority, k.origin,
    k.announced_date, k.announced_precision, k.due_date,
    k.status_then AS status,
    CASE WHEN k.status_then NOT IN ('committed', 'not_reported') THEN nullif(k.status_as_of, '') END AS status_as_of,
    CASE WHEN k.due_by IS NULL OR k.due_by >= k.known_until OR k.status_then IN ('implemented', 'baseline') THEN ''
         WHEN k.status_then NOT IN ('committed', 'not_reported') AND day_from(k.status_as_of) > k.due_by THEN 'overdue'
         ELSE 'due_no_report' END AS due_state,
    CASE WHEN k.completion IS NOT NULL THEN 'coded' WHEN k.is_reported OR k.evidence = 'reported' THEN 'country' ELSE 'record' END AS whose,
    k.completion, k.ambition, k.done, k.evidence_url,
    k.source_title, k.source_url, k.page, k.evidence, k.note, k.file, k.line, j.project
FROM known AS k
LEFT JOIN raw_projects AS j USING (commitment_id)
JOIN stg_participants AS p USING (iso3)
JOIN rosters AS r USING (as_of, iso3)
