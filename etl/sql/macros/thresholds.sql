-- A threshold by profile, rule and status, as thresholds.csv has it; the word of the bound stands in the name. The variable holds them all, so each one is a constant.
CREATE OR REPLACE MACRO threshold(p, r, s, b) AS getvariable('thresholds')[p || ' ' || r || ' ' || s || ' ' || b];
CREATE OR REPLACE MACRO at_least(p, r, s) AS threshold(p, r, s, 'at_least');
CREATE OR REPLACE MACRO at_most(p, r, s) AS threshold(p, r, s, 'at_most');
CREATE OR REPLACE MACRO above(p, r, s) AS threshold(p, r, s, 'above');
CREATE OR REPLACE MACRO below(p, r, s) AS threshold(p, r, s, 'below');
-- Parity: as many of one as of the other, within the tolerance of thresholds.csv.
CREATE OR REPLACE MACRO is_at_par(x) AS round(x, 9) >= at_least('alliance', 'parity', 'reached') AND round(x, 9) <= at_most('alliance', 'parity', 'reached');
-- The answers to the edge cases of a profile; an empty answer names the case and lets the formula go on. And what each threshold means.
CREATE OR REPLACE MACRO answers(p) AS TABLE SELECT edge, nullif(status, '') AS answer, reason AS because FROM raw_edge_cases WHERE profile = p;
CREATE OR REPLACE MACRO meanings(p) AS TABLE SELECT rule, status AS rated, any_value(lower(meaning)) AS meaning FROM raw_thresholds WHERE profile = p GROUP BY ALL;
-- The status of a share of countries.
CREATE OR REPLACE MACRO share_status(met, countries) AS CASE
    WHEN round(met / countries, 9) >= at_least('alliance', 'share', 'all') THEN 'all' WHEN round(met / countries, 9) >= at_least('alliance', 'share', 'nearly_all') THEN 'nearly_all'
    WHEN round(met / countries, 9) >= at_least('alliance', 'share', 'most') THEN 'most' WHEN round(met / countries, 9) >= at_least('alliance', 'share', 'some') THEN 'some'
    WHEN round(met / countries, 9) >= at_least('alliance', 'share', 'few') THEN 'few' ELSE 'none' END;
-- The order in which a profile tries the years around the base year.
CREATE OR REPLACE MACRO base_order(p) AS TABLE SELECT CAST(position AS INTEGER) AS position, CAST(years_after AS INTEGER) AS years_after FROM raw_base_years WHERE profile = p;
