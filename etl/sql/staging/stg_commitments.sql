-- A commitment is known from its announcement; where no date is given, from the date of its status; where neither is, only with the latest data.
SELECT
    commitment_id, iso3, CAST(target_no AS INTEGER) AS target_no, goal_id, title, kind, lead_authority, origin,
    announced_date, announced_precision,
    due_date,
    status, status_as_of, day_to(status_as_of) AS status_known_from,
    coalesce(day_to(announced_date), day_to(status_as_of)) AS known_from,
    source_title, source_url, page, evidence, note, file_of(file, line) AS file, line_of(file, line) AS line
FROM raw_commitments
ANTI JOIN rejected USING (file, line)
