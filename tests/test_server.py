"""What the server answers below the pages: headers on everything, no foreign hosts, and one sentence for an address
that nobody offers."""

import http.client
import runpy

import pytest
from streamlit import config

from etl.source import ROOT

HEADERS = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
}


@pytest.fixture
def ask(port):
    """Call it with a path for the status, the headers and the body of one answer."""

    def answer(path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path, headers=headers)
            got = connection.getresponse()
            return got.status, {name.lower(): value for name, value in got.getheaders()}, got.read()
        finally:
            connection.close()

    answer.port = port
    return answer


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/countries?country=FRA",
        "/_stcore/health",
        "/_stcore/host-config",
        "/download/gaps.csv",
        "/download/nothing.csv",
        "/static/nothing.js",
    ],
)
def test_every_answer_carries_the_headers(ask, path):
    _status, headers, _body = ask(path)
    assert headers.keys() >= HEADERS
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert "default-src 'none'" in headers["content-security-policy"] and "'unsafe-eval'" not in headers[
        "content-security-policy"
    ].replace("'wasm-unsafe-eval'", "")


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/download/gaps.csv"])
def test_a_foreign_host_is_refused(ask, path):
    assert ask(path, Host="evil.example")[0] in (400, 403)
    assert ask(path, Host=f"localhost:{ask.port}")[0] == 200


@pytest.mark.parametrize(
    ("desk", "hosts"), [("yes", ["127.0.0.1", "localhost"]), ("", ["monitor.example.org", "127.0.0.1"])]
)
def test_a_desk_answers_to_its_own_computer_whatever_is_set_for_readers(monkeypatch, desk, hosts):
    options = {"server.address": "127.0.0.1", "server.allowedHosts": ["monitor.example.org", "127.0.0.1"]}
    before = {name: config.get_option(name) for name in options}
    monkeypatch.setenv("MONITOR_DESK", desk)
    try:
        for name, value in options.items():
            config.set_option(name, value)
        started = runpy.run_path(str(ROOT / "app.py"))
    finally:
        for name, value in before.items():
            config.set_option(name, value)
    assert started["HOSTS"] == hosts


def test_a_foreign_site_gets_no_live_session(ask):
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    assert ask("/_stcore/stream", Host="evil.example", **upgrade)[0] in (400, 403)
    assert ask("/_stcore/stream", Origin="http://evil.example", **upgrade)[0] in (400, 403)
    assert ask("/_stcore/stream", Origin=f"http://localhost:{ask.port}", **upgrade)[0] == 101


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/download/nothing.csv", 404),
        ("/download/gaps.docx", 404),
        ("/download/gaps.csv?edition=99", 404),
        ("/download/gaps.csv?colour=red", 400),
        ("/download/gaps.csv?as_of=yesterday", 400),
        ("/download/gaps.csv?target=two", 400),
        ("/download/gaps.csv?country=%E4%B8%AD", 400),
        ("/download/gaps.csv?country=a%0D%0AX-Evil:1", 400),
        ("/download/..%2F..%2Fcurrent.json", 400),
        ("/_stcore/metrics", 404),
    ],
)
def test_a_download_that_nobody_offers_gets_one_sentence(ask, path, status):
    got, headers, body = ask(path)
    assert (got, "x-evil" in headers) == (status, False)
    assert len(body.decode().strip().splitlines()) == 1 and b"Traceback" not in body
