-- The operational goals under the targets; only goal 1.1 has a number.
SELECT
    goal_id, CAST(target_no AS INTEGER) AS target_no, short_name, meaning,
    is_quantitative = 'yes' AS is_quantitative,
    measure_unit, threshold, source_title, source_url, evidence, note, file, line
FROM raw_operational_goals
ANTI JOIN rejected USING (file, line)
