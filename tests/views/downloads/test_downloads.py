"""Every file that can be asked for: what it is, how long it may be kept, and that two editions never answer for each
other."""

import hashlib
import io
import json
import re
import shutil
import threading
import zipfile
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import openpyxl
import pytest

from core.editions.layout import ROOT
from core.program import PROGRAM, SOURCES
from core.words import ILLUSTRATIVE
from etl.build import build
from tests.support.kept_exports import keep
from tests.support.requests import ask
from views import edition as editions
from views import exports, pictures, queries
from views.comparison import sides
from views.downloads.cache import BodyCache
from views.downloads.contents import CONTENTS
from views.downloads.links import page_link, picture_link, table_link
from views.downloads.routes import FORMATS
from views.pictures import PICTURES
from views.rendering import drawing
from views.tables import VIEWS, table

NEEDED = {"reporting": "round=progress-2014", "facts": "country=FRA", "changes": "since=brussels-2012"}
FILTERS = {
    "targets": "target=2",
    "countries": "country=FRA",
    "compare": "country=FRA&country=DEU",
    "gaps": "target=3",
    "overview": "since=washington-2014",
    "method": "profile=unsd",
}
SHOWN = {
    "trend": {"indicator": "icse_countries_connected", "country": "WLD"},
    "timeline": {"country": "FRA"},
    "gap_totals": {"target": 2},
}
BEGINS = {
    "csv": b"\xef\xbb\xbf",
    "json": b"{",
    "xlsx": b"PK",
    "pdf": b"%PDF",
    "docx": b"PK",
    "zip": b"PK",
    "svg": b"<svg",
    "png": b"\x89PNG",
}


def well(answer, edition):
    """A whole file of an edition, with all that its headers must say."""
    assert answer.status == 200, answer.body[:200]
    ending = answer.name.rpartition(".")[2]
    assert f"-edition-{edition.number}-{edition.short}" in answer.name and answer.body.startswith(BEGINS[ending])
    assert answer.headers["content-type"] == exports.TYPES[f".{ending}"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', answer.headers["etag"])
    return answer


def comparison(edition):
    """Two countries with figures that may be compared, and the indicator."""
    asked = ["FRA", "DEU", "GBR", "USA"]
    fair, _refused = sides(queries.comparison(edition, "latest", asked), len(asked))
    return {"indicator": fair[0].indicator, "country": asked}


@pytest.mark.parametrize("name", VIEWS)
def test_a_table_as_json_says_edition_filters_and_what_each_column_means(seen, name):
    got = json.loads(well(ask(f"/download/{name}.json?{NEEDED.get(name, '')}"), seen).body)
    (one,) = got["tables"]
    assert (got["edition"]["hash"], got["title"], one["name"]) == (seen.hash, VIEWS[name].title, name)
    assert got["as_of"] == ("latest" if "as_of" in VIEWS[name].filters else None)
    assert all(list(row) == [column["name"] for column in one["columns"]] for row in one["rows"])
    assert len(one["rows"]) == len(table(seen, name, **one["filters"]).frame)


@pytest.mark.parametrize("name", ["gaps", "targets", "sources"])
def test_a_table_is_had_on_paper(seen, name):
    well(ask(f"/download/{name}.pdf"), seen)


def test_what_is_not_on_record_is_null_and_zero_is_zero(seen):
    rows = json.loads(ask("/download/coverage.json").body)["tables"][0]["rows"]
    frame = table(seen, "coverage", as_of="latest").frame
    assert [row["newest_figure"] is None for row in rows] == frame["newest_figure"].isna().tolist() and any(
        row["newest_figure"] is None for row in rows
    )
    assert [row["actions"] for row in rows] == frame["actions"].tolist() and 0 in [row["actions"] for row in rows]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", CONTENTS)
def test_a_page_can_be_taken_as_it_is_seen(seen, name, ending):
    got = well(ask(f"/page/{name}.{ending}?edition={seen.number}&as_of=brussels-2022&{FILTERS.get(name, '')}"), seen)
    assert got.headers["cache-control"] == "no-cache", "the program that makes it may be another tomorrow"
    assert "as_of-brussels-2022" in got.name
    if ending == "json":
        held = json.loads(got.body)
        assert held["as_of"] == "brussels-2022" and {
            one["filters"].get("as_of", "brussels-2022") for one in held["tables"]
        } == {"brussels-2022"}
    if got.name.endswith(".csv.zip"):
        names = zipfile.ZipFile(io.BytesIO(got.body)).namelist()
        assert len(names) == len(set(names)) > 1 and all(name.endswith(".csv") for name in names)


def test_the_filters_of_a_page_are_in_each_of_its_files(seen):
    asked = "edition=1&target=2&country=FRA&kind=not_known"
    rows = table(seen, "gaps", as_of="latest", target=2, country="FRA", kind="not_known").frame
    assert len(json.loads(ask(f"/page/gaps.json?{asked}").body)["tables"][0]["rows"]) == len(rows) > 0
    assert len(ask(f"/page/gaps.csv?{asked}").body.decode("utf-8-sig").splitlines()) == len(rows) + 1
    assert (
        openpyxl.load_workbook(io.BytesIO(ask(f"/page/gaps.xlsx?{asked}").body)).worksheets[0].max_row == len(rows) + 1
    )


def test_a_country_page_is_its_workbook_its_brief_and_its_letter(seen):
    for ending in ("xlsx", "pdf", "docx"):
        page, export = (
            ask(f"/{place}edition=1&as_of=washington-2014")
            for place in (f"page/countries.{ending}?country=FRA&", f"export/country-FRA.{ending}?")
        )
        assert page.body == export.body and page.name == export.name
    assert seen.number == 1


def test_a_page_is_its_own_workbook_only_while_that_knows_every_filter(seen):
    for ending, export in (("xlsx", "alliance-overview.xlsx"), ("pdf", "conference-pack.pdf")):
        plain, *since = (
            well(ask(f"/page/overview.{ending}?edition=1{more}"), seen)
            for more in ("", "&since=washington-2014", "&since=brussels-2012")
        )
        assert plain.body == ask(f"/export/{export}?edition=1").body
        assert (
            len({one.body for one in (plain, *since)})
            == len({one.name for one in (plain, *since)})
            == len({one.headers["etag"] for one in (plain, *since)})
            == 3
        )
        assert since[0].name == f"monitor-overview-edition-1-{seen.short}-as_of-latest-since-washington-2014.{ending}"
    sheets = openpyxl.load_workbook(io.BytesIO(ask("/page/overview.xlsx?since=brussels-2012").body))
    changed = queries.changes(seen, "latest", "brussels-2012")
    assert sheets["What changed between two dates"].max_row == len(changed) + 1


@pytest.mark.parametrize("as_of", ["brussels-2012", "latest"])
def test_a_country_that_left_has_its_brief_at_every_date(seen, as_of):
    assert "VNM" in set(queries.roster(seen, "brussels-2012")["iso3"]) - set(queries.roster(seen, "latest")["iso3"])
    assert not [name for name in exports.catalogue(seen) if "VNM" in name], "what is made and listed is the newest list"
    for ending in ("xlsx", "pdf", "docx"):
        page, export = (
            well(ask(f"/{place}as_of={as_of}"), seen)
            for place in (f"page/countries.{ending}?country=VNM&", f"export/country-VNM.{ending}?")
        )
        assert (
            page.body == export.body
            and page.name == export.name == f"monitor-country-VNM-edition-1-{seen.short}-as_of-{as_of}.{ending}"
        )
    both = ask(f"/export?name=country-VNM.docx&name=country-FRA.docx&as_of={as_of}")
    assert b"Viet Nam" in zipfile.ZipFile(io.BytesIO(both.body)).read("contents.txt")


def drawable(seen, name):
    return SHOWN.get(name, comparison(seen) if name == "comparison" else {})


ILLUSTRATED = pytest.mark.full("the same pictures of invented figures; the first of them is drawn each time")


@pytest.mark.parametrize(
    ("which", "name"),
    [("seen", name) for name in PICTURES]
    + [pytest.param("illustrated", name, marks=ILLUSTRATED if place else ()) for place, name in enumerate(PICTURES)],
)
def test_every_picture_leaves_with_title_source_and_edition_inside(request, which, name):
    edition = request.getfixturevalue(which)
    drawn = pictures.picture(edition, name, as_of="latest", **drawable(edition, name))
    got = well(ask(picture_link(drawn, "svg")), edition)
    root = ElementTree.fromstring(got.body)
    said = " ".join("".join(root.itertext()).split())
    assert root.tag == "{http://www.w3.org/2000/svg}svg" and got.name == f"{drawn.file_name}.svg"
    text = " ".join(
        " ".join(filter(None, (one.text for one in root.findall("{http://www.w3.org/2000/svg}text")))).split()
    )
    assert all(line in text for line in (drawn.title, drawn.cited, drawn.edition_text)), said[:400]
    assert edition.short in text and (ILLUSTRATIVE in text) == edition.illustrative
    png = well(ask(picture_link(drawn, "png")), edition).body
    assert int.from_bytes(png[16:20]) > 700 and png == drawing.png(drawn)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/download/nothing.csv", 404), ("/download/gaps.docx", 404), ("/download/gaps.csv?edition=99", 404),
        ("/download/gaps.json?edition=1&edition=2", 400), ("/download/gaps.json?edition=²", 400),
        ("/download/gaps.pdf?country=France", 400), ("/download/gaps.pdf?country=a%0D%0AX-Evil:1", 400),
        ("/download/gaps.pdf?colour=red", 400),
        ("/page/nothing.json", 404), ("/page/gaps.docx", 404), ("/page/targets.json", 400),
        ("/page/targets.json?target=9", 400), ("/page/targets.json?target=1&target=2", 400),
        ("/page/countries.docx?country=WLD", 404), ("/page/method.csv?profile=none", 400),
        ("/page/overview.json?since=never", 400), ("/page/quality.json?target=1", 400),
        ("/page/gaps.json?edition=0", 404),
        ("/picture/nothing.svg", 404), ("/picture/ages.gif", 404), ("/picture/trend.svg", 400),
        ("/picture/trend.png?indicator=icse_countries_connected&country=FRA", 404),
        ("/picture/voices.svg?part=4", 400), ("/picture/matrix.svg?eu=maybe", 400),
        ("/picture/matrix.svg?region=Atlantis", 400), ("/picture/gaps.svg?most=0", 400),
        ("/picture/joint_goal.svg?ahead=1", 400),
        ("/picture/timeline.svg?country=BLR", 400), ("/picture/timeline.svg?country=FRA&as_of=never", 400),
        ("/picture/comparison.svg?indicator=icse_countries_connected", 404), ("/picture/ages.svg?edition=7", 404),
        ("/export/nothing.pdf", 404), ("/export/manifest.json", 404), ("/export/..%2F..%2Fcurrent.json", 404),
        ("/export/open-data.zip?as_of=washington-2014", 400), ("/export/country-FRA.pdf?as_of=never", 400),
        ("/export/country-FRA.pdf?country=DEU", 400), ("/export/country-FRA.pdf?edition=99", 404), ("/export", 400),
        ("/export?name=nothing.pdf", 404), ("/export?name=target-1.pdf&colour=red", 400),
        ("/export?name=target-1.pdf&edition=x", 400),
    ],
)  # fmt: skip
def test_what_nobody_offers_is_told_in_one_sentence(seen, address, status):
    got = ask(address)
    assert got.status == status and seen.number == 1
    assert (
        re.fullmatch(r"[^\n]+\.", got.body.decode())
        and got.headers["content-type"].startswith("text/plain")
        and got.headers["cache-control"] == "no-store"
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory, edition):
    """A store whose edition has some of its exports, as publishing keeps them."""
    store = tmp_path_factory.mktemp("kept") / "store"
    keep(edition.store, store, "country-FRA.pdf", "country-FRA.docx", "target-1.xlsx", "sdmx.zip")
    return store


@pytest.fixture
def keeping(kept, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(kept))
    return editions.in_force()


ADDRESSES = [
    "/download/gaps.csv", "/download/gaps.json?edition=1", "/page/gaps.pdf?target=2", "/picture/ages.png",
    "/export/country-FRA.pdf", "/export/country-DEU.pdf?edition=1",
    "/export/open-data.zip", "/export?name=country-FRA.pdf&name=country-DEU.xlsx", "/page/overview.csv",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_says_what_get_says_without_a_body(keeping, address):
    got, head = ask(address), ask(address, "HEAD")
    same = ("etag", "content-disposition", "content-type", "cache-control", "repr-digest")
    assert (head.status, head.body) == (200, b"") and [head.headers.get(name) for name in same] == [
        got.headers.get(name) for name in same
    ]
    assert head.headers.get("content-length") in (None, str(len(got.body))) and keeping.number == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_it_already_gets_nothing_again(keeping, address):
    mark = ask(address, "HEAD").headers["etag"]
    for has in (mark, f'"other", W/{mark}', "*"):
        got = ask(address, if_none_match=has)
        assert (got.status, got.body, got.headers["etag"]) == (304, b"", mark) and keeping.number == 1
    assert ask(address, if_none_match='"other"').status == 200


def test_no_two_files_have_one_mark(keeping):
    addresses = [*ADDRESSES, "/download/gaps.csv?target=1", "/download/gaps.csv?country=FRA",
    "/download/gaps.csv?country=FRA&country=DEU", "/download/gaps.xlsx", "/page/gaps.csv", "/picture/ages.svg",
                 "/page/gaps.pdf?target=1", "/export/country-FRA.pdf?as_of=washington-2014", "/export/country-FRA.docx",
                 "/export?name=country-FRA.pdf", "/page/overview.csv?since=brussels-2012"]  # fmt: skip
    marks = [ask(address, "HEAD").headers["etag"] for address in addresses]
    assert len(set(marks)) == len(marks) and keeping.number == 1
    assert (
        ask("/download/gaps.csv?country=FRA&target=1", "HEAD").headers["etag"]
        == ask("/download/gaps.csv?target=1&country=FRA&as_of=latest", "HEAD").headers["etag"]
    )


def test_a_kept_export_comes_from_the_edition_with_size_and_digest_and_in_parts(keeping):
    got = well(ask("/export/country-FRA.pdf?edition=1"), keeping)
    size, sha256 = exports.facts(keeping, "country-FRA.pdf")
    assert (len(got.body), int(got.headers["content-length"]), hashlib.sha256(got.body).hexdigest()) == (
        size,
        size,
        sha256,
    )
    assert b64decode(got.headers["repr-digest"].removeprefix("sha-256=:").removesuffix(":")).hex() == sha256
    part = ask("/export/country-FRA.pdf", range="bytes=10-19")
    assert (part.status, part.body) == (206, got.body[10:20])
    fresh = ask("/export/country-FRA.pdf?as_of=washington-2014")
    assert fresh.status == 200 and fresh.body != got.body and "as_of-washington-2014" in fresh.name


def test_an_export_whose_file_is_missing_is_made_again(kept, tmp_path, monkeypatch):
    store = shutil.copytree(kept, tmp_path / "store")
    (store / "editions" / "0001-exports").chmod(0o755)
    (store / "editions" / "0001-exports" / "country-FRA.pdf").unlink()
    was = (kept / "editions" / "0001-exports" / "country-FRA.pdf").read_bytes()
    monkeypatch.setenv("MONITOR_STORE", str(store))
    got = well(ask("/export/country-FRA.pdf?edition=1"), editions.in_force())
    assert (
        got.body == was
        and "repr-digest" not in got.headers
        and exports.facts(editions.in_force(), "country-FRA.pdf") is None
    )
    assert ask("/export?name=country-FRA.pdf").status == 200


def test_several_exports_are_one_zip_with_a_list_that_can_be_checked(keeping):
    names = ["country-FRA.pdf", "country-FRA.docx", "country-DEU.xlsx", "sdmx.zip"]
    got = well(ask("/export?edition=1&" + "&".join(f"name={name}" for name in [*names, names[0]])), keeping)
    with zipfile.ZipFile(io.BytesIO(got.body)) as held:
        assert held.testzip() is None and {one.compress_type for one in held.infolist()} == {zipfile.ZIP_STORED}
        told = held.read("contents.txt").decode()
        bodies = {name: held.read(name) for name in held.namelist() if name != "contents.txt"}
    assert list(bodies) == [exports.file_name(keeping, name) for name in names]
    assert [line for line in told.splitlines() if not line.startswith("#")] == [
        f"{hashlib.sha256(body).hexdigest()}  {name}" for name, body in bodies.items()
    ]
    assert keeping.hash in told and all(f"{len(body)} bytes" in told for body in bodies.values())
    assert bodies[exports.file_name(keeping, names[0])] == ask("/export/country-FRA.pdf").body
    assert got.body == ask("/export?edition=1&" + "&".join(f"name={name}" for name in names)).body, (
        "the same bytes each time"
    )
    both = ask("/export?as_of=washington-2014&name=country-FRA.pdf&name=sdmx.zip").body
    assert [name for name in zipfile.ZipFile(io.BytesIO(both)).namelist() if "as_of" in name] == [
        exports.file_name(keeping, "country-FRA.pdf", "washington-2014")
    ]


@pytest.fixture(scope="module")
def alike(tmp_path_factory, new_record):
    """A store with two editions that differ in one digit of one figure; their figures as JSON are more than 2 MB."""
    store, record = tmp_path_factory.mktemp("alike") / "store", new_record()
    rows = record.rows("observations")
    noted = [
        {
            **row,
            "note": (row["note"] + " " if row["note"] else "")
            + "As printed in the yearly report of the police, which was looked at again. " * 30,
        }
        for row in rows
    ]
    record.write("observations", noted)
    build(store, record.folder)
    line = record.line("observations", indicator="icse_victims_identified_cum", iso3="WLD", period="2017-01-09")
    record.cell("observations", line, value="10001")
    build(store, record.folder)
    return store


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
@pytest.mark.parametrize("ending", ["json", "csv"])
def test_two_editions_that_differ_in_one_digit_never_serve_each_others_file(alike, monkeypatch, order, ending):
    monkeypatch.setenv("MONITOR_STORE", str(alike))
    got = {number: ask(f"/download/observations.{ending}?edition={number}") for number in (*order, *order)}
    assert all(len(answer.body) > 2_000_000 for answer in got.values())
    for number, answer in got.items():
        well(answer, editions.edition(number))
        assert (b"10001" in answer.body) == (number == 2)
    assert got[1].headers["etag"] != got[2].headers["etag"] and got[1].name != got[2].name
    newest = ask(f"/download/observations.{ending}", if_none_match=got[1].headers["etag"])
    assert newest.status == 200 and newest.body == got[2].body, "the mark of the first edition is not one of the second"
    said = [
        body.replace(editions.edition(n).short.encode(), b"").replace(editions.edition(n).hash.encode(), b"")
        for n, body in ((1, got[1].body), (2, got[2].body))
    ]
    assert len(said[0]) == len(said[1]) and sum(a != b for a, b in zip(*said, strict=True)) < 5000


@pytest.mark.parametrize("name", ["open-data.zip", "alliance-overview.xlsx"])
def test_two_editions_asked_for_at_once_each_get_their_own(one_digit, monkeypatch, name):
    monkeypatch.setenv("MONITOR_STORE", str(one_digit[0]))
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda number: ask(f"/export/{name}?edition={number}"), (1, 2, 1, 2)))
    assert got[0].body == got[2].body != got[1].body == got[3].body
    for number, answer in zip((1, 2), got, strict=False):
        assert f"edition-{number}-" in well(answer, editions.edition(number)).name


@pytest.mark.parametrize("size", [10, 400])
def test_nothing_is_made_twice_at_the_same_time_however_large(size):
    cache, made, start = BodyCache(capacity=1000), [], threading.Barrier(8)

    def make(key):
        made.append(key)
        threading.Event().wait(0.2)
        return str(key).encode() * size

    def want(turn):
        start.wait()
        return cache.get(turn % 2, lambda: make(turn % 2))

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(want, range(8)))
    assert sorted(made) == [0, 1] and set(got) == {b"0" * size, b"1" * size} and cache.holds(0) == (size == 10)


def test_who_waits_for_what_fails_is_told_so():
    cache, start = BodyCache(capacity=1000), threading.Barrier(4)

    def fail():
        threading.Event().wait(0.2)
        return 1 // 0

    def want(_turn):
        start.wait()
        with pytest.raises(ZeroDivisionError):
            cache.get("odd", fail)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(want, range(4)))
    assert cache.get("odd", lambda: b"well") == b"well"


def test_a_cache_forgets_what_nobody_asks_for_and_never_what_failed():
    cache = BodyCache(capacity=100)
    for key in range(10):
        cache.get(key, lambda: b"x" * 25)
    assert [key for key in range(10) if cache.holds(key)] == [6, 7, 8, 9] and cache.bytes == 100
    assert cache.get("large", lambda: b"x" * 26) == b"x" * 26 and not cache.holds("large")
    with pytest.raises(ZeroDivisionError):
        cache.get("odd", lambda: 1 // 0)
    assert cache.get("odd", lambda: b"well") == b"well"


def test_an_address_holds_no_more_than_the_filters(seen):
    assert (
        table_link(table(seen, "gaps", as_of="latest", country=["FRA", "DEU"]), "csv")
        == f"/download/gaps.csv?edition=1&as_of=latest&country=FRA&country=DEU&version={PROGRAM}"
    )
    assert (
        page_link(seen, "gaps", "json", as_of="latest", target=None, kind="overdue")
        == f"/page/gaps.json?edition=1&as_of=latest&kind=overdue&version={PROGRAM}"
    )
    assert picture_link(pictures.picture(seen, "joint_goal", as_of="latest", ahead=True), "svg").endswith(
        f"as_of=latest&ahead=yes&version={PROGRAM}"
    )


@pytest.mark.parametrize(
    "made",
    [
        "/download/gaps.csv?", "/download/targets.xlsx?", "/page/compare.pdf?", "/picture/ages.svg?",
        "/export/country-FRA.docx?", "/export?name=target-1.xlsx&", "/export/country-DEU.docx?",
        "/export/country-DEU.docx?as_of=brussels-2012&",
    ],
)  # fmt: skip
def test_the_address_of_a_made_file_changes_with_the_program_and_only_then_is_kept_for_ever(keeping, made):
    assert re.fullmatch(r"1\.0\.0-[0-9a-f]{8}", PROGRAM), "the version as released, and a hash of what makes files"
    kept = {
        more: ask(made + more, "HEAD").headers["cache-control"]
        for more in (
            f"edition=1&version={PROGRAM}",
            f"version={PROGRAM}",
            "edition=1&version=0.9.0-00000000",
            "edition=1",
        )
    }
    assert list(kept.values()) == ["public, max-age=31536000, immutable", "no-cache", "no-cache", "no-cache"]
    assert keeping.number == 1


@pytest.mark.parametrize(
    ("made", "lasts"),
    [
        ("/export/country-FRA.docx?", False),
        ("/export?name=target-1.xlsx&", False),
        ("/page/countries.docx?country=FRA&", False),
        ("/export/country-FRA.docx?as_of=brussels-2012&", True),
        ("/picture/ages.svg?", True),
    ],
)
def test_what_is_made_before_the_exports_are_sealed_is_asked_for_again(seen, made, lasts):
    got = ask(f"{made}edition={seen.number}&version={PROGRAM}", "HEAD").headers["cache-control"]
    assert got == ("public, max-age=31536000, immutable" if lasts else "no-cache")


def test_whatever_makes_a_file_is_in_its_etag():
    rooms = {path.relative_to(ROOT).parts[0] for path in SOURCES}
    assert rooms == {"core", "views"}
    assert ROOT / "core" / "xlsx" / "writer.py" in SOURCES


def test_a_page_before_a_round_holds_nothing_of_it(illustrated):
    held = {
        as_of: {shown.view.name for shown in CONTENTS["countries"].tables(illustrated, as_of=as_of, country="AUS")}
        for as_of in ("brussels-2012", "latest")
    }
    assert held["latest"] - held["brussels-2012"] == {"threats", "practices"}
