"""The ground floor, on which `etl` and `views` both stand. Nothing in here knows a room above it."""
