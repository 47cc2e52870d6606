-- Commitments of approved submissions stand beside those of the public record, under the reference that the form prints.
ALTER TABLE raw_commitments ADD COLUMN lead_authority VARCHAR DEFAULT '';
INSERT INTO raw_commitments BY NAME
SELECT
    c.file, c.line, c.reference AS commitment_id, s.iso3, c.target_no, c.goal_id, c.title, c.kind, c.lead_authority,
    'alliance_report' AS origin, r.due AS announced_date, 'day' AS announced_precision, c.due_date,
    CASE c.nature WHEN 'baseline' THEN 'baseline' ELSE 'committed' END AS status, r.due AS status_as_of,
    p.name || ', ' || r.label AS source_title, c.evidence_url AS source_url, '' AS page, 'reported' AS evidence, c.note
FROM raw_sent_commitments AS c
JOIN raw_submissions AS s ON s.line = submission_no(c.line)
JOIN raw_rounds AS r USING (round)
JOIN raw_participants AS p USING (iso3);
