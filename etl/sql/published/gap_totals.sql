-- The gaps of each target by what is missing, largest first: a joint goal behind its path, then by the number of countries.
WITH members AS (
    SELECT as_of, count(*) AS participants FROM rosters GROUP BY ALL
),
named AS (
    SELECT as_of, target_no, goal_id, item_type, iso3, kind,
        CASE item_type WHEN 'commitment' THEN 'commitments' ELSE item END AS item,
        CASE item_type WHEN 'commitment' THEN 'Commitments past their due date' ELSE label END AS label
    FROM gaps
),
counted AS (
    SELECT as_of, target_no, item_type, item, label,
        CASE WHEN count(DISTINCT goal_id) = 1 THEN min(goal_id) END AS goal_id,
        count(DISTINCT iso3) FILTER (iso3 <> 'WLD') AS countries,
        count(*) FILTER (kind = 'not_joined') AS not_joined, count(*) FILTER (kind = 'not_known') AS not_known, count(*) FILTER (kind = 'sources_differ') AS sources_differ,
        count(*) FILTER (kind = 'not_reported') AS not_reported, count(*) FILTER (kind = 'overdue') AS overdue,
        count(*) FILTER (kind = 'due_no_report') AS due_no_report,
        count(*) FILTER (kind = 'behind_path') AS behind_path
    FROM named
    GROUP BY as_of, target_no, item_type, item, label
)
SELECT c.*, m.participants,
    CAST(row_number() OVER (PARTITION BY as_of, target_no ORDER BY behind_path DESC, countries DESC, item) AS INTEGER) AS rank
FROM counted AS c
JOIN members AS m USING (as_of)
