-- The profiles: how an institution judges, and what it takes where a setting says nothing.
SELECT profile, label, in_words, base_rule, TRY_CAST(base_year AS INTEGER) AS base_year, TRY_CAST(window_years AS INTEGER) AS window_years, TRY_CAST(target_year AS INTEGER) AS target_year,
    TRY_CAST(data_after AS INTEGER) AS data_after, years, compares, source_title, source_url
FROM raw_profiles
