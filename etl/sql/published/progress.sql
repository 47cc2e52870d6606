-- Every judgement, as known at each date: the joint goal, each indicator with a direction, each milestone over all countries.
SELECT * FROM progress_growth
UNION ALL BY NAME SELECT * FROM progress_direction
UNION ALL BY NAME SELECT * FROM progress_binary
