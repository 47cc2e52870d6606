"""The example round: invented, plausible, with mistakes that are found where they are, through the whole round, and
never beside the record."""

import argparse
import csv
import io
import re
import unicodedata
from collections import Counter

import pytest
from openpyxl import load_workbook

from core.editions.layout import editions
from core.editions.manifest import current, manifest
from etl.coding import coding
from etl.commands.example import run_example
from etl.desk import acts as desk
from etl.desk import receiving
from etl.desk.returned import returned
from etl.desk.submission import key
from etl.example.catalogue import catalogue
from etl.example.figures import figures
from etl.example.invention import promises
from etl.example.run import CLERK, CODERS, HEAD, SILENT, run, workbooks
from etl.form.rounds import rounds
from etl.intake.reading import read
from etl.publishing import preparation
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template
from etl.source import ROOT
from etl.store.illustrative import WORDS, begin, illustrative, misplaced
from etl.store.journal import Denied, entries
from etl.store.verify import verify

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
FIRST, LAST = "commitments-2013", "progress-2014"
INSIDE = [one for one in catalogue("mistakes") if one["mistake"] not in ("old_xls", "password", "other_round")]
FOUND = [one for one in INSIDE if one["rule"]]
UNFOUND = [one for one in INSIDE if not one["rule"]]


@pytest.fixture
def shown(example, look):  # noqa: F811
    return look(example.store)


def test_there_is_a_workbook_for_each_country_that_must_report(example):  # noqa: F811
    assert {name: len(every) for name, every in example.made.workbooks.items()} == {FIRST: 48, LAST: 54}
    kept = [path for path in (example.store / "desk" / "example").rglob("*.xls*") if path.parent.name != "corrected"]
    assert sorted(path.read_bytes() for path in kept) == sorted(one.content for one in example.sent().values())


def test_the_whole_round_was_walked(example):  # noqa: F811
    assert (
        Counter(one.state for one in desk.submissions(example.store).values() if one.round == LAST)["published"]
        == 54 - SILENT
    )
    acts = Counter(one.act for one in entries(example.store))
    assert set(acts) >= {
        "illustrative",
        "received",
        "checked",
        "refused",
        "returned",
        "answered",
        "accepted",
        "approved",
        "coded",
        "adjudicated",
        "replied",
        "prepared",
        "published",
    }
    assert {one.by for one in entries(example.store)} == {CLERK, HEAD, *CODERS}
    assert all(
        one.accepted_by == CLERK and one.approved_by == HEAD
        for one in desk.submissions(example.store).values()
        if one.state == "published"
    )


def test_silent_countries_stay_in_every_denominator(example, shown):  # noqa: F811
    assert shown.rows("SELECT count(*), count(*) FILTER (voice = 'silent') FROM reporting WHERE round = ?", LAST) == [
        (54, SILENT)
    ]
    assert (
        sorted(shown.column("SELECT iso3 FROM reporting WHERE round = ? AND voice = 'silent'", LAST))
        == example.made.silent
    )


def test_two_editions_are_published_and_verify(example):  # noqa: F811
    assert editions(example.store) == [1, 2]
    assert verify(example.store) == []


def test_the_second_edition_corrects_one_figure_and_its_note_names_it(example, shown):  # noqa: F811
    (said,) = re.findall(
        r"(.+), Persons arrested, 2013: (\d+) persons instead of (\d+) persons\.", manifest(example.store, 2)["note"]
    )
    country, now, before = said
    assert int(now) == int(before) - 3
    assert shown.rows(
        "SELECT value FROM observations WHERE indicator = 'arrests' AND period = '2013' AND evidence = 'reported' AND "
        "iso3 = (SELECT iso3 FROM participants WHERE name = ?)",
        country,
    ) == [(int(now),)]


def test_every_edition_says_that_it_is_invented(example):  # noqa: F811
    assert [manifest(example.store, n)["illustrative"] for n in editions(example.store)] == [True, True]
    assert all(manifest(example.store, n)["note"].startswith(WORDS) for n in editions(example.store))
    assert all(WORDS in one.office for one in desk.submissions(example.store).values())


def said(app):
    """Everything that a page says, its charts too."""
    return [one.value for kind in ("title", "markdown", "caption") for one in app.get(kind)], [
        chart.proto.alt for chart in app.get("vega_lite_chart")
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_and_chart_says_that_it_is_invented(example, visit, monkeypatch, page):  # noqa: F811
    monkeypatch.setenv("MONITOR_STORE", str(example.store))
    app = visit(page, country="GEO") if page == "countries" else visit(page)
    lines, charts = said(app)
    assert (list(app.exception), list(app.error)) == ([], [])
    assert any(WORDS in line for line in lines)
    assert page == "method" or all(WORDS in alt for alt in charts), (
        "the charts of the laboratory show what is typed in there, no edition"
    )


@pytest.mark.usefixtures("seen")
def test_no_page_of_the_record_says_that_it_is_invented(visit):
    """Control."""
    lines, charts = said(visit("overview"))
    assert lines and not any(WORDS in text for text in (*lines, *charts))


@pytest.mark.parametrize("slip", FOUND, ids=lambda one: one["mistake"])
def test_a_mistake_is_found_in_its_cell(example, slip):  # noqa: F811
    one = example.sent()[slip["round"], slip["iso3"]]
    first = example.submissions(slip["round"], slip["iso3"])[0]
    assert f"{one.place} {slip['rule']}" in {key(found).partition("#")[0] for found in first.findings}
    errors = [found for found in first.findings if found.severity == "error"]
    assert bool(errors) == (slip["mends"] == "file")


@pytest.mark.parametrize("slip", UNFOUND, ids=lambda one: one["mistake"])
def test_what_can_be_read_as_meant_is_no_mistake(example, slip):  # noqa: F811
    one = example.sent()[slip["round"], slip["iso3"]]
    (first,) = example.submissions(slip["round"], slip["iso3"])
    assert one.place not in {key(found).split()[0] for found in first.findings}


@pytest.mark.parametrize(("iso3", "code"), [("SRB", "not_a_workbook"), ("CHE", "password")])
def test_a_file_that_is_no_workbook_is_refused_and_sent_again(example, iso3, code):  # noqa: F811
    refused = {one.facts["name"]: one.facts["code"] for one in entries(example.store) if one.act == "refused"}
    assert refused[example.sent()[LAST, iso3].name] == code
    assert [one.state for one in example.submissions(LAST, iso3)] == ["published"]


def test_a_workbook_of_another_round_makes_no_second_submission(example):  # noqa: F811
    assert example.sent()[LAST, "EST"].content == example.sent()[FIRST, "EST"].content
    assert [len(example.submissions(name, "EST")) for name in (FIRST, LAST)] == [1, 1]


def test_every_other_workbook_has_no_errors(example):  # noqa: F811
    slips = {(one["round"], one["iso3"]) for one in catalogue("mistakes")}
    others = [one for one in desk.submissions(example.store).values() if (one.round, one.country) not in slips]
    assert [key(found) for one in others for found in one.findings if found.severity == "error"] == []
    assert len(others) >= 70


def test_numbers_are_read_as_meant(example, shown):  # noqa: F811
    def value(iso3, row):
        return shown.rows(
            "SELECT answer, value, value_as_sent FROM answers WHERE round = ? AND iso3 = ? AND line = ?",
            LAST,
            iso3,
            row,
        )

    row = {
        iso3: int(re.sub(r"\D+", "", example.sent()[LAST, iso3].place.split("!")[1]))
        for iso3 in ("ALB", "AUT", "BEL", "CRI")
    }
    assert value("AUT", row["AUT"]) == [("value", 87.5, "87,5")]
    ((answer, number, text),) = value("BEL", row["BEL"])
    assert (answer, "\u2009" in text, int(text.replace("\u2009", ""))) == ("value", True, number)
    assert value("CRI", row["CRI"]) == [("not_applicable", None, "not applicable")]
    assert value("ALB", row["ALB"]) == [("not_reported", None, None)]


def test_blank_not_applicable_not_available_refused_and_nought_stay_apart(shown):
    found = dict(shown.rows("SELECT answer, count(*) FROM answers WHERE round = ? GROUP BY answer", LAST))
    assert set(found) == {"value", "not_applicable", "not_available", "refused", "not_reported"}
    assert shown.rows("SELECT count(*) > 0 FROM answers WHERE answer = 'value' AND value = 0") == [(True,)]
    assert shown.rows("SELECT count(*) FROM answers WHERE answer <> 'value' AND value IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("one", catalogue("scripts"), ids=lambda one: one["iso3"])
def test_text_in_any_script_reaches_the_edition(example, shown, one):  # noqa: F811
    found = set(
        shown.column(
            "SELECT title FROM commitments WHERE iso3 = ? AND kind = ? AND evidence = 'reported'",
            one["iso3"],
            one["kind"],
        )
    )
    silent = one["iso3"] in example.made.silent and (FIRST, one["iso3"]) not in example.sent()
    assert silent or unicodedata.normalize("NFC", one["title"]) in {
        unicodedata.normalize("NFC", text) for text in found
    }


def test_commitments_are_coded_by_two_with_some_adjudicated_and_replied(example, shown):  # noqa: F811
    found = coding.codings(example.store)
    assert all(one.given == 2 and one.final and len({code.by for code in one.codes}) == 2 for one in found)
    assert Counter(one.final_by for one in found)["adjudicated"] >= 5
    assert sum(bool(one.reply) for one in found) == 2
    figure = coding.agreement(found)[0]
    assert 0.5 < figure.observed < 0.95 and 0.4 < figure.kappa < 0.95
    assert shown.column("SELECT count(*) FROM codings") == [len(found)]


def test_no_role_of_the_desk_is_in_an_edition(shown):
    tables = shown.column("SELECT table_name FROM information_schema.tables")
    assert set(tables) >= {"codings", "submissions", "methods"}
    for table in tables:
        text = str(shown.rows(f"SELECT * FROM {table}")) if table not in ("methods", "columns", "tables") else ""
        assert not re.search(rf"\b({CLERK}|{HEAD}|{'|'.join(CODERS)})\b", text), table


def test_the_bar_ends_full_and_never_goes_back(example):  # noqa: F811
    steps = [step for step, _, _ in example.told]
    assert steps == sorted(steps) == list(range(1, len(steps) + 1))
    assert {of for _, of, _ in example.told} == {steps[-1]}


def test_figures_agree_over_the_years_and_with_their_parts():
    parts = 0
    for size in catalogue("sizes"):
        invented = figures(2012, size["iso3"])
        for name, years in invented.items():
            before, after = years["2012"], years["2013"]
            assert after == 0 or before / 4 <= after <= before * 4, (size["iso3"], name, before, after)
        if "takedown_hints" in invented:
            parts += 1
            for year in ("2012", "2013"):
                hosted = invented["takedown_hosted_domestic"][year] + invented["takedown_hosted_abroad"][year]
                assert invented["takedown_hints"][year] == hosted
    assert parts > 0


def test_a_seed_makes_the_same_bytes_and_another_seed_others():
    asked = prefills(rounds()[FIRST])
    few = {iso3: asked[iso3] for iso3 in ("GEO", "LVA")}
    made = [[_one(seed, iso3) for iso3 in few] for seed in (2012, 2012, 7)]
    assert made[0] == made[1] != made[2]


def _one(seed, iso3):
    from etl.example.workbooks import _sent

    return _sent(seed, rounds()[FIRST], prefills(rounds()[FIRST])[iso3]).content


def test_the_commitments_that_are_printed_are_those_that_were_sent(example):  # noqa: F811
    """Country by country, the Progress sheet holds each new commitment of the round before."""
    (reading,) = read([(one.name, one.content) for one in [example.sent()[LAST, "GEO"]]])
    (progress,) = [one for one in reading.sources if one.name == "sent_progress"]
    new = [(row["reference"], row["title"]) for row in promises(2012, rounds()[FIRST], "GEO") if row["nature"] == "new"]
    assert [
        (row[progress.columns.index("reference")], row[progress.columns.index("title")]) for row in progress.rows
    ] == new


def test_the_example_never_enters_the_store_of_the_record(published, digests):
    before = digests(published)
    for make in (lambda: run(published), lambda: workbooks(published, 2012, print), lambda: begin(published, CLERK)):
        with pytest.raises(Denied, match="not illustrative"):
            make()
    assert digests(published) | {"lock": ""} == before | {"lock": ""}
    assert current(published)["edition"] == 1


def test_a_journal_of_the_record_refuses_the_example(store):
    receiving.receive(store, [("a.txt", b"no workbook")], "Clerk of the record")
    with pytest.raises(Denied, match="not illustrative"):
        run(store)


def test_an_empty_folder_is_taken(store):
    """Control: what refuses the record's store does not refuse every store."""
    begin(store, CLERK)
    assert illustrative(store)


def test_a_second_example_needs_a_folder_of_its_own(example):  # noqa: F811
    with pytest.raises(Denied, match="holds an example already"):
        run(example.store)


def test_an_invented_workbook_and_a_real_one_have_stores_of_their_own(example, store):  # noqa: F811
    assert "only what countries sent" in misplaced(store, True)
    assert "nothing real may enter it" in misplaced(example.store, False)
    assert misplaced(store, False) == misplaced(example.store, True) == ""


def test_a_template_of_a_store_to_learn_on_says_so_on_its_cover_its_pages_and_inside(example):  # noqa: F811
    """The mark goes with the workbook, whatever the country writes as its office, and through a return; the record's
    template has none."""
    asked = rounds()[FIRST]
    blank = template(asked, prefills(asked, example.store)["AUT"])
    for made in (blank, returned(blank, [])):
        book = load_workbook(io.BytesIO(made))
        assert book["Read me"]["B2"].value.startswith(WORDS) and book.custom_doc_props["illustrative"].value == WORDS
        assert all(sheet.oddFooter.left.text.startswith(WORDS) for sheet in book.worksheets)
        assert read([("AUT.xlsx", made)])[0].illustrative
    real = template(asked, prefills(asked)["AUT"])
    assert (
        not read([("AUT.xlsx", real)])[0].illustrative
        and WORDS not in load_workbook(io.BytesIO(real))["Read me"]["B2"].value
    )


def test_the_mark_of_invented_figures_is_seen_in_the_cover_or_in_the_properties(example):  # noqa: F811
    asked = rounds()[FIRST]
    seen = []
    for cover, properties in ((True, False), (False, True), (False, False)):
        book = load_workbook(io.BytesIO(template(asked, prefills(asked, example.store)["AUT"])))
        if not cover:
            book["Read me"]["B2"] = None
        if not properties:
            del book.custom_doc_props["illustrative"]
        out = io.BytesIO()
        book.save(out)
        seen.append(read([("AUT.xlsx", out.getvalue())])[0].illustrative)
    assert seen == [True, True, False]


def test_the_desk_of_the_record_refuses_an_invented_workbook(example, store):  # noqa: F811
    one = example.sent()[FIRST, "AUT"]
    (receipt,) = receiving.receive(store, [(one.name, one.content)], "Clerk of the record")
    assert (receipt.id, receipt.code) == ("", "misplaced")
    assert desk.submissions(store) == {}


def test_the_command_says_what_it_refuses_in_one_sentence(published, capsys):
    asked = argparse.Namespace(store=published, by=CLERK, seed=2012, only_files=False, report=lambda *_: None)
    assert run_example(asked) == 1
    assert (
        capsys.readouterr().err
        == f"{published}: holds a journal or editions that are not illustrative; expected an empty folder. "
        "Invented figures never go where real ones are.\n"
    )


def test_the_place_of_the_record_is_refused_even_while_it_is_empty(command, store):
    with pytest.raises(Denied, match="is the place of the record"):
        begin(ROOT / "data" / "store", CLERK)
    asked = command(store, "example")
    out, said = asked.communicate()
    assert (asked.returncode, out, said) == (
        1,
        "",
        "Where to? Give an empty folder with --store; the example never goes into the store of the record.\n",
    )
    assert not store.exists()


def test_an_edition_of_a_store_to_learn_on_says_so_whoever_publishes_it(store):
    begin(store, CLERK)
    assert preparation.prepare(store, HEAD, "First edition.")["illustrative"] is True


def test_files_alone_leave_the_round_to_the_learner(tmp_path, monkeypatch):
    asked = rounds()[FIRST]
    monkeypatch.setattr(
        "etl.example.workbooks.prefills",
        lambda round: {iso3: one for iso3, one in prefills(round).items() if iso3 in ("AUT", "LVA")},
    )
    workbooks(tmp_path / "store", 2012, lambda _: None)
    kept = tmp_path / "store" / "desk" / "example"
    assert sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()) == [
        f"{FIRST}/{FIRST}-AUT.xlsx", f"{FIRST}/{FIRST}-LVA.xlsx", f"{FIRST}/corrected/{FIRST}-LVA.xlsx", "mistakes.csv",
        f"{LAST}/{LAST}-AUT.xlsx", f"{LAST}/{LAST}-LVA.xlsx",
    ]  # fmt: skip
    with open(kept / "mistakes.csv", encoding="utf-8", newline="") as mistakes:
        listed = [tuple(row[name] for name in ("file", "mistake", "place", "rule")) for row in csv.DictReader(mistakes)]
    assert listed == [
        (f"{FIRST}/{FIRST}-LVA.xlsx", "no_due_date", "Commitments!G5", "due_date_missing"),
        (f"{LAST}/{LAST}-AUT.xlsx", "decimal_comma", "Indicators!G21", ""),
    ]
    assert asked.kind == "commitments"
    assert [one.act for one in entries(tmp_path / "store")] == ["illustrative"]
    assert editions(tmp_path / "store") == []
