-- The state of each milestone in each country, as known at each date: the newest fact known by then that says yes or no.
-- Which of them is the newest goes by the day that they speak of, not by that on which their source was published.
-- No fact is "not known", never "no". Unconfirmed facts do not count. Where a source says yes and another no, and no later dated fact settles it,
-- the sources differ: neither counts, and both are shown. The other fact is the one that says the opposite, or an unconfirmed one where nothing else is known.
WITH told AS (
    SELECT c.as_of, f.* REPLACE (coalesce(day_to(f.date), day_to(f.status_as_of), f.known_from) AS known_from), is_sure(f.evidence) AS is_sure, f.date IS NULL AND f.status_as_of IS NULL AS is_undated
    FROM milestone_facts AS f
    JOIN conferences AS c ON f.known_from <= c.known_until
    WHERE f.state IN ('yes', 'no')
),
known AS (
    SELECT *, max(known_from) FILTER (state = 'no' AND NOT is_undated) OVER (PARTITION BY as_of, milestone, iso3) AS newest_no FROM told WHERE is_sure
),
-- a no is settled by an act after it, or a list after it; an undated source is neither before nor after
differing AS (
    SELECT as_of, milestone, iso3 FROM known GROUP BY ALL
    HAVING bool_or(state = 'yes') AND (bool_or(state = 'no' AND is_undated)
        OR (max(newest_no) IS NOT NULL AND NOT bool_or(state = 'yes' AND NOT is_undated AND (known_from > newest_no OR (is_start AND known_from = newest_no)))))
),
newest AS (
    SELECT * FROM known
    QUALIFY row_number() OVER (PARTITION BY as_of, milestone, iso3 ORDER BY known_from DESC, is_start DESC, file, line) = 1
),
stated AS (
    SELECT n.* REPLACE (CASE WHEN d.iso3 IS NULL THEN n.state ELSE 'sources_differ' END AS state), n.state AS says
    FROM newest AS n LEFT JOIN differing AS d USING (as_of, milestone, iso3)
),
others AS (
    SELECT t.* FROM told AS t LEFT JOIN stated AS s USING (as_of, milestone, iso3)
    WHERE (s.state = 'sources_differ' AND t.is_sure AND t.state <> s.says) OR (s.state IS NULL AND NOT t.is_sure)
    QUALIFY row_number() OVER (PARTITION BY t.as_of, t.milestone, t.iso3 ORDER BY t.known_from DESC, t.is_start DESC, t.file, t.line) = 1
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
    CASE WHEN n.state = 'yes' THEN s.since_line END AS since_line,
    o.fact AS other_fact, coalesce(o.date, o.status_as_of) AS other_stated, o.source_title AS other_title, o.source_url AS other_url,
    o.evidence AS other_evidence, o.note AS other_note, o.file AS other_file, o.line AS other_line
FROM rosters AS r
CROSS JOIN milestone_kinds AS k
LEFT JOIN stated AS n USING (as_of, milestone, iso3)
LEFT JOIN others AS o USING (as_of, milestone, iso3)
LEFT JOIN started AS s USING (as_of, milestone, iso3)
