-- error: a date is a year, a month or a day; a period may also be a financial year, a half, a quarter or a part of a year.
WITH dates AS (SELECT DISTINCT f.type, c.value FROM cells AS c JOIN raw_fields AS f USING (file, field) WHERE f.type IN ('date', 'due_date', 'period') AND c.value <> ''),
wrong AS (
    FROM dates WHERE CASE type WHEN 'period' THEN period_to(value) IS NULL OR period_from(value) IS NULL OR period_to(value) < period_from(value) ELSE day_to(value) IS NULL END
)
SELECT c.file, c.line, c.field AS place, c.value AS found,
    CASE f.type WHEN 'period' THEN 'a period, such as 2014, 2014-09, 2014-09-30, FY2014-15, 2013-H1, 2015-10m, 2015-Q1 or 2020-04/2020-09' ELSE 'a date, such as 2014, 2014-09 or 2014-09-30' END AS expected
FROM cells AS c JOIN raw_fields AS f USING (file, field)
JOIN wrong AS w ON w.type = f.type AND w.value = c.value
