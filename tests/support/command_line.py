"""`python -m etl …` in the process of the tests: the same words, code and lines, without importing everything again.

Where the process itself is the point (its pipes, its signals, what it imports), a test starts one.
"""

import io
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess

from core.terminal import Terminal
from etl.commands.main import main


def here(*words):
    """The exit code, and what stood on standard output and error, as `subprocess.run` returns them."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = [Terminal(io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)) for stream in (out, err)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stopped:  # argparse: a word that no command knows
            code = stopped.code
    return CompletedProcess(words, code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))
