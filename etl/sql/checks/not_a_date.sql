-- error: a date is a year, a month or a day; a period may also be a financial year, a half or a part of a year.
SELECT c.file, c.line, c.field AS place, c.value AS found,
    CASE f.type WHEN 'period' THEN 'a period, such as 2014, 2014-09, 2014-09-30, FY2014-15, 2013-H1, 2015-10m or 2020-04/2020-09' ELSE 'a date, such as 2014, 2014-09 or 2014-09-30' END AS expected
FROM cells AS c JOIN raw_fields AS f USING (file, field)
WHERE c.value <> '' AND ((f.type IN ('date', 'due_date') AND day_to(c.value) IS NULL) OR (f.type = 'period' AND (period_to(c.value) IS NULL OR period_from(c.value) IS NULL OR period_to(c.value) < period_from(c.value))))
