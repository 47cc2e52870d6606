-- The profile of the UN Statistics Division as UNDP applies it.
FROM unsd_growth
UNION ALL BY NAME FROM unsd_steps
