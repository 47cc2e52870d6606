-- Growth a year that leads from a to b in n years: (b / a) ^ (1 / n) - 1. No answer where there is none: no years, no number, not finite.
CREATE OR REPLACE MACRO cagr(a, b, n) AS CASE WHEN n > 0 AND a <> 0 AND b / a >= 0 THEN pow(b / a, 1 / n) - 1 END;
CREATE OR REPLACE MACRO finite(x) AS CASE WHEN isfinite(x) THEN x END;
-- A share as "2.35 %", a number as "0.837", for the sentence that says why; with more digits where these few would carry it onto a threshold that it does not have.
-- A decimal is written twice as fast as a formatted number; what is too large for one is formatted.
CREATE OR REPLACE MACRO is_threshold(x) AS list_contains(map_values(getvariable('thresholds')), round(x, 9));
CREATE OR REPLACE MACRO with_digits(x, y, few) AS CAST(coalesce(list_filter([round(x, few + 1), round(x, few + 2), round(x, few + 3), round(x, few + 4), round(x, few + 6), round(x, few + 9), round(x, few + 12)], lambda z: z <> y)[1], x) AS VARCHAR);
CREATE OR REPLACE MACRO said_share(x) AS CASE WHEN x * 100 <> round(x * 100, 2) AND is_threshold(round(x * 100, 2) / 100) THEN with_digits(x * 100, round(x * 100, 2), 2)
    ELSE coalesce(CAST(TRY_CAST(x * 100 AS DECIMAL(18, 2)) AS VARCHAR), format('{:.2f}', x * 100)) END || ' %';
CREATE OR REPLACE MACRO said_number(x) AS CASE WHEN x <> round(x, 3) AND is_threshold(round(x, 3)) THEN with_digits(x, round(x, 3), 3)
    ELSE coalesce(CAST(TRY_CAST(x AS DECIMAL(18, 3)) AS VARCHAR), format('{:.3f}', x)) END;
-- Why: the edge case, where there is one, and the numbers that were compared, where a threshold decided.
CREATE OR REPLACE MACRO because_of(because, rated, observed, required, ratio, meaning) AS concat_ws('. ', because, CASE
    WHEN rated IS NULL THEN NULL
    WHEN required IS NULL THEN 'A change of ' || said_share(abs(observed)) || CASE WHEN observed < 0 THEN ' a year away from the goal: ' ELSE ' a year towards the goal: ' END || coalesce(meaning, 'below every threshold')
    ELSE said_share(observed) || ' a year where ' || said_share(required) || ' is needed, ratio ' || said_number(ratio) || ': ' || coalesce(meaning, 'below every threshold') END);
CREATE OR REPLACE MACRO because_of_points(because, rated, observed, required, ratio, meaning) AS concat_ws('. ', because, CASE WHEN rated IS NOT NULL
    THEN said_number(observed) || ' a year where ' || said_number(required) || ' is needed, ratio ' || said_number(ratio) || ': ' || coalesce(meaning, 'below every threshold') END);
-- Score from 0 (lower bound) to 100 (target), not clipped.
CREATE OR REPLACE MACRO scored(x, lower_bound, target) AS (x - lower_bound) / (target - lower_bound) * 100;
-- How far from parity: a value above 1 is as far away as its inverse; at or below 0 there is no distance.
CREATE OR REPLACE MACRO from_parity(x) AS CASE WHEN x > 0 THEN greatest(x, 1 / x) END;
-- Less than 365 days between two decimal years.
CREATE OR REPLACE MACRO is_short(a, b) AS round((b - a) * 365.25) < 365;
-- How far a year is from the base year: only later years for a level, on both sides for a score, the earlier one on a tie (a later one counts as a billionth further);
-- without a base year from the beginning.
CREATE OR REPLACE MACRO distance(rule, year, base_year) AS CASE
    WHEN base_year IS NULL THEN CAST(year AS DOUBLE)
    WHEN rule = 'score' THEN abs(year - base_year) + CASE WHEN year > base_year THEN 1e-9 ELSE 0 END
    WHEN year >= base_year THEN year - base_year END;
