-- Statistics Canada: the mean of the scores of those that have one; achieved only if all of them are.
INSERT INTO rolled
SELECT parent, level, count(*), count(*) - count(score), sum(series), sum(series_missing), avg(score),
    CASE WHEN count(score) = 0 THEN NULL
         WHEN bool_and(status = 'target_achieved') FILTER (score IS NOT NULL) THEN 'target_achieved'
         WHEN avg(score) >= at_least('statcan', 'rollup', 'substantial_progress') THEN 'substantial_progress'
         WHEN avg(score) >= at_least('statcan', 'rollup', 'moderate_progress') THEN 'moderate_progress'
         WHEN avg(score) >= at_least('statcan', 'rollup', 'limited_progress') THEN 'limited_progress'
         ELSE 'deterioration' END
FROM children WHERE level = $level GROUP BY parent, level
