-- What two coders made of a commitment.
SELECT 'coding' AS what, k.iso3, p.name AS country, k.commitment_id AS item, k.commitment_id AS label, NULL AS target_no, k.round || ' ' || k.scale AS period, replace(k.final_code, '_', ' ') AS value
FROM codings AS k JOIN participants AS p USING (iso3)
