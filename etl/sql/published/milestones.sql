-- The state of each milestone in each country, as known at each date: the newest fact known by then that says yes or no.
-- No fact is "not known", never "no". Unconfirmed facts do not count.
WITH known AS (
    SELECT c.as_of, f.*
    FROM milestone_facts AS f
    JOIN conferences AS c ON f.known_from <= c.known_until
    WHERE f.state IN ('yes', 'no') AND is_sure(f.evidence)
),
newest AS (
    SELECT * FROM known
    QUALIFY row_number() OVER (PARTITION BY as_of, milestone, iso3 ORDER BY known_from DESC, is_start DESC, file, line) = 1
),
started AS (
    SELECT as_of, milestone, iso3, date AS since, fact AS since_fact, source_title AS since_title, source_url AS since_url, file AS since_file, line AS since_line
    FROM known WHERE state = 'yes' AND is_start
    QUALIFY row_number() OVER (PARTITION BY as_of, milestone, iso3 ORDER BY known_from, line) = 1
)
SELECT
    r.as_of, k.milestone, k.short_label AS label, k.target_no, k.goal_id, k.rule, r.iso3, r.country, r.region, r.eu_member,
    coalesce(n.state, 'not_known') AS state,
    CASE WHEN n.state = 'yes' THEN s.since END AS since,
    coalesce(n.date, n.status_as_of) AS stated,
    n.fact, n.source_title, n.source_url, n.evidence, n.note, n.file, n.line,
    CASE WHEN n.state = 'yes' THEN s.since_fact END AS since_fact,
    CASE WHEN n.state = 'yes' THEN s.since_title END AS since_title,
    CASE WHEN n.state = 'yes' THEN s.since_url END AS since_url,
    CASE WHEN n.state = 'yes' THEN s.since_file END AS since_file,
    CASE WHEN n.state = 'yes' THEN s.since_line END AS since_line
FROM rosters AS r
CROSS JOIN milestone_kinds AS k
LEFT JOIN newest AS n USING (as_of, milestone, iso3)
LEFT JOIN started AS s USING (as_of, milestone, iso3)
