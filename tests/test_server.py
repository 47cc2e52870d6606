"""What the server answers below the pages: headers on everything, no foreign hosts, and one sentence for an address
that nobody offers."""

import asyncio
import re
import runpy
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit import config
from websockets.exceptions import ConnectionClosed

from etl.source import ROOT
from tests.support.serving import served
from tests.support.strangers import UPGRADE, answer, descriptors, live, process, raw, soon
from views import exports
from views.downloads.links import zip_link
from views.server.origins import hosts

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

    def asked(path, method="GET", **headers):
        return answer(port, path, method, **headers)

    asked.port = port
    return asked


@pytest.fixture(scope="module")
def desk(edition, tmp_path_factory):
    """The port of a desk over the edition of the real record."""
    with served(edition.store, tmp_path_factory.mktemp("desk") / "log", desk=True) as port:
        yield port


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


@pytest.mark.parametrize("kind", ["port", "desk"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://127.0.0.1:1", "http://localhost", "null", "http://["]
)
def test_a_foreign_site_gets_no_live_session(request, kind, origin):
    server = request.getfixturevalue(kind)
    status, headers, body = answer(server, "/_stcore/stream", Origin=origin, **UPGRADE)
    assert (status, body) == (403, b"A live session is opened from a page of this server only.")
    assert headers.keys() >= HEADERS
    own = f"http://localhost:{server}"
    assert answer(server, "/_stcore/stream", Host=f"localhost:{server}", Origin=own, **UPGRADE)[0] == 101
    assert answer(server, "/_stcore/stream", Host="evil.example", Origin="http://evil.example", **UPGRADE)[0] == 400


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:443", "https://localhost", "101"),
        ("localhost:80", "http://localhost", "101"),
        ("localhost", "https://localhost:443", "101"),
        ("localhost:80", "https://localhost", "403"),
        ("localhost:8443", "https://localhost", "403"),
    ],
)
def test_a_proxy_may_write_the_usual_port_into_the_host(port, host, origin, status):
    head = "".join(f"{name}: {text}\r\n" for name, text in {"Host": host, "Origin": origin, **UPGRADE}.items())
    with socket.create_connection(("127.0.0.1", port), timeout=15) as reader:
        reader.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{head}\r\n".encode())
        assert reader.recv(12).decode() == f"HTTP/1.1 {status}"


@pytest.mark.parametrize("path", ["/api/v1/gaps?limit=5", "/download/gaps.csv?country=GHA"])
def test_a_room_full_of_readers_who_ask_at_once_is_answered(ask, path):
    with ThreadPoolExecutor(200) as room:
        answers = list(room.map(lambda _reader: ask(path)[0], range(200)))
    assert answers == [200] * 200


def test_only_a_page_opens_a_live_session_of_the_desk(port, desk):
    assert answer(desk, "/_stcore/stream", **UPGRADE)[0] == 403
    assert answer(port, "/_stcore/stream", **UPGRADE)[0] == 101, "the control: a program may read"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"NO REQUEST AT ALL\r\n\r\n", 400),
        (b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/one\r\nHost: localhost\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"POST /api/v1/gaps HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
        (b"POST /countries HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 400),
        (b"GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /" + b"x" * 60_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + b"X: y\r\n" * 101 + b"\r\n", 431),
        (b"GET /?" + b"a&" * 501 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 414),
        (b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", 400),
        (b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 403),
    ],
)
def test_every_refusal_carries_the_headers_down_to_the_protocol(port, sent, status):
    head = raw(port, sent).partition(b"\r\n\r\n")[0].decode("latin-1").lower().split("\r\n")
    assert head[0].startswith(f"http/1.1 {status} ")
    names = [line.partition(":")[0] for line in head[1:]]
    assert {name: names.count(name) for name in HEADERS} == dict.fromkeys(HEADERS, 1)


BROKEN = [b"\xff\xff\xff\xff", b"\x81\xfe\x00", b"\x81\x82\x00\x00\x00\x00\xff\xfe", b"\x83\x80\x00\x00\x00\x00"]


def test_who_leaves_leaves_nothing_open_and_what_nobody_can_read_costs_a_line(edition, tmp_path):
    log = tmp_path / "log"
    with served(edition.store, log, more=["--server.disconnectedSessionTTL", "1"]) as port:
        pid, began = process(port), len(log.read_text().splitlines())
        before = descriptors(pid)
        for frame in ("text", b"no message", b"\xff" * 300):
            with live(port) as session:
                session.send(frame)
                with pytest.raises(ConnectionClosed):
                    while True:
                        session.recv(timeout=10)
        for broken in BROKEN:
            session = live(port)
            session.socket.sendall(broken)
            session.socket.close()
        assert b"400 Bad Request" in raw(port, b"NO REQUEST AT ALL\r\n\r\n")
        lines = [line for line in log.read_text().splitlines()[began:] if line.strip()]
        assert len(lines) <= 2 * 7 + 1, "one when a session opens, one when it is refused; `served` finds tracebacks"
        for _reader in range(40):
            live(port).socket.close()
        assert descriptors(pid) > before + 40, "the control: a session that may come back holds its own"
        soon(lambda: descriptors(pid) <= before + 3)


@pytest.mark.parametrize(
    "option",
    [
        ["monitor.example.org", "a.example"],
        ["monitor.example.org,a.example"],
        ['["monitor.example.org",', '"a.example"]'],
    ],
)
def test_hosts_may_be_listed_as_json_by_commas_or_one_by_one(option):
    assert hosts(option) == ["monitor.example.org", "a.example"]


def test_a_fault_of_ours_is_a_sentence_under_the_headers(monkeypatch):
    monkeypatch.setenv("MONITOR_DESK", "")
    started = runpy.run_path(str(ROOT / "app.py"))
    answered = asyncio.run(started["app"]._exception_handlers[Exception](None, ValueError("secret")))
    assert (answered.status_code, answered.body) == (500, b"This cannot be answered just now. The figures are safe.")
    assert set(answered.headers.keys()) >= HEADERS


def test_a_page_that_fails_is_a_calm_sentence_and_stands_in_the_log_as_an_error(monkeypatch, caplog, capsys):
    monkeypatch.setenv("MONITOR_DESK", "")
    started = runpy.run_path(str(ROOT / "app.py"))
    said = []
    monkeypatch.setattr("streamlit.error", said.append)
    assert started["app"]._on_script_error is started["calm"]
    assert started["calm"](ValueError("a secret\x1b[31m")) is True
    assert said == ["This page cannot be shown just now. The figures are safe; please open another page or reload."]
    (record,) = [one for one in caplog.records if one.name == "monitor"]
    assert (record.levelname, record.message, str(record.exc_info[1])) == ("ERROR", "A page failed", "a secret\x1b[31m")
    assert capsys.readouterr().err.splitlines()[-1] == r"ValueError: a secret\x1b[31m"


LONG = [
    "aaa&" * 500,
    "&".join(f"p{number}" for number in range(501)),
    "&".join(["country=FRA"] * 1000),
    "x" * 16_001,
]


@pytest.mark.parametrize("query", LONG, ids=range(len(LONG)))
def test_an_address_longer_than_any_question_is_refused_in_a_sentence(ask, query):
    sentence = b"An address has at most 16000 letters and 500 parameters; this one has more."
    for path in ("/", "/countries", "/download/gaps.csv", "/page/countries.pdf", "/export"):
        assert (ask(f"{path}?{query}")[0], ask(f"{path}?{query}")[2]) == (414, sentence)
    status, headers, body = ask(f"/api/v1/progress?{query}")
    assert (status, headers["content-type"]) == (414, "application/problem+json")
    assert b'"type":"/api/docs#too-long"' in body and sentence in body


def test_an_address_as_long_as_the_longest_that_a_page_links_to_is_answered(ask, seen):
    names = list(exports.all_exports(seen))
    assert ask(zip_link(seen, [*names, "nothing.pdf"]))[0] == 404, "read to its end"
    assert len(zip_link(seen, names)) < 16_000 / 3 and len(names) < 500 / 2


def test_a_browser_may_ask_the_api_from_another_site_whether_something_changed(ask, desk):
    wants = {
        "Origin": "https://other.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    for path in ("/api/v1/gaps", "/api/v1/openapi.json"):
        status, headers, body = ask(path, method="OPTIONS", **wants)
        assert (status, body, headers["access-control-allow-origin"]) == (204, b"", "*")
        assert "GET" in headers["access-control-allow-methods"].split(", ")
        assert "If-None-Match" in headers["access-control-allow-headers"].split(", ")
        assert headers.keys() >= HEADERS
    status, headers, _body = answer(desk, "/api/v1/gaps", method="OPTIONS", **wants)
    assert status == 204 and not [name for name in headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("path", "asks", "status", "kind", "holds"),
    [
        ("/download/observations", "text/html", 404, "text/html; charset=utf-8", b'<a href="/countries">'),
        ("/countries/nobody", "text/html", 404, "text/html; charset=utf-8", b"There is nothing at this address."),
        ("/healthz", "*/*", 404, "text/plain; charset=utf-8", b"There is nothing at this address."),
        ("/nosuch.csv", "text/html", 404, "text/plain; charset=utf-8", b"There is nothing at this address."),
        ("/static/nothing.js", "*/*", 404, "text/plain; charset=utf-8", b"There is nothing at this address."),
        ("/_stcore/script-health-check", "*/*", 404, "text/plain; charset=utf-8", b"There is nothing"),
        ("/round", "text/html", 404, "text/html; charset=utf-8", b"There is nothing at this address."),
        ("/robots.txt", "*/*", 200, "text/plain; charset=utf-8", b"Disallow: /download/"),
        ("/countries", "text/html", 200, "text/html; charset=utf-8", b'<div id="root">'),
        ("/countries?country=France", "*/*", 200, "text/html; charset=utf-8", b'<div id="root">'),
        ("/", "*/*", 200, "text/html; charset=utf-8", b'<div id="root">'),
    ],
)
def test_an_address_leads_to_a_page_or_says_that_nothing_is_there(ask, path, asks, status, kind, holds):
    got, headers, body = ask(path, Accept=asks)
    assert (got, headers["content-type"]) == (status, kind) and holds in body
    assert headers.keys() >= HEADERS


def test_every_page_has_its_address(ask, desk):
    pages = {folder: {path.stem for path in (ROOT / folder).glob("[a-z]*.py")} for folder in ("pages", "pages/desk")}
    assert len(pages["pages"]) == 9 and len(pages["pages/desk"]) == 6
    for name in pages["pages"] - {"overview"}:
        assert ask(f"/{name}")[0] == 200
    for name in pages["pages/desk"]:
        assert (answer(desk, f"/{name}")[0], ask(f"/{name}")[0]) == (200, 404)
    status, headers, _body = ask("/overview?as_of=london-2014")
    assert (status, headers["location"]) == (307, "/?as_of=london-2014")
    assert b"Disallow: /\n" in answer(desk, "/robots.txt")[2]


def test_below_a_prefix_unknown_addresses_are_unknown_and_pages_are_pages(edition, tmp_path):
    with served(edition.store, tmp_path / "log", more=["--server.baseUrlPath", "monitor"]) as port:
        got = {path: answer(port, path)[0] for path in ("/monitor/", "/monitor/countries", "/monitor/nosuch.csv")}
        assert got == {"/monitor/": 200, "/monitor/countries": 200, "/monitor/nosuch.csv": 404}
        assert answer(port, "/monitor/_stcore/metrics")[0] == 404
        page = answer(port, "/monitor/nothing", Accept="text/html")[2]
        assert b'<a href="/monitor/countries">' in page and b'<a href="/monitor/">' in page


def test_the_line_of_the_guide_names_the_hosts_that_are_answered(edition, tmp_path):
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    settings = dict(re.findall(r"\b(STREAMLIT_[A-Z_]+)=('[^']*'|\S+)", guide))
    assert settings == {
        "STREAMLIT_SERVER_ADDRESS": "0.0.0.0",
        "STREAMLIT_SERVER_ALLOWED_HOSTS": """'["monitor.example.org"]'""",
    }
    environment = {name: text.strip("'") for name, text in settings.items()}
    with served(edition.store, tmp_path / "log", environment=environment) as port:
        own = {"Host": "monitor.example.org", "Origin": "https://monitor.example.org"}
        assert answer(port, "/_stcore/health", **own)[0] == 200
        assert answer(port, "/_stcore/stream", **own, **UPGRADE)[0] == 101
        assert answer(port, "/_stcore/health", Host="evil.example")[0] == 400


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
