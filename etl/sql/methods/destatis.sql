-- Destatis: the mean yearly change over the last six points (at least four), carried on to the target year.
-- Years are whole. Numbers are compared as they are. Only values up to the current year count, and the current year must have one.
WITH points AS (
    SELECT case_id, max(year, 6) AS years, arg_max(value, year, 6) AS six, count(*) AS points
    FROM series JOIN settings AS s USING (case_id)
    WHERE s.profile = 'destatis' AND value IS NOT NULL AND (s.current_year IS NULL OR year <= s.current_year)
    GROUP BY case_id
),
based AS (
    SELECT s.case_id, s.rule, s.d, s.target, s.target_year, s.current_year AS asked_year, p.points,
        years[-1] AS base_year, six[-1] AS base_value, years[1] AS current_year, six[1] AS current_value, six[2] AS previous_value
    FROM settings AS s LEFT JOIN points AS p USING (case_id)
    WHERE s.profile = 'destatis'
),
paced AS (
    SELECT * EXCLUDE (current_year, current_value),
        CASE WHEN asked_year IS NULL OR asked_year = current_year THEN current_year END AS current_year,
        CASE WHEN asked_year IS NULL OR asked_year = current_year THEN current_value END AS current_value,
        CASE WHEN points >= 4 AND (asked_year IS NULL OR asked_year = current_year) THEN finite(d * (current_value - base_value) / (current_year - base_year)) END AS mean,
        d * (current_value - previous_value) AS last,
        CASE WHEN rule = 'level' AND (asked_year IS NULL OR asked_year = current_year) THEN finite(d * (target - current_value) / nullif(target_year - current_year, 0)) END AS required,
        CASE WHEN rule <> 'direction' THEN d * (current_value - target) >= 0 END AS met
    FROM based
),
judged AS (
    SELECT *,
        CASE WHEN base_year IS NULL THEN 'no_value'
             WHEN current_year IS NULL THEN 'no_current'
             WHEN points < 4 THEN 'few_points'
             WHEN rule = 'direction' THEN CASE
                WHEN mean > 0 AND last > 0 THEN 'better_twice' WHEN mean > 0 THEN 'better_mean' WHEN last > 0 THEN 'better_last' ELSE 'better_never' END
             WHEN rule = 'keep' OR met THEN CASE
                WHEN met AND mean >= 0 THEN 'kept' WHEN met THEN 'slipping' WHEN mean > 0 THEN 'returning' ELSE 'lost' END
             WHEN mean <= 0 THEN 'wrong_way' END AS edge,
        (d * (target - current_value) - mean * (target_year - current_year)) / abs(target - current_value) AS v
    FROM paced
),
answered AS (
    SELECT *,
        CASE WHEN answer IS NOT NULL THEN NULL
             WHEN v < below('destatis', 'level', 'sun') THEN 'sun'
             WHEN v <= at_most('destatis', 'level', 'partly_cloudy') THEN 'partly_cloudy'
             ELSE 'cloud' END AS rated
    FROM judged LEFT JOIN answers('destatis') USING (edge)
)
SELECT case_id, base_year, base_value, current_year, current_value,
    mean AS observed, required,
    CASE WHEN answer IS NULL THEN v END AS ratio, NULL::DOUBLE AS score,
    coalesce(answer, rated) AS status,
    concat_ws('. ', because, CASE WHEN v < 0 AND rated IS NOT NULL THEN 'The target would be surpassed by ' || said_share(-v) || ' of the way that is left'
        WHEN rated IS NOT NULL THEN 'The target would be missed by ' || said_share(v) || ' of the way that is left: ' || coalesce(meaning, 'more than 20 %') END) AS reason, points
FROM answered LEFT JOIN meanings('destatis') USING (rule, rated)
