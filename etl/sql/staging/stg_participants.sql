-- One row per country that ever stood in a list of the Alliance; list membership as booleans.
SELECT
    iso3, iso2, name, region, subregion,
    eu_member_at_launch = 'yes' AS eu_member_at_launch,
    eu_member_2014_09_30 = 'yes' AS eu_member_2014,
    eu_member_2024 = 'yes' AS eu_member_2024,
    in_launch_list_48 = 'yes' AS in_launch_list,
    in_list_54 = 'yes' AS in_list_54,
    joined_after_launch = 'yes' AS joined_after_launch,
    national_document_seen_listed AS national_documents,
    source_title, source_url, evidence, note, file, line
FROM raw_participants
ANTI JOIN rejected USING (file, line)
