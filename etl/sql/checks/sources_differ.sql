-- question: one source says yes and another no, and no later dated one settles it; neither counts until somebody finds out, and both are shown.
WITH facts AS (
    SELECT file, line, iso3, treaty AS register, event AS fact, date, status_as_of AS said, source_title, evidence FROM raw_treaties
    UNION ALL SELECT file, line, iso3, network, fact, date, date, source_title, evidence FROM raw_memberships
),
told AS (
    SELECT f.*, d.state, coalesce(day_to(f.date), day_to(f.said)) AS day, f.date <> '' AND f.fact NOT IN ('listed', 'took_part') AS is_start
    FROM facts AS f ANTI JOIN rejected USING (file, line) JOIN raw_milestone_facts AS d USING (register, fact) WHERE is_sure(f.evidence) AND d.state IN ('yes', 'no')
),
newest AS (SELECT *, max(day) FILTER (state = 'no') OVER (PARTITION BY register, iso3) AS no_day FROM told),
differing AS (
    SELECT register, iso3 FROM newest GROUP BY ALL
    HAVING bool_or(state = 'yes') AND (bool_or(state = 'no' AND day IS NULL)
        OR (max(no_day) IS NOT NULL AND NOT coalesce(bool_or(state = 'yes' AND (day > no_day OR (is_start AND day = no_day))), false)))
)
SELECT t.file, t.line, CASE t.file WHEN 'treaties' THEN 'event' ELSE 'fact' END AS place, t.fact AS found,
    'what ' || o.source_title || ' says (' || o.fact || ', ' || address(o.file, o.line) || '), or a later source that settles it' AS expected
FROM told AS t JOIN differing USING (register, iso3) JOIN told AS o ON o.register = t.register AND o.iso3 = t.iso3
WHERE t.state = 'no' AND o.state = 'yes'
QUALIFY row_number() OVER (PARTITION BY t.file, t.line ORDER BY o.day DESC NULLS FIRST, o.file, o.line) = 1
