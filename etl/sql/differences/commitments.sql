-- What became of each commitment at each date, and what was promised.
SELECT 'commitment' AS what, iso3, country, commitment_id AS item, title AS label, target_no, as_of AS period, replace(concat_ws(', ', status, nullif(due_state, '')), '_', ' ') AS value
FROM commitments
UNION ALL
SELECT 'promise', iso3, country, commitment_id, commitment_id, target_no, '', concat_ws(', due ', title, due_date)
FROM commitments WHERE as_of = 'latest'
