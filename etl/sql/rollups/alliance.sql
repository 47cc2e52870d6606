-- Alliance: the worst of those that can be counted, because a mean would hide it.
INSERT INTO rolled
SELECT parent, count(*), count(*) - count(*) FILTER (counts), NULL, arg_max(status, rank) FILTER (counts)
FROM children WHERE level = $level GROUP BY parent
