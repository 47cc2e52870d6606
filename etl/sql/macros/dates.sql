-- Dates as the record writes them: 2014, 2014-09, 2014-09-30, FY2014-15, FY2015-16-H1, 2013-H1, 2015-10m, 2015-Q1, 2020-04/2020-09, 2017-01/2017-05-12.
-- A period counts as known on its last day; where the last day of a financial year is not in the source, on the last day of the later calendar year.
CREATE OR REPLACE MACRO day_from(t) AS CASE
    WHEN regexp_full_match(t, '\d{4}') THEN TRY_CAST(t || '-01-01' AS DATE)
    WHEN regexp_full_match(t, '\d{4}-\d{2}') THEN TRY_CAST(t || '-01' AS DATE)
    WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}') THEN TRY_CAST(t AS DATE)
END;
CREATE OR REPLACE MACRO day_to(t) AS CASE
    WHEN regexp_full_match(t, '\d{4}') THEN TRY_CAST(t || '-12-31' AS DATE)
    WHEN regexp_full_match(t, '\d{4}-\d{2}') THEN last_day(TRY_CAST(t || '-01' AS DATE))
    WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}') THEN TRY_CAST(t AS DATE)
END;
-- FY2014-15 and its halves: the second year follows the first.
CREATE OR REPLACE MACRO is_financial_year(t) AS regexp_full_match(t, 'FY\d{4}-\d{2}(-H[12])?') AND (TRY_CAST(t[3:6] AS INTEGER) + 1) % 100 = TRY_CAST(t[8:9] AS INTEGER);
CREATE OR REPLACE MACRO is_range(t) AS regexp_full_match(t, '\d{4}-\d{2}(-\d{2})?/\d{4}-\d{2}(-\d{2})?');
CREATE OR REPLACE MACRO period_from(t) AS CASE
    WHEN is_financial_year(t) THEN day_from(t[3:6])
    WHEN regexp_full_match(t, '\d{4}-(H1|\d{1,2}m)') THEN day_from(t[1:4])
    WHEN regexp_full_match(t, '\d{4}-H2') THEN day_from(t[1:4] || '-07')
    WHEN regexp_full_match(t, '\d{4}-Q[1-4]') THEN day_from(t[1:4] || '-' || lpad(CAST(3 * TRY_CAST(t[7] AS INTEGER) - 2 AS VARCHAR), 2, '0'))
    WHEN is_range(t) THEN day_from(split_part(t, '/', 1))
    ELSE day_from(t)
END;
CREATE OR REPLACE MACRO period_to(t) AS CASE
    WHEN is_financial_year(t) AND t LIKE '%-H1' THEN day_to(t[3:6])
    WHEN is_financial_year(t) THEN day_to(CAST(TRY_CAST(t[3:6] AS INTEGER) + 1 AS VARCHAR))
    WHEN regexp_full_match(t, '\d{4}-H1') THEN day_to(t[1:4] || '-06')
    WHEN regexp_full_match(t, '\d{4}-H2') THEN day_to(t[1:4])
    WHEN regexp_full_match(t, '\d{4}-\d{1,2}m') THEN day_to(t[1:4] || '-' || lpad(replace(t[6:], 'm', ''), 2, '0'))
    WHEN regexp_full_match(t, '\d{4}-Q[1-4]') THEN day_to(t[1:4] || '-' || lpad(CAST(3 * TRY_CAST(t[7] AS INTEGER) AS VARCHAR), 2, '0'))
    WHEN is_range(t) THEN day_to(split_part(t, '/', 2))
    ELSE day_to(t)
END;
CREATE OR REPLACE MACRO is_number(t) AS regexp_full_match(t, '-?\d{1,15}(\.\d{1,9})?');
-- A number as a sentence says it: 9, not 9.00.
CREATE OR REPLACE MACRO plain(x) AS regexp_replace(CAST(CAST(x AS DECIMAL(18, 2)) AS VARCHAR), '\.?0+$', '');
-- The middle of a stated period stands for it wherever a rate by days needs one date.
CREATE OR REPLACE MACRO middle(a, b) AS a + CAST(floor(date_diff('day', a, b) / 2.0) AS INTEGER);
CREATE OR REPLACE MACRO years_between(a, b) AS date_diff('day', a, b) / 365.25;
-- A case of ours: what is judged at a date of looking.
CREATE OR REPLACE MACRO case_of(as_of, indicator, iso3) AS as_of || ' ' || indicator || ' ' || iso3;
-- Where a row stands: observations.csv:470 in the record, S0007!Indicators!G12 in a submission, whose rows lie at n * 100000 + row.
CREATE OR REPLACE MACRO is_sent(file) AS starts_with(file, 'sent_');
CREATE OR REPLACE MACRO submission_no(line) AS line // 100000;
CREATE OR REPLACE MACRO submission_of(line) AS 'S' || lpad(CAST(submission_no(line) AS VARCHAR), 4, '0');
CREATE OR REPLACE MACRO file_of(file, line) AS CASE WHEN is_sent(file) THEN submission_of(line) || CASE file
    WHEN 'sent_commitments' THEN '!Commitments!E' WHEN 'sent_progress' THEN '!Progress!E' WHEN 'sent_indicators' THEN '!Indicators!G' WHEN 'sent_threats' THEN '!Threats!B' ELSE '!Practice!A' END ELSE file END;
CREATE OR REPLACE MACRO line_of(file, line) AS CASE WHEN is_sent(file) THEN CAST(line % 100000 AS INTEGER) ELSE line END;
CREATE OR REPLACE MACRO address(file, line) AS file || CASE WHEN contains(file, '!') THEN '' ELSE '.csv:' END || line;
-- A figure counts when it was read in its source, or reported by the country itself in an approved submission.
CREATE OR REPLACE MACRO is_sure(evidence) AS evidence IN ('verified', 'reported');
-- What a later report says of the same thing takes the place of what was said before, from the day on which that report was due.
CREATE OR REPLACE MACRO known_at(known_from, superseded_from, until) AS known_from <= until AND (superseded_from IS NULL OR superseded_from > until);
-- A day as a decimal year of 365.25 days, so that differences of years are days / 365.25, and back.
CREATE OR REPLACE MACRO decimal_year(day) AS 2000 + date_diff('day', DATE '2000-01-01', day) / 365.25;
CREATE OR REPLACE MACRO day_of(year) AS DATE '2000-01-01' + CAST(round((year - 2000) * 365.25) AS INTEGER);
