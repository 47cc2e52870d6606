-- The reporting rounds: when they open, when reports are due, at which conference they count, and who must report.
SELECT
    r.round, r.label, r.kind, r.as_of, CAST(r.opens AS DATE) AS opens, CAST(r.due AS DATE) AS due, r.who, nullif(r.reports_on, '') AS reports_on, r.period, r.reason
FROM raw_rounds AS r
