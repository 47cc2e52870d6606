"""`python -m etl <command>`; the commands stand in `etl/commands`."""

from etl.commands.main import run

if __name__ == "__main__":
    run()
