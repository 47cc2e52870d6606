"""The smallest parts of core, exactly on their edges: cells of a sheet, numbers of editions, formats, addresses."""

import json
from datetime import datetime

import pytest

from core import words
from core.editions.database import literal, parquet
from core.editions.hashes import content_hash, sha256
from core.editions.layout import editions, numbered, place
from core.editions.manifest import FORMAT, LaterVersion, Unreadable, current, refuse_later, refuse_later_edition
from core.editions.soundness import is_published, whole
from core.words.addresses import file_name
from core.xlsx.grid import Grid, letters, ordinal
from core.xlsx.markup import Refused, letter
from core.xlsx.styles import look

# ---- a sheet


def cell(value, style=1, day_0=datetime(1899, 12, 30), address="A5", kind=""):
    """What one cell of a number is read as, and its kind, in a sheet whose styles are none, date and percent."""
    grid = Grid("x", ["shared"], ["", "date", "percent"], day_0)
    xml = f'<c r="{address}" s="{style}"{kind}><v>{value}</v></c>'
    grid.read(f"<worksheet><sheetData><row>{xml}</row></sheetData></worksheet>".encode())
    column, row = address.rstrip("0123456789"), address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return grid.columns[column].get(row), grid.kinds[column].get(row)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("41912", ("2014-09-30", "date")),
        ("41912.5", ("2014-09-30T12:00:00", "date")),
        ("0.5", ("12:00:00", "date")),
        ("61", ("1900-03-01", "date")),
        ("60", ("60", "number")),
        ("1", ("1", "number")),
        ("1899", ("1905-03-13", "date")),
        ("1900", ("1900", "number")),
        ("2014", ("2014", "number")),
        ("2199", ("2199", "number")),
        ("2200", ("1906-01-08", "date")),
        ("-1", ("-1", "number")),
        ("2958465", ("9999-12-31", "date")),
        ("2958466", ("2958466", "number")),
    ],
)
def test_a_day_is_counted_from_the_first_and_a_year_stays_a_year(value, read):
    assert cell(value) == read


def test_days_count_from_1904_where_the_workbook_says_so():
    assert cell("40450", day_0=datetime(1904, 1, 1)) == ("2014-09-30", "date")
    assert cell("60", day_0=datetime(1904, 1, 1)) == ("1904-03-01", "date")


@pytest.mark.parametrize(
    ("value", "style", "kind", "read"),
    [
        ("0.12", 2, "", ("0.12", "percent")),
        ("7", 0, "", ("7", "number")),
        ("0", 0, ' t="s"', ("shared", None)),
        ("1", 0, ' t="b"', ("1", "logical")),
        ("#N/A", 0, ' t="e"', ("#N/A", "error")),
        ("x", 0, ' t="str"', ("x", None)),
    ],
)
def test_the_kind_of_a_cell(value, style, kind, read):
    assert cell(value, style, kind=kind) == read


@pytest.mark.parametrize(("address", "fine"), [("A20000", True), ("A20001", False), ("GR5", True), ("GS5", False)])
def test_a_form_may_use_20000_rows_and_200_columns(address, fine):
    if fine:
        assert cell("7", 0, address=address) == ("7", "number")
    else:
        with pytest.raises(Refused, match="at most 20000 rows and 200 columns are read") as refused:
            cell("7", 0, address=address)
        assert refused.value.code == "too_large"


def test_columns_have_their_letters():
    assert [letters(number) for number in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert [ordinal(text) for text in ("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")] == [1, 26, 27, 52, 53, 702, 703]


@pytest.mark.parametrize(
    ("text", "read"),
    [("a_x000D_b", "a\rb"), ("_x0041_", "A"), ("_x0000_", "_x0000_"), ("_xD800_", "_xD800_"), ("_xFFFE_", "_xFFFE_"),
     ("_x0020_", " "), ("_x001F_", "_x001F_")],
)  # fmt: skip
def test_what_a_spreadsheet_escapes_is_read_where_it_is_a_letter(text, read):
    assert letter(text) == read


def test_a_look_without_a_fill_has_none():
    plain, filled = look(), look(8, bold=True, fill="F1F3F5", horizontal="right", indent=1)
    assert (plain.fill.fill_type, plain.alignment.wrap_text, plain.alignment.vertical) == (None, True, "top")
    assert (filled.fill.fgColor.rgb, filled.font.sz, filled.alignment.horizontal) == ("00F1F3F5", 8, "right")


# ---- editions


def test_editions_stand_in_folders_of_four_digits_and_are_counted_as_numbers(tmp_path):
    for name in ("0002", "0010", "0001", "10000", ".0003", "0004x", "x"):
        (tmp_path / "editions" / name).mkdir(parents=True)
    assert editions(tmp_path) == [1, 2, 10, 10000]
    assert [path.name for path in numbered(tmp_path / "editions")] == ["0001", "0002", "0010", "10000"]
    assert place(tmp_path, 7).name == "0007"


def test_what_is_in_force_is_read_or_said_to_be_damaged(tmp_path):
    assert current(tmp_path) is None
    (tmp_path / "current.json").write_text('{"edition": "2", "hash": "a", "manifest": "b", "more": 1}')
    assert current(tmp_path) == {"edition": 2, "hash": "a", "manifest": "b"}
    for text in ("", "[]", '{"edition": 2, "hash": "a"}', '{"edition": "x", "hash": "a", "manifest": "b"}'):
        (tmp_path / "current.json").write_text(text)
        with pytest.raises(Unreadable, match="current.json: cannot be read; expected the number, hash and manifest"):
            current(tmp_path)


@pytest.mark.parametrize(
    ("said", "later"),
    [({"format": FORMAT}, False), ({"format": FORMAT + 1}, True), ({"format": "9"}, False), ([], False), ({}, False)],
)
def test_an_edition_of_a_later_format_is_refused(tmp_path, said, later):
    (tmp_path / "manifest.json").write_text(json.dumps(said))
    if not later:
        assert refuse_later_edition(tmp_path) is None
        return
    with pytest.raises(LaterVersion, match=r"by a later version of the program \(format 4\)"):
        refuse_later_edition(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({**said, "program": "9.1"}))
    with pytest.raises(LaterVersion, match=r"by version 9.1 of the program \(format 4\).*up to 3\."):
        refuse_later_edition(tmp_path)


@pytest.mark.parametrize("where", ["desk/drafts/0002", "editions/0002"])
def test_an_edition_that_waits_may_be_of_a_later_version_too(tmp_path, where):
    (tmp_path / where).mkdir(parents=True)
    assert refuse_later(tmp_path) is None
    (tmp_path / where / "manifest.json").write_text('{"format": 4}')
    with pytest.raises(LaterVersion):
        refuse_later(tmp_path)


def test_the_hash_of_an_edition_is_over_the_names_and_hashes_of_its_tables_in_their_order():
    # SHA-256 of "a 1\nb 2\n", by `printf 'a 1\nb 2\n' | sha256sum`
    digest = "2951835de33689a441bfa61bc7af99b1f0305ca8ec0ab4dd508f14f57b27ca23"
    assert content_hash({"b": {"hash": "2", "rows": 1}, "a": {"hash": "1", "rows": 9}}) == digest


def edition(store, number, previous):
    """A tiny edition on disk; what the next one, or current.json, says of it."""
    folder = place(store, number)
    folder.mkdir(parents=True)
    (folder / "edition.duckdb").write_text(f"database {number}")
    tables = {"a": {"rows": 1, "hash": str(number)}}
    said = {
        "format": FORMAT, "edition": number, "hash": content_hash(tables), "tables": tables, "previous": previous,
        "files": {"edition.duckdb": sha256(folder / "edition.duckdb")},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(said))
    return {"edition": number, "manifest": sha256(folder / "manifest.json")}, said["hash"]


@pytest.fixture
def three(tmp_path):
    """A store with three tiny editions, and what `current.json` says."""
    link = None
    for number in (1, 2, 3):
        link, content = edition(tmp_path, number, link)
    return tmp_path, {**link, "hash": content}


def test_editions_are_looked_at_from_the_newest_back(three):
    store, named = three
    assert [(number, bool(hash_), fault) for number, hash_, fault in whole(store, named)] == [
        (3, True, ""), (2, True, ""), (1, True, ""),
    ]  # fmt: skip
    assert is_published(place(store, 2), "edition.duckdb") is True
    assert is_published(place(store, 2), "other.csv") is False


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda store: place(store, 2).joinpath("edition.duckdb").write_text("x"),
            {2: "editions/0002/edition.duckdb: is not the file that was published."}),
        (lambda store: place(store, 2).joinpath("manifest.json").write_text("{}"),
            {2: "editions/0002/manifest.json: is not the one that was published."}),
        (lambda store: place(store, 1).rename(store / "gone"), {}),
        (lambda store: place(store, 3).joinpath("edition.duckdb").unlink(),
            {3: "editions/0003/edition.duckdb: is not the file that was published."}),
    ],
)  # fmt: skip
def test_an_edition_that_is_not_what_was_published_has_a_fault_and_no_hash(three, change, faults):
    store, named = three
    change(store)
    found = {number: (hash_, fault) for number, hash_, fault in whole(store, named)}
    assert {number: fault for number, (_, fault) in found.items() if fault} == faults
    assert all((hash_ == "") is (fault != "") for hash_, fault in found.values())


def test_current_json_names_the_content_too(three):
    store, named = three
    (newest, *_) = whole(store, {**named, "hash": "0"})
    assert newest == (3, "", "editions/0003: its hash is not the one that current.json or its manifest says.")


def test_a_name_of_a_file_is_no_pattern(tmp_path):
    assert literal(tmp_path / "it's") == f"'{tmp_path}/it''s'"
    assert parquet(tmp_path / "a*[b].parquet", "x = true") == (
        f"read_parquet('{tmp_path}/a[*][[]b].parquet', hive_partitioning = false, x = true)"
    )


# ---- words


@pytest.mark.parametrize(
    ("function", "given", "expected"),
    [
        ("size", (1000,), "1 KB"),
        ("size", (999_499,), "999 KB"),
        ("size", (999_500,), "1.0 MB"),
        ("rounded", (1234,), "1\u202f230"),
        ("rounded", (999,), "999"),
        ("rounded", (0.4,), "0"),
        ("signed", (0,), "0"),
        ("plain", (3.256,), "3.26"),
        ("plain", (3.2,), "3.2"),
        ("short", ("abcdefgh", 8), "abcdefgh"),
        ("short", ("abcdefghi", 8), "abcdefgh …"),
        ("short", ("abcdef ghi", 8, " there"), "abcdef … there"),
        ("short", ("ab cdefghij", 8), "ab cdefg …"),
        ("listed", (["a", "b", "c"], 1), "a and 2 more"),
        ("places", ("S0007!Indicators!G", [12, 15, 17], 2), "S0007!Indicators!G12, S0007!Indicators!G15 …"),
        ("places", ("observations", [12, 15], 2), "observations.csv: 12, 15"),
        ("web", ("https://x.example/a ; http://y.example",), "https://x.example/a"),
        ("web", ("ftp://x.example",), None),
        ("web", ("https://x.example/<a>",), None),
        ("web", ("https://x.example/a b",), None),
        ("escape", ("see www.x.example and a@b",), "see www\u2060.x.example and a@\u2060b"),
        ("measured", (1, "exact", "victims per day"), "1 victim per day"),
        ("measured", (1, "exact", "days"), "1 day"),
        ("measured", (12.5, "exact", "percent"), "12.5\u202f%"),
        ("measured", (3, "at_least", "rank of 60"), "rank at least 3 of 60"),
        ("stated", ("2014-13",), "2014-13"),
        ("stated", ("14-09",), "14-09"),
        ("when", ("2014-09", ""), "in September 2014"),
    ],
)
def test_words_on_their_edges(function, given, expected):
    assert getattr(words, function)(*given) == expected


def test_a_name_of_a_file_tells_edition_and_filters_apart():
    assert file_name("gaps", 1, "3f9a2c", {"as_of": "latest", "target": ["2", "3/4"]}) == (
        "monitor-gaps-edition-1-3f9a2c-as_of-latest-target-2+3_4"
    )
    assert file_name("a b", 2, "x", {}, illustrative=True).startswith("monitor-a_b-edition-2-x-")
