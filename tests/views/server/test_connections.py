"""Connections that ask nothing, or only half, or take nothing, are let go; the others stay."""

import asyncio
import socket
import threading

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from tests.support.serving import free_port, waited
from tests.support.strangers import raw, soon
from views.server import connections

HALVES = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "half a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
    "half a body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf",
    "half of a second request": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT",
    "an answer that nobody takes": b"GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


async def read(request):
    return PlainTextResponse(str(len(await request.body())))


async def endless(_request):
    async def pieces():
        while True:
            yield b"x" * 1_000_000
            await asyncio.sleep(0)

    return StreamingResponse(pieces())


@pytest.fixture
def quick(monkeypatch):
    """The port of a server whose patience is a second long, and all that it holds."""
    for name in ("HEAD_SECONDS", "PAUSE_SECONDS", "UNTAKEN_SECONDS"):
        monkeypatch.setattr(connections, name, 1)
    site = Starlette(routes=[Route("/", read, methods=["GET", "POST"]), Route("/endless", endless)])
    config = uvicorn.Config(site, port=free_port(), http=connections.Connection, log_level="error")
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run)
    running.start()
    waited(config.port)
    yield config.port, server.server_state.connections
    server.should_exit = True
    running.join()


def closed(stranger):
    try:
        while stranger.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return True


@pytest.mark.parametrize("half", HALVES)
def test_a_connection_that_goes_no_further_is_let_go(quick, half):
    port, held = quick
    with socket.create_connection(("127.0.0.1", port), timeout=20) as stranger:
        stranger.sendall(HALVES[half])
        if "takes" not in half:
            assert closed(stranger)
        else:
            threading.Event().wait(2.5)
    soon(lambda: not held)


def test_a_slow_sender_who_goes_on_is_answered(quick):
    port, _held = quick
    with socket.create_connection(("127.0.0.1", port), timeout=20) as sender:
        sender.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5\r\n\r\n")
        for _piece in range(5):
            threading.Event().wait(0.4)
            sender.sendall(b"x")
        assert sender.recv(65536).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(("letters", "status"), [(47_900, b"200"), (48_100, b"400")])
def test_the_head_of_a_request_has_a_longest_length(quick, letters, status):
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: "
    sent = head + b"x" * (letters - len(head)) + b"\r\n\r\n"
    assert raw(quick[0], sent)[9:12] == status


def test_more_connections_than_there_is_room_for_are_closed_at_once(quick, monkeypatch):
    port, held = quick
    assert raw(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    soon(lambda: not held)
    monkeypatch.setattr(connections.Connection, "most", 2)
    monkeypatch.setattr(connections, "HEAD_SECONDS", 60)
    with socket.create_connection(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port)):
        soon(lambda: len(held) == 2)
        with socket.create_connection(("127.0.0.1", port), timeout=20) as third:
            assert closed(third)
        assert len(held) == 2
