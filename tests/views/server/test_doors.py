"""What stands before the pages: who may open a live session, how long an address may be, what is no page, which headers
stay; each exactly on its edge."""

import asyncio
from types import SimpleNamespace

import pytest
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.staticfiles import StaticFiles

from views.server import addresses, written
from views.server.addresses import HEADER_BYTES, HEADERS, LETTERS, PARAMETERS, KnownAddresses, robots
from views.server.headers import SecurityHeaders, security_headers
from views.server.origins import OwnOrigin
from views.server.written import LONGEST, WrittenAddresses


def scope(path="/", query="", headers=(), **more):
    return {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": list(headers), "root_path": "", "server": ("localhost", 80), "scheme": "http", **more,
    }  # fmt: skip


def answer(app, asked):
    """Status, headers and body that an app answers to a scope."""
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(app(asked, None, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(one.get("body", b"") for one in sent[1:])


# ---- live sessions


@pytest.mark.parametrize(
    ("origin", "host", "is_own"),
    [
        *[("https://a.example", "a.example", True), ("https://A.example", "a.EXAMPLE", True)],
        *[("https://a.example", "a.example:443", True), ("https://a.example:443", "a.example", True)],
        *[("http://a.example:80", "a.example", True), ("http://a.example", "a.example:443", False)],
        *[("https://a.example:8443", "a.example", False), ("https://a.example:8443", "a.example:8443", True)],
        *[("https://b.example", "a.example", False), ("ftp://a.example", "a.example", False)],
        *[
            ("null", "", False),
            ("", "", False),
            ("http://[", "a.example", False),
            ("https://a.example.b", "a.example", False),
        ],
    ],
)
@pytest.mark.parametrize("required", [True, False])
def test_a_live_session_is_of_a_page_of_this_very_server(origin, host, is_own, required):
    door = OwnOrigin(None, required=required)
    assert door._own(Headers({"origin": origin, "host": host})) is is_own


def test_who_says_no_origin_is_no_page_and_only_readers_are_answered():
    assert [OwnOrigin(None, required=required)._own(Headers({"host": "a"})) for required in (True, False)] == [
        False,
        True,
    ]


# ---- long addresses


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (scope("/" + "x" * (LETTERS - 1)), None),
        (scope("/" + "x" * LETTERS), 414),
        (scope("/", "x" * (LETTERS - 1)), None),
        (scope("/", "x" * LETTERS), 414),
        (scope("/", "&" * (PARAMETERS - 1)), None),
        (scope("/", "&" * PARAMETERS), 414),
        (scope(headers=[(b"a", b"b")] * HEADERS), None),
        (scope(headers=[(b"a", b"b")] * (HEADERS + 1)), 431),
        (scope(headers=[(b"a", b"b" * (HEADER_BYTES - 1))]), None),
        (scope(headers=[(b"a", b"b" * HEADER_BYTES)]), 431),
    ],
    ids=range(10),
)
def test_an_address_and_its_headers_may_be_so_long_and_no_longer(asked, status):
    refusal = addresses._refusal(asked)
    assert (refusal and refusal.status_code) == status
    assert status != 431 or refusal.headers["connection"] == "close"


def test_a_program_is_told_in_its_own_way_that_its_address_is_too_long():
    program, reader = (addresses._refusal(scope(path, "x" * LETTERS)) for path in ("/monitor/api/v1/gaps", "/gaps"))
    assert program.media_type == "application/problem+json" and b'"status":414' in program.body
    assert reader.body.startswith(b"An address has at most 16000 letters and 500 parameters")
    assert addresses._refusal(scope("/" + "x" * 99 + "/api/", "x" * LETTERS)).media_type == "text/plain"


# ---- addresses of nothing


PAGES = {"overview": "Overview", "gaps": "Gaps & more"}
SHELL = StaticFiles(directory=".")


def site(shell=True, status=200, kind="text/html; charset=utf-8"):
    async def app(asked, _receive, send):
        asked["endpoint"] = SHELL if shell else object()
        await HTMLResponse("shell", status, {"content-type": kind})(asked, None, send)

    return KnownAddresses(app, PAGES)


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        *[("/", 200, b"shell"), ("/gaps", 200, b"shell"), ("/gaps/", 200, b"shell"), ("/overview", 307, b"")],
        *[("/nothing", 404, b"There is nothing at this address."), ("/gaps/x", 404, b"There is nothing")],
        ("/_stcore/metrics", 404, b"There is nothing at this address."),
    ],
)
def test_only_an_address_of_a_page_has_the_shell_of_the_pages(path, status, body):
    found = answer(site(), scope(path))
    assert (found[0], found[2][: len(body)]) == (status, body)
    assert answer(site(), scope(f"/monitor{path}", root_path="/monitor"))[0] == status


def test_the_first_page_stands_at_the_root_with_what_was_asked():
    moved = answer(site(), scope("/overview", "as_of=latest"))[1]
    assert moved[b"location"] == b"/?as_of=latest"
    assert answer(site(), scope("/monitor/overview", root_path="/monitor"))[1][b"location"] == b"/monitor/"


@pytest.mark.parametrize(
    ("given", "is_shell"),
    [
        ({}, True),
        ({"status": 206}, True),
        ({"status": 304}, False),
        ({"shell": False}, False),
        ({"kind": "text/plain"}, False),
    ],
)
def test_what_is_not_the_shell_passes(given, is_shell):
    assert (answer(site(**given), scope("/nothing"))[2] != b"shell") is is_shell


def test_people_are_led_on_from_nothing_and_programs_have_one_sentence():
    accepts = [(b"accept", b"text/html,*/*")]
    status, headers, body = answer(site(), scope("/nothing", headers=accepts))
    assert (status, headers[b"cache-control"]) == (404, b"no-store")
    assert b'<a href="/">Overview</a>' in body and b'<a href="/gaps">Gaps &amp; more</a>' in body
    assert answer(site(), scope("/nothing.txt", headers=accepts))[2] == b"There is nothing at this address."
    assert b'<a href="/m/gaps">' in answer(site(), scope("/m/x", headers=accepts, root_path="/m"))[2]


def test_search_engines_may_read_pages_and_nothing_of_a_desk():
    assert robots(True, "/m").splitlines() == ["User-agent: *", "Disallow: /m/"]
    assert robots(False).splitlines()[1:] == [
        *("Disallow: /api/", "Disallow: /download/", "Disallow: /page/", "Disallow: /picture/", "Disallow: /export/"),
        "Disallow: /export?",
    ]


# ---- headers


def test_every_answer_has_our_headers_in_place_of_any_of_the_same_name():
    async def app(asked, _receive, send):
        await PlainTextResponse("x", headers={"X-Frame-Options": "ALLOW", "X-Other": "y"})(asked, None, send)

    _status, headers, _body = answer(SecurityHeaders(app, {"x-frame-options": "DENY"}), scope())
    assert (headers[b"x-frame-options"], headers[b"x-other"]) == (b"DENY", b"y")


def test_scripts_of_the_shell_may_run_by_their_hash_and_no_others():
    headers = security_headers("<html><script>let a</script><script src='x'></script><script>\n</script></html>")
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["script-src"] == (
        "'self' 'wasm-unsafe-eval' 'sha256-IfEXP/8HLuXoAiy0hZVrCAcjcLsZqYFpLOHDGj8enqE=' "
        "'sha256-AbpHGcgLb+kRsJGnwFEktk7uzpZOCcBY74+YBdrKVGs='"
    )
    closed = ("default-src", "frame-ancestors", "form-action", "base-uri")
    assert {policy[name] for name in closed} == {"'none'"} and policy["connect-src"] == "'self'"


# ---- addresses that a page would write otherwise


@pytest.mark.parametrize(
    ("path", "query", "concerns"),
    [
        *[("/gaps", "a=b", True), ("/gaps", "", False), ("/", "a=b", True), ("/nothing", "a=b", False)],
        *[("/gaps", "x" * LONGEST, True), ("/gaps", "x" * (LONGEST + 1), False), ("/download/gaps.csv", "a=b", False)],
    ],
)
def test_only_a_page_with_something_in_its_address_is_looked_at(path, query, concerns):
    door = WrittenAddresses(None, "/monitor")
    assert door.concerns(scope(f"/monitor{path}", query)) is concerns
    assert not door.concerns(scope(path, query)), "outside its path nothing is ours"
    assert not door.concerns(scope(f"/monitor{path}", query, type="websocket"))


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("country=FRA", "gaps?country=France"),
        ("country=France", None),
        ("edition=7&country=FRA", "gaps?edition=7&country=France"),
        ("edition=x&country=FRA", None),
        ("kind=", None),
    ],
)
def test_an_address_in_codes_is_written_in_words_over_the_edition_that_it_names(monkeypatch, query, address):
    asked = []
    monkeypatch.setattr(written, "in_force", lambda: "in force")
    monkeypatch.setattr(written, "edition", lambda number: asked.append(number) or "older")

    def in_words(edition, page, pairs):
        assert (page, edition) == ("gaps", "older" if "edition" in query else "in force")
        return [(name, {"FRA": "France"}.get(text, text)) for name, text in pairs]

    monkeypatch.setattr(written, "choices", SimpleNamespace(written=in_words))
    assert WrittenAddresses(None, "").written(scope("/gaps", query)) == address
    assert asked == ([7] if "=7" in query else [])
