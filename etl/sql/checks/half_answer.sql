-- question: a phenomenon with a sentence or a confidence needs a direction.
SELECT file, line, 'direction' AS place, '(empty)' AS found, 'rising, stable, falling or not seen' AS expected
FROM raw_sent_threats WHERE direction = '' AND confidence || statement <> ''
