-- question: two sources give two dates for one act of one country; both are shown, and the earlier one counts.
WITH acts AS (
    SELECT file, line, iso3, treaty AS register, event AS fact, date, source_title FROM raw_treaties
    UNION ALL SELECT file, line, iso3, network, fact, date, source_title FROM raw_memberships WHERE fact NOT IN ('listed', 'took_part')
)
SELECT a.file, a.line, 'date' AS place, a.date AS found, b.date || ', as ' || b.source_title || ' says (' || address(b.file, b.line) || '), or a word on which is right' AS expected
FROM acts AS a JOIN acts AS b ON a.iso3 = b.iso3 AND a.register = b.register AND a.fact = b.fact
ANTI JOIN rejected AS r ON r.file = a.file AND r.line = a.line
WHERE a.line > b.line AND a.date <> '' AND b.date <> '' AND NOT starts_with(a.date, b.date) AND NOT starts_with(b.date, a.date)
