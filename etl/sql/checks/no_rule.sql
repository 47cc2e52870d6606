-- note: an indicator without a rule is shown as context.
SELECT i.file, i.line, 'indicator' AS place, i.indicator AS found, 'a row in indicator_rules.csv' AS expected
FROM raw_indicators AS i ANTI JOIN raw_indicator_rules AS r USING (indicator)
