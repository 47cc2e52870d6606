"""Other processes: one that is run to its end and measured, and a server that lives as long as somebody looks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    """What a process took: seconds by the clock, and the most memory it held, in MB (10⁶ bytes)."""

    seconds: float
    peak: float


def run(*words: str, store: Path | None = None, **more: str) -> Run:
    """Run Python with `words` to its end, with `more` in its environment.

    Raises `RuntimeError` with what it printed when it fails.
    """
    with tempfile.TemporaryFile() as printed:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=_environment(store) | more, stdout=printed, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            raise RuntimeError(f"{' '.join(words)}: {printed.read().decode(errors='replace')[-2000:]}")
    # Linux counts in KiB, macOS in bytes.
    return Run(seconds, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6)


@contextmanager
def served(folder: Path = ROOT, store: Path | None = None) -> Iterator[str]:
    """The address of `app.py` in `folder`, served by a process of its own on a free port until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        words, cwd=folder, env=_environment(store), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://localhost:{port}/_stcore/health", process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer within {seconds} s.")


def _environment(store: Path | None) -> dict[str, str]:
    return {**os.environ, **({"MONITOR_STORE": str(store)} if store else {})}
