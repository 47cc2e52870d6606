-- Every published figure with its quality, its source and its line in the record or its cell in a submission.
SELECT
    o.indicator, i.label, o.iso3, coalesce(p.name, 'World') AS country, i.target_no, i.goal_id,
    o.period, o.period_type, o.date_from, o.date_to, o.date_mid, o.known_from, o.superseded_from,
    o.value, o.value_as_published, o.unit, o.qualifier,
    -- figures of one unit and one segment may be joined by a line; a break of the series begins a new segment
    CAST((SELECT count(*) FROM raw_series_breaks AS b WHERE b.indicator = o.indicator AND b.iso3 = o.iso3 AND CAST(b.first_year AS INTEGER) <= year(o.date_from)) AS INTEGER) AS segment, i.rule, i.better_direction, i.caveat,
    o.source_title, o.source_url, o.evidence, o.note, o.file, o.line
FROM stg_observations AS o
JOIN indicators AS i USING (indicator)
LEFT JOIN stg_participants AS p USING (iso3)
