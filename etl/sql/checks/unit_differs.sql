-- note: the unit of a figure is not the unit of its indicator; it is shown, and never joined with figures of another unit.
SELECT o.file, o.line, 'unit' AS place, o.unit AS found, i.unit || ' (unit of ' || i.indicator || ')' AS expected
FROM raw_observations AS o JOIN raw_indicators AS i USING (indicator)
WHERE o.unit <> i.unit
