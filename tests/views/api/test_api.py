"""The API: every row of the edition and no other, one answer for one question, and a plain refusal that says what is
allowed."""

import csv
import datetime
import html.parser
import http.client
import io
import json
import os
import re
import subprocess
import sys
import warnings

import pytest
import schemathesis
import schemathesis.engine
from schemathesis.engine import Status
from schemathesis.engine.events import ScenarioFinished
from starlette.applications import Starlette

from core import words
from core.editions.hashes import sha256
from etl.build import build
from etl.source import ROOT
from views import queries
from views.api import service
from views.api.problems import KINDS
from views.api.resources import RESOURCES
from views.downloads.cache import BodyCache
from views.edition import in_force

with warnings.catch_warnings():  # the test client asks for a newer httpx than schemathesis brings along
    warnings.filterwarnings("ignore", "Using `httpx` with")
    from starlette.testclient import TestClient

APP = Starlette(routes=service.ROUTES)
DATES = ("brussels-2012", "washington-2014", "london-2014", "latest")
UNTIL = "(SELECT known_until FROM conferences WHERE as_of = ?)"
TABLES = {
    "targets": "SELECT * FROM target_progress WHERE as_of = ?",
    "goals": "SELECT * FROM operational_goals",
    "indicators": "SELECT i.*, c.figures, c.countries AS countries_then, c.last_date AS newest, c.age_years, "
    "c.participants FROM indicators AS i JOIN indicator_coverage AS c USING (indicator) WHERE c.as_of = ?",
    "countries": "SELECT p.*, (SELECT listed_on FROM rosters AS r WHERE r.iso3 = p.iso3 AND r.as_of = ?) AS listed_on "
    "FROM participants AS p",
    "observations": f"SELECT observations.* FROM observations, {UNTIL} AS looked(until) "
    "WHERE known_from <= until AND (superseded_from IS NULL OR superseded_from > until)",
    "milestones": "SELECT * FROM milestones WHERE as_of = ?",
    "commitments": "SELECT * FROM commitments WHERE as_of = ?",
    "progress": "SELECT * FROM progress WHERE as_of = ?",
    "gaps": "SELECT g.*, (SELECT takes FROM milestone_kinds WHERE milestone = g.item) AS takes "
    "FROM gaps AS g WHERE as_of = ?",
    "coverage": "SELECT * FROM coverage WHERE as_of = ?",
    "sources": "SELECT * FROM sources",
}
"""Each resource in SQL of its own, apart from the code that answers."""


@pytest.fixture(scope="module")
def client():
    with TestClient(APP, raise_server_exceptions=False) as one:
        yield one


@pytest.fixture
def get(client):
    """Call it with a resource and what the address holds, for the document."""

    def answer(name, **asked):
        got = client.get(f"/api/v1/{name}", params={key.rstrip("_"): value for key, value in asked.items()})
        assert got.status_code == 200, got.text
        return got.json()

    return answer


@pytest.fixture
def walk(client, get):
    """Call it like `get` for all rows, page by page, following the addresses given."""

    def rows(name, **asked):
        page = get(name, **asked)
        found = page["data"]
        while page["page"]["next"]:
            page = client.get(page["page"]["next"]).json()
            found = found + page["data"]
        assert len(found) == page["page"]["total"]
        return found

    return rows


@pytest.fixture
def refused(client):
    """Call it with an address below /api for the status and the problem."""

    def problem(path, method="GET", **headers):
        got = client.request(method, f"/api{path}", headers=headers)
        assert got.headers["content-type"] == "application/problem+json" and got.headers["cache-control"] == "no-store"
        body = got.json()
        assert body["status"] == got.status_code and KINDS[body["type"].removeprefix("/api/docs#")][:2] == (
            got.status_code,
            body["title"],
        )
        return got.status_code, body

    return problem


@pytest.fixture
def two(published, record, monkeypatch):
    """A store with two editions that differ in one digit; the second is in force."""
    monkeypatch.setenv("MONITOR_STORE", str(published))
    record.cell("observations", 2, value="47")
    build(published, record.folder, note="One figure is corrected: 47 instead of 48.")
    assert in_force().number == 2
    return published


def said(row):
    """A row of DuckDB as JSON writes it."""
    return {name: cell.isoformat() if isinstance(cell, datetime.date) else cell for name, cell in row.items()}


def tiered(row, tiers):
    """A row with the kind of each source that it cites; the table sources has it already."""
    kinds = {
        f"{of}_tier": " ; ".join(
            dict.fromkeys(tiers[url] for url in (row[f"{of}_url"] or "").split(" ; ") if url in tiers)
        )
        for of in ("source", "since", "other")
        if f"{of}_url" in row and "tier" not in row
    }
    return {**row, **{name: kind or None for name, kind in kinds.items()}}


def alike(rows):
    """Rows in an order of their own."""
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.usefixtures("seen")
def test_a_resource_holds_every_row_of_its_table_and_nothing_else(edition, walk, name):
    dates = DATES if RESOURCES[name].dates else [None]
    tiers = dict(edition.rows("SELECT source_url, tier FROM sources"))
    assert edition.dicts(TABLES[name], *["latest"] * TABLES[name].count("?"))
    for as_of in dates:
        bound = [as_of] * TABLES[name].count("?")
        expected = [tiered(said(row), tiers) for row in edition.dicts(TABLES[name], *bound)]
        assert expected or as_of == "brussels-2012"
        assert alike(walk(name, limit=1000, **({"as_of": as_of} if as_of else {}))) == alike(expected)


@pytest.mark.usefixtures("seen")
def test_the_kind_of_a_source_stands_beside_its_title(get):
    (ireland,) = get("milestones", milestone="lanzarote", country="IRL")["data"]
    assert (ireland["source_url"], ireland["source_tier"]) == (
        "https://verdragenbank.overheid.nl/verdragen/011605_b",
        "publisher or official body",
    )
    press = get("commitments", country="ALB")["data"]
    xinhua = next(row for row in press if row["source_title"] == "Xinhua, 10 Feb 2016 (Albania, UNICEF)")
    assert xinhua["source_tier"] == "press, copy or secondary"


def test_the_edition_says_who_it_is(seen, get):
    page = get("edition")
    manifest = seen.manifest
    assert page["data"] == [
        {
            "edition": 1,
            "illustrative": False,
            "note": "",
            "tables": len(manifest["tables"]),
            **{name: manifest[name] for name in ("hash", "built_at", "record_until", "method")},
        }
    ]
    assert page["edition"] == {
        "number": 1,
        "hash": seen.hash,
        "built_at": manifest["built_at"],
        "record_until": manifest["record_until"],
    }
    assert (page["illustrative"], page["notice"], page["as_of"]) == (False, None, None)
    assert seen.hash in page["citation"] and "Not decided yet" in page["licence"]
    assert get("editions")["data"] == page["data"]


@pytest.mark.parametrize("name", RESOURCES)
@pytest.mark.usefixtures("seen")
def test_each_filter_keeps_the_rows_that_fit_and_no_others(client, walk, name):
    everything = walk(name, limit=1000)
    for parameter, column in RESOURCES[name].filters.items():
        values = sorted({row[column] for row in everything if row[column] is not None}, key=str)
        offered = client.get(f"/api/v1/{name}", params={parameter: "?"}).json()["allowed"]
        assert column == "item" or set() < set(values) <= set(
            offered
        )  # progress and gaps have items that are no indicators
        for value in [value for value in values if value in offered][:: max(len(values) // 6, 1)]:
            assert walk(name, limit=1000, **{parameter: value}) == [row for row in everything if row[column] == value]
        some = [value for value in values if value in offered][:2]
        assert not some or walk(name, limit=1000, **{parameter: some}) == [
            row for row in everything if row[column] in some
        ]


@pytest.mark.usefixtures("seen")
def test_filters_hold_together(walk):
    everything = walk("milestones", limit=1000)
    asked = {"country": ["FRA", "DEU", "USA"], "target": 2, "state": "yes"}
    expected = [
        row for row in everything if row["iso3"] in asked["country"] and row["target_no"] == 2 and row["state"] == "yes"
    ]
    assert walk("milestones", **asked) == expected != []


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"from_": "2013"}, "2013-01-01", "9999"),
        ({"to": "2012"}, "0000", "2012-12-31"),
        ({"from_": "2013-07", "to": "2014-02"}, "2013-07-01", "2014-02-31"),
        ({"from_": "2014-09-30", "to": "2014-09-30"}, "2014-09-30", "2014-09-30"),
    ],
)
@pytest.mark.usefixtures("seen")
def test_from_and_to_keep_figures_by_the_end_of_their_period(walk, asked, first, last):
    expected = [row for row in walk("observations", limit=1000) if first <= row["date_to"] <= last]
    assert walk("observations", limit=1000, **asked) == expected != []


@pytest.mark.usefixtures("seen")
def test_an_action_dated_by_month_or_year_lies_in_a_time_with_any_of_its_days(walk):
    everything = walk("commitments", limit=1000)
    dated = {row["announced_date"] for row in walk("commitments", limit=1000, from_="2012-06-15", to="2012-12-10")}
    assert {"2012", "2012-11"} <= dated <= {row["announced_date"] for row in everything}
    assert all(date[:4] == "2012" and (len(date) == 4 or "2012-06" <= date[:7] <= "2012-12") for date in dated)
    assert None not in {row["announced_date"] for row in walk("commitments", limit=1000, from_="1950")}


@pytest.mark.parametrize("limit", [1, 7, 100])
@pytest.mark.usefixtures("seen")
def test_pages_have_every_row_once(client, get, walk, limit):
    expected = walk("gaps", limit=1000, target=2)
    assert walk("gaps", limit=limit, target=2) == expected
    page = get("gaps", limit=limit, target=2, offset=len(expected) - 1)
    back = page["data"]
    while page["page"]["prev"] and len(back) < 400:
        page = client.get(page["page"]["prev"]).json()
        back = page["data"] + back
    assert page["page"]["rows"] <= limit and [row for row in expected if row not in back] == []


@pytest.mark.usefixtures("seen")
def test_a_page_says_where_it_stands(client):
    got = client.get("/api/v1/milestones?country=FRA&limit=3&offset=3")
    page = got.json()["page"]
    assert (page["limit"], page["offset"], page["rows"], page["total"], got.headers["x-total-count"]) == (
        3,
        3,
        3,
        10,
        "10",
    )
    assert page["next"] == "/api/v1/milestones?as_of=latest&country=FRA&edition=1&limit=3&offset=6"
    assert page["prev"] == "/api/v1/milestones?as_of=latest&country=FRA&edition=1&limit=3&offset=0"
    assert (
        got.headers["link"]
        == f'<{page["next"]}>; rel="next", <{page["prev"]}>; rel="prev", </api/docs#milestones>; rel="describedby"'
    )
    after = client.get("/api/v1/milestones?country=FRA&offset=500").json()
    assert (after["data"], after["page"]["rows"], after["page"]["total"], after["page"]["next"]) == ([], 0, 10, None)


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(
    ("limit", "offset", "rows", "following", "before"),
    [
        (10, 0, 10, None, None),  # France has ten milestones: the first page is the last, and it is full
        (5, 5, 5, None, "0"),
        (9, 0, 9, "9", None),
        (9, 1, 9, None, "0"),
        (9, 9, 1, None, "0"),
        (3, 7, 3, None, "4"),
        (11, 0, 10, None, None),
        (3, 500, 0, None, "7"),  # from beyond the end one is led back to the last rows
    ],
)
def test_the_last_page_has_no_next_be_it_full_or_not(client, limit, offset, rows, following, before):
    page = client.get(f"/api/v1/milestones?country=FRA&limit={limit}&offset={offset}").json()["page"]
    around = [page[rel] and page[rel].rpartition("offset=")[2] for rel in ("next", "prev")]
    assert (page["rows"], page["total"], around) == (rows, 10, [following, before])


def first_in_force(store, content):
    """What current.json says while edition 1, of that content, is in force."""
    return {"edition": 1, "hash": content, "manifest": sha256(store / "editions" / "0001" / "manifest.json")}


def test_who_turns_pages_stays_in_one_edition_while_another_enters(two, client):
    current = two / "current.json"
    newest = current.read_bytes()
    first = client.get("/api/v1/observations?edition=1&limit=1").json()["edition"]["hash"]
    current.write_text(json.dumps(first_in_force(two, first)), encoding="utf-8")
    page = client.get("/api/v1/observations?limit=500").json()
    current.write_bytes(newest)
    following = client.get(page["page"]["next"]).json()
    assert (
        page["edition"]["number"],
        following["edition"]["number"],
        client.get("/api/v1/edition").json()["edition"]["number"],
    ) == (1, 1, 2)


def cells(text):
    """A cell of JSON as the CSV writes it."""
    if text is None:
        return ""
    if isinstance(text, str):
        return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
    return str(text)


@pytest.mark.parametrize("name", RESOURCES)
def test_csv_has_the_same_rows_as_json(seen, client, walk, name):
    got = client.get(f"/api/v1/{name}", headers={"Accept": "text/csv"})
    assert got.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    rows = list(csv.DictReader(io.StringIO(got.text, newline="")))
    expected = walk(name, limit=1000)
    tail = {"edition": f"1 · {seen.short}", "filters": "as_of = latest" if RESOURCES[name].dates else "none"}
    assert [list(row) for row in rows[:1]] == [
        [*(name for name in expected[0] if name != "edition"), *tail]
    ] or name in ("edition", "editions")
    assert [{key: cell for key, cell in row.items() if key not in tail} for row in rows] == [
        {key: cells(cell) for key, cell in row.items() if key not in tail} for row in expected
    ]  # a CSV without limit is whole
    assert all(row.items() >= tail.items() for row in rows)


def test_a_csv_that_is_a_page_says_so_in_every_row(seen, client):
    got = client.get(
        "/api/v1/gaps?format=csv&limit=2&offset=2&country=FRA&country=DEU", headers={"Accept": "application/json"}
    )
    rows = list(csv.DictReader(io.StringIO(got.text, newline="")))
    total = int(got.headers["x-total-count"])
    assert [row["filters"] for row in rows] == [f"as_of = latest; country = FRA, DEU; rows = 3 to 4 of {total}"] * 2
    assert re.fullmatch(
        r'attachment; filename="monitor-gaps-edition-1-[A-Za-z0-9_+.-]+\.csv"', got.headers["content-disposition"]
    )
    everyone = client.get(
        "/api/v1/gaps?format=csv&limit=1&" + "&".join(f"country={iso3}" for iso3 in queries.participants(seen)["iso3"])
    )
    assert everyone.status_code == 200 and len(everyone.headers["content-disposition"]) < 180


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "json"),
        ("*/*", "json"),
        ("", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.5, application/json;q=0.4", "csv"),
        ("text/csv;q=0.5, application/json", "json"),
        ("text/*", "csv"),
        ("application/json, text/csv", "json"),
        ("application/json;q=0, text/csv;q=0.1", "csv"),
        ("application/json;q=nonsense", "json"),
    ],
)
@pytest.mark.usefixtures("seen")
def test_the_header_accept_is_read_with_its_weights(client, accept, form):
    got = client.get("/api/v1/goals", headers={"Accept": accept} if accept is not None else {})
    assert (
        got.headers["content-type"].startswith({"json": "application/json", "csv": "text/csv"}[form])
        and got.headers["vary"] == "Accept"
    )


def test_the_same_question_is_answered_once_and_then_with_304(seen, client):
    first = client.get("/api/v1/gaps?country=FRA")
    mark = first.headers["etag"]
    assert mark.startswith(f'W/"{seen.hash[:16]}-') and first.headers["cache-control"] == "no-cache"
    for said_ in (mark, mark.removeprefix("W/"), f'"other", {mark}', "*"):
        again = client.get("/api/v1/gaps?country=FRA", headers={"If-None-Match": said_})
        assert (again.status_code, again.content, again.headers["etag"], again.headers["cache-control"]) == (
            304,
            b"",
            mark,
            "no-cache",
        )
    for other in (
        "/api/v1/gaps?country=DEU",
        "/api/v1/gaps?country=FRA&format=csv",
        "/api/v1/gaps?country=FRA&limit=1",
        "/api/v1/milestones?country=FRA",
    ):
        got = client.get(other, headers={"If-None-Match": mark})
        assert got.status_code == 200 and got.headers["etag"] != mark
    assert client.get("/api/v1/gaps?country=FRA").content == first.content


@pytest.mark.usefixtures("seen")
def test_an_answer_is_asked_for_again_because_the_program_that_makes_it_may_be_another(client):
    got = client.get("/api/v1/gaps?country=FRA&edition=1")
    assert got.headers["cache-control"] == "no-cache"
    again = client.get("/api/v1/gaps?country=FRA&edition=1", headers={"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"], again.content) == (304, "no-cache", b"")


@pytest.mark.usefixtures("two")
def test_two_editions_that_differ_in_one_digit_never_serve_each_others_figure(client):
    seen_ = [
        client.get("/api/v1/observations?indicator=alliance_countries&" + edition)
        for _ in range(3)
        for edition in ("edition=1", "edition=2", "")
    ]
    figures = [next(row["value"] for row in got.json()["data"] if row["line"] == 2) for got in seen_]
    assert figures == [48, 47, 47] * 3
    assert [got.json()["edition"]["number"] for got in seen_] == [1, 2, 2] * 3
    assert len({got.headers["etag"] for got in seen_}) == 2
    assert [row["edition"] for row in client.get("/api/v1/editions").json()["data"]] == [1, 2]


def test_an_edition_that_is_not_in_force_yet_is_not_there(two, client, refused):
    first = client.get("/api/v1/edition?edition=1").json()["edition"]["hash"]
    (two / "current.json").write_text(json.dumps(first_in_force(two, first)), encoding="utf-8")
    assert refused("/v1/observations?edition=2")[1] == {
        "type": "/api/docs#unknown-edition",
        "title": "There is no such edition",
        "status": 404,
        "detail": "There is no edition 2; there are 1.",
        "parameter": "edition",
        "found": "2",
        "allowed": [1],
    }
    assert [row["edition"] for row in client.get("/api/v1/editions").json()["data"]] == [1]
    assert client.get("/api/v1/edition").json()["edition"]["number"] == 1


def test_without_an_edition_the_answer_is_503(store, monkeypatch, refused):
    monkeypatch.setenv("MONITOR_STORE", str(store))
    for path in ("/v1/gaps", "/v1/gaps?edition=1", "/v1/openapi.json", "/docs"):
        assert refused(path)[0] == 503


def test_a_fault_of_ours_is_calm(published, monkeypatch, refused):
    monkeypatch.setenv("MONITOR_STORE", str(published))
    database = published / "editions" / "0001" / "edition.duckdb"
    database.parent.chmod(0o755)
    database.unlink()
    database.write_bytes(b"no database at all")
    # an edition that is what its manifest says, so that it is opened at all
    manifest = database.with_name("manifest.json")
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["files"]["edition.duckdb"] = sha256(database)
    manifest.unlink()
    manifest.write_text(json.dumps(said), encoding="utf-8")
    current = json.loads((published / "current.json").read_text(encoding="utf-8"))
    (published / "current.json").write_text(json.dumps(current | {"manifest": sha256(manifest)}), encoding="utf-8")
    got, problem = refused("/v1/gaps?country=FRA")
    assert (got, problem["detail"]) == (500, "This cannot be answered just now. Please try again later.")


@pytest.mark.parametrize(
    ("path", "status", "kind", "parameter"),
    [
        ("/v1/gaps?colour=red", 400, "unknown-parameter", "colour"),
        ("/v1/sources?country=FRA", 400, "unknown-parameter", "country"),
        ("/v1/editions?edition=1", 400, "unknown-parameter", "edition"),
        ("/v1/gaps?country=France", 400, "unknown-value", "country"),
        ("/v1/gaps?country=FRA,DEU", 400, "unknown-value", "country"),
        ("/v1/gaps?country=", 400, "unknown-value", "country"),
        ("/v1/gaps?country=FRA&country=%00", 400, "unknown-value", "country"),
        ("/v1/gaps?target=5", 400, "unknown-value", "target"),
        ("/v1/gaps?target=1.0", 400, "unknown-value", "target"),
        ("/v1/gaps?as_of=yesterday", 400, "unknown-value", "as_of"),
        ("/v1/gaps?as_of=latest&as_of=latest", 400, "one-value", "as_of"),
        ("/v1/gaps?edition=99", 404, "unknown-edition", "edition"),
        ("/v1/gaps?edition=0", 400, "unknown-value", "edition"),
        ("/v1/gaps?edition=-1", 400, "unknown-value", "edition"),
        ("/v1/gaps?edition=one", 400, "unknown-value", "edition"),
        ("/v1/gaps?edition=%D9%A1", 400, "unknown-value", "edition"),
        ("/v1/gaps?edition=1&edition=1", 400, "one-value", "edition"),
        ("/v1/gaps?edition=99999999999999999999", 400, "unknown-value", "edition"),
        ("/v1/gaps?limit=0", 400, "unknown-value", "limit"),
        ("/v1/gaps?limit=1001", 400, "unknown-value", "limit"),
        ("/v1/gaps?limit=ten", 400, "unknown-value", "limit"),
        ("/v1/gaps?offset=-1", 400, "unknown-value", "offset"),
        ("/v1/gaps?offset=1e3", 400, "unknown-value", "offset"),
        ("/v1/gaps?format=xml", 400, "unknown-value", "format"),
        ("/v1/gaps?format=csv&format=json", 400, "one-value", "format"),
        ("/v1/observations?from=2014-13", 400, "unknown-value", "from"),
        ("/v1/observations?from=2014-02-30", 400, "unknown-value", "from"),
        ("/v1/observations?to=tomorrow", 400, "unknown-value", "to"),
        ("/v1/observations?from=2015&to=2014", 400, "unknown-value", "from"),
        ("/v1/nothing", 404, "unknown-resource", "path"),
        ("/v1/gaps/FRA", 404, "unknown-resource", "path"),
        ("/v2/gaps", 404, "unknown-resource", "path"),
        ("/v1/..%2F..%2Fcurrent.json", 404, "unknown-resource", "path"),
    ],
)
@pytest.mark.usefixtures("seen")
def test_what_cannot_be_answered_names_the_parameter_and_what_is_allowed(refused, path, status, kind, parameter):
    got, problem = refused(path)
    assert (got, problem["type"], problem["parameter"]) == (status, f"/api/docs#{kind}", parameter)
    assert problem["detail"].endswith(".") and "\n" not in problem["detail"]


@pytest.mark.usefixtures("seen")
def test_what_is_allowed_can_be_asked(client, refused):
    for path, parameter in [
        ("/v1/gaps?country=France", "country"),
        ("/v1/milestones?milestone=x", "milestone"),
        ("/v1/goals?goal=9", "goal"),
        ("/v1/gaps?as_of=x", "as_of"),
    ]:
        name = path.split("/")[2].split("?")[0]
        allowed = refused(path)[1]["allowed"]
        assert len(allowed) > 1
        for value in allowed:
            assert client.get(f"/api/v1/{name}", params={parameter: value}).status_code == 200


@pytest.mark.usefixtures("seen")
def test_a_long_value_is_not_sent_back_whole(refused):
    assert len(refused("/v1/gaps?country=" + "A" * 5000)[1]["found"]) == 80


@pytest.mark.parametrize("accept", ["text/html", "application/xml, image/*", "application/json;q=0", "application/pdf"])
@pytest.mark.usefixtures("seen")
def test_a_format_that_nobody_has_is_406(refused, accept):
    got, problem = refused("/v1/gaps", Accept=accept)
    assert (got, problem["allowed"]) == (406, ["application/json", "text/csv"])


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.usefixtures("seen")
def test_the_api_is_read_only(client, refused, method):
    assert refused("/v1/gaps", method)[0] == 405
    assert client.request(method, "/api/v1/gaps").headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("as_of", DATES)
def test_a_figure_is_the_one_of_the_screen(seen, get, walk, as_of):
    (goal,) = get("progress", as_of=as_of, rule="annual_growth")["data"]
    screen = queries.joint_goal(seen, as_of)
    assert [goal[name] for name in ("status", "observed_rate", "current_value", "gap_value")] == [
        None if words.missing(screen[name]) else screen[name]
        for name in ("status", "observed_rate", "current_value", "gap_value")
    ]
    for name, frame in [
        ("gaps", queries.gaps(seen, as_of, country="FRA")),
        ("milestones", queries.milestones(seen, as_of, country="FRA")),
        ("observations", queries.observations(seen, as_of, country="FRA")),
    ]:
        assert len(walk(name, as_of=as_of, country="FRA")) == len(frame)
    told = {
        row["target_no"]: (row["met"], row["not_met"], row["not_known"], row["participants"])
        for row in get("targets", as_of=as_of)["data"]
    }
    assert told == {
        row.target_no: tuple(
            None if words.missing(cell) else cell for cell in (row.met, row.not_met, row.not_known, row.participants)
        )
        for row in queries.targets(seen, as_of).itertuples()
    }


@pytest.mark.usefixtures("seen")
def test_the_silent_stay_in(walk):
    assert len({row["iso3"] for row in walk("coverage", limit=1000)}) == 54
    states = {row["iso3"]: row["state"] for row in walk("milestones", milestone="budapest")}
    assert len(states) == 54 and set(states.values()) <= {"yes", "no", "not_known", "sources_differ"}
    assert [iso3 for iso3, state in states.items() if state == "sources_differ"] == ["NZL"]


@pytest.mark.usefixtures("illustrated")
def test_every_answer_of_invented_figures_says_so(client):
    for name in RESOURCES:
        got = client.get(f"/api/v1/{name}")
        assert got.headers["x-edition"].endswith("; illustrative")
        assert (got.json()["illustrative"], got.json()["notice"]) == (
            True,
            words.ILLUSTRATIVE,
        ) and words.ILLUSTRATIVE in got.json()["citation"]
        table = client.get(f"/api/v1/{name}?format=csv&limit=5")
        assert all(
            words.ILLUSTRATIVE in line["edition"] for line in csv.DictReader(io.StringIO(table.text, newline=""))
        ) or name in ("edition", "editions")
        assert "illustrative" in table.headers["content-disposition"]
    assert (
        words.ILLUSTRATIVE in client.get("/api/docs").text
        and words.ILLUSTRATIVE in client.get("/api/v1/openapi.json").json()["info"]["description"]
    )
    place = next(
        row for row in client.get("/api/v1/observations?country=GHA&limit=1000").json()["data"] if "!" in row["file"]
    )
    assert re.fullmatch(r"S\d{4}![A-Za-z]+![A-Z]+", place["file"]) and isinstance(place["line"], int)


TEXTS = [
    "=1+1",
    "@SUM(A1)",
    "-2+3",
    '<script>alert("1")</script>',
    "#set page(width: 1pt) $x$ [y] *z* _u_ \\",
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd",
    "تقرير",
    "x" * 40_000,
    "a, \"b\"; 'c'\nand a second line",
]


def test_texts_come_through_unchanged_and_never_run(record, built, monkeypatch, client):
    for line, text in enumerate(TEXTS, 2):
        record.cell("observations", line, note=text)
    monkeypatch.setenv("MONITOR_STORE", str(built().store))
    got = client.get("/api/v1/observations?limit=1000")
    notes = {row["line"]: row["note"] for row in got.json()["data"]}
    assert [notes[line] for line in range(2, 2 + len(TEXTS))] == TEXTS and b"\x00" not in got.content
    table = {
        row["line"]: row["note"]
        for row in csv.DictReader(io.StringIO(client.get("/api/v1/observations?format=csv").text, newline=""))
    }
    assert [table[str(line)] for line in range(2, 2 + len(TEXTS))] == [cells(text) for text in TEXTS]


def test_no_formula_hides_behind_a_control_sign(record, built, monkeypatch, client):
    hidden = ["\x01=1+1", "\x02\x03+cmd|' /C calc'!A0", "'\x1f=1"]
    for line, text in enumerate(hidden, 2):
        record.cell("observations", line, note=text)
    monkeypatch.setenv("MONITOR_STORE", str(built().store))
    table = {
        row["line"]: row["note"]
        for row in csv.DictReader(io.StringIO(client.get("/api/v1/observations?format=csv").text, newline=""))
    }
    assert [table[str(line)] for line in range(2, 2 + len(hidden))] == ["'=1+1", "'+cmd|' /C calc'!A0", "''=1"]


def test_an_answer_without_rows_has_none_as_csv_too_and_two_editions_never_give_the_same(two, client):
    got = {
        number: client.get(f"/api/v1/gaps?kind=overdue&country=WLD&edition={number}&format=csv") for number in (1, 2)
    }
    assert client.get("/api/v1/gaps?kind=overdue&country=WLD").json()["data"] == [] and two
    for number, answer in got.items():
        assert (
            answer.headers["x-total-count"] == "0" and list(csv.DictReader(io.StringIO(answer.text, newline=""))) == []
        )
        assert f"no row in edition {number} · " in answer.text and "country = WLD" in answer.text
    assert got[1].content != got[2].content


class Links(html.parser.HTMLParser):
    """Every element of a page, and every address that it asks for or leads to."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.hrefs, self.asked = set(), set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.tags.add(tag)
        self.ids |= {held["id"]} & set(held.values()) if "id" in held else set()
        self.hrefs += [held["href"]] if tag == "a" else []
        self.asked += [
            held[name] for name in ("src", "href", "srcset", "data", "action") if name in held and tag != "a"
        ]


@pytest.mark.usefixtures("seen")
def test_the_documentation_is_one_page_that_asks_nobody_for_anything(client):
    for path in ("/api", "/api/", "/api/v1", "/api/v1/"):
        assert client.get(path).url.path == "/api/docs"
    got = client.get("/api/docs")
    page = Links(got.text)
    assert (
        got.headers["content-type"] == "text/html; charset=utf-8"
        and "url(" not in got.text
        and "@import" not in got.text
    )
    assert not page.tags & {"script", "iframe", "img", "form", "object", "embed", "base"} and page.asked == ["data:,"]
    assert all(href.startswith(("/", "#")) and not href.startswith("//") for href in page.hrefs)
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= page.ids >= {*RESOURCES, *KINDS}
    for href in {href for href in page.hrefs if href.startswith("/api")}:
        assert client.get(href).status_code == 200, href
        assert (
            not href.startswith("/api/v1/")
            or "openapi" in href
            or "format=csv" in href
            or client.get(href).json()["data"]
        ), href


@pytest.mark.usefixtures("seen")
def test_every_parameter_and_column_is_described(client):
    described = client.get("/api/v1/openapi.json").json()
    page = client.get("/api/docs").text
    assert set(described["paths"]) == {f"/{name}" for name in RESOURCES}
    for name in RESOURCES:
        operation = described["paths"][f"/{name}"]["get"]
        columns = described["components"]["schemas"][f"{name}_row"]["properties"]
        rows = client.get(f"/api/v1/{name}?limit=1").json()["data"]
        assert list(columns) == list(rows[0]) and all(column["description"] for column in columns.values())
        assert [one["name"] for one in operation["parameters"]] == list(RESOURCES[name].parameters) and all(
            one["description"] for one in operation["parameters"]
        )
        section = page[page.index(f'<section id="{name}"') :].split("</section>")[0]
        assert all(f"<code>{word}</code>" in section for word in (*columns, *RESOURCES[name].parameters))


def test_a_description_is_the_one_of_the_codebook(seen, client):
    columns = client.get("/api/v1/openapi.json").json()["components"]["schemas"]["observations_row"]["properties"]
    codebook = seen.query('SELECT * FROM columns WHERE "table" = ?', "observations").set_index("column")
    assert (
        columns["value_as_published"]["description"]
        == codebook["description"]["value_as_published"] + f" ({codebook['unit']['value_as_published']})"
    )
    assert (
        columns["value"]["type"] == ["number", "null"]
        and columns["line"]["type"] == "integer"
        and columns["date_to"]["format"] == "date"
    )


ENGINE = {
    "seed": 7,
    "generation": {"deterministic": True, "database": "none"},
    "phases": {"stateful": {"enabled": False}},
}


def forwards(_context, case):
    """Whether a generated question asks for a time that ends before it begins is the one thing that a schema cannot
    say, so none names both ends."""
    return not (isinstance(case.query, dict) and {"from", "to"} <= case.query.keys())


def failures(application, most, *resources, coverage=True):
    """How many questions schemathesis makes out of the description, `most` at most for each kind, and what it finds:
    resource, check, message and the question. Of all resources, or of those that are named; with `coverage` also each
    value at the edge of what is described."""
    generation = {**ENGINE["generation"], "max-examples": most}
    phases = {**ENGINE["phases"], "coverage": {"enabled": coverage}}
    config = schemathesis.Config.from_dict({**ENGINE, "generation": generation, "phases": phases})
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", application, config=config)
    schema = schema.include(path_regex=f"/({'|'.join(resources)})$") if resources else schema
    schema.hook("filter_case")(forwards)
    asked, found = 0, []
    for event in schemathesis.engine.from_schema(schema).execute():
        assert "Error" not in type(event).__name__, event
        if isinstance(event, ScenarioFinished):
            asked += len(event.recorder.cases)
            wrong = [
                check for checks in event.recorder.checks.values() for check in checks if check.status is Status.FAILURE
            ]
            found += [
                (event.label, check.name, check.failure_info.failure.message, check.failure_info.code_sample)
                for check in wrong
            ]
    return asked, found


MORE = pytest.mark.full("2,400 questions of the same kinds, of every resource")


@pytest.mark.parametrize(
    ("most", "least", "resources", "coverage"),
    [
        (8, 100, (), False),
        (8, 250, ("gaps", "editions"), True),
        pytest.param(25, 2000, (), True, marks=MORE),
    ],
)
@pytest.mark.usefixtures("seen")
def test_schemathesis_finds_no_answer_other_than_described(most, least, resources, coverage):
    asked, found = failures(APP, most, *resources, coverage=coverage)
    assert asked > least and found == []


@pytest.mark.usefixtures("seen")
def test_schemathesis_would_find_a_column_that_is_not_described(monkeypatch):
    described = service.api_schema.schemas.described
    monkeypatch.setattr(
        service.api_schema.schemas,
        "described",
        lambda *asked: {name: column for name, column in described(*asked).items() if name != "line"},
    )
    service.api_schema.openapi.cache_clear()
    monkeypatch.setattr(service, "ANSWERS", BodyCache(1_000_000))
    try:
        assert {(label, check) for label, check, *_rest in failures(APP, 8, "gaps")[1]} >= {
            ("GET /gaps", "response_schema_conformance")
        }
    finally:
        service.api_schema.openapi.cache_clear()


@pytest.fixture
def ask(port):
    """Call it with a path for status, headers and body of one answer of the real server."""

    def answer(path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request(method, path, headers=headers)
            got = connection.getresponse()
            return got.status, {name.lower(): value for name, value in got.getheaders()}, got.read()
        finally:
            connection.close()

    return answer


@pytest.mark.parametrize(
    "path",
    [
        "/api/docs",
        "/api/v1/openapi.json",
        "/api/v1/gaps?country=FRA",
        "/api/v1/gaps?format=csv",
        "/api/v1/nothing",
        "/api/v1/gaps?edition=99",
    ],
)
def test_the_server_puts_its_headers_on_the_api_and_refuses_foreign_hosts(ask, path):
    _status, headers, body = ask(path)
    assert (headers["x-content-type-options"], headers["x-frame-options"], headers["referrer-policy"]) == (
        "nosniff",
        "DENY",
        "no-referrer",
    )
    assert "default-src 'none'" in headers["content-security-policy"] and b"Traceback" not in body
    assert ask(path, Host="evil.example")[0] in (400, 403)


def test_head_says_what_get_says_and_sends_nothing(ask):
    for path in ("/api/v1/gaps?country=FRA", "/api/v1/gaps?format=csv&limit=3", "/api/docs", "/api/v1/openapi.json"):
        (status, headers, body), (got, expected, _body) = ask(path, "HEAD"), ask(path)
        assert (status, body, got) == (200, b"", 200)
        assert {**headers, "date": ""} == {**expected, "date": ""}


def test_any_page_may_read_the_open_data_but_not_that_of_a_desk(ask):
    assert ask("/api/v1/gaps?limit=1")[1]["access-control-allow-origin"] == "*"
    assert ask("/download/gaps.csv")[1].keys().isdisjoint({"access-control-allow-origin"})
    words_ = [sys.executable, "-c", "from views.api import service; print(service.OPEN)"]
    said_ = {
        desk: subprocess.run(
            words_, cwd=ROOT, env={**os.environ, "MONITOR_DESK": desk}, capture_output=True, text=True, check=True
        ).stdout
        for desk in ("yes", "no")
    }
    assert (said_["yes"].strip(), "Allow-Origin" in said_["no"]) == ("{}", True)


def test_a_short_answer_does_not_wait_for_the_reader_to_confirm_its_headers():
    program = (
        "import socket, app; server = socket.socket(); server.bind(('127.0.0.1', 0)); server.listen(); app.listen(); "
        "reader = socket.create_connection(server.getsockname()); "
        "print(server.accept()[0].getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) > 0)"
    )
    got = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert got.stdout.strip() == "True"
