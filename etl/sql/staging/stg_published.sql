-- The day from which what a source says can have been known: that of its publication, or the last day of the month or year that it states.
-- No row where neither its title nor its own address says when. A cell of several addresses has none either: each of them says the same.
SELECT source_url, day_to(published) AS published_on FROM raw_sources ANTI JOIN rejected USING (file, line) WHERE published <> ''
