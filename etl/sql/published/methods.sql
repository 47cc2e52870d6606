-- The method itself: each model and check with the comment and the text of its SQL file.
SELECT name, kind, comment, sql FROM raw_methods
