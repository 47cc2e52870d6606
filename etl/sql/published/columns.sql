-- The codebook: every published table and column.
SELECT "table", "column", unit, description FROM raw_columns
