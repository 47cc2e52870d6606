-- The 54 countries of 2014, and Viet Nam, which stands in the launch list only.
SELECT * FROM stg_participants
