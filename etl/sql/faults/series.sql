-- What is wrong with the rows of the cases in `looked_at`: no setting, no year, no number, a year that stands twice.
WITH numbered AS (
    SELECT r.*, row_number() OVER (PARTITION BY case_id, year ORDER BY line) AS nth, min(line) OVER (PARTITION BY case_id, year) AS first_line
    FROM read_series AS r SEMI JOIN looked_at USING (case_id)
),
faulty AS (
    SELECT line, case_id, CASE
        WHEN coalesce(case_id, '') = '' THEN {'place': 'case_id', 'found': '(empty)', 'expected': 'a case'}
        WHEN year_said IS NOT NULL THEN {'place': 'year', 'found': year_said, 'expected': 'a whole year, such as 2015'}
        WHEN year IS NULL THEN {'place': 'year', 'found': '(empty)', 'expected': 'a year, such as 2015'}
        WHEN value_said IS NOT NULL THEN {'place': 'value', 'found': value_said, 'expected': 'a finite number, or nothing where nothing was reported'}
        WHEN nth > 1 THEN {'place': 'case_id, year', 'found': case_id || ', ' || CASE WHEN year = floor(year) THEN CAST(CAST(year AS BIGINT) AS VARCHAR) ELSE CAST(year AS VARCHAR) END, 'expected': 'each year once; it stands first in ' || $unit || ' ' || first_line} END AS fault
    FROM numbered
)
SELECT line, case_id, fault.place AS place, fault.found AS found, fault.expected AS expected FROM faulty WHERE fault IS NOT NULL
