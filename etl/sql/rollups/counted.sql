-- A profile that publishes no status above a series: only how complete each level is.
INSERT INTO rolled
SELECT parent, level, count(*), count(*) - count(*) FILTER (counts), sum(series), sum(series_missing), NULL, NULL
FROM children WHERE level = $level GROUP BY ALL
