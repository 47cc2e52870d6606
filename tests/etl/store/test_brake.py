"""The brake: what drops out of the next edition without a word, with a word, and never."""

import csv
import json
from decimal import Decimal

import pytest

from core.editions.manifest import current, manifest
from etl.build import build
from etl.commands.main import main
from etl.publishing import preparation
from etl.record.read import definition
from etl.source import DEFINITIONS, RECORD, Unreadable
from etl.store import brake
from etl.store.brake import LISTED, NAMED, NEVER, Agreement, Loss, Refused, Rule
from etl.store.inputs import Inputs
from etl.store.losses import losses
from etl.store.verify import verify
from etl.warehouse import Warehouse

ENOUGH = Agreement(("participants:FRA",), "Ana", "It left the Alliance.")


def without(record, file, **cells):
    record.write(file, [row for row in record.rows(file) if not cells.items() <= row.items()])


def refused(store, record, agreed=brake.NONE):
    with pytest.raises(Refused) as stopped:
        build(store, record.folder, agreed=agreed)
    return str(stopped.value)


def share(text):
    return Decimal(text)


@pytest.mark.parametrize(
    ("lost", "of", "verdict"),
    [(1, 101, LISTED), (1, 100, NAMED), (99, 100, NAMED), (100, 100, NEVER), (9, 1000, LISTED), (10, 1000, NAMED)],
)
def test_exactly_one_in_a_hundred_needs_a_word_and_a_whole_table_never_goes(lost, of, verdict):
    assert Rule((), share("0.01"), share("1"), share("0.1")).verdict(lost, of) == verdict


@pytest.mark.parametrize(("lost", "verdict"), [(1, NAMED), (27, NAMED), (28, NEVER)])
def test_a_country_goes_by_name_and_half_of_the_alliance_never(lost, verdict):
    assert Rule(("iso3",), share("0"), share("0.5"), share("0")).verdict(lost, 55) == verdict


@pytest.mark.parametrize(("lost", "verdict"), [(9, LISTED), (10, NAMED), (100, NAMED)])
def test_of_a_first_edition_a_tenth_of_a_file_may_not_be_left_out(lost, verdict):
    assert Rule((), share("0.01"), share("1"), share("0.1")).verdict(lost, 100, is_first=True) == verdict


def test_the_floor_names_every_participant_target_and_goal_of_the_record():
    def keys(path, *columns):
        with open(path, encoding="utf-8", newline="") as rows:
            return [" ".join(row[column] for column in columns) for row in csv.DictReader(rows)]

    expected = [
        f"{table} {key}"
        for table, column in (
            ("participants", "iso3"),
            ("policy_targets", "target_no"),
            ("operational_goals", "goal_id"),
        )
        for key in keys(RECORD / f"{table}.csv", column)
    ]
    assert keys(DEFINITIONS / "floor.csv", "table", "key") == expected
    assert len(expected) == 66


def test_every_table_of_the_brake_is_published():
    with open(DEFINITIONS / "brake.csv", encoding="utf-8", newline="") as rows:
        braked = {row["table"] for row in csv.DictReader(rows)}
    with open(DEFINITIONS / "tables.csv", encoding="utf-8", newline="") as rows:
        assert braked - {row["table"] for row in csv.DictReader(rows)} == {"*"}


def test_a_country_that_drops_out_stops_the_build_until_a_person_names_it(edition, published, record, digests, capsys):
    without(record, "participants", iso3="FRA")
    before = digests(published)
    words = ["build", "--store", str(published), "--record", str(record.folder)]
    (of,) = edition.column("SELECT count(*) FROM series")
    assert main(words) == 1
    said = capsys.readouterr().err
    assert said.strip().splitlines() == [
        f"Compared with edition 1, this one would lack 1 country of 55 (FRA); 6 rows of {of} of series. Mend the "
        "record; or, if this is meant, let a person name what goes: --agree-to-drop participants:FRA --by NAME "
        '--because "WHY"; it then stands in the note.',
        "Nothing was published; the edition in force stays.",
    ]
    assert digests(published) == before
    assert main([*words, "--agree-to-drop", "participants:FRA", "--by", "Ana", "--because", "It left."]) == 0
    said = manifest(published, 2)
    assert said["note"].splitlines() == [
        f"Not in this edition any more: 6 rows of {of} of series.",
        "Let go by Ana: 1 country of 55 (FRA). Why: It left.",
    ]
    assert said["dropped"] == [
        {"what": ["participants:FRA"], "rows": 1, "of": 55, "by": "Ana", "because": "It left."},
        {"what": ["series:6"], "rows": 6, "of": of, "by": "", "because": ""},
    ]
    assert verify(published) == []


@pytest.mark.parametrize(
    ("agreed", "sentence"),
    [
        (Agreement(("participants:GBR",), "Ana", "It left."), "Named and not lost: participants:GBR."),
        (Agreement(("participants:FRA", "series:7"), "Ana", "It left."), "Named and not lost: series:7."),
        (Agreement(("participants:FRA",), " ", "It left."), "Who agrees that this goes, and why?"),
        (Agreement(("participants:FRA",), "Ana", ""), "Who agrees that this goes, and why?"),
        (brake.NONE, "--agree-to-drop participants:FRA"),
    ],
)
def test_nothing_is_let_go_by_a_wrong_name_without_a_name_or_without_a_reason(agreed, sentence):
    lost = [Loss("participants", 1, 55, ("FRA",), NAMED, True), Loss("series", 6, 1109, (), LISTED, False)]
    assert sentence in brake.fault_of(lost, agreed)
    assert brake.fault_of(lost, ENOUGH) == ""


def test_half_of_the_countries_never_go_whoever_agrees(published, record):
    rows = record.rows("participants")
    record.write("participants", rows[28:])
    gone = tuple(f"participants:{row['iso3']}" for row in rows[:28])
    said = refused(published, record, Agreement(gone, "Ana", "A new Alliance."))
    assert "this one would lack 28 countries of 55 (ALB, ARM, AUS, AUT, BEL and 23 more)" in said
    assert "may never go, whoever agrees" in said


def test_little_goes_without_a_word_and_stands_in_the_note(published, record):
    without(record, "sources", source_url="https://github.com/zmjones/untreaties")
    said = build(published, record.folder, note="A source is gone.")
    assert said["note"].splitlines() == [
        "A source is gone.",
        "Not in this edition any more: 1 row of 326 of sources (https://github.com/zmjones/untreaties).",
    ]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"date": "", "date_precision": "none"}, "206 rows of 1208 of milestones"),
        ({"evidence": "unconfirmed"}, "729 rows of 1208 of milestones"),
    ],
)
def test_a_state_that_becomes_not_known_is_lost_though_its_row_stays(published, record, cells, sentence):
    record.write("treaties", [{**row, **cells} for row in record.rows("treaties")])
    assert sentence in refused(published, record)


def test_a_state_that_becomes_known_is_no_loss(published, record):
    rows = record.rows("treaties")
    like = next(row for row in rows if row["treaty"] == "LANZAROTE" and row["event"] == "ratification")
    record.write("treaties", [*rows, {**like, "iso3": "GHA", "date": "2021-05-05", "status_as_of": "2021-06-01"}])
    assert "dropped" not in build(published, record.folder)


def test_a_row_that_says_nothing_any_more_has_dropped_out(published, record):
    """Every treaty row stays and only its date is gone: no row is left out, and still what was known is."""
    record.write("treaties", [row | {"date": "", "date_precision": "none"} for row in record.rows("treaties")])
    assert refused(published, record).startswith(
        "Compared with edition 1, this one would lack 206 rows of 1208 of milestones (abu-dhabi-2015 budapest CZE"
    )
    assert current(published)["edition"] == 1


def test_an_edition_that_lost_nothing_says_nothing_of_it(published, record):
    record.cell("participants", 2, note="A word.")
    said = build(published, record.folder, note="A word.")
    assert (said["edition"], said["note"], "dropped" in said) == (2, "A word.", False)


@pytest.mark.parametrize(
    ("file", "cells", "sentence"),
    [
        ("indicators", {"indicator": "takedown_hints"}, "1 indicator of 140 (takedown_hints)"),
        ("policy_targets", {"target_no": "3"}, "1 policy target of 4 (3)"),
        ("operational_goals", {"goal_id": "3.1"}, "1 operational goal of 7 (3.1)"),
        ("events", {"event_id": "E01"}, "1 row of 47 of events (E01)"),
    ],
)
def test_an_indicator_a_target_a_goal_and_three_in_a_hundred_events_go_only_with_a_word(
    published, record, file, cells, sentence
):
    without(record, file, **cells)
    assert sentence in refused(published, record)


def test_a_first_edition_holds_every_participant_target_and_goal(store, record):
    without(record, "participants", iso3="FRA")
    assert "This first edition would lack 1 country of 55 (FRA)" in refused(store, record, ENOUGH)
    assert current(store) is None and not list((store / "editions").iterdir())


def test_a_first_edition_of_which_a_tenth_of_a_file_is_left_out_needs_a_word(store, record):
    rows = record.rows("memberships")
    record.write("memberships", [{**row, "fact": "was there"} if n < 30 else row for n, row in enumerate(rows)])
    assert "30 rows of 256 of memberships" in refused(store, record)
    said = build(store, record.folder, agreed=Agreement(("memberships:30",), "Ana", "They are looked up again."))
    assert said["note"].endswith("Let go by Ana: 30 rows of 256 of memberships. Why: They are looked up again.")


def test_publishing_obeys_the_same_brake_and_enters_who_let_it_go(published, record, digests):
    without(record, "participants", iso3="FRA")
    inputs = Inputs(record.folder)
    ready, before = preparation.preview(published, inputs), digests(published)
    assert "1 country of 55 (FRA)" in ready.text
    with pytest.raises(Refused, match="1 country of 55"):
        preparation.prepare(published, "Bo", ready.ready, inputs=inputs)
    assert {name: mark for name, mark in digests(published).items() if name != "lock"} == {
        name: mark for name, mark in before.items() if name != "lock"
    }
    said = preparation.prepare(published, "Bo", ready.ready, inputs=inputs, agreed=ENOUGH)
    assert said["note"].endswith("Let go by Ana: 1 country of 55 (FRA). Why: It left the Alliance.")
    entry = json.loads((published / "desk" / "journal.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (entry["act"], entry["facts"]["dropped"][0]["what"]) == ("prepared", ["participants:FRA"])


@pytest.mark.parametrize("name", ["brake", "floor"])
def test_definitions_without_a_brake_are_refused(store, definitions, name):
    (definitions / f"{name}.csv").unlink()
    with pytest.raises(Unreadable, match=rf"^{name}\.csv: is missing; expected it among the definitions\.$"):
        build(store, definitions=definitions)


def test_a_share_of_the_brake_that_is_none_is_named(store, definitions):
    path = definitions / "brake.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("issues,,,any,any", "issues,,,some,any"), encoding="utf-8")
    with pytest.raises(Unreadable, match=r"^brake\.csv: issues: found 'some', expected a share from 0 to 1, or any\.$"):
        build(store, definitions=definitions)


def warehouse_with(submissions, settings, threads):
    warehouse = Warehouse()
    for name in ("brake", "floor"):
        warehouse.load(definition(DEFINITIONS / f"{name}.csv"))
    for table in ("raw_submissions", "submissions"):
        warehouse.put(table, {"submission": submissions})
    warehouse.put("settings", {"as_of": ["latest"] * settings, "case_id": [str(n) for n in range(settings)]})
    warehouse.put("threats", {"thread": [str(n) for n in range(threads)]})
    warehouse.put("tables", {"table": ["settings", "submissions", "threats", "vocabulary"]})
    warehouse.put("vocabulary", {"word": [str(n) for n in range(threads)]})
    return warehouse


@pytest.mark.parametrize(
    ("stays", "words"),
    [
        (["S1", "S2"], ["settings:4", "vocabulary:1"]),
        # a report that a person withdrew takes its judgements with it; words of the vocabulary are no part of a report
        (["S1"], ["vocabulary:1"]),
    ],
)
def test_what_followed_from_a_withdrawn_report_needs_no_word_of_its_own(tmp_path, stays, words):
    with warehouse_with(["S1", "S2"], 10, 3) as earlier:
        earlier.write(["submissions", "settings", "vocabulary", "threats", "tables"], tmp_path)
    with warehouse_with(stays, 6, 2) as warehouse:
        assert [word for loss in losses(warehouse, tmp_path) for word in loss.words] == words
