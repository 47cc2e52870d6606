-- question: a text is longer than limits.csv says; papers show its beginning and where all of it stands.
WITH texts AS (
    FROM (UNPIVOT (FROM raw_sent_commitments) ON COLUMNS(* EXCLUDE (file, line)) INTO NAME field VALUE value)
    UNION ALL FROM (UNPIVOT (FROM raw_sent_progress) ON COLUMNS(* EXCLUDE (file, line)) INTO NAME field VALUE value)
    UNION ALL FROM (UNPIVOT (FROM raw_sent_indicators) ON COLUMNS(* EXCLUDE (file, line)) INTO NAME field VALUE value)
    UNION ALL FROM (UNPIVOT (FROM raw_sent_threats) ON COLUMNS(* EXCLUDE (file, line)) INTO NAME field VALUE value)
    UNION ALL FROM (UNPIVOT (FROM raw_sent_practice) ON COLUMNS(* EXCLUDE (file, line)) INTO NAME field VALUE value)
)
SELECT t.file, t.line, t.field AS place, length(t.value) || ' letters: ' || left(t.value, 60) || '…' AS found,
    'at most ' || l.at_most || ' letters; shorten it, or a word that all of it is needed' AS expected
FROM texts AS t JOIN raw_limits AS l ON l.what = 'letters' AND l.of = t.file || '.' || t.field
WHERE length(t.value) > CAST(l.at_most AS INTEGER)
