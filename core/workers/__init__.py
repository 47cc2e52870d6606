"""Processes with limits that do one kind of work for us."""
