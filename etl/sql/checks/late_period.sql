-- question: a figure is of a period that ends after the reports of the round were due.
SELECT v.file, v.line, 'period' AS place, v.period AS found, 'a period that ends by ' || r.due || ', the day on which reports were due' AS expected
FROM raw_sent_indicators AS v
JOIN raw_submissions AS s ON s.line = submission_no(v.line)
JOIN raw_rounds AS r USING (round)
WHERE (v.value <> '' OR v.no_value <> '') AND period_to(v.period) > CAST(r.due AS DATE)
