-- Who belonged, as known at each date: the newest list of the Alliance known by then (48 at the launch, 54 from 30 September 2014).
WITH lists AS (
    SELECT DISTINCT known_from FROM stg_facts WHERE register = 'GLOBAL_ALLIANCE'
),
newest AS (
    SELECT c.as_of, max(l.known_from) AS listed_on
    FROM conferences AS c JOIN lists AS l ON l.known_from <= c.known_until
    GROUP BY ALL
)
SELECT
    n.as_of, p.iso3, p.name AS country, p.region, p.subregion,
    CASE WHEN c.known_until < DATE '2014-09-30' THEN p.eu_member_at_launch
         WHEN c.known_until < DATE '2020-02-01' THEN p.eu_member_2014
         ELSE p.eu_member_2024 END AS eu_member,
    n.listed_on, f.source_title, f.source_url, f.evidence, f.file, f.line
FROM newest AS n
JOIN conferences AS c USING (as_of)
JOIN stg_facts AS f ON f.register = 'GLOBAL_ALLIANCE' AND f.known_from = n.listed_on
JOIN stg_participants AS p USING (iso3)
