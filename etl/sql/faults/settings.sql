-- What is wrong with a setting, every fault of each line. Columns `<name>_said` hold what was found where it is no number.
WITH asked AS (
    SELECT s.*, r.rule IS NOT NULL AS has_rule, string_split(coalesce(r.needs, ''), ' ') AS needs, TRY_CAST(p.base_year AS INTEGER) AS own_base_year, TRY_CAST(p.target_year AS INTEGER) AS own_target_year,
        p.profile = 'unsd' AND s.rule = 'growth' AND coalesce(threshold_high_said, threshold_mid_said, threshold_low_said) IS NULL AS has_limits, p.years = 'whole' AS is_whole, coalesce(d.times, 1) AS times, p.label,
        (SELECT string_agg(rule, ', ' ORDER BY rule) FROM raw_profile_rules WHERE profile = p.profile) AS rules
    FROM read_settings AS s SEMI JOIN odd_settings USING (line) LEFT JOIN (SELECT case_id, count(*) AS times FROM read_settings GROUP BY ALL HAVING count(*) > 1) AS d USING (case_id) CROSS JOIN raw_profiles AS p LEFT JOIN raw_profile_rules AS r ON r.profile = p.profile AND r.rule = s.rule
    WHERE p.profile = getvariable('profile')
),
faulty AS (
    SELECT line, case_id, unnest(list_filter([
        CASE WHEN coalesce(case_id, '') = '' THEN {'place': 'case_id', 'found': '(empty)', 'expected': 'a case'} END,
        CASE WHEN times > 1 THEN {'place': 'case_id', 'found': case_id, 'expected': 'a case that stands once; it stands ' || times || ' times'} END,
        CASE WHEN NOT has_rule THEN {'place': 'rule', 'found': coalesce(nullif(rule, ''), '(empty)'), 'expected': 'a rule of ' || label || ': ' || rules} END,
        CASE WHEN 'direction' IN needs AND coalesce(direction, '') NOT IN ('up', 'down') THEN {'place': 'direction', 'found': coalesce(nullif(direction, ''), '(empty)'), 'expected': 'up or down'} END,
        CASE WHEN base_year_said IS NOT NULL THEN {'place': 'base_year', 'found': base_year_said, 'expected': CASE WHEN is_whole THEN 'a whole year' ELSE 'a year' END} END,
        CASE WHEN target_said IS NOT NULL THEN {'place': 'target', 'found': target_said, 'expected': 'a number'} END,
        CASE WHEN target_year_said IS NOT NULL THEN {'place': 'target_year', 'found': target_year_said, 'expected': CASE WHEN is_whole THEN 'a whole year' ELSE 'a year' END} END,
        CASE WHEN limit_said IS NOT NULL THEN {'place': 'limit', 'found': limit_said, 'expected': 'a number'} END,
        CASE WHEN lower_bound_said IS NOT NULL THEN {'place': 'lower_bound', 'found': lower_bound_said, 'expected': 'a number'} END,
        CASE WHEN green_threshold_said IS NOT NULL THEN {'place': 'green_threshold', 'found': green_threshold_said, 'expected': 'a number'} END,
        CASE WHEN red_threshold_said IS NOT NULL THEN {'place': 'red_threshold', 'found': red_threshold_said, 'expected': 'a number'} END,
        CASE WHEN threshold_high_said IS NOT NULL THEN {'place': 'threshold_high', 'found': threshold_high_said, 'expected': 'a number'} END,
        CASE WHEN threshold_mid_said IS NOT NULL THEN {'place': 'threshold_mid', 'found': threshold_mid_said, 'expected': 'a number'} END,
        CASE WHEN threshold_low_said IS NOT NULL THEN {'place': 'threshold_low', 'found': threshold_low_said, 'expected': 'a number'} END,
        CASE WHEN current_year_said IS NOT NULL THEN {'place': 'current_year', 'found': current_year_said, 'expected': CASE WHEN is_whole THEN 'a whole year' ELSE 'a year' END} END,
        CASE WHEN 'target' IN needs AND target IS NULL AND target_said IS NULL THEN {'place': 'target', 'found': '(empty)', 'expected': 'a number, because the rule is ' || rule} END,
        CASE WHEN 'lower_bound' IN needs AND lower_bound IS NULL AND lower_bound_said IS NULL THEN {'place': 'lower_bound', 'found': '(empty)', 'expected': 'a number, because the rule is ' || rule} END,
        CASE WHEN 'green_threshold' IN needs AND green_threshold IS NULL AND green_threshold_said IS NULL THEN {'place': 'green_threshold', 'found': '(empty)', 'expected': 'a number, because the rule is ' || rule} END,
        CASE WHEN 'red_threshold' IN needs AND red_threshold IS NULL AND red_threshold_said IS NULL THEN {'place': 'red_threshold', 'found': '(empty)', 'expected': 'a number, because the rule is ' || rule} END,
        CASE WHEN 'target_year' IN needs AND coalesce(target_year, own_target_year) IS NULL AND target_year_said IS NULL THEN {'place': 'target_year', 'found': '(empty)', 'expected': 'a year, because the rule is ' || rule} END,
        CASE WHEN rule = 'score' AND lower_bound = target THEN {'place': 'lower_bound', 'found': CAST(lower_bound AS VARCHAR), 'expected': 'another number than the target'} END,
        CASE WHEN rule = 'score' AND way(lower_bound, target) <> direction AND direction <> '' THEN {'place': 'direction', 'found': direction, 'expected': way(lower_bound, target) || ' or nothing, because the target ' || CAST(target AS VARCHAR) || ' lies ' || CASE way(lower_bound, target) WHEN 'up' THEN 'above' ELSE 'below' END || ' the lower bound ' || CAST(lower_bound AS VARCHAR)} END,
        CASE WHEN rule = 'score' AND is_reversed(lower_bound, target, red_threshold, green_threshold) THEN {'place': 'green_threshold', 'found': CAST(green_threshold AS VARCHAR), 'expected': 'a number nearer to the target ' || CAST(target AS VARCHAR) || ' than the red threshold ' || CAST(red_threshold AS VARCHAR)} END,
        CASE WHEN has_limits AND limit_high(threshold_high) < limit_mid(threshold_mid) THEN {'place': CASE WHEN threshold_mid IS NULL THEN 'threshold_high' ELSE 'threshold_mid' END, 'found': CAST(coalesce(threshold_mid, threshold_high) AS VARCHAR), 'expected': CASE WHEN threshold_mid IS NULL THEN 'at least threshold_mid, which is ' || CAST(limit_mid(threshold_mid) AS VARCHAR) ELSE 'at most threshold_high, which is ' || CAST(limit_high(threshold_high) AS VARCHAR) END} END,
        CASE WHEN has_limits AND limit_mid(threshold_mid) < limit_low(threshold_low) THEN {'place': CASE WHEN threshold_low IS NULL THEN 'threshold_mid' ELSE 'threshold_low' END, 'found': CAST(coalesce(threshold_low, threshold_mid) AS VARCHAR), 'expected': CASE WHEN threshold_low IS NULL THEN 'at least threshold_low, which is ' || CAST(limit_low(threshold_low) AS VARCHAR) ELSE 'at most threshold_mid, which is ' || CAST(limit_mid(threshold_mid) AS VARCHAR) END} END,
        CASE WHEN rule = 'annual_growth' AND target < 0 THEN {'place': 'target', 'found': CAST(target AS VARCHAR), 'expected': 'a yearly rate, such as 0.1 for 10 per cent, not below 0'} END,
        CASE WHEN target_year < base_year OR (rule IN ('growth_to_target', 'level', 'parity', 'doubling', 'halving', 'score') AND coalesce(target_year, own_target_year) < coalesce(base_year, own_base_year)) THEN {'place': 'target_year', 'found': coalesce(CAST(CAST(target_year AS INTEGER) AS VARCHAR), '(empty)'), 'expected': 'a year after the base year ' || CAST(coalesce(base_year, own_base_year) AS INTEGER)} END
        ], lambda one: one IS NOT NULL)) AS fault
    FROM asked
)
SELECT line, case_id, fault.place AS place, fault.found AS found, fault.expected AS expected FROM faulty
