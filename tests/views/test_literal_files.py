"""What leaves the house, by name: resources of the API, files of pages, exports, open data, and what each file says."""

import csv
import io
import json
import warnings
import zipfile

import duckdb
import pytest
from starlette.applications import Starlette

from core.program import PROGRAM
from tests.support.requests import ask
from views import exports
from views.api import service
from views.api.problems import KINDS
from views.api.resources import MOST, RESOURCES, USUAL
from views.data import opendata, sdmx
from views.downloads import links
from views.downloads.contents import CONTENTS
from views.downloads.parameters import ALWAYS, offered
from views.downloads.routes import FORMATS, MOST_ROWS
from views.pictures import picture
from views.server import addresses, connections, headers, queues, written
from views.tables import table

with warnings.catch_warnings():  # as in the tests of the API
    warnings.filterwarnings("ignore", "Using `httpx` with")
    from starlette.testclient import TestClient

THEN = "washington-2014"
PAGED = "limit offset format"
PLACES = "target goal country"
API = {
    "edition": ("The edition in force, or the one asked for", f"edition {PAGED}", "edition"),
    "editions": ("Every published edition", PAGED, "edition"),
    "targets": ("Policy targets and their status", f"as_of target edition {PAGED}", "target_no"),
    "goals": ("Operational goals under the targets", f"target goal edition {PAGED}", "goal_id"),
    "indicators": (
        "Indicators, their rules, and how much is on record",
        f"as_of target goal indicator rule edition {PAGED}",
        "indicator",
    ),
    "countries": (
        "Countries that ever stood in a list of the Alliance",
        f"as_of country edition {PAGED}",
        "iso3",
    ),
    "observations": (
        "Published figures",
        f"as_of {PLACES} indicator rule from to edition {PAGED}",
        "indicator iso3 date_to date_from file line",
    ),
    "milestones": (
        "The state of each milestone in each country; nothing in our record is not_known, never no",
        f"as_of {PLACES} milestone state edition {PAGED}",
        "milestone iso3",
    ),
    "commitments": ("Actions in our record", f"as_of {PLACES} whose from to edition {PAGED}", "commitment_id"),
    "progress": (
        "Every judgement: the joint goal, indicators with a direction, milestones over all countries",
        f"as_of {PLACES} indicator rule edition {PAGED}",
        "rule item iso3",
    ),
    "gaps": (
        "Everything that is missing or that our record lacks, one row a thing, with what it would take",
        f"as_of {PLACES} indicator kind edition {PAGED}",
        "kind item iso3 target_no",
    ),
    "coverage": (
        "What our record holds of each country under each target; those of which it holds nothing stay in",
        f"as_of target country voice edition {PAGED}",
        "iso3 target_no",
    ),
    "sources": ("Every cited address", f"edition {PAGED}", "source_url line"),
}
PROBLEMS = {
    "unknown-resource": (404, "There is no such resource"),
    "unknown-edition": (404, "There is no such edition"),
    "unknown-parameter": (400, "Unknown parameter"),
    "unknown-value": (400, "Unknown value"),
    "one-value": (400, "One value only"),
    "not-acceptable": (406, "No such format"),
    "wrong-method": (405, "The API is read-only"),
    "too-long": (414, "The address is too long"),
    "busy": (503, "Too many ask at once"),
    "no-edition": (503, "No edition can be read"),
    "failed": (500, "This cannot be answered just now"),
}
ANSWERS = [
    ("observations?indicator=alliance_countries&to=2014-03", "value", [48.0, 53.0]),
    ("observations?indicator=alliance_countries&from=2014-03-27", "value", [54.0]),
    (f"observations?indicator=alliance_countries&as_of={THEN}&limit=1&offset=1", "value", [53.0]),
    (
        f"milestones?as_of={THEN}&country=FRA&state=yes",
        "milestone",
        "budapest lanzarote safer_internet_centre un_protocol",
    ),
    (f"milestones?as_of={THEN}&country=FRA&target=4", "milestone", "inhope_hotline"),
    (f"milestones?as_of={THEN}&milestone=budapest&limit=3", "iso3", "ALB ARM AUS"),
    (f"commitments?as_of={THEN}&country=AUS&country=KOR", "commitment_id", "C005-AUS C038-KOR"),
    ("commitments?to=2012-11&country=AUS", "commitment_id", "C005-AUS"),
    (f"coverage?as_of={THEN}&country=KOR&voice=announced", "target_no", [2]),
    (f"gaps?as_of={THEN}&country=FRA&kind=not_known", "item", "icse inhope_hotline vgt"),
    (f"gaps?as_of={THEN}&country=FRA&goal=2.2", "item", "vgt"),
    (f"indicators?as_of={THEN}&rule=annual_growth", "indicator", "icse_victims_identified_cum"),
    (f"progress?as_of={THEN}&rule=annual_growth&country=WLD", "current_value", [3000.0]),
    (f"progress?as_of={THEN}&indicator=alliance_countries", "points", [3]),
    ("goals?target=3", "goal_id", "3.1 3.2"),
    ("goals?goal=2.2", "target_no", [2]),
    ("targets?target=4", "short_name", ["Reduce availability"]),
    ("countries?as_of=brussels-2012&country=VNM", "listed_on", ["2012-12-05"]),
    (f"countries?as_of={THEN}&country=VNM", "listed_on", [None]),
]
PAGES = {
    "overview": (
        "Where the Alliance stands",
        {"since": "brussels-2012"},
        "targets trajectory milestone_totals milestones gap_totals changes",
        "alliance-overview.xlsx conference-pack.pdf",
    ),
    "targets": (
        "One policy target",
        {"target": 1},
        "targets trajectory spans milestone_totals milestones indicators directions robustness observations revisions "
        "commitments promises gap_totals gaps potential_actions",
        "target-{target}.xlsx target-{target}.pdf",
    ),
    "countries": (
        "One country",
        {"country": "FRA"},
        "milestones facts coverage commitments promises observations directions revisions gaps",
        "country-{country}.xlsx country-{country}.pdf country-{country}.docx",
    ),
    "compare": ("Compare countries", {"country": ["FRA", "DEU"]}, "milestones coverage comparison", ""),
    "gaps": ("Gaps", {"target": 2, "goal": "2.2", "country": "FRA", "kind": "not_known"}, "gaps", ""),
    "reporting": ("What our record holds of each country", {}, "coverage", ""),
    "quality": (
        "How good is the record",
        {"country": "FRA"},
        "issues judgement_sources confirmations indicator_coverage coverage",
        "",
    ),
    "method": (
        "Method and sources",
        {"profile": "unsd"},
        "profile_rules thresholds edge_cases events sources",
        "",
    ),
}
UNDATED = {"issues", "sources", "potential_actions", "profile_rules", "thresholds", "edge_cases"}
TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
EXPORTS = {
    "database.xlsx": ("The whole database", "data", False),
    "open-data.zip": ("Open data package", "data", False),
    "sdmx.zip": ("Figures as SDMX", "data", False),
    "conference-pack.pdf": ("Conference pack", "alliance", True),
    "alliance-overview.xlsx": ("Overview of the Alliance", "alliance", True),
    "target-1.pdf": ("Target 1: Identify and support victims", "targets", True),
    "target-1.xlsx": ("Target 1: Identify and support victims", "targets", True),
    "target-2.pdf": ("Target 2: Investigate and prosecute", "targets", True),
    "target-2.xlsx": ("Target 2: Investigate and prosecute", "targets", True),
    "target-3.pdf": ("Target 3: Raise awareness", "targets", True),
    "target-3.xlsx": ("Target 3: Raise awareness", "targets", True),
    "target-4.pdf": ("Target 4: Reduce availability", "targets", True),
    "target-4.xlsx": ("Target 4: Reduce availability", "targets", True),
    "country-ALB.pdf": ("Albania", "countries", True),
    "country-ALB.docx": ("Albania", "countries", True),
    "country-ALB.xlsx": ("Albania", "countries", True),
}
COMPONENTS = """INDICATOR dimension CL_INDICATOR
REF_AREA dimension CL_AREA
REPORT dimension CL_REPORT
TIME_PERIOD time ObservationalTimePeriod
OBS_VALUE measure Double
UNIT_MEASURE attribute CL_UNIT
OBS_STATUS attribute CL_OBS_STATUS
QUALIFIER attribute CL_QUALIFIER
EVIDENCE attribute CL_EVIDENCE
PERIOD attribute String
PERIOD_TYPE attribute CL_PERIOD_TYPE
KNOWN_FROM attribute GregorianDay
SUPERSEDED_FROM attribute GregorianDay optional
VALUE_AS_PUBLISHED attribute String
SEGMENT attribute Integer
CAVEAT attribute String optional
COMMENT_OBS attribute String optional
SOURCE_TITLE attribute String optional
SOURCE_URL attribute String optional
SOURCE_PLACE attribute String
EDITION attribute String"""
PODCAST = "Social World Podcast: CSA victims"
FIGURES = """observations.csv:447 icse_countries_connected WLD 2013 40.0 countries E approx verified as_of 2013-12-31 40
observations.csv:466 icse_victims_identified_cum WLD 2013 3000.0 victims E approx verified as_of 2013-12-31 3000
observations.csv:697 takedown_domestic_pct_le_2d DEU 2013 80.0 percent A exact verified calendar_year 2014-10-31 80
observations.csv:418 hotline_reports_total HUN 2012 500.0 reports E approx verified calendar_year 2012-12-31 500
observations.csv:667 police_recorded_incidents NOR 2020 2478.0 offences A exact verified calendar_year 2020-12-31 2478
"""
SHORT = """SOURCE_PLACE INDICATOR REF_AREA TIME_PERIOD OBS_VALUE UNIT_MEASURE OBS_STATUS QUALIFIER EVIDENCE PERIOD_TYPE
KNOWN_FROM VALUE_AS_PUBLISHED"""


@pytest.fixture(scope="module")
def client():
    with TestClient(Starlette(routes=service.ROUTES), raise_server_exceptions=False) as one:
        yield one


def test_each_resource_has_its_title_its_parameters_and_its_order():
    assert {name: (one.title, " ".join(one.parameters), " ".join(one.key)) for name, one in RESOURCES.items()} == API
    assert (MOST, USUAL) == (1000, 100)
    assert {name: kind[:2] for name, kind in KINDS.items()} == PROBLEMS


@pytest.mark.parametrize(("question", "column", "expected"), ANSWERS)
def test_each_parameter_keeps_its_rows_in_their_order(seen, client, question, column, expected):
    got = client.get(f"/api/v1/{question}")
    assert got.status_code == 200, got.text
    held = [row[column] for row in got.json()["data"]]
    assert (" ".join(held) if isinstance(expected, str) else held) == expected and seen.number == 1


def test_an_answer_says_its_edition_its_page_and_who_may_read_it(seen, client):
    got = client.get(f"/api/v1/milestones?as_of={THEN}")
    page = {name: got.json()["page"][name] for name in ("limit", "offset", "rows", "total", "prev")}
    assert page == {"limit": 100, "offset": 0, "rows": 100, "total": 540, "prev": None}
    said = {name: got.headers[name] for name in ("x-edition", "x-total-count", "cache-control", "vary", "content-type")}
    assert said == {
        "x-edition": f"1; hash={seen.hash}",
        "x-total-count": "540",
        "cache-control": "no-cache",
        "vary": "Accept",
        "content-type": "application/json",
    }
    assert got.headers["access-control-allow-origin"] == "*" and got.headers["etag"].startswith(f'W/"{seen.hash[:16]}-')
    assert got.headers["access-control-expose-headers"] == "ETag, Link, X-Total-Count, X-Edition"
    document = got.json()
    assert (document["resource"], document["as_of"], document["filters"], document["notice"]) == (
        "milestones",
        THEN,
        {},
        None,
    )
    assert list(document["edition"]) == ["number", "hash", "built_at", "record_until"]
    sheet = client.get(f"/api/v1/milestones?as_of={THEN}&country=FRA&format=csv")
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert len(list(csv.reader(io.StringIO(client.get(f"/api/v1/milestones?as_of={THEN}&format=csv").text)))) == 541
    assert (
        f'filename="monitor-milestones-edition-1-{seen.hash[:6]}-as_of-{THEN}-country-FRA.csv"'
        in (sheet.headers["content-disposition"])
    )
    asked = client.options("/api/v1/milestones")
    told = {name: asked.headers[f"access-control-{name}"] for name in ("allow-methods", "max-age", "allow-origin")}
    assert (asked.status_code, told) == (204, {"allow-methods": "GET, HEAD", "max-age": "86400", "allow-origin": "*"})
    wrong = client.post("/api/v1/milestones")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    about = client.get("/api/v1/edition").json()["data"][0]
    assert list(about) == ["edition", "hash", "built_at", "record_until", "method", "illustrative", "note", "tables"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_its_tables_under_its_filters(seen, page):
    title, asked, names, files = PAGES[page]
    content = CONTENTS[page]
    tables = content.tables(seen, as_of=THEN, **asked)
    assert (content.title, " ".join(one.view.name for one in tables)) == (title, names)
    assert " ".join(content.exports.values()) == files
    dated = {one.view.name: one.filters.get("as_of") for one in tables}
    assert dated == {name: None if name in UNDATED else THEN for name in dated}
    kept = {one.view.name: {key: one.filters.get(key) for key in asked if key in one.view.filters} for one in tables}
    goal = {"trajectory": {}, "spans": {}}
    assert all(filters == {key: asked[key] for key in filters} for name, filters in kept.items() if name not in goal), (
        kept
    )
    assert content.export("docx", {"as_of": THEN, **asked}) == ("country-FRA.docx" if page == "countries" else None)


def test_exports_have_their_titles_their_groups_and_their_names(seen):
    every = exports.catalogue(seen)
    first = {name: (one.title, one.group, one.dated) for name, one in list(every.items())[: len(EXPORTS)]}
    assert first == EXPORTS and list(first) == list(EXPORTS) and exports.TYPES == TYPES
    assert exports.GROUPS == {
        "alliance": "The whole Alliance",
        "targets": "One policy target",
        "countries": "One country",
        "data": "Open data",
    }
    assert "country-VNM.pdf" not in every and "country-VNM.pdf" in exports.all_exports(seen)
    short = seen.hash[:6]
    names = [exports.file_name(seen, name, THEN) for name in ("sdmx.zip", "target-2.pdf", "country-FRA.docx")]
    assert names == [
        f"monitor-sdmx-edition-1-{short}.zip",
        f"monitor-target-2-edition-1-{short}-as_of-{THEN}.pdf",
        f"monitor-country-FRA-edition-1-{short}-as_of-{THEN}.docx",
    ]
    assert exports.kept(seen, "target-2.pdf") is None and exports.facts(seen, "target-2.pdf") is None


def test_addresses_of_files_name_edition_filters_and_program(seen):
    version = f"version={PROGRAM}"
    gaps = table(seen, "gaps", as_of=THEN, country=["FRA", "DEU"])
    goal = picture(seen, "joint_goal", as_of=THEN, ahead=True)
    assert [
        links.table_link(gaps, "csv"),
        links.picture_link(goal, "png"),
        links.page_link(seen, "gaps", "json", as_of=THEN, target=None, country="FRA"),
        links.export_link(seen, "sdmx.zip"),
        links.export_link(seen, "target-1.pdf", THEN),
        links.zip_link(seen, ["a.pdf", "b.pdf"], THEN),
    ] == [
        f"/download/gaps.csv?edition=1&as_of={THEN}&country=FRA&country=DEU&{version}",
        f"/picture/joint_goal.png?edition=1&as_of={THEN}&ahead=yes&{version}",
        f"/page/gaps.json?edition=1&as_of={THEN}&country=FRA&{version}",
        f"/export/sdmx.zip?edition=1&{version}",
        f"/export/target-1.pdf?edition=1&as_of={THEN}&{version}",
        f"/export?edition=1&as_of={THEN}&name=a.pdf&name=b.pdf&{version}",
    ]


def test_files_say_their_type_their_name_and_how_long_they_keep(seen):
    got = ask(f"/download/gaps.csv?edition=1&as_of={THEN}&country=FRA&version={PROGRAM}")
    names = ("content-type", "content-disposition", "cache-control")
    assert [got.headers[name] for name in names] == [
        "text/csv; charset=utf-8",
        f'attachment; filename="monitor-gaps-edition-1-{seen.hash[:6]}-as_of-{THEN}-country-FRA.csv"',
        "public, max-age=31536000, immutable",
    ]
    again = ask(f"/download/gaps.csv?as_of={THEN}&country=FRA&version={PROGRAM}")
    assert again.headers["cache-control"] == "no-cache" and got.body[:3] == b"\xef\xbb\xbf"
    zipped = ask(f"/page/quality.csv?edition=1&as_of={THEN}")
    assert zipped.name == f"monitor-quality-edition-1-{seen.hash[:6]}-as_of-{THEN}.csv.zip"
    assert zipfile.ZipFile(io.BytesIO(zipped.body)).namelist() == [
        "issues.csv",
        "judgement_sources.csv",
        "confirmations.csv",
        "indicator_coverage.csv",
        "coverage.csv",
    ]
    document = json.loads(ask(f"/page/gaps.json?edition=1&as_of={THEN}&country=FRA&kind=not_known").body)
    assert [document[name] for name in ("title", "as_of", "filters", "illustrative")] == [
        "Gaps",
        THEN,
        {"country": "FRA", "kind": "not_known"},
        False,
    ]
    assert [row["item"] for row in document["tables"][0]["rows"]] == ["icse", "vgt", "inhope_hotline"]
    refused = ask("/download/gaps.csv?target=9")
    assert (refused.status, refused.headers["cache-control"], refused.body.decode()) == (
        400,
        "no-store",
        "A value of target is unknown; there are 1, 2, 3, 4.",
    )
    assert (MOST_ROWS, list(FORMATS)) == ({"pdf": 2000, "xlsx": 1000000}, ["csv", "json", "xlsx", "pdf"])


def test_what_a_filter_may_hold_is_offered(seen):
    held = {name: list(offered(seen, name)) for name in ("target", "goal", "rule", "kind", "state", "severity")}
    assert held == {
        "target": ["1", "2", "3", "4"],
        "goal": ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"],
        "rule": ["annual_growth", "binary", "context", "direction"],
        "kind": [
            "behind_path",
            "due_no_report",
            "not_joined",
            "not_known",
            "not_reported",
            "overdue",
            "sources_differ",
        ],
        "state": ["no", "not_known", "sources_differ", "yes"],
        "severity": ["error", "note", "question"],
    }
    assert "WLD" in offered(seen, "country") and "VNM" in offered(seen, "country")
    assert list(offered(seen, "region")) == ["Africa", "Americas", "Asia", "Europe", "Oceania"]
    assert {name: list(values)[:3] for name, values in ALWAYS.items()} == {
        "ahead": ["yes", "no"],
        "eu": ["yes", "no"],
        "part": ["1", "2", "3"],
        "most": ["1", "2", "3"],
    }


@pytest.fixture(scope="module")
def packed(edition):
    """Call it with what makes a zip, for its entries by name; made once."""
    made = {}

    def entries(seen, make):
        if make not in made:
            made[make] = zipfile.ZipFile(io.BytesIO(b"".join(make(seen))))
        return made[make]

    assert edition.number == 1
    return entries


def test_sdmx_has_its_components_and_says_of_a_figure_what_the_record_says(seen, packed):
    held = [" ".join([one.id, one.role, one.format, *([] if one.needed else ["optional"])]) for one in sdmx.COMPONENTS]
    assert held == COMPONENTS.splitlines()
    inside = packed(seen, sdmx.archive)
    assert inside.namelist() == ["README.md", "LICENCE.md", "CITATION.cff", "structure.xml", "observations.csv"]
    rows = list(csv.DictReader(io.StringIO(inside.read("observations.csv").decode())))
    assert list(rows[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert [rows[0][name] for name in ("STRUCTURE", "STRUCTURE_ID", "ACTION", "REPORT", "EDITION")] == [
        *("dataflow", "ALLIANCE:OBSERVATIONS(1.0.0)", "I", "RECORD", f"1 · {seen.hash[:6]}")
    ]
    by_place = {row["SOURCE_PLACE"]: row for row in rows}
    told = [" ".join(by_place[said.split()[0]][name] for name in SHORT.split()) for said in FIGURES.splitlines()]
    assert told == FIGURES.splitlines()
    undated = by_place["observations.csv:466"]
    assert [undated[name] for name in ("COMMENT_OBS", "SOURCE_TITLE", "SOURCE_URL", "SUPERSEDED_FROM", "PERIOD")] == [
        "page undated, about 2013-2014; weak source",
        PODCAST,
        "https://socialworldpodcast.com/csa-victims/",
        "",
        "2013",
    ]
    assert by_place["observations.csv:418"]["CAVEAT"] == "Scope differs by hotline"
    structure = inside.read("structure.xml").decode()
    assert f"<mes:ID>OBSERVATIONS-{seen.hash[:6]}</mes:ID>" in structure and "<mes:Test>false</mes:Test>" in structure
    assert '<str:Attribute id="CAVEAT" usage="optional">' in structure
    assert '<str:Attribute id="OBS_STATUS" usage="mandatory">' in structure
    assert '<str:Dimension id="REF_AREA" position="2">' in structure
    assert '<str:Measure id="OBS_VALUE" usage="mandatory">' in structure


STATUSES = {
    ("verified", "exact"): "A",
    ("verified", "counted"): "A",
    ("reported", "exact"): "A",
    ("verified", "approx"): "E",
    ("verified", "at_least"): "E",
    ("reported", "derived"): "E",
    ("unconfirmed", "exact"): "V",
    ("unconfirmed", "approx"): "V",
}


@pytest.mark.parametrize(("evidence", "qualifier"), STATUSES)
def test_sdmx_tells_estimated_and_unvalidated_figures_apart(evidence, qualifier):
    sql = f"SELECT {sdmx.STATUS} FROM (SELECT ? AS evidence, ? AS qualifier)"
    assert duckdb.execute(sql, [evidence, qualifier]).fetchone() == (STATUSES[evidence, qualifier],)
    places = [("observations", "12", "RECORD", "observations.csv:12"), ("S0007!Indicators!G", "12", "S0007", None)]
    for file, line, report, place in places:
        sql = f"SELECT {sdmx.REPORT}, {sdmx.PLACE} FROM (SELECT ? AS file, ? AS line)"
        assert duckdb.execute(sql, [file, line]).fetchone() == (report, place or "S0007!Indicators!G12")


def test_the_package_describes_itself_for_programs(seen, packed):
    inside = packed(seen, opendata.package)
    assert inside.namelist()[:5] == ["README.md", "LICENCE.md", "CITATION.cff", "codebook.csv", "codebook.md"]
    package = json.loads(inside.read("datapackage.json"))
    kept = {name: package[name] for name in ("profile", "name", "id", "version", "illustrative", "created")}
    assert kept == {
        "profile": "data-package",
        "name": "alliance-progress-monitor",
        "id": f"sha256:{seen.hash}",
        "version": "1",
        "illustrative": False,
        "created": seen.manifest["built_at"],
    }
    assert [one["name"] for one in package["licenses"]] == ["not-decided", "CC-BY-4.0"]
    parts = {one["name"]: one for one in package["resources"]}
    sheet, whole = parts["milestones"], parts["milestones-parquet"]
    said = [[one[name] for name in ("path", "format", "mediatype")] for one in (sheet, whole)]
    assert said == [
        ["data/milestones.csv", "csv", "text/csv"],
        ["data/milestones.parquet", "parquet", "application/vnd.apache.parquet"],
    ]
    assert sheet["schema"]["primaryKey"] == ["as_of", "milestone", "iso3"] and sheet["schema"]["missingValues"] == [""]
    foreign = {key["fields"][0]: key["reference"]["resource"] for key in sheet["schema"]["foreignKeys"]}
    assert foreign == {
        "as_of": "conferences",
        "milestone": "milestone_kinds",
        "target_no": "policy_targets",
        "goal_id": "operational_goals",
    }
    changed = {key["fields"][0]: key["reference"] for key in parts["changes"]["schema"]["foreignKeys"]}
    assert changed["since"] == {"resource": "conferences", "fields": ["as_of"]}
    types = {one["name"]: one["type"] for one in parts["observations"]["schema"]["fields"]}
    kinds = {"value": "number", "date_from": "date", "line": "integer", "indicator": "string"}
    assert kinds.items() <= types.items()
    cited = inside.read("CITATION.cff").decode().splitlines()
    assert cited[:3] == [
        'cff-version: "1.2.0"',
        'message: "If you use these data, please cite this edition, and the source that stands in each row."',
        'type: "dataset"',
    ]
    assert 'version: "1"' in cited and "10.5281/zenodo.13896438" in cited[-1]
    first = next(csv.DictReader(io.StringIO(inside.read("codebook.csv").decode())))
    assert list(first) == ["table", "column", "type", "unit", "description"]


def test_the_server_keeps_its_limits_and_its_headers():
    most = (addresses.LETTERS, addresses.PARAMETERS, addresses.HEADERS, addresses.HEADER_BYTES)
    assert most == (16000, 500, 100, 32000)
    assert (connections.HEAD_SECONDS, connections.PAUSE_SECONDS, connections.UNTAKEN_SECONDS) == (10, 20, 60)
    assert (connections.HEAD_BYTES, connections.MESSAGE_BYTES, connections.RESERVE) == (48000, 2000000, 200)
    assert (queues.RETRY_SECONDS, queues.READING.most, queues.DRAWING.most) == (10, 504, 23)
    assert (written.LONGEST, written.CROWD) == (4000, 60)
    said = headers.security_headers("<script>a</script>")
    assert list(said)[1:] == [
        *("x-content-type-options", "x-frame-options", "referrer-policy", "permissions-policy"),
        *("cross-origin-opener-policy", "cross-origin-resource-policy"),
    ]
    assert said["content-security-policy"] == (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' "
        "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    assert addresses.robots(True, "/m") == "User-agent: *\nDisallow: /m/\n"
    assert addresses.robots(False).splitlines()[1:] == [
        f"Disallow: {place}" for place in ("/api/", "/download/", "/page/", "/picture/", "/export/", "/export?")
    ]
