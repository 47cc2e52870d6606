-- UNSD: the mean of the points of those that have some; on track above, a gap at or below, else for review.
INSERT INTO rolled
SELECT parent, level, count(*), count(*) - count(points), sum(series), sum(series_missing), avg(points),
    CASE WHEN count(points) = 0 THEN NULL
         WHEN avg(points) > above('unsd', 'rollup', 'on_track') THEN 'on_track'
         WHEN avg(points) <= at_most('unsd', 'rollup', 'identified_gap') THEN 'identified_gap'
         ELSE 'for_review' END
FROM children WHERE level = $level GROUP BY parent, level
