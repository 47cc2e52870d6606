"""One changed cell of the record, followed to everything a reader sees; and bad cells, which break no page."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from etl.build import build
from etl.source import ROOT
from tests.support.requests import downloaded
from views import edition as editions
from views import queries

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
OLD, NEW = 31000, 31777
SPOKEN = {OLD: "at least 31\u202f000", NEW: "at least 31\u202f777"}


@pytest.fixture(scope="module")
def line(new_record):
    """Where the newest figure of the joint goal stands."""
    return new_record().line("observations", indicator="icse_victims_identified_cum", iso3="WLD", period="2022-11-18")


@pytest.fixture(scope="module")
def corrected(edition, new_record, line, tmp_path_factory):
    """A store with the edition of the real record and after it one in which that figure is another."""
    store = Path(shutil.copytree(edition.store, tmp_path_factory.mktemp("corrected") / "store"))
    record = new_record()
    record.cell("observations", line, value=str(NEW))
    said = build(store, record.folder, note="31777 was 31000")
    assert (said["edition"], said["new"]) == (2, True)
    return store


@pytest.fixture(params=[(1, OLD, NEW), (2, NEW, OLD)], ids=["edition-1", "edition-2"])
def figure(request, corrected, monkeypatch):
    """An edition, the figure that it must hold everywhere, and the figure that it must hold nowhere."""
    monkeypatch.setenv("MONITOR_STORE", str(corrected))
    number, held, other = request.param
    return editions.edition(number), held, other


def fetched(name, **asked):
    """A download that was answered."""
    answer = downloaded(name, **asked)
    assert answer.status == 200
    return answer


def lines_of(app):
    return [one.value for kind in ("title", "subheader", "markdown", "caption") for one in app.get(kind)] + [
        chart.proto.alt for chart in app.get("vega_lite_chart")
    ]


def test_the_tables_hold_it_with_its_address(figure, line):
    chosen, held, other = figure
    (row,) = chosen.rows("observations", line=line).to_dict("records")
    assert (row["value"], row["value_as_published"], row["file"], row["line"]) == (
        held,
        str(held),
        "observations",
        line,
    )
    joint = queries.joint_goal(chosen, "latest")
    assert joint["current_value"] == held and f"observations.csv:{line}" in joint["origin"].split()
    path = queries.trajectory(chosen, "latest", rule="annual_growth")
    assert path[path["line"] == line]["value"].tolist() == [held] and other not in path["value"].tolist()
    assert queries.joint_goal(chosen, "brussels-2012")["current_value"] != held


def test_the_chart_and_the_text_of_the_overview_hold_it(figure, visit):
    chosen, held, other = figure
    app = visit("overview", edition=str(chosen.number))
    chart = next(one for one in app.get("vega_lite_chart") if "'observed'" in one.proto.spec)
    text = json.loads(chart.proto.spec)
    points = [row for row in text["layer"][0]["data"]["values"] if row["series"] == "observed"]
    (point,) = [row for row in points if row["period_said"] == "18 November 2022"]
    assert (point["value"], point["said"]) == (held, SPOKEN[held])
    # beside it stands only the figure of a page without a date, the last, which nothing rests on
    assert [(row["value"], row["label"]) for row in points[points.index(point) + 1 :]] == [
        (37900, "at least 37\u202f900, undated")
    ]
    assert SPOKEN[held] in chart.proto.alt
    page = "\n".join(lines_of(app))
    assert page.count(SPOKEN[held]) >= 2 and SPOKEN[other] not in page and str(other) not in chart.proto.spec


def test_the_table_under_the_picture_holds_it_with_its_address(figure, visit, line):
    chosen, held, other = figure
    app = visit("overview", edition=str(chosen.number))
    app.session_state["table_joint"] = app.session_state["why_joint"] = True
    app.run()
    twin = next(one.value for one in app.table if "Series" in one.value)
    rows = twin[twin["Value"] == SPOKEN[held]].to_dict("records")
    assert [row["Row"].replace("\\", "") for row in rows] == [f"observations.csv:{line}"]
    assert SPOKEN[other] not in twin["Value"].tolist()
    origin = next(one.value for one in app.table if "File and lines" in one.value)
    assert any(str(line) in cell for cell in origin["File and lines"])


def test_the_page_of_the_target_says_it(figure, visit):
    chosen, held, other = figure
    page = "\n".join(lines_of(visit("targets", edition=str(chosen.number), target="1")))
    assert SPOKEN[held] in page and SPOKEN[other] not in page


@pytest.mark.parametrize("name", ["observations", "trajectory"])
def test_the_downloads_hold_it_with_its_address(figure, name, line):
    chosen, held, _other = figure
    answers = {ending: fetched(f"{name}.{ending}", edition=chosen.number, as_of="latest") for ending in ("csv", "xlsx")}
    assert all(
        f"edition-{chosen.number}-{chosen.short}" in answer.headers["content-disposition"]
        for answer in answers.values()
    )
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(answers["csv"].body.decode("utf-8-sig"), newline=""))
        if row["line"] == str(line)
    ]
    assert (float(row["value"]), row["file"], row["edition"]) == (
        held,
        "observations",
        f"{chosen.number} · {chosen.short}",
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answers["xlsx"].body)).worksheets[0]
    head, *cells = sheet.iter_rows(values_only=True)
    (cell,) = [row for row in (dict(zip(head, values, strict=True)) for values in cells) if row["line"] == line]
    assert (cell["value"], cell["file"]) == (held, "observations")


def test_the_correction_has_its_note_and_both_editions_stay(corrected, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(corrected))
    assert editions.numbers() == [1, 2] and editions.in_force().number == 2
    assert editions.in_force().manifest["note"] == "31777 was 31000"


HOSTILE = "=1+1 <img src=x onerror=alert(1)> **bold** [a](javascript:b) :red[c] $x$ | ~~d~~"
BAD = {
    "observations": [
        {"value": "about 60"},
        {"period": "2015-16"},
        {"note": HOSTILE, "source_title": HOSTILE},
        {"source_url": "javascript:alert(1)"},
        {"qualifier": "maybe"},
    ],
    "commitments": [
        {"announced_date": "2014-13", "due_date": "2015-16"},
        {"title": HOSTILE, "source_title": HOSTILE},
        {"status": "nearly done"},
        {"source_url": "javascript:alert(1)"},
    ],
    "memberships": [{"date": "2013-14"}, {"source_title": HOSTILE}, {"network": "nowhere"}],
    "treaties": [{"date": "2003-99-99"}, {"status_as_of": "2015-16"}, {"source_url": "javascript:alert(1)"}],
    "events": [{"date": "2014-15"}, {"title": HOSTILE, "description": HOSTILE}],
    "participants": [{"note": HOSTILE, "national_document_seen_listed": HOSTILE}],
}


@pytest.fixture(scope="module")
def spoilt(new_record, tmp_path_factory):
    """A store built from a record with one bad cell of each sort, most of them in rows of France."""
    record, store = new_record(), tmp_path_factory.mktemp("spoilt") / "store"
    for file, changes in BAD.items():
        lines = record.lines(file, iso3="FRA") if "iso3" in record.rows(file)[0] else record.lines(file)
        for place, cells in zip(lines, changes, strict=False):
            assert cells.keys() <= record.rows(file)[0].keys()
            record.cell(file, place, **cells)
    build(store, record.folder)
    return store


UNSAFE = re.compile(r"(?<!\\)<img|(?<!\\)\[a\]\(|\]\(<?javascript:")


@pytest.mark.parametrize("page", PAGES)
def test_bad_cells_and_hostile_text_break_no_page(spoilt, visit, monkeypatch, page):
    monkeypatch.setenv("MONITOR_STORE", str(spoilt))
    app = visit(page, **{"countries": {"country": "FRA"}, "compare": {"countries": ["FRA", "DEU"]}}.get(page, {}))
    for key in (
        "all_actions",
        "table_own_milestones",
        "table_timeline",
        "why_timeline",
        "table_matrix",
        "table_comparison",
        "why_comparison",
    ):
        app.session_state[key] = True
    app.run()
    assert list(app.exception) == [] and len(app.title) == 1
    cells = [str(cell) for one in app.table for cell in one.value.to_numpy().ravel()]
    assert [text for text in [*lines_of(app), *cells] if UNSAFE.search(text)] == []
    links = [link for one in app.dataframe if "Link" in one.value for link in one.value["Link"].dropna()]
    assert [link for link in links if not re.fullmatch(r"https?://\S+", link)] == []
