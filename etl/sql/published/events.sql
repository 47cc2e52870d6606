-- Conferences, reports, secretariats and milestones of the Alliance, 2005 to 2024.
SELECT event_id, date, date_precision, date_evidence, day_to(date) AS known_from, event_type, title, description, source_title, source_url, evidence, file, line
FROM raw_events
ANTI JOIN rejected USING (file, line)
