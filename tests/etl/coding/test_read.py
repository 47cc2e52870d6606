"""A code belongs to the very text that was read: a report that says something else is coded anew, and what was coded
before the text was kept means what it meant."""

import io

import openpyxl
import pytest

from etl.coding import coding, visibility
from etl.coding.read import text_hash
from etl.commands.main import main
from etl.desk import acts, receiving
from etl.store.journal import Denied, entries
from pages.parts.desk.commitments import Item, standing
from tests.support.round import workbook

PLACE = ("C001-ALB", "progress-2014", "completion")
ONE, OTHER = "1" * 64, "2" * 64


def two(store, code, read, **more):
    for coder in ("Coder 1", "Coder 2"):
        given = coding.code(store, *PLACE, code, coder, read=read, **more)
    return given


def finals(store, read):
    """What stands in the table of an edition in which the report has the text `read`."""
    reports = {("progress-2014", "ALB"): {("C001-ALB", "completion"): read}}
    return coding.rows(store, None, reports)["final_code"]


def test_the_same_text_keeps_its_codes_and_another_is_coded_anew(store):
    two(store, "limited", ONE)
    assert (finals(store, ONE), finals(store, OTHER)) == (["limited"], [])
    first = coding.code(store, *PLACE, "substantial", "Coder 1", read=OTHER)
    assert (first.given, first.final, first.waits, first.read) == (1, "", "second code", OTHER)
    (seen,) = visibility.visible(store, "Coder 2")
    assert (seen.codes, seen.given) == ((), 1), "the code of before is not shown beside the new text"
    again = coding.code(store, *PLACE, "substantial", "Coder 2", read=OTHER)
    assert (again.given, again.final, again.first, again.version) == (2, "substantial", "substantial", 4)
    assert (finals(store, ONE), finals(store, OTHER)) == ([], ["substantial"])
    assert len(entries(store)) == 4, "nothing that was entered is gone"


def test_a_report_that_says_nothing_more_of_it_leaves_its_rating_out(store):
    two(store, "limited", ONE)
    assert coding.rows(store, None, {("progress-2014", "ALB"): {}})["final_code"] == []
    assert coding.rows(store, None, {("progress-2014", "FRA"): {}})["final_code"] == ["limited"]


def test_codes_without_a_text_mean_what_they_meant(store):
    two(store, "limited", "")
    assert "read" not in entries(store)[0].facts
    assert (finals(store, ONE), finals(store, OTHER), coding.rows(store)["final_code"]) == (["limited"],) * 3


def test_a_code_without_a_text_pairs_with_one_that_has_it(store):
    coding.code(store, *PLACE, "limited", "Coder 1")
    assert coding.code(store, *PLACE, "limited", "Coder 2", read=ONE).final == "limited"


def test_a_rating_of_another_text_is_neither_corrected_nor_settled(store):
    two(store, "limited", ONE)
    with pytest.raises(Denied, match="has given no code to correct"):
        coding.code(store, *PLACE, "substantial", "Coder 1", again=True, read=OTHER)
    with pytest.raises(Denied, match="has 0 of 2 codes"):
        coding.adjudicate(store, *PLACE, "substantial", "Head", "A reason.", read=OTHER)
    assert coding.adjudicate(store, *PLACE, "substantial", "Head", "A reason.", read=ONE).final == "substantial"


def test_the_page_asks_for_it_anew(store):
    two(store, "limited", ONE)
    codings = {(one.reference, one.scale): one for one in visibility.visible(store, "Coder 1")}

    def item(read):
        return Item("C001-ALB", "completion", "ALB", *[""] * 7, "S0001", read)

    assert standing([item(ONE)], codings)["C001-ALB", "completion"].final == "limited"
    asked = standing([item(OTHER)], codings)["C001-ALB", "completion"]
    assert (asked.waits, asked.given, asked.version) == ("code", 0, 2)


@pytest.mark.parametrize("field", ["status", "done", "title", "due_date", "new_due_date", "evidence_url", "note"])
def test_whatever_a_coder_reads_is_part_of_the_text(field):
    row = {"reference": "C001-ALB", "status": "done", "done": "A law.", "line": "7"}
    assert text_hash({**row, field: "Another."}) != text_hash(row)
    assert text_hash({**row, "line": "8", "a_later_column": "x"}) == text_hash(row)


def report(title):
    """The commitments of Albania, of which the first is new and has this title."""
    book = openpyxl.load_workbook(io.BytesIO(workbook("ALB")[1]))
    cells = (
        "New",
        "2 Investigate and prosecute",
        "2.1 Criminalisation and prosecution framework",
        title,
        "Legislation",
    )
    for letter, value in zip("BCDEFGH", (*cells, 2015, "Ministry of Justice"), strict=True):
        book["Commitments"][f"{letter}5"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def accepted(store, content):
    (receipt,) = receiving.receive(store, [("ALB.xlsx", content)], "Receiver")
    for key in acts.get(store, receipt.id).open_questions:
        acts.answer(store, receipt.id, key, "It is right.", "Receiver")
    return acts.accept(store, receipt.id, "Accepter").id


def test_the_command_codes_what_was_accepted_and_nothing_else(store, capsys):
    def act(by, code, *words):
        place = ["ALB-C13-01", "--round", "commitments-2013", "--scale", "ambition", "--code", code]
        return main([*words, *place, "--store", str(store), "--by", by]), capsys.readouterr().err

    refused = (
        "ALB-C13-01: no accepted submission of commitments-2013 says anything of it for ambition; there is nothing to "
        "code.\n"
    )
    assert act("Coder 1", "modest", "code") == (1, refused)
    assert act("Head", "modest", "adjudicate", "--reason", "A reason.") == (1, refused)
    assert not (store / "desk" / "journal.jsonl").exists()
    accepted(store, report("A law on grooming."))
    assert [act("Coder 1", "modest", "code"), act("Coder 2", "substantial", "code")] == [(0, "")] * 2
    assert act("Head", "modest", "adjudicate", "--reason", "A small change.") == (0, "")
    assert [one.final for one in coding.codings(store)] == ["modest"]
    accepted(store, report("A law on grooming, and a police unit."))
    assert act("Head", "modest", "adjudicate", "--reason", "As before.") == (
        1,
        "ALB-C13-01 (commitments-2013, ambition): has 0 of 2 codes; it is adjudicated when both are in.\n",
    )
    assert act("Coder 2", "substantial", "code") == (0, "")
    (anew,) = coding.codings(store)
    assert (anew.given, anew.final, anew.waits) == (1, "", "second code")
