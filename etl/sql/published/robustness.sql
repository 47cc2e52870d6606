-- How sure each judgement is, by tests that can be made on the record. Doubts: two points only; base or last value is only "at least"; one of them is "about" or the base is derived;
-- the last value is more than five years old; the status would be another without the last point; a profile of another institution sees it the other way.
-- The other way: for a direction the change has another sign; for a required rate the status is weak or bad where ours is good or middling, or the reverse.
WITH own AS (
    SELECT p.as_of, p.item AS indicator, p.iso3, p.rule, p.status, p.points, p.base_qualifier, p.current_qualifier, coalesce(p.base_to_qualifier, '') AS between_qualifier,
        years_between(p.current_date, c.known_until) > 5 AS is_old
    FROM progress AS p JOIN conferences AS c USING (as_of) WHERE p.item_type = 'indicator'
),
others AS (
    SELECT x.as_of, x.indicator, x.iso3, count(*) AS profiles, count(*) FILTER (x.is_judged) AS profiles_judged,
        count(*) FILTER (x.is_judged AND CASE a.rule WHEN 'direction' THEN sign(x.observed) = sign(a.observed) ELSE (x.tone IN ('good', 'middle')) = (a.tone IN ('good', 'middle')) END) AS profiles_agree
    FROM assessments AS x JOIN assessments AS a USING (as_of, indicator, iso3)
    WHERE x.variant = 'whole_years' AND a.variant = '' GROUP BY ALL
),
tested AS (
    SELECT o.as_of, o.indicator, o.iso3, o.rule, o.status, w.counts AS is_judged, o.points,
        o.points = 2 AS has_two_points,
        coalesce('at_least' IN (o.base_qualifier, o.current_qualifier, o.between_qualifier), false) AS rests_on_at_least,
        coalesce('approx' IN (o.base_qualifier, o.current_qualifier, o.between_qualifier) OR o.base_qualifier = 'derived', false) AS rests_on_about,
        coalesce(o.is_old, false) AS is_old,
        l.status AS status_without_last,
        o.points > 2 AND l.status IS DISTINCT FROM a.status AS changes_without_last,
        coalesce(x.profiles, 0) AS profiles, coalesce(x.profiles_judged, 0) AS profiles_judged, coalesce(x.profiles_agree, 0) AS profiles_agree
    FROM own AS o
    JOIN statuses AS w ON w.scale = 'alliance' AND w.status = o.status
    LEFT JOIN others AS x USING (as_of, indicator, iso3)
    LEFT JOIN assessments AS a ON a.variant = '' AND a.as_of = o.as_of AND a.indicator = o.indicator AND a.iso3 = o.iso3
    LEFT JOIN assessments AS l ON l.variant = 'without_last' AND l.as_of = o.as_of AND l.indicator = o.indicator AND l.iso3 = o.iso3
)
SELECT *, CASE WHEN NOT is_judged THEN 'not_judged' WHEN doubts = '' THEN 'robust' ELSE 'in_doubt' END AS mark
FROM (
    SELECT *, CASE WHEN is_judged THEN concat_ws(' ',
        CASE WHEN has_two_points THEN 'two_points' END, CASE WHEN rests_on_at_least THEN 'at_least' END, CASE WHEN rests_on_about THEN 'about' END, CASE WHEN is_old THEN 'old' END,
        CASE WHEN changes_without_last THEN 'last_point' END, CASE WHEN profiles_agree < profiles_judged THEN 'other_profiles' END) ELSE '' END AS doubts
    FROM tested
)
