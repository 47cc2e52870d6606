-- Which figures of countries may stand side by side, as known at each date: one row an indicator, unit and period; the figures stand in observations.
-- Comparable: same indicator, unit and period, and one definition in all countries. Ranked only where a better direction is defined, the definition is one,
-- and at least 80 % of the countries have a figure (rule of the SDG Index).
WITH members AS (
    SELECT as_of, CAST(count(*) AS INTEGER) AS participants FROM rosters GROUP BY ALL
),
counted AS (
    SELECT c.as_of, m.participants, o.indicator, o.unit, o.period, CAST(count(*) FILTER (is_sure(o.evidence)) AS INTEGER) AS countries
    FROM observations AS o
    JOIN conferences AS c ON known_at(o.known_from, o.superseded_from, c.known_until)
    JOIN rosters AS r ON r.as_of = c.as_of AND r.iso3 = o.iso3
    JOIN members AS m ON m.as_of = c.as_of
    GROUP BY ALL
)
SELECT
    k.as_of, k.indicator, k.unit, k.period, i.comparable, k.countries, k.participants,
    i.rankable AND i.comparable AND k.countries >= 0.8 * k.participants AS ranked,
    CASE WHEN NOT i.comparable THEN i.comparable_reason
         WHEN NOT i.rankable THEN i.rankable_reason
         WHEN k.countries < 0.8 * k.participants THEN k.countries || ' of ' || k.participants || ' countries have a figure; no rank below 80 %'
         ELSE '' END AS rank_reason
FROM counted AS k JOIN indicators AS i USING (indicator)
