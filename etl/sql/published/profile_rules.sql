-- Which rules each profile has, what a setting must say for them, and their formula.
SELECT profile, rule, needs, model, formula, reason FROM raw_profile_rules
