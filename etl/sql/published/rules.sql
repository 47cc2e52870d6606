-- The rules by which things are judged, in words.
SELECT rule, label, in_words, source FROM raw_rules
