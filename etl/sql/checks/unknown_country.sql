-- error: a country code must be in participants.csv; a figure may also be of the world, WLD.
SELECT c.file, c.line, c.field AS place, c.value AS found, 'an ISO 3166-1 alpha-3 code listed in participants.csv' AS expected
FROM cells AS c JOIN raw_fields AS f USING (file, field)
WHERE f.type IN ('country', 'subject') AND c.value <> '' AND NOT (f.type = 'subject' AND c.value = 'WLD')
  AND c.value NOT IN (SELECT iso3 FROM raw_participants ANTI JOIN rejected USING (file, line))
