-- Alliance: the worst of those that can be counted, because a mean would hide it.
INSERT INTO rolled
SELECT parent, level, count(*), count(*) - count(*) FILTER (counts), sum(series), sum(series_missing), NULL, arg_max(status, rank) FILTER (counts)
FROM children WHERE level = $level GROUP BY ALL
