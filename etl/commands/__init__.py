"""The command line: `python -m etl <command>`."""
