-- Figures of countries side by side. Comparable: same indicator, unit and period, and one definition in all countries.
-- Ranked only where a better direction is defined, the definition is one, and at least 80 % of the countries have a figure (rule of the SDG Index).
-- What is said of the figure itself stands in the table observations, under the same file and line.
WITH members AS (
    SELECT as_of, count(*) AS participants FROM rosters GROUP BY ALL
),
known AS (
    SELECT c.as_of, m.participants, o.indicator, o.iso3, o.period, o.unit, o.value, o.better_direction, is_sure(o.evidence) AS is_sure, o.file, o.line,
        i.comparable, i.rankable, CASE WHEN NOT i.comparable THEN i.comparable_reason WHEN NOT i.rankable THEN i.rankable_reason END AS reason
    FROM observations AS o
    JOIN indicators AS i USING (indicator)
    JOIN conferences AS c ON known_at(o.known_from, o.superseded_from, c.known_until)
    JOIN rosters AS r ON r.as_of = c.as_of AND r.iso3 = o.iso3
    JOIN members AS m ON m.as_of = c.as_of
),
counted AS (
    SELECT as_of, indicator, unit, period, count(*) FILTER (is_sure) AS countries FROM known GROUP BY ALL
),
judged AS (
    SELECT k.*, c.countries, k.rankable AND k.comparable AND k.is_sure AND c.countries >= 0.8 * k.participants AS ranked
    FROM known AS k JOIN counted AS c USING (as_of, indicator, unit, period)
)
SELECT
    as_of, indicator, iso3, period, unit, value, comparable, countries, participants, ranked,
    CASE WHEN reason IS NOT NULL THEN reason
         WHEN countries < 0.8 * participants THEN countries || ' of ' || participants || ' countries have a figure; no rank below 80 %'
         ELSE '' END AS rank_reason,
    CASE WHEN ranked THEN rank() OVER (PARTITION BY as_of, indicator, unit, period, ranked ORDER BY CASE better_direction WHEN 'up' THEN -value ELSE value END) END AS place,
    file, line
FROM judged
