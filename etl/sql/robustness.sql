-- How sure each judgement is. Doubts: two points only; a point it rests on is "at least"; the status would change if the last point were left out;
-- a profile of another institution sees it on the other side (good or middling against weak or bad). Without a doubt it is robust.
WITH own AS (
    FROM progress SELECT as_of, item AS indicator, iso3, rule, status, points, base_qualifier, current_qualifier, base_from_value IS NOT NULL AND base_to_qualifier = 'at_least' AS base_at_least
    WHERE item_type = 'indicator'
),
others AS (
    SELECT as_of, indicator, iso3, count(*) AS profiles, count(*) FILTER (is_judged) AS profiles_judged,
        count(*) FILTER (is_judged AND tone IN ('good', 'middle')) AS profiles_good, count(*) FILTER (is_judged AND tone IN ('weak', 'bad')) AS profiles_weak
    FROM assessments WHERE variant = 'whole_years' GROUP BY ALL
),
compared AS (
    SELECT o.as_of, o.indicator, o.iso3, o.rule, o.status, w.counts AS is_judged, o.points,
        o.points = 2 AS has_two_points,
        coalesce('at_least' IN (o.base_qualifier, o.current_qualifier) OR o.base_at_least, false) AS rests_on_at_least,
        l.status AS status_without_last,
        coalesce(l.is_judged AND l.status <> a.status, false) AS changes_without_last,
        coalesce(x.profiles, 0) AS profiles, coalesce(x.profiles_judged, 0) AS profiles_judged,
        CASE WHEN w.tone IN ('good', 'middle') THEN coalesce(x.profiles_good, 0) ELSE coalesce(x.profiles_weak, 0) END AS profiles_agree
    FROM own AS o
    JOIN statuses AS w ON w.scale = 'alliance' AND w.status = o.status
    LEFT JOIN others AS x USING (as_of, indicator, iso3)
    LEFT JOIN assessments AS a ON a.variant = '' AND a.as_of = o.as_of AND a.indicator = o.indicator AND a.iso3 = o.iso3
    LEFT JOIN assessments AS l ON l.variant = 'without_last' AND l.as_of = o.as_of AND l.indicator = o.indicator AND l.iso3 = o.iso3
)
SELECT *, CASE WHEN NOT is_judged THEN 'not_judged' WHEN doubts = '' THEN 'robust' ELSE 'in_doubt' END AS mark
FROM (
    SELECT *, CASE WHEN is_judged THEN concat_ws(' ',
        CASE WHEN has_two_points THEN 'two_points' END, CASE WHEN rests_on_at_least THEN 'at_least' END, CASE WHEN changes_without_last THEN 'last_point' END,
        CASE WHEN profiles_agree < profiles_judged THEN 'other_profiles' END) ELSE '' END AS doubts
    FROM compared
)
