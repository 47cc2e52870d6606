"""Open data holds what the edition holds: every table as CSV and Parquet, described, cited, safe, and the same bytes
each time."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import duckdb
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import words
from etl.build import build
from views import edition as editions
from views.data import archive, citation, csv_text, descriptor, opendata, sdmx
from views.edition import in_force
from views.tables import RISKY, safe

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:frictionless.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pysdmx.*"),
]
MOMENT = datetime(2014, 9, 30, 9, 15, 20)
TEXTS = [
    *(
        "=1+1",
        '=HYPERLINK("http://x.example","y")',
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "'=1",
        "''-2",
        "'tis",
        "-5",
        '"',
        'a"b,c',
    ),
    *(
        "#heading $x$ [a](b) *b* _c_ <d> \\e",
        "&amp;<note>]]>",
        "x" * 40_000,
        "Ελλάδα ქართული ไทย 日本 עברית العربية",
        "e\u0301 = \u00e9",
        "one\ntwo",
        "a\x01b\x1b[31mc\x7f",
        "\x02=1",
    ),
]


@pytest.fixture
def planted(new_record, shelf, monkeypatch):
    """An edition of a record whose texts a spreadsheet would run, cannot hold, or would take for something else."""
    store, _said = shelf.folder("payloads in open data", lambda store: _planted(store, new_record()))
    monkeypatch.setenv("MONITOR_STORE", str(store))
    return in_force()


def _planted(store, record):
    for file, column in (
        ("observations", "note"),
        ("observations", "source_title"),
        ("commitments", "note"),
        ("events", "description"),
        ("participants", "note"),
    ):
        rows = record.rows(file)
        for row, text in zip(rows[1:], TEXTS, strict=False):
            row[column] = text
        record.write(file, rows)
    return build(store, record.folder)


def opened(pieces):
    """What a zip holds: name by content."""
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.fixture
def unpacked(tmp_path):
    """Call it with a zip in pieces; returns the folder into which it was unpacked."""

    def unpack(pieces):
        folder = tmp_path / "unpacked"
        zipfile.ZipFile(io.BytesIO(b"".join(pieces))).extractall(folder)
        return folder

    return unpack


def place(edition, table, ending):
    """Where a table stands in the package; the name of a file with invented figures says so."""
    return f"data/{table}{'-illustrative' if edition.illustrative else ''}.{ending}"


@pytest.fixture(autouse=True)
def limit():
    """frictionless raises the limit of Python's reader of CSV for everybody; here it is given back."""
    usual = csv.field_size_limit()
    yield
    csv.field_size_limit(usual)


def told(edition, sql):
    """The rows of the edition itself, asked without our code."""
    with duckdb.connect(str(edition.folder / "edition.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


def reread(data):
    csv.field_size_limit(1 << 20)
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def back(cell):
    """A text as the codebook says how to get it back."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(RISKY) else cell


def as_written(value):
    """A value of the edition as the codebook says that it stands in a CSV, the apostrophe taken away."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else words.CONTROL.sub("", value) if isinstance(value, str) else str(value)


def same_rows(edition, table, data):
    head, *rows = reread(data)
    with duckdb.connect(str(edition.folder / "edition.duckdb"), read_only=True) as con:
        found = con.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in found.description]
        expected = [[as_written(value) for value in row] for row in found.fetchall()]
    return head == names and [[back(cell) for cell in row] for row in rows] == expected


def test_a_zip_is_the_same_whenever_it_is_made_and_dated_by_its_moment():
    entries = [("a.txt", [b"one ", b"two"]), ("b/c.parquet", [b"x" * 10]), ("empty.txt", [])]
    made = b"".join(archive.zipped(entries, MOMENT))
    assert made == b"".join(archive.zipped(entries, MOMENT.replace(tzinfo=UTC)))
    assert made == b"".join(
        archive.zipped(entries, (MOMENT + timedelta(hours=2)).replace(tzinfo=timezone(timedelta(hours=2))))
    )
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert [
            (one.filename, one.date_time, one.create_system, one.external_attr >> 16, one.compress_type, one.extra)
            for one in parts.infolist()
        ] == [
            ("a.txt", MOMENT.timetuple()[:6], 3, 0o100644, zipfile.ZIP_DEFLATED, b""),
            ("b/c.parquet", MOMENT.timetuple()[:6], 3, 0o100644, zipfile.ZIP_STORED, b""),
            ("empty.txt", MOMENT.timetuple()[:6], 3, 0o100644, zipfile.ZIP_DEFLATED, b""),
        ]
        assert [parts.read(one) for one in parts.infolist()] == [b"one two", b"x" * 10, b""]
    with zipfile.ZipFile(io.BytesIO(b"".join(archive.zipped(entries, MOMENT, stored=True)))) as parts:
        assert {one.compress_type for one in parts.infolist()} == {zipfile.ZIP_STORED}


def test_a_zip_reads_an_entry_only_when_it_is_its_turn_and_holds_none():
    read = []

    def content(name):
        for turn in range(40):
            read.append((name, turn))
            yield bytes([turn]) * 200_000

    pieces = archive.zipped(((name, content(name)) for name in ("a", "b")), MOMENT, stored=True)
    got, first = [next(pieces)], len(read)
    assert 0 < first < 20
    got += pieces
    assert max(map(len, got)) < 3 * archive.PIECE
    parts = opened(got)
    assert parts["a"] == parts["b"] == b"".join(bytes([turn]) * 200_000 for turn in range(40))


@pytest.mark.skipif(shutil.which("unzip") is None, reason="no unzip here")
def test_unzip_opens_the_package(seen, tmp_path):
    (tmp_path / "package.zip").write_bytes(b"".join(opendata.package(seen)))
    assert subprocess.run(["unzip", "-tq", tmp_path / "package.zip"], capture_output=True).returncode == 0


AGAIN = pytest.mark.full("the same package of another edition")


@pytest.mark.parametrize("name", ["seen", pytest.param("illustrated", marks=AGAIN)])
def test_frictionless_finds_nothing_wrong_with_the_package(name, request, unpacked):
    import frictionless

    edition = request.getfixturevalue(name)
    folder = unpacked(opendata.package(edition))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert [(task.name, error.message) for task in report.tasks for error in task.errors] + list(report.errors) == []
    assert len(report.tasks) == 2 * len(edition.manifest["tables"])
    said = json.loads((folder / "datapackage.json").read_text())
    assert (said["version"], said["created"], said["id"]) == (
        str(edition.number),
        edition.manifest["built_at"],
        f"sha256:{edition.hash}",
    )
    keyed = [one for one in said["resources"] if "primaryKey" in one.get("schema", {})]
    assert len(keyed) == len(descriptor.KEYS) and set(descriptor.KEYS) <= set(edition.manifest["tables"])
    assert any(one["schema"].get("foreignKeys") for one in keyed)


def test_frictionless_finds_a_changed_digit(seen, unpacked):
    import frictionless

    folder = unpacked(opendata.package(seen))
    path = folder / "data" / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b",1617.0,", b",1618.0,", 1))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert {task.name for task in report.tasks if task.errors} == {"observations"}


@pytest.mark.parametrize("name", [pytest.param("planted", marks=AGAIN), "illustrated"])
def test_every_csv_read_back_is_the_table_of_the_edition(name, request):
    edition = request.getfixturevalue(name)
    held = opened(opendata.package(edition))
    for table, said in edition.manifest["tables"].items():
        written = held[place(edition, table, "csv")]
        assert same_rows(edition, table, written), table
        assert len(reread(written)) == said["rows"] + 1
        assert written == b"".join(opendata.table_csv(edition, table))
        assert held[place(edition, table, "parquet")] == (edition.folder / f"{table}.parquet").read_bytes()


def test_no_cell_of_a_csv_begins_with_a_sign_that_a_spreadsheet_would_run(planted):
    rows = reread(b"".join(opendata.table_csv(planted, "observations")))
    notes = [row[rows[0].index("note")] for row in rows[1:]]
    assert not [note for note in notes if note.startswith(RISKY)]
    assert [note for note in notes if note.startswith("'")], "the control: risky notes are there"
    assert {back(note) for note in notes} >= {words.CONTROL.sub("", text) for text in TEXTS}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(TEXTS), min_size=1, max_size=60
    )
)
def test_any_text_is_guarded_as_on_the_screen_and_comes_back(seen, texts):
    written = b"".join(
        seen.text(
            f"SELECT {csv_text.line([csv_text.cell('one')])} FROM (SELECT unnest(CAST($texts AS VARCHAR[])) AS one)",
            texts=texts,
        )
    )
    cells = [row[0] for row in reread(written)] if written != b'""\r\n' else [""]
    clean = [words.CONTROL.sub("", text) for text in texts]
    assert cells == [safe(text) for text in clean]
    assert [back(cell) for cell in cells] == clean


def test_nothing_an_empty_text_zero_and_false_are_four_different_cells(seen):
    cells = map(csv_text.cell, ["NULL", "''", "0", "false"], ["string", "string", "integer", "boolean"])
    sql = f"SELECT {csv_text.line(cells)}"
    assert b"".join(seen.text(sql)) == b',"",0,false\r\n'


def test_a_table_that_is_not_published_is_refused(seen):
    with pytest.raises(KeyError):
        next(opendata.table_csv(seen, "raw_observations"))


def test_every_column_is_documented(seen):
    held = opened(opendata.package(seen))
    head, *rows = reread(held["codebook.csv"])
    assert head == ["table", "column", "type", "unit", "description"]
    assert [(table, column) for table, column, *_ in rows] == [
        (table, name) for table in sorted(seen.manifest["tables"]) for name in reread(held[f"data/{table}.csv"])[0]
    ]
    assert all(row[4] for row in rows)
    told_to_people = held["codebook.md"].decode()
    assert all(f"## {table}\n" in told_to_people for table in seen.manifest["tables"])
    assert all(line in told_to_people for line in descriptor.WRITTEN)


def test_the_package_is_the_same_bytes_each_time_and_every_entry_bears_the_date_of_the_edition(seen):
    made = b"".join(opendata.package(seen))
    assert made == b"".join(opendata.package(replace(seen)))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        moment = datetime.fromisoformat(seen.manifest["built_at"])
        assert {one.date_time for one in parts.infolist()} == {
            moment.replace(second=moment.second // 2 * 2).timetuple()[:6]
        }, "a zip counts seconds by two"
        assert parts.namelist()[0] == "README.md" and parts.namelist()[-1] == "datapackage.json"


def test_two_editions_that_differ_in_one_digit_never_give_one_file(one_digit, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(one_digit[0]))
    first, second = editions.edition(1), in_force()
    made = b"".join(opendata.package(first))
    package, figures = opened([made]), opened(sdmx.archive(first))
    package_2, figures_2 = opened(opendata.package(second)), opened(sdmx.archive(second))
    assert (first.number, second.number) == (1, 2)
    for old, new in ((package["data/observations.csv"], package_2["data/observations.csv"]),
                     (figures["observations.csv"], figures_2["observations.csv"])):  # fmt: skip
        assert b",2091.0," in old and b",2092.0," in new
        assert b",2092.0," not in old and b",2091.0," not in new
    for name in ("README.md", "CITATION.cff", "datapackage.json"):
        assert package[name] != package_2[name]
    assert made == b"".join(opendata.package(replace(first))), "the old edition is as it was"


@pytest.mark.parametrize("make", [opendata.package, sdmx.archive])
def test_invented_figures_say_so_in_every_file_or_its_name(illustrated, seen, make):
    def says(name, content):
        return "illustrative" in name or words.ILLUSTRATIVE.encode() in content

    assert [
        name
        for name, content in opened(make(illustrated)).items()
        if not says(name, content) and name != "codebook.csv"
    ] == [], "the codebook holds no figure"
    assert [name for name, content in opened(make(seen)).items() if says(name, content)] == []


def test_the_citation_names_number_date_and_hash(seen, illustrated):
    for edition in (seen, illustrated):
        said = citation.cite(edition)
        assert (
            f"Edition {edition.number} of {words.day(datetime.fromisoformat(edition.manifest['built_at']))}" in said
            and edition.hash in said
        )
        assert (words.ILLUSTRATIVE in said) is edition.illustrative
        cff = yaml.safe_load(citation.cff(edition))
        assert (
            cff.keys() >= {"cff-version", "message", "title", "authors"}
            and cff["cff-version"] == "1.2.0"
            and cff["type"] == "dataset"
        )
        assert (cff["version"], cff["date-released"]) == (str(edition.number), edition.manifest["built_at"][:10])
        assert date.fromisoformat(cff["date-released"]) and cff["identifiers"][0]["value"] == f"sha256:{edition.hash}"
        assert cff["references"][0]["doi"] == "10.5281/zenodo.13896438"


def test_the_licence_says_what_is_not_decided_and_keeps_what_sources_ask_for(seen, illustrated):
    said = opendata.licence(seen)
    assert "has not been decided" in said and "The secretariat must decide" in said
    stated = [
        title for (title,) in told(seen, "SELECT source_title FROM sources WHERE contains(source_title, 'CC BY')")
    ]
    assert len(stated) == 18 and all(words.escape(title) in said for title in stated)
    assert f"other {words.number(seen.manifest['tables']['sources']['rows'] - 18)}." in said
    assert "What countries wrote" not in said and "The texts of 99 reports" in opendata.licence(illustrated)
    licences = json.loads(opened(opendata.package(seen))["datapackage.json"])["licenses"]
    assert [one["name"] for one in licences] == ["not-decided", "CC-BY-4.0"]


@pytest.mark.parametrize("name", ["seen", "illustrated", "planted"])
def test_pysdmx_reads_the_structure_and_every_figure(name, request, unpacked):
    from pysdmx.io import get_datasets, read_sdmx

    edition = request.getfixturevalue(name)
    folder = unpacked(sdmx.archive(edition))
    structure = read_sdmx(folder / "structure.xml", validate=True)
    codes = {one.id: {code.id for code in one.items} for one in structure.get_codelists()}
    (dataset,) = get_datasets(folder / "observations.csv", folder / "structure.xml")
    found = dataset.data
    for component in dataset.structure.components:
        assert component.local_codes is None or set(found[component.id]) <= codes[component.local_codes.id], (
            component.id
        )
    expected = told(edition, f"SELECT {sdmx.PLACE}, iso3, value FROM observations")
    assert sorted(zip(found["SOURCE_PLACE"], found["REF_AREA"], map(float, found["OBS_VALUE"]), strict=True)) == sorted(
        expected
    )
    assert not found.duplicated(["INDICATOR", "REF_AREA", "REPORT", "TIME_PERIOD"]).any()
    assert set(found["EDITION"]) == {
        " · ".join([str(edition.number), edition.short, *([words.ILLUSTRATIVE] if edition.illustrative else [])])
    }


@pytest.mark.parametrize("name", ["seen", "illustrated"])
def test_sdmx1_reads_them_too(name, request):
    sdmx1 = pytest.importorskip("sdmx")
    from sdmx.reader.csv import Reader

    edition = request.getfixturevalue(name)
    held = opened(sdmx.archive(edition))
    structure = sdmx1.read_sdmx(io.BytesIO(held["structure.xml"]))
    (dataset,) = (
        Reader().convert(io.BytesIO(held["observations.csv"]), structure=structure.dataflow["OBSERVATIONS"]).data
    )
    expected = told(edition, "SELECT value FROM observations")
    assert [float(one.value) for one in dataset.obs] == [value for (value,) in expected]


def test_the_columns_of_sdmx_say_what_the_edition_says(planted):
    head, *rows = reread(opened(sdmx.archive(planted))["observations.csv"])
    expected = told(
        planted,
        "SELECT indicator, iso3, unit, qualifier, evidence, period, value_as_published, note, source_title, file || "
        "'.csv:' || line FROM observations",
    )
    names = [
        "INDICATOR",
        "REF_AREA",
        "UNIT_MEASURE",
        "QUALIFIER",
        "EVIDENCE",
        "PERIOD",
        "VALUE_AS_PUBLISHED",
        "COMMENT_OBS",
        "SOURCE_TITLE",
        "SOURCE_PLACE",
    ]
    units = {code: unit for unit, code in sdmx._codes(planted, "unit").items()}
    found = [{name: back(cell) for name, cell in zip(head, row, strict=True)} for row in rows]
    assert [tuple(units[row[name]] if name == "UNIT_MEASURE" else row[name] for name in names) for row in found] == [
        tuple(map(as_written, row)) for row in expected
    ]


@pytest.mark.parametrize(
    ("period", "first", "last", "expected"),
    [
        ("2014", "2014-01-01", "2014-12-31", "2014"),
        ("2014-09", "2014-09-01", "2014-09-30", "2014-09"),
        ("2014-09-30", "2014-09-30", "2014-09-30", "2014-09-30"),
        ("2013-H1", "2013-01-01", "2013-06-30", "2013-S1"),
        ("2013-H2", "2013-07-01", "2013-12-31", "2013-S2"),
        ("2015-10m", "2015-01-01", "2015-10-31", "2015-01-01/P10M"),
        ("2015-01/2015-10", "2015-01-01", "2015-10-31", "2015-01-01/P304D"),
        ("2020-04/2020-09", "2020-04-01", "2020-09-30", "2020-04-01/P183D"),
        ("FY2014-15", "2014-01-01", "2015-12-31", "2014-01-01/P2Y"),
        ("FY2015-16-H1", "2015-01-01", "2015-12-31", "2015-01-01/P1Y"),
        ("FY2015-16-H2", "2015-01-01", "2016-12-31", "2015-01-01/P24M"),
    ],
)
def test_a_stated_period_has_a_form_of_sdmx_and_no_two_have_the_same(seen, period, first, last, expected):
    sql = (
        f"SELECT {sdmx.PERIOD} "
        "FROM (SELECT $period AS period, CAST($first AS DATE) AS date_from, CAST($last AS DATE) AS date_to)"
    )
    assert b"".join(seen.text(sql, period=period, first=first, last=last)).decode() == expected


def test_a_name_that_sdmx_does_not_allow_gets_a_code_of_its_own(record, store, monkeypatch):
    rows = record.rows("observations")
    for row, unit in zip(rows[-3:], ["a b", "a/b", "a_b"], strict=True):
        row["unit"] = unit
    record.write("observations", rows)
    build(store, record.folder)
    monkeypatch.setenv("MONITOR_STORE", str(store))
    codes = sdmx._codes(in_force(), "unit")
    assert codes["a_b"] == "a_b" and len(set(codes.values())) == len(codes)
    assert all(re.fullmatch(r"[A-Za-z0-9_@$-]+", code) for code in codes.values())
    head, *rows = reread(opened(sdmx.archive(in_force()))["observations.csv"])
    assert {codes["a b"], codes["a/b"], "a_b"} <= {row[head.index("UNIT_MEASURE")] for row in rows}
