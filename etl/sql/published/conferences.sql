-- The dates at which a reader can look: each conference, and the latest data. Position 1 is the launch.
SELECT
    as_of, label, short_label, nullif(event_id, '') AS event_id,
    CAST(known_until AS DATE) AS known_until,
    reason,
    CAST(row_number() OVER (ORDER BY known_until) AS INTEGER) AS position
FROM raw_conferences
