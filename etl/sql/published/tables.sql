-- The published tables.
SELECT "table", description FROM raw_tables
