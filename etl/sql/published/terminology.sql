-- Older terms and the terms to use today.
SELECT term_in_old_texts, term_to_use, abbreviation, note, source_title, source_url, evidence, file, line
FROM raw_terminology
ANTI JOIN rejected USING (file, line)
