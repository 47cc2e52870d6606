"""A server of the product over a store, for as long as a block lasts."""

import contextlib
import os
import re
import secrets
import socket
import subprocess
import sys
import time

from etl.source import ROOT

FIRST, EACH = 20_000, 2_000
"""Where the ports of the tests begin, and how many each worker has: two workers never try the same one."""


def free_port():
    """A port of this worker on which nobody listens."""
    worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    first = FIRST + EACH * worker
    for _turn in range(EACH):
        port = first + secrets.randbelow(EACH)  # at random, because other runs on this machine look as well
        with contextlib.suppress(OSError), socket.socket() as held:
            held.bind(("127.0.0.1", port))
            return port
    raise AssertionError(f"No port is free between {first} and {first + EACH}.")


def waited(port, turns=300):
    """Wait until somebody listens on a port, for half a minute at most."""
    for _turn in range(turns):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.1)


@contextlib.contextmanager
def served(store, log, desk=False, more=(), environment=None):
    """The port of a server over `store`, as a desk or for readers, until the block ends. It writes no traceback into
    its log. `more` are options of Streamlit, `environment` variables of its own."""
    port, limits = free_port(), ["--server.address", "127.0.0.1", "--server.maxUploadSize", "10"] if desk else []
    environment = {
        **os.environ,
        "MONITOR_STORE": str(store),
        "MONITOR_DESK": "yes" if desk else "",
        **(environment or {}),
    }
    words = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *limits, *more]
    with open(log, "wb") as out:
        server = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=out, stderr=out)
    waited(port)
    try:
        yield port
    finally:
        server.terminate()
        server.wait(10)
    assert "Traceback" not in log.read_text(encoding="utf-8")
