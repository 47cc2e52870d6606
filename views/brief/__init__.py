"""What briefs are made of: papers as plain blocks, set as PDF or as an editable letter, and one module a kind."""
