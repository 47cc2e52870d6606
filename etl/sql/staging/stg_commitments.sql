-- A commitment is known from its announcement; where no date is given, from the date of its status; but not before its source was published. Where none of these is, only with the latest data.
SELECT
    commitment_id, iso3, CAST(target_no AS INTEGER) AS target_no, goal_id, title, kind, lead_authority, origin,
    announced_date, announced_precision,
    due_date,
    status, status_as_of, greatest(day_to(status_as_of), CASE WHEN status_as_of <> '' THEN published_on END) AS status_known_from,
    greatest(coalesce(day_to(announced_date), day_to(status_as_of)), published_on) AS known_from,
    source_title, source_url, page, evidence, note, file_of(file, line) AS file, line_of(file, line) AS line
FROM raw_commitments
ANTI JOIN rejected USING (file, line)
LEFT JOIN stg_published USING (source_url)
