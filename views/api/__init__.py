"""The API: published figures for other programs to read."""
