-- error: a coded word must be listed in vocabulary.csv; a word that is not listed is never guessed.
WITH listed AS (SELECT vocabulary, string_agg(word, ', ' ORDER BY word) AS words, string_agg(label, ', ' ORDER BY word) AS labels FROM raw_vocabulary GROUP BY ALL)
SELECT c.file, c.line, c.field AS place, c.value AS found, 'one of: ' || CASE WHEN is_sent(c.file) THEN l.labels ELSE l.words END AS expected
FROM cells AS c JOIN raw_fields AS f USING (file, field)
JOIN listed AS l ON f.type = 'vocabulary:' || l.vocabulary
ANTI JOIN raw_vocabulary AS v ON f.type = 'vocabulary:' || v.vocabulary AND c.value = v.word
WHERE c.value <> ''
