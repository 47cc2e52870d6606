"""When a fact can have been known: not before its source was published, as far as the source says when that was."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from core.editions.manifest import current
from etl.build import build
from etl.models import SQL
from etl.publishing import preparation
from etl.publishing.rebuild import rebuild
from etl.source import Unreadable
from etl.store.inputs import Inputs, pack, unpacked
from etl.store.verify import verify

MOVED = {
    "In force for Australia on 1 March 2013, told by the Polish official journal of 2015": (
        "SELECT known_from FROM milestone_facts WHERE iso3 = 'AUS' AND milestone = 'budapest' AND date = '2013-03-01'",
        "2015-12-31",
    ),
    "In force for Montenegro on 1 July 2010, told by the same journal": (
        "SELECT known_from FROM milestone_facts WHERE iso3 = 'MNE' AND milestone = 'budapest' AND date = '2010-07-01'",
        "2015-12-31",
    ),
    "Ratified by Ukraine in 2012, told by a journal of 2022": (
        "SELECT known_from FROM milestone_facts WHERE iso3 = 'UKR' AND milestone = 'lanzarote' AND date = '2012'",
        "2022-12-31",
    ),
    "Images entered in New Zealand in June 2015, told in January 2017": (
        "SELECT known_from FROM milestone_facts WHERE iso3 = 'NZL' AND milestone = 'icse' AND date = '2015-06'",
        "2017-01-31",
    ),
    "Figures of Germany of 2013, told in October 2014": (
        "SELECT DISTINCT known_from FROM observations WHERE iso3 = 'DEU' AND period = '2013' "
        "AND source_title = 'German Bundestag hib, Oct 2014 (2013 report)'",
        "2014-10-31",
    ),
    "Victims identified in Japan in 2010, told in March 2013": (
        "SELECT known_from FROM observations WHERE iso3 = 'JPN' AND indicator = 'victims_identified' "
        "AND period = '2010'",
        "2013-03-31",
    ),
}
"""Facts that are older than their sources, and the day from which each is known, worked out by hand."""

THEN = {
    ("washington-2014", "AUS", "budapest"): ("not_known", "yes"),
    ("brussels-2012", "MNE", "budapest"): ("not_known", "yes"),
    ("abu-dhabi-2015", "POL", "budapest"): ("not_known", "yes"),
    ("abu-dhabi-2015", "UKR", "lanzarote"): ("not_known", "yes"),
    ("abu-dhabi-2015", "NZL", "icse"): ("not_known", "yes"),
    ("abu-dhabi-2024", "UKR", "lanzarote"): ("yes", "yes"),
    ("brussels-2022", "NZL", "icse"): ("yes", "yes"),
}
"""States at past conferences, and what they would be without the dates of publication."""

STATE = "SELECT state FROM milestones WHERE as_of = ? AND iso3 = ? AND milestone = ?"


@pytest.mark.parametrize("fact", MOVED)
def test_a_fact_is_not_known_before_its_source_was_published(edition, fact):
    sql, day = MOVED[fact]
    assert [str(known) for known in edition.column(sql)] == [day]


def test_a_source_that_does_not_say_when_it_was_published_leaves_the_date_of_the_fact(edition):
    """Cybercrimelaw.net lists Montenegro as of September 2015: a list of that month, not a text published in it."""
    assert [
        tuple(map(str, row))
        for row in edition.rows(
            "SELECT f.known_from, s.published IS NULL FROM milestone_facts AS f JOIN sources AS s USING (source_url) "
            "WHERE f.iso3 = 'MNE' AND f.milestone = 'budapest' AND f.fact = 'listed_as_party' "
            "AND f.status_as_of = '2015-09'"
        )
    ] == [("2015-09-30", "True")]


def test_states_at_past_conferences_are_those_that_could_be_known(edition, record, made):
    assert {key: edition.column(STATE, *key) for key in THEN} == {key: [now] for key, (now, _) in THEN.items()}
    record.write("sources", [{**row, "published": "", "published_precision": ""} for row in record.rows("sources")])
    without = made()
    assert {key: without.column(STATE, *key) for key in THEN} == {key: [then] for key, (_, then) in THEN.items()}


def test_an_action_is_not_known_before_its_source(edition):
    """Announced on the day of the launch, told later in that month; and a hotline of 1998, told in May 2025."""
    first = "SELECT min(c.position) FROM commitments AS k JOIN conferences AS c USING (as_of) WHERE k.commitment_id = ?"
    asked = ("C080-CHE", "C006-AUT")
    assert [edition.column(first, code) for code in asked] == [[2], [7]]


def test_a_judgement_of_a_past_conference_rests_on_what_could_be_known(edition):
    """Two figures of 2013 were published a month after Washington: one figure was left, and it is judged by nothing."""
    asked = (
        "SELECT status, points FROM progress WHERE item = 'takedown_domestic_pct_le_7d' AND iso3 = 'DEU' AND as_of = ?"
    )
    assert edition.rows(asked, "washington-2014") == [("not_judged", 1)]
    assert [points for _, points in edition.rows(asked, "london-2014")] == [2]


def test_dates_of_publication_are_stated_as_exactly_as_their_precision_says(edition):
    """132 of 326 sources say when they were published; no date of a list, of a report's year or of a copy is one."""
    lengths = {4: "year", 7: "month", 10: "day"}
    stated = edition.rows("SELECT published, published_precision FROM sources WHERE published IS NOT NULL")
    assert {(len(day), precision) for day, precision in stated} == set(lengths.items())
    none = (
        "Council of Europe chart of signatures, treaty 185, status as of 03/12/2015",
        "UN Treaty Collection IV-11-c (OPSC), snapshot of 14 Mar 2015 in public repository zmjones/untreaties",
        "European Commission MEMO/12/937 (EuropaWire copy)",
        "IWF Annual Report 2021: geographical hosting",
        "IT Law Wiki entry citing EU fact sheet of 26 Mar 2014",
    )
    assert {edition.column("SELECT published FROM sources WHERE source_title = ?", title)[0] for title in none} == {
        None
    }


def test_the_four_rows_that_are_later_than_their_sources_are_questions(edition):
    assert edition.rows(
        "SELECT file, line, place, found, expected FROM issues WHERE rule = 'dated_after_publication' ORDER BY line"
    ) == [
        ("commitments", line, "status_as_of", found, f"a date up to {published}, when the source was published")
        for line, found, published in (
            (31, "2023-12", "2018-11"),
            (54, "2010", "2009-07-16"),
            (71, "2021-01-01", "2020-05-11"),
            (103, "2021-04-01", "2020-12-16"),
        )
    ]


def test_the_latest_data_are_those_of_the_day_of_the_build_and_made_again_on_another_day_the_same(
    store, record, look, monkeypatch
):
    monkeypatch.setenv("MONITOR_TODAY", "2026-11-24")
    build(store, record.folder)
    asked = "SELECT CAST(known_until AS VARCHAR) FROM conferences WHERE as_of = 'latest'"
    assert look(store).column(asked) == ["2026-11-24"]
    monkeypatch.setenv("MONITOR_TODAY", "2027-03-01")
    assert [(was == again) for _, was, again in rebuild(store)] == [True]
    build(store, record.folder)
    assert (current(store)["edition"], look(store).column(asked), verify(store)) == (2, ["2027-03-01"], [])
    assert [(number, was == again) for number, was, again in rebuild(store)] == [(1, True), (2, True)]


def test_the_note_of_the_first_edition_by_this_rule_names_each_change_as_that_of_a_rule(store, tmp_path):
    """Before, no publication counted; nothing but the rule differs. States and actions as MOVED and THEN have them."""
    sql = Path(shutil.copytree(SQL, tmp_path / "sql"))
    rule = sql / "staging" / "stg_published.sql"
    rule.write_text(rule.read_text(encoding="utf-8").rstrip() + " AND false\n", encoding="utf-8")
    preparation.prepare(store, "Publisher", "The record before.", inputs=Inputs(sql=sql))
    seen = preparation.preview(store)
    milestones = seen.differences[seen.differences["what"] == "milestone"]
    assert set(milestones[milestones["iso3"] != "WLD"]["line"]) == {
        "Australia, Budapest Convention: not known instead of yes (changed rule)",
        "Montenegro, Budapest Convention: not known instead of yes (changed rule)",
        "New Zealand, ICSE connection: not known instead of yes (changed rule)",
        "Poland, Budapest Convention: not known instead of yes (changed rule)",
        "Ukraine, Lanzarote Convention: not known instead of yes (changed rule)",
    }
    hotline = "Austria, Hotline run by the internet industry since 1998: committed is withdrawn (changed rule)"
    assert hotline in seen.missing("The rule of dates has changed.")
    assert set(seen.differences["why"]) == {"changed rule"} and seen.missing(seen.ready) == []


@pytest.mark.parametrize("day", ["tomorrow", "2026-11-31", "22.11.2026"])
def test_a_day_of_a_build_that_is_none_is_refused_in_its_words(store, tmp_path, monkeypatch, day):
    monkeypatch.setenv("MONITOR_TODAY", day)
    with pytest.raises(Unreadable, match=f"MONITOR_TODAY: found '{day}', expected a day such as 2026-11-22"):
        build(store)
    pack(Inputs(day=date(2026, 11, 24)), tmp_path / "inputs.zip")
    with zipfile.ZipFile(tmp_path / "inputs.zip") as held, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        assert held.read("day.txt") == b"2026-11-24\n"
        bad.writestr("day.txt", day)
    with unpacked(tmp_path / "inputs.zip") as inputs:
        assert inputs.day == date(2026, 11, 24)
    with pytest.raises(Unreadable, match=f"day.txt: found '{day}'"), unpacked(tmp_path / "bad.zip"):
        pass


def test_facts_of_a_source_without_a_date_count_from_their_own_and_nothing_is_asked(record, made):
    """The same fact as in MOVED, whose source now says nothing."""
    line = record.line("memberships", iso3="NZL", network="ICSE")
    url = record.rows("memberships")[line - 2]["source_url"]
    at = record.line("sources", source_url=url)
    record.cell("sources", at, published="", published_precision="")
    found = made()
    assert found.column("SELECT published FROM sources WHERE source_url = ?", url) == [None]
    asked = "SELECT known_from FROM milestone_facts WHERE iso3 = 'NZL' AND milestone = 'icse' AND date = '2015-06'"
    assert found.column(asked) == [date(2015, 6, 30)]
    assert found.column("SELECT rule FROM issues WHERE file = 'sources' AND line = ?", at) == []
