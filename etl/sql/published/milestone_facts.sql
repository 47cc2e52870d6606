-- Every treaty act and membership on record, with what it says of a milestone: yes, no, or only a mention.
SELECT
    r.milestone, f.iso3, p.name AS country, f.register, r.label AS register_label, f.fact, d.state, d.meaning,
    f.date, f.date_precision, f.status_as_of, f.is_start, f.known_from,
    f.source_title, f.source_url, f.evidence, f.note, f.file, f.line
FROM stg_facts AS f
JOIN raw_registers AS r USING (register)
JOIN stg_participants AS p USING (iso3)
JOIN raw_milestone_facts AS d ON d.register = f.register AND d.fact = f.fact
WHERE r.milestone <> ''
