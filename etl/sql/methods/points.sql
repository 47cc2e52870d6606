-- The figures that a judgement rests on, as known at each date. A yearly growth rests on every figure above 0 that is sure; a direction on those of the last unit,
-- the last kind of period and the last definition (after the last break of the series). A figure of a page without a date is left out where undated_figures.csv says so. Of two figures of one day the country's own counts, else the higher one.
WITH known AS (
    SELECT c.as_of, o.*, address(o.file, o.line) AS origin
    FROM observations AS o
    JOIN conferences AS c ON known_at(o.known_from, o.superseded_from, c.known_until)
    ANTI JOIN (FROM raw_undated_figures WHERE in_judgement = 'no') AS u ON u.indicator = o.indicator AND u.iso3 = o.iso3 AND u.period = o.period
    WHERE is_sure(o.evidence)
      AND ((o.rule = 'direction' AND (o.iso3 = 'WLD' OR EXISTS (FROM rosters AS r WHERE r.as_of = c.as_of AND r.iso3 = o.iso3)))
        OR (o.rule = 'annual_growth' AND o.value > 0 AND EXISTS (FROM raw_growth_goals AS g WHERE g.indicator = o.indicator AND g.iso3 = o.iso3)))
),
broken AS (
    SELECT k.as_of, k.indicator, k.iso3, max(CAST(b.first_year AS INTEGER)) AS since_break
    FROM known AS k JOIN raw_series_breaks AS b USING (indicator, iso3)
    WHERE k.rule = 'direction' AND year(k.date_from) >= CAST(b.first_year AS INTEGER)
    GROUP BY ALL
),
like_the_last AS (
    SELECT k.*, last_value(k.unit) OVER w AS last_unit, last_value(k.period_type) OVER w AS last_period_type
    FROM known AS k LEFT JOIN broken AS b USING (as_of, indicator, iso3)
    WHERE b.since_break IS NULL OR year(k.date_from) >= b.since_break
    WINDOW w AS (PARTITION BY k.as_of, k.indicator, k.iso3 ORDER BY k.date_mid, k.value ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT *, row_number() OVER (PARTITION BY as_of, indicator, iso3 ORDER BY day DESC) AS from_last
FROM (
    SELECT as_of, indicator, iso3, country, label, target_no, goal_id, unit, rule, better_direction, date_mid AS day, period, value, qualifier, origin
    FROM like_the_last
    WHERE rule = 'annual_growth' OR (unit = last_unit AND period_type = last_period_type)
    QUALIFY row_number() OVER (PARTITION BY as_of, indicator, iso3, date_mid ORDER BY evidence = 'reported' DESC, value DESC, qualifier, origin) = 1
)
