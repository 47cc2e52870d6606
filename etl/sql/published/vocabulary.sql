-- The words that the record may use, with the label a reader sees.
SELECT vocabulary, word, label, meaning FROM raw_vocabulary
