-- Who must report in each round of which this edition holds a report, and who did; a country that is silent stays in.
WITH asked AS (
    SELECT r.round, r.label, r.due, p.iso3, p.name AS country, p.region
    FROM rounds AS r
    JOIN stg_participants AS p ON CASE r.who WHEN 'launch_list' THEN p.in_launch_list ELSE p.in_list_54 END
    WHERE r.round IN (FROM submissions SELECT round)
)
SELECT a.*, CASE WHEN s.submission IS NULL THEN 'silent' ELSE 'reported' END AS voice, s.submission, s.office, s.dated, s.received_at, s.sha256
FROM asked AS a LEFT JOIN submissions AS s USING (round, iso3)
