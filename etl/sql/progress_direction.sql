-- Direction: the last value against the first one of the same unit, the same kind of period and the same definition (after the last break of the series).
-- A first value that is only a lower bound cannot show a rise, so it is not judged.
WITH points AS (
    SELECT c.as_of, o.*, address(o.file, o.line) AS origin
    FROM observations AS o
    JOIN conferences AS c ON o.date_to <= c.known_until
    WHERE o.rule = 'direction' AND o.evidence = 'verified'
      AND (o.iso3 = 'WLD' OR EXISTS (FROM rosters AS r WHERE r.as_of = c.as_of AND r.iso3 = o.iso3))
),
broken AS (
    SELECT p.as_of, p.indicator, p.iso3, max(b.first_year) AS since_break
    FROM points AS p JOIN raw_series_breaks AS b USING (indicator, iso3)
    WHERE year(p.date_from) >= CAST(b.first_year AS INTEGER)
    GROUP BY ALL
),
like_the_last AS (
    SELECT p.*,
        last_value(p.unit) OVER w AS last_unit, last_value(p.period_type) OVER w AS last_period_type
    FROM points AS p
    LEFT JOIN broken AS b USING (as_of, indicator, iso3)
    WHERE b.since_break IS NULL OR year(p.date_from) >= CAST(b.since_break AS INTEGER)
    WINDOW w AS (PARTITION BY p.as_of, p.indicator, p.iso3 ORDER BY p.date_mid, p.value ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
ends AS (
    SELECT as_of, indicator, iso3, country, label, target_no, goal_id, unit, better_direction,
        count(*) AS points,
        count(*) FILTER (qualifier = 'at_least') AS points_at_least, count(*) FILTER (qualifier = 'approx') AS points_about,
        min(date_mid) AS base_date, arg_min(value, (date_mid, value)) AS base_value, arg_min(qualifier, (date_mid, value, qualifier)) AS base_qualifier,
        max(date_mid) AS current_date_, arg_max(value, (date_mid, value)) AS current_value, arg_max(qualifier, (date_mid, value, qualifier)) AS current_qualifier,
        string_agg(origin, ' ' ORDER BY date_mid, value) AS origin
    FROM like_the_last
    WHERE unit = last_unit AND period_type = last_period_type
    GROUP BY ALL
),
judged AS (
    SELECT *,
        CASE WHEN points < 2 OR base_date = current_date_ THEN 'one_point'
             WHEN base_qualifier = 'at_least' THEN 'first_at_least'
             WHEN current_qualifier = 'at_least' AND current_value <= base_value THEN 'last_at_least'
             ELSE 'rated' END AS reason,
        (current_value - base_value) * CASE better_direction WHEN 'up' THEN 1 ELSE -1 END AS better_by
    FROM ends
)
SELECT
    as_of, 'direction' AS rule, 'indicator' AS item_type, indicator AS item, iso3, country, label, target_no, goal_id, unit, better_direction,
    CASE WHEN reason <> 'rated' THEN 'not_judged' WHEN better_by > 0 THEN 'improving' WHEN better_by < 0 THEN 'worsening' ELSE 'unchanged' END AS status,
    reason, points, points_at_least, points_about, base_date, base_value, base_qualifier, current_date_ AS current_date, current_value, current_qualifier, origin
FROM judged
