"""Asking a server as strangers do: with requests that are not whole, floods, and live sessions that go at once."""

import http.client
import socket
import statistics
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from websockets.sync.client import connect

UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}


def answer(port, path, method="GET", timeout=60, **headers):
    """Status, headers by their names in lower case, and body of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        got = connection.getresponse()
        return got.status, {name.lower(): text for name, text in got.getheaders()}, got.read()
    finally:
        connection.close()


def raw(port, sent, timeout=15):
    """What comes back until the server closes or cuts, for bytes that need be no request."""
    got = []
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as stranger, suppress(ConnectionError):
        stranger.sendall(sent)
        got += iter(lambda: stranger.recv(65536), b"")
    return b"".join(got)


def live(port):
    """A live session as the page of this server opens it."""
    origin = f"http://127.0.0.1:{port}"
    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", origin=origin, legacy=True, compression=None, open_timeout=60
    )


def soon(true, seconds=30):
    """Wait until something is true, for half a minute at most."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "It did not come true."
        time.sleep(0.1)


def process(port):
    """The id of the process that listens on a port."""
    wanted = f":{port:04X}"
    lines = [line.split() for file in ("tcp", "tcp6") for line in Path(f"/proc/net/{file}").read_text().splitlines()]
    inodes = {f"socket:[{line[9]}]" for line in lines if line[1].endswith(wanted) and line[3] == "0A"}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if any(str(link.readlink()) in inodes for link in (folder / "fd").iterdir()):
                return int(folder.name)
        except OSError:
            continue
    raise AssertionError(f"Nobody listens on {port}.")


def descriptors(pid):
    """How many descriptors a process holds."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


class Seconds(list):
    """How long each answer took."""

    def __str__(self):
        return f"{len(self)} answers, median {statistics.median(self):.3f} s, longest {max(self):.3f} s"


@contextmanager
def asked_meanwhile(port, path="/_stcore/health", pause=0.02):
    """How long each answer to `path` takes while a block runs, as `Seconds`."""
    took, over = Seconds(), threading.Event()

    def ask():
        while not over.is_set():
            begun = time.monotonic()
            assert answer(port, path)[0] == 200
            took.append(time.monotonic() - begun)
            time.sleep(pause)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield took
    finally:
        over.set()
        asking.join()
