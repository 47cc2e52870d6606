"""The parts of a build, over a few literal rows: what stops it, in which order models run, what is written, and what
the next edition would lack."""

from decimal import Decimal

import pytest

from etl.build import _fields, _named, _record_until, _refuse_empty, build
from etl.desk.readings import _refuse
from etl.desk.submission import Submission
from etl.intake.reading import Reading
from etl.models import model, models
from etl.record.read import definition
from etl.source import DEFINITIONS, Finding, Source, Unreadable, text_of
from etl.store import brake
from etl.store.brake import LISTED, NAMED, NEVER, Loss, Rule
from etl.store.editions import locked
from etl.store.journal import Act, append
from etl.store.losses import _compared, _share, beside, losses, rules
from etl.warehouse import Warehouse, _first_line, damage, recount


def wrong(line, severity="error", file="events"):
    return Finding("not_a_date", severity, file, line, "date", "soon", "a date")


@pytest.mark.parametrize(
    ("findings", "stops"),
    [
        ([wrong(2), wrong(4)], True),
        ([wrong(2)], False),
        ([wrong(2), wrong(4, "question")], False),
        ([wrong(2), wrong(4, file="treaties")], False),
        ([wrong(2), wrong(3)], False),
        ([], False),
    ],
)
def test_a_file_of_which_no_row_can_be_used_stops_the_build(findings, stops):
    sources = [Source("events", ["date"], [["soon"], ["later"]], [2, 4]), Source("empty", ["x"])]
    if not stops:
        assert _refuse_empty(sources, findings) is None
        return
    with pytest.raises(Unreadable) as refused:
        _refuse_empty(sources, findings)
    assert str(refused.value) == (
        "events.csv: no row can be used; the first: line 2, date: found 'soon', expected a date."
    )


def test_a_column_is_needed_where_it_is_required_or_a_key():
    rows = [["a", "x", "yes", ""], ["a", "y", "", "yes"], ["a", "z", "", ""], ["b", "x", "", ""]]
    assert _fields([Source("other", []), Source("fields", ["file", "field", "required", "key"], rows)]) == {
        "a": {"x": True, "y": True, "z": False}, "b": {"x": False},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "event", "until"),
    [("2024-01-01", "2023-01-01", "2024-01-01"), ("2023-01-01", "2024-06-30", "2024-06-30")],
)
def test_the_record_reaches_to_the_last_day_of_a_figure_or_an_event(figure, event, until):
    with Warehouse() as warehouse:
        warehouse.con.execute(
            f"CREATE TABLE observations AS SELECT DATE '{figure}' AS date_to UNION SELECT DATE '2000-01-01'"
        )
        warehouse.con.execute(f"CREATE TABLE events AS SELECT DATE '{event}' AS known_from")
        assert _record_until(warehouse) == until


@pytest.mark.parametrize(
    ("path", "name"),
    [("published/gaps.sql", "gaps.sql"), ("staging/stg_facts.sql", "stg_facts.sql"), ("methods/unsd.sql", "unsd.sql"),
     ("checks/jump.sql", "checks/jump.sql"), ("gaps.sql", "gaps.sql")],
)  # fmt: skip
def test_a_model_is_the_same_method_in_whatever_folder_of_models(path, name, tmp_path):
    assert _named(type(tmp_path)(path)) == name


def sql(folder, name, text):
    path = folder / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_model_names_what_it_reads_from_and_what_stands_on_top_of_it(tmp_path):
    text = (
        "-- One.\n-- Two.\n-- FROM nowhere\nWITH a AS (\n SELECT * FROM b JOIN c USING (x)\n)\nSELECT * FROM a "
        "-- JOIN d\nANTI JOIN e USING (x)"
    )
    one = model(sql(tmp_path, "z", text))
    assert (one.name, one.comment, one.needs) == ("z", "One. Two. FROM nowhere", {"b", "c", "e"})
    assert one.sql == text


def test_models_run_after_what_they_read_from(tmp_path):
    sql(tmp_path / "published", "a", "SELECT * FROM z")
    sql(tmp_path / "published", "b", "SELECT 1")
    sql(tmp_path / "staging", "z", "SELECT * FROM raw_z")
    sql(tmp_path / "checks", "c", "SELECT 1")
    names = [one.name for one in models(tmp_path)]
    assert (sorted(names), names.index("z") < names.index("a")) == (["a", "b", "z"], True)


def test_text_in_another_encoding_is_named_with_its_byte(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfa\xc3\xa9")
    assert text_of(path) == "a\u00e9"
    path.write_bytes(b"ab\xe9")
    with pytest.raises(
        Unreadable, match=r"^a\.csv: is not text in UTF-8; found byte b'\\xe9' at 2\. Save it as UTF-8\.$"
    ):
        text_of(path)


# ---- the warehouse


@pytest.fixture
def warehouse():
    with Warehouse() as made:
        yield made


def test_a_source_is_loaded_as_text_with_its_file_and_lines(warehouse):
    warehouse.load(Source("events", ["a", "b"], [["1", ""], ["x", "2"]], [2, 5]))
    warehouse.load(Source("none", ["a"]))
    assert warehouse.rows("FROM raw_events") == [("events", 2, "1", ""), ("events", 5, "x", "2")]
    assert warehouse.columns("raw_none") == {"file": "VARCHAR", "line": "INTEGER", "a": "VARCHAR"}
    assert warehouse.rows("FROM raw_none") == []


def test_cells_that_a_check_looks_at_are_those_of_fields_that_are_no_free_text(warehouse):
    fields = [("x", "a", "text", "", ""), ("x", "b", "date", "", ""), ("x", "c", "text", "yes", ""),
        ("x", "d", "text", "", "yes"), ("y", "a", "date", "", "")]  # fmt: skip
    names = ("file", "field", "type", "required", "key")
    warehouse.put("raw_fields", {name: [row[place] for row in fields] for place, name in enumerate(names)})
    source = Source("x", ["a", "b", "c", "d"], [["1", "2", "3", "4"]], [7])
    warehouse.load(source)
    warehouse.con.execute("INSERT INTO raw_x VALUES ('sent_x', 700005, '1', '2', '3', '4')")
    warehouse.cells([source])
    assert sorted(warehouse.rows("FROM cells")) == [("x", 7, "b", "2"), ("x", 7, "c", "3"), ("x", 7, "d", "4")]


def test_tables_are_written_in_one_order_and_counted_again(warehouse, tmp_path):
    warehouse.con.execute("CREATE TABLE t AS SELECT unnest([3, 1, 2]) AS a")
    written = warehouse.write(["t"], tmp_path)
    assert warehouse.rows(f"FROM '{tmp_path}/t.parquet'") == [(1,), (2,), (3,)]
    assert written["t"]["rows"] == 3
    digest = written["t"]["hash"]
    assert recount(tmp_path, ["t"]) == {"t": {"edition.duckdb": (3, digest), "t.parquet": (3, digest)}}
    (tmp_path / "t.parquet").write_bytes(b"x")
    assert recount(tmp_path, ["t"])["t"]["t.parquet"].startswith("cannot be read: ")


@pytest.mark.parametrize(("name", "kind"), [("x.csv", b"a\n"), ("x.parquet", b"PAR1"), ("x.PARQUET", b"PAR1")])
def test_an_answer_is_saved_as_its_ending_says(warehouse, tmp_path, name, kind):
    warehouse.save("SELECT 1 AS a", tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(kind)
    assert damage(tmp_path / name, ["a"]) is None or name.endswith("csv")
    with pytest.raises(Unreadable, match="cannot be written; expected a file in a folder that is there"):
        warehouse.save("SELECT 1 AS a", tmp_path / "nowhere" / name)


def test_what_the_database_says_is_told_without_folders_and_signs():
    said = _first_line(type("E", (Exception,), {})('IO Error: file "/a/b/c.parquet" is\x07 bad\nmore'))
    assert said == "IO Error: file c.parquet is? bad"


# ---- what the next edition lacks


@pytest.mark.parametrize(("share", "number"), [("0", 0), ("1", 1), ("0.05", Decimal("0.05")), ("any", None)])
def test_a_share_of_the_brake(share, number):
    assert _share("t", share) == number


@pytest.mark.parametrize("share", ["-0.1", "1.01", "", "half"])
def test_a_share_of_the_brake_that_is_none(share):
    with pytest.raises(Unreadable, match=f"found '{share}', expected a share from 0 to 1, or any"):
        _share("t", share)


HUNDREDTH = Decimal("0.01")


@pytest.mark.parametrize(
    ("by", "without", "by_name"),
    [(("a",), 0, True), (("a", "b"), 0, False), (("a",), HUNDREDTH, False), (("a",), None, False)],
)
def test_what_goes_by_its_own_name(by, without, by_name):
    assert Rule(by, without, None, None).by_name is by_name
    assert Rule(by, None, None, None).verdict(9, 9) == LISTED


@pytest.fixture
def editions(tmp_path):
    """Call it with the rows (key, value, file) of a table before and now; what of it was lost: keys, rows, of."""

    def compare(before, now, rule=None, gone=None):
        def put(warehouse, rows):
            names = ("key", "value", "file")
            warehouse.put("things", {name: [row[place] for row in rows] for place, name in enumerate(names)})
            warehouse.put("raw_submissions", {"submission": ["S1"]})

        (tmp_path / "edition.duckdb").unlink(missing_ok=True)
        with Warehouse() as earlier:
            put(earlier, before)
            earlier.write(["things"], tmp_path)
        with Warehouse() as warehouse:
            put(warehouse, now)
            with beside(warehouse, tmp_path):
                return _compared(warehouse, "things", rule or Rule(("key",), HUNDREDTH, None, None), gone or {})

    return compare


A, B = ("a", "1", "x"), ("b", "2", "x")


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ([A, B], [B], (["a"], 1, 2)),
        ([A, B], [B, A, ("c", "3", "x")], ([], 0, 2)),
        ([A, A, B], [A, B], (["a"], 1, 3)),
        ([A], [("a", "9", "y")], ([], 0, 1)),
        ([("a", "", "S1!Indicators!G"), ("b", "", "S2!Indicators!G")], [], (["a"], 1, 1)),
    ],
)
def test_rows_that_are_there_no_more_are_counted_by_their_keys(editions, before, now, found):
    assert editions(before, now) == found


@pytest.mark.parametrize("nothing", ["", "not_known", "not_judged"])
def test_a_row_that_says_nothing_any_more_is_lost_and_one_that_said_nothing_is_not(editions, nothing):
    rule = Rule(("key",), HUNDREDTH, None, None, ("value",))
    assert editions([A, B], [("a", nothing, "x"), B], rule) == (["a"], 1, 2)
    assert editions([("a", nothing, "x"), B], [B], rule) == ([], 0, 1)


def test_rows_that_go_with_a_thing_that_is_named_are_no_loss_of_their_own(editions):
    assert editions([A, B], [], gone={"key": ["a"]}) == (["b"], 1, 1)
    assert editions([A, B], [], gone={"other": ["a"]}) == (["a", "b"], 2, 2)


def test_the_brake_says_which_tables_only_follow_from_reports(warehouse):
    for name in ("brake", "floor"):
        warehouse.load(definition(DEFINITIONS / f"{name}.csv"))
    assert sorted(table for table, rule in rules(warehouse).items() if rule.follows) == [
        "assessments",
        "comparison",
        "coverage",
        "indicator_coverage",
        "progress",
        "robustness",
        "series",
        "settings",
        "spans",
        "target_progress",
    ]


def test_of_a_first_edition_the_floor_and_what_was_left_out_are_looked_at_worst_first(warehouse):
    text = {"table": ["participants", "policy_targets", "participants"], "key": ["FRA", "1", "DEU"]}
    warehouse.put("raw_floor", text)
    names = ("table", "by", "known_by", "follows", "without_a_word", "with_a_word", "first_edition")
    warehouse.put("raw_brake", dict(zip(names, (["*"], [""], [""], [""], ["0.01"], ["1"], ["0.1"]), strict=True)))
    warehouse.put("participants", {"iso3": ["DEU"]})
    warehouse.put("policy_targets", {"target_no": ["1"]})
    warehouse.put("operational_goals", {"goal_id": []})
    for table, submissions in (("raw_submissions", ["S1", "S2"]), ("submissions", ["S1"])):
        warehouse.put(table, {"submission": submissions})
    for file, many in (("events", 10), ("rounds", 11)):
        warehouse.put(f"raw_{file}", {"file": [file] * many, "line": list(range(many))})
    warehouse.put("rejected", {"file": ["rounds", "events", "sent_progress"], "line": [3, 3, 3]})
    assert losses(warehouse, None) == [
        Loss("submissions", 1, 2, ("S2",), NEVER, True),
        Loss("participants", 1, 2, ("FRA",), NEVER, True),
        Loss("events", 1, 10, (), NAMED, False),
        Loss("rounds", 1, 11, (), LISTED, False),
    ]


def test_a_store_with_a_desk_is_never_built_over(store):
    with locked(store):
        append(store, [Act("Clerk", "noted", "the store")])
    with pytest.raises(Unreadable, match="^This store has a desk: "):
        build(store)
    assert brake.facts("A note.", [], brake.NONE) == {"note": "A note."}


# ---- what is read again


ONE = Submission("S0007", "progress-2014", "KEN", *[""] * 6)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        (
            {"country": "FRA"},
            "S0007 reads as FRA, progress-2014; the journal says KEN, progress-2014. Nothing is made of it.",
        ),
        (
            {"round": "commitments-2013"},
            "S0007 reads as KEN, commitments-2013; the journal says KEN, progress-2014. Nothing is made of it.",
        ),
        (
            {"code": "damaged"},
            "S0007 cannot be read again, and nothing is made without it: x. Try again; if it stays so, withdraw S0007.",
        ),
    ],
)
def test_what_reads_otherwise_than_the_journal_says_is_refused(fields, said):
    reading = Reading(
        **{"sha256": "", "name": "", "round": "progress-2014", "country": "KEN", "sentence": "x."} | fields
    )
    if not said:
        assert _refuse(ONE, reading) is None
        return
    with pytest.raises(Unreadable) as refused:
        _refuse(ONE, reading)
    assert str(refused.value) == said
