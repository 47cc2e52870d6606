-- The profile of the Alliance: for each kind of goal the method that fits it best; profile_rules.csv says why.
FROM alliance_growth
UNION ALL BY NAME FROM alliance_linear
UNION ALL BY NAME FROM alliance_direction
UNION ALL BY NAME FROM alliance_steps
