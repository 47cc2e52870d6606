"""The models and definitions hold together: documented, every word listed, every reference there, the same result each
time."""

import csv
import random

import pytest

from core.editions.manifest import manifest
from etl.build import build
from etl.models import SQL, checks, models, scripts
from etl.source import DEFINITIONS, RECORD


def rows(file, folder=DEFINITIONS):
    with open(folder / f"{file}.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def column(name, file, folder=DEFINITIONS):
    return {row[name] for row in rows(file, folder)}


def words(vocabulary):
    return {row["word"] for row in rows("vocabulary") if row["vocabulary"] == vocabulary}


@pytest.mark.parametrize("one", [*models(), *checks()], ids=lambda one: one.name)
def test_a_model_begins_with_a_comment_and_is_one_select(one):
    assert len(one.comment.split()) >= 3
    assert next(line for line in one.sql.splitlines() if not line.startswith("--")).startswith(
        ("SELECT", "WITH", "FROM")
    )


def test_every_sql_file_is_run_and_shown_to_readers(edition):
    shown = edition.rows("SELECT kind, name, comment, sql FROM methods")
    assert {(kind, name) for kind, name, *_ in shown} == {("model", m.name) for m in models()} | {
        ("check", c.name) for c in checks()
    } | {
        (kind, m.name) for kind in ("addition", "difference", "fault", "macro", "rollup") for m in scripts(f"{kind}s")
    } | {("text", "method")}
    assert {text for *_, text in shown if text} == {path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql")}
    assert [comment for kind, _, comment, _ in shown if kind == "text"] == [
        (DEFINITIONS / "method.md").read_text(encoding="utf-8")
    ]
    assert [name for _, name, comment, _ in shown if not comment] == []


# The lowest band: its lower bound is decided before any threshold is compared.
LOWEST = {("alliance", "score", "limited_progress"), ("alliance", "share", "none"), ("sdsn", "score", "stagnating")}


def test_every_threshold_of_the_definitions_is_the_one_that_a_formula_compares():
    text = "\n".join(path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql"))
    unread = {
        (row["profile"], row["rule"], row["status"])
        for row in rows("thresholds")
        if f"{row['bound']}('{row['profile']}', '{row['rule']}', '{row['status']}')" not in text
    }
    assert unread == LOWEST


def test_every_published_table_is_described_and_every_described_table_is_published(edition):
    described = column("table", "tables")
    assert {row[0] for row in edition.rows("SHOW TABLES")} == described
    assert {path.stem for path in edition.folder.glob("*.parquet")} == described
    assert set(manifest(edition.store, 1)["tables"]) == described
    assert [row["table"] for row in rows("tables") if not row["description"]] == []


def test_every_published_column_is_described_and_every_described_column_is_published(edition):
    described = {(row["table"], row["column"]) for row in rows("columns") if row["description"]}
    published = set(edition.rows("SELECT table_name, column_name FROM information_schema.columns"))
    assert (sorted(published - described), sorted(described - published)) == ([], [])


OF_REPORTS = {"answers", "codings", "practices", "reporting", "reports", "submissions", "threats"}


def test_no_published_table_is_empty_but_those_of_reports_before_any_has_come(edition):
    assert {table for table in column("table", "tables") if not edition.rows(f"FROM {table} LIMIT 1")} == OF_REPORTS


STATUSES = {
    "progress, the joint goal": ("alliance", "SELECT status FROM progress WHERE rule = 'annual_growth'"),
    "progress, directions": ("alliance", "SELECT status FROM progress WHERE rule = 'direction'"),
    "progress, milestones": ("share", "SELECT status FROM progress WHERE rule = 'binary'"),
    "progress, context": ("context", "SELECT status FROM progress WHERE rule = 'context'"),
    "target_progress, joint": ("alliance", "SELECT status FROM target_progress WHERE scale = 'alliance'"),
    "target_progress, share": ("share", "SELECT status FROM target_progress WHERE scale <> 'alliance'"),
    "milestones": ("alliance", "SELECT state FROM milestones"),
    "coverage": ("voice", "SELECT voice FROM coverage"),
    "commitments": ("commitment", "SELECT status FROM commitments"),
    "commitments, due": ("gap", "SELECT due_state FROM commitments WHERE due_state <> ''"),
    "gaps": ("gap", "SELECT kind FROM gaps"),
    "robustness": ("robustness", "SELECT mark FROM robustness"),
    "revisions": ("revision", "SELECT kind FROM revisions"),
}


@pytest.mark.parametrize(("scale", "used"), STATUSES.values(), ids=STATUSES)
def test_every_published_status_is_listed_in_its_scale(edition, scale, used):
    listed = {row["status"] for row in rows("statuses") if row["scale"] == scale}
    found = set(edition.column(used))
    assert found
    assert found - listed == set()


def test_no_status_rule_or_reason_is_missing(edition):
    assert (
        edition.rows(
            "SELECT * FROM progress WHERE status IS NULL OR reason IS NULL AND rule <> 'context' OR rule IS NULL"
        )
        == []
    )
    assert edition.rows("SELECT * FROM target_progress WHERE status IS NULL OR reason IS NULL OR scale IS NULL") == []


def test_statuses_of_changes_are_those_of_their_rule(edition):
    scales = {"annual_growth": "alliance", "direction": "alliance", "binary": "share", "context": "context"}
    listed = {(row["scale"], row["status"]) for row in rows("statuses")}
    found = edition.rows(
        "SELECT rule, before_status FROM changes WHERE before_status IS NOT NULL UNION SELECT rule, after_status FROM "
        "changes"
    )
    assert {(scales[rule], status) for rule, status in found} - listed == set()


def test_every_status_has_a_word_a_shape_a_tone_and_a_meaning():
    assert [
        row for row in rows("statuses") if not all(row[name] for name in ("label", "shape", "tone", "rank", "meaning"))
    ] == []
    keys = [(row["scale"], row["status"]) for row in rows("statuses")]
    assert len(keys) == len(set(keys))


def test_every_indicator_has_a_rule_with_a_reason():
    rules = {row["indicator"]: row for row in rows("indicator_rules")}
    assert set(rules) == column("indicator", "indicators", RECORD)
    assert {row["rule"] for row in rules.values()} <= column("rule", "rules")
    assert [name for name, row in rules.items() if not row["rule_reason"]] == []
    assert {row[name] for row in rules.values() for name in ("comparable", "rankable")} == {"yes", "no"}
    assert [
        name
        for name, row in rules.items()
        if (row["comparable"] == "no") > bool(row["comparable_reason"])
        or (row["rankable"] == "no") > bool(row["rankable_reason"])
    ] == []


def test_an_indicator_without_a_better_direction_is_context_and_never_ranked(edition):
    none = {row["indicator"] for row in rows("indicators", RECORD) if row["better_direction"] == "none"}
    assert len(none) > 10
    assert {(row["rule"], row["rankable"]) for row in rows("indicator_rules") if row["indicator"] in none} == {
        ("context", "no")
    }
    assert (
        edition.rows(
            "SELECT * FROM comparison JOIN indicators USING (indicator) WHERE better_direction = 'none' AND ranked"
        )
        == []
    )
    assert none & set(edition.column("SELECT item FROM progress")) == set()


def test_every_file_of_the_record_has_the_fields_that_are_defined():
    for path in RECORD.glob("*.csv"):
        assert [row["field"] for row in rows("fields") if row["file"] == path.stem] == list(
            rows(path.stem, RECORD)[0]
        ), path.name
    assert column("file", "fields") == {path.stem for path in RECORD.glob("*.csv")}


def test_every_type_of_a_field_is_known():
    kinds = column("type", "fields")
    assert {kind.partition(":")[0] for kind in kinds} >= {"vocabulary", "ref"}
    for kind in kinds:
        name, _, of = kind.partition(":")
        if name == "vocabulary":
            assert words(of), kind
        elif name == "ref":
            file, field = of.split(".")
            assert [row["key"] for row in rows("fields") if (row["file"], row["field"]) == (file, field)] == ["yes"], (
                kind
            )
        else:
            assert name in {"text", "number", "integer", "date", "due_date", "period", "country", "subject", "url"}


REFERENCES = {
    "goal_kinds, goal": (column("goal_id", "goal_kinds"), column("goal_id", "operational_goals", RECORD)),
    "goal_kinds, kind": (column("kind", "goal_kinds"), words("kind")),
    "growth_goals, indicator": (column("indicator", "growth_goals"), column("indicator", "indicators", RECORD)),
    "growth_goals, event": (column("from_event", "growth_goals"), column("event_id", "events", RECORD)),
    "conferences, event": (column("event_id", "conferences") - {""}, column("event_id", "events", RECORD)),
    "milestones, goal": (
        {(row["target_no"], row["goal_id"]) for row in rows("milestones")},
        {(row["target_no"], row["goal_id"]) for row in rows("operational_goals", RECORD)},
    ),
    "milestones, register": (column("register", "milestones"), column("register", "registers")),
    "milestones, rule": (column("rule", "milestones"), column("rule", "rules")),
    "registers, milestone": (column("milestone", "registers") - {""}, column("milestone", "milestones")),
    "registers, word": (column("register", "registers"), words("treaty") | words("network")),
    "milestone_facts, register": (column("register", "milestone_facts"), column("register", "registers")),
    "milestone_facts, fact": (column("fact", "milestone_facts"), words("treaty_event") | words("membership_fact")),
    "milestone_facts, state": (column("state", "milestone_facts"), {"yes", "no", "mention"}),
    "series_breaks, indicator": (column("indicator", "series_breaks"), column("indicator", "indicators", RECORD)),
    "series_breaks, country": (column("iso3", "series_breaks"), column("iso3", "participants", RECORD) | {"WLD"}),
    "indicator_rules, rule": (column("rule", "indicator_rules"), column("rule", "rules")),
    "kinds of commitment, goal": (column("kind", "commitments", RECORD) - {"funding"}, column("kind", "goal_kinds")),
    "treaties, meaning of a fact": (
        {(row["treaty"], row["event"]) for row in rows("treaties", RECORD)},
        {(row["register"], row["fact"]) for row in rows("milestone_facts")},
    ),
    "memberships, meaning of a fact": (
        {(row["network"], row["fact"]) for row in rows("memberships", RECORD) if row["network"] != "GLOBAL_ALLIANCE"},
        {(row["register"], row["fact"]) for row in rows("milestone_facts")},
    ),
}


@pytest.mark.parametrize(("named", "there"), REFERENCES.values(), ids=REFERENCES)
def test_every_reference_of_a_definition_resolves(named, there):
    assert named
    assert named - there == set()


def test_conferences_come_in_the_order_of_their_days(edition):
    *days, latest = [row["known_until"] for row in rows("conferences")]
    assert days == sorted(set(days)) and latest == ""
    assert edition.column("SELECT as_of FROM conferences ORDER BY position") == [
        row["as_of"] for row in rows("conferences")
    ]
    events = {row["event_id"]: row["date"] for row in rows("events", RECORD)}
    assert [
        row["as_of"]
        for row in rows("conferences")
        if row["event_id"] and not row["known_until"].startswith(events[row["event_id"]])
    ] == []


def test_every_published_figure_is_the_cell_that_its_line_names(edition):
    record = dict(enumerate(rows("observations", RECORD), 2))
    found = edition.rows("SELECT line, indicator, iso3, period, value_as_published, value FROM observations")
    assert [
        (record[line]["indicator"], record[line]["iso3"], record[line]["period"], record[line]["value"])
        for line, *_ in found
    ] == [row[1:5] for row in found]
    assert [float(text) for *_, text, _ in found] == [value for *_, value in found]
    assert len(found) == len(record) == 1063


def test_every_origin_is_a_line_of_the_record(edition):
    origins = edition.column(
        "SELECT origin FROM progress WHERE origin IS NOT NULL UNION SELECT address FROM gaps WHERE address IS NOT NULL"
    )
    addresses = {address for origin in origins for address in origin.split()}
    lengths = {path.stem: len(rows(path.stem, RECORD)) + 1 for path in RECORD.glob("*.csv")}
    places = [address.partition(".csv:")[::2] for address in addresses]
    assert len(places) > 100
    assert [place for place in places if not 2 <= int(place[1]) <= lengths[place[0]]] == []


def test_a_count_of_countries_is_never_more_than_there_are(edition):
    assert (
        edition.rows(
            "SELECT as_of, indicator, countries, participants FROM indicator_coverage WHERE countries > participants"
        )
        == []
    )
    assert (
        edition.rows("SELECT as_of, indicator, countries, participants FROM comparison WHERE countries > participants")
        == []
    )
    assert (
        edition.rows("SELECT as_of, item, countries, participants FROM gap_totals WHERE countries > participants") == []
    )


def test_two_builds_say_the_same(edition, store):
    first, second = manifest(edition.store, 1), build(store)
    assert (first["hash"], first["tables"], first["method"]) == (second["hash"], second["tables"], second["method"])


def test_the_order_of_the_definitions_never_matters(edition, store, definitions):
    for file in (
        "indicator_rules",
        "milestone_facts",
        "registers",
        "statuses",
        "goal_kinds",
        "series_breaks",
        "conferences",
        "milestones",
    ):
        path = definitions / f"{file}.csv"
        head, *body = path.read_text(encoding="utf-8").splitlines()
        random.Random(54).shuffle(body)
        path.write_text("\n".join([head, *body]) + "\n", encoding="utf-8")
    assert build(store, definitions=definitions)["tables"] == manifest(edition.store, 1)["tables"]
