-- What became of each commitment.
SELECT 'commitment' AS what, iso3, country, commitment_id AS item, title AS label, target_no, as_of AS period, replace(concat_ws(', ', status, nullif(due_state, '')), '_', ' ') AS value
FROM commitments
