-- Figures of countries side by side. Comparable: same indicator, unit and period, and one definition in all countries.
-- Ranked only where a better direction is defined, the definition is one, and at least 80 % of the countries have a figure (rule of the SDG Index).
WITH members AS (
    SELECT as_of, count(*) AS participants FROM rosters GROUP BY ALL
),
known AS (
    SELECT c.as_of, o.*, i.comparable, i.comparable_reason, i.rankable, i.rankable_reason
    FROM observations AS o
    JOIN indicators AS i USING (indicator)
    JOIN conferences AS c ON known_at(o.known_from, o.superseded_from, c.known_until)
    JOIN rosters AS r ON r.as_of = c.as_of AND r.iso3 = o.iso3
),
counted AS (
    SELECT *,
        count(*) FILTER (is_sure(evidence)) OVER w AS countries,
        m.participants
    FROM known JOIN members AS m USING (as_of) WINDOW w AS (PARTITION BY as_of, indicator, unit, period)
)
SELECT
    as_of, indicator, label, target_no, goal_id, iso3, country, period, period_type, date_to, value, unit, qualifier, better_direction, caveat,
    comparable, comparable_reason, countries, participants,
    rankable AND comparable AND is_sure(evidence) AND countries >= 0.8 * participants AS ranked,
    CASE WHEN NOT comparable THEN comparable_reason
         WHEN NOT rankable THEN rankable_reason
         WHEN countries < 0.8 * participants THEN countries || ' of ' || participants || ' countries have a figure; no rank below 80 %'
         ELSE '' END AS rank_reason,
    CASE WHEN rankable AND comparable AND is_sure(evidence) AND countries >= 0.8 * participants
         THEN rank() OVER (PARTITION BY as_of, indicator, unit, period, evidence ORDER BY CASE better_direction WHEN 'up' THEN -value ELSE value END) END AS place,
    source_title, source_url, evidence, note, file, line
FROM counted
