-- What differs between the edition in force (table `before`) and the next one (table `after`), and why. $same_method: whether both were made by the same rules.
-- A status is explained by what lies behind it: a figure, fact, answer or coding of the same country and thing; else a report of that country;
-- for all countries together the same of any country, for a target anything under it. Nothing behind it and other rules: the rule has changed.
WITH pairs AS (
    SELECT
        coalesce(a.what, b.what) AS what, coalesce(a.iso3, b.iso3) AS iso3, coalesce(a.country, b.country) AS country, coalesce(a.item, b.item) AS item,
        coalesce(a.label, b.label) AS label, coalesce(a.target_no, b.target_no) AS target_no, coalesce(a.period, b.period) AS period, b.value AS before, a.value AS after
    FROM before AS b FULL JOIN after AS a ON a.what = b.what AND a.iso3 = b.iso3 AND a.item = b.item AND a.period = b.period
    WHERE a.value IS DISTINCT FROM b.value
),
-- a figure that now is an earlier one, or is the one that counts again, is told once
told AS (
    FROM pairs AS p WHERE p.what <> 'earlier figure'
        OR NOT EXISTS (FROM pairs AS o WHERE o.what = 'figure' AND (o.iso3, o.item, o.period) = (p.iso3, p.item, p.period) AND (o.before = p.after OR o.after = p.before))
),
reports AS (
    SELECT iso3, bool_or(after IS NOT NULL) AS is_new, bool_or(before IS NOT NULL) AS is_replaced FROM told WHERE what = 'report' GROUP BY ALL
),
-- 1 new report, 2 coding, 3 revised figure, 4 withdrawn: the gravest of what lies behind a status is its reason
causes AS (
    SELECT t.*, CASE
        WHEN t.what IN ('status', 'assessment', 'milestone', 'commitment', 'target') THEN NULL
        WHEN t.after IS NULL THEN CASE WHEN t.what = 'earlier figure' THEN 3 ELSE 4 END
        WHEN t.before IS NULL THEN CASE WHEN t.what = 'coding' THEN 2 ELSE 1 END
        WHEN t.what = 'report' THEN 3
        WHEN t.what = 'figure' AND r.iso3 IS NOT NULL AND NOT r.is_new THEN 4
        ELSE 3 END AS cause
    FROM told AS t LEFT JOIN reports AS r USING (iso3)
),
reasoned AS (
    SELECT t.*, coalesce(t.cause,
        (SELECT max(c.cause) FROM causes AS c WHERE c.iso3 = t.iso3 AND c.item = t.item),
        (SELECT max(c.cause) FROM causes AS c WHERE c.what = 'report' AND c.iso3 = t.iso3),
        (SELECT max(c.cause) FROM causes AS c WHERE t.iso3 = 'WLD' AND c.item = t.item),
        (SELECT max(c.cause) FROM causes AS c WHERE t.what = 'target' AND (c.target_no = t.target_no OR c.item IN (SELECT item FROM causes AS o WHERE o.target_no = t.target_no))),
        CASE WHEN $same_method THEN 3 ELSE 0 END) AS reason
    FROM causes AS t WHERE t.what <> 'fact'
),
worded AS (
    SELECT *, ['changed rule', 'new report', 'coding', 'revised figure', 'withdrawn'][reason + 1] AS why FROM reasoned
),
-- a report is named by its country; everything that it does not explain is named one by one, the dates of looking together
lined AS (
    SELECT *, CASE
        WHEN what = 'report' AND before IS NULL THEN country || ': new report, ' || label
        WHEN what = 'report' AND after IS NULL THEN country || ': report withdrawn, ' || label
        WHEN what = 'report' THEN country || ': report replaced, ' || label
        WHEN why = 'new report' THEN ''
        ELSE country || ', ' || label || CASE WHEN what IN ('figure', 'earlier figure', 'answer') THEN ', ' || period ELSE '' END || ': '
            || CASE WHEN before IS NULL THEN after || ' is new' WHEN after IS NULL THEN before || ' is withdrawn' ELSE after || ' instead of ' || before END
            || CASE WHEN why IN ('changed rule', 'coding') OR (what NOT IN ('figure', 'earlier figure', 'answer') AND why = 'revised figure') THEN ' (' || why || ')' ELSE '' END
        END AS line
    FROM worded
)
SELECT what, country, iso3, item, label, period, before, after, why,
    CASE WHEN line = '' AND what IN ('figure', 'answer') AND NOT EXISTS (FROM reports AS r WHERE r.iso3 = l.iso3) THEN country || ': new figures in the record' ELSE line END AS line
FROM lined AS l
ORDER BY what <> 'report', country, item, what, period
