"""What a country and the desk are told: the order of marks for a workbook that goes back, answers that stand from
before, receipts, and the board on the day itself."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from etl.desk.arrival import entered
from etl.desk.board import round_board
from etl.desk.receiving import _receipt
from etl.desk.returned import order
from etl.desk.submission import Submission
from etl.intake.loading import Given
from etl.intake.reading import Reading
from etl.source import Finding
from etl.store.editions import locked
from etl.store.journal import Act, append

ASKED = Finding("jump", "question", "sent_indicators", 700_012, "value", "77", "about 8")
WRONG = Finding("not_a_number", "error", "sent_indicators", 700_013, "value", "x", "a number")
NOTED = Finding("no_link", "note", "sent_progress", 700_005, "evidence_url", "", "an address")
AT = "2014-09-02T10:00:00+00:00"


def marks(*findings, **answers):
    told = order(findings, {key: (said,) for key, said in answers.items()})
    return [(one["severity"], one["sheet"], one["cell"], one["found"], one["key"]) for one in told["marks"]], told


def test_errors_come_first_then_questions_then_notes_by_sheet_and_row():
    earlier = replace(ASKED, line=700_005)
    cover = replace(ASKED, file="", line=0, place="dated", rule="unclear_date")
    found, told = marks(NOTED, ASKED, earlier, cover, WRONG)
    assert found == [
        ("error", "Indicators", "G13", "x", "Indicators!G13 not_a_number"),
        ("question", "Read me", "C9", "77", "Read me!C9 unclear_date"),
        ("question", "Indicators", "G5", "77", "Indicators!G5 jump"),
        ("question", "Indicators", "G12", "77", "Indicators!G12 jump"),
        ("note", "Progress", "G5", "(empty)", "Progress!G5 no_link"),
    ]
    assert told["summary"] == "1 error, 3 questions, 1 note. Thank you for your report."
    assert len(told["next"]) == 3 and told["earlier"] == []


@pytest.mark.parametrize(
    ("finding", "kind", "asked_again"),
    [(ASKED, "answered", False), (ASKED, "commented", True), (replace(ASKED, severity="error"), "answered", True),
     (replace(ASKED, severity="note"), "answered", True)],
)  # fmt: skip
def test_only_an_answered_question_is_not_asked_again(finding, kind, asked_again):
    found, told = marks(finding, **{"Indicators!G12 jump": (AT, "Clerk", kind, "It is right.")})
    assert bool(found) is asked_again
    assert told["earlier"] == [
        {"day": "2014-09-02", "sheet": "Indicators", "cell": "G12", "asked": "77", "said": "It is right.",
         "kind": {"answered": "Answer", "commented": "Comment"}[kind]}
    ]  # fmt: skip


def test_a_comment_on_a_cell_is_a_note_in_it_and_an_answer_on_one_is_not():
    found, told = marks(**{"Read me!C9": (AT, "Clerk", "commented", "Which day?")})
    assert found == [("note", "Read me", "C9", "Which day?", "Read me!C9")]
    assert told["summary"] == "1 note. Thank you for your report."
    assert marks(**{"Read me!C9": (AT, "Clerk", "answered", "The first.")})[0] == []


@pytest.mark.parametrize(
    ("key", "place"),
    [("Indicators!G12 gone", ("Indicators", "G12")), ("Threats!7:7 silent#a1b2c3", ("Threats", "7:7")),
     ("Progress not_mentioned#3fa2c1", ("Progress", "")), ("workbook empty#3fa2c1", ("workbook", ""))],
)  # fmt: skip
def test_what_was_said_of_a_finding_that_is_gone_keeps_its_place(key, place):
    (one,) = marks(**{key: (AT, "Clerk", "answered", "Yes.")})[1]["earlier"]
    assert (one["sheet"], one["cell"], one["asked"]) == (*place, "")


def test_where_nothing_is_found_there_is_nothing_to_do():
    told = marks()[1]
    assert (told["summary"], told["next"]) == (
        "Nothing to correct. Thank you for your report.",
        ("Everything can be taken as it is; there is nothing for you to do.",),
    )


# ---- an arrival

NEW = Given(9, "S0009", "progress-2014", "KEN", "x.xlsx", "a" * 64, "Ministry", "2014-09-01", "", "", "", ())
BEFORE = Submission("S0007", "progress-2014", "KEN", *[""] * 6, findings=(ASKED,))


def acts(answers=None, before=None, checks=(ASKED,)):
    reading = Reading("a" * 64, "x.xlsx", findings=[NOTED], answers=answers or {})
    return [(one.act, one.seen, one.reason, one.facts) for one in entered(NEW, reading, checks, before, "Clerk")]


def said(text, kind="answered"):
    return replace(BEFORE, answers={"Indicators!G12 jump": ((AT, "Clerk", kind, text),)})


def test_an_arrival_is_received_with_its_facts_and_checked():
    facts = {"round": "progress-2014", "country": "KEN", "name": "x.xlsx", "sha256": "a" * 64, "office": "Ministry",
        "dated": "2014-09-01"}  # fmt: skip
    first, second = acts()
    assert first == ("received", 0, "", facts)
    assert (second[0], second[1], second[3]["counts"]) == ("checked", 1, {"error": 0, "question": 1, "note": 1})
    assert [row[0] for row in second[3]["findings"]] == ["jump", "no_link"]


@pytest.mark.parametrize(
    ("before", "answers", "expected"),
    [
        (None, {}, []),
        (said("Yes."), {}, [("answered", "as before: Yes.")]),
        (said("as before: Yes."), {}, [("answered", "as before: Yes.")]),
        (said("Yes.", "commented"), {}, []),
        (replace(said("Yes."), findings=(replace(ASKED, found="78"),)), {}, []),
        (replace(said("Yes."), findings=()), {}, []),
        (said("Yes."), {"Indicators!G12 jump": "No."}, [("answered", "No.")]),
        (None, {"Indicators!G13": "Look."}, [("commented", "Look.")]),
    ],
)
def test_an_answer_stands_from_before_while_the_same_is_found_and_nothing_new_is_said(before, answers, expected):
    assert [(act, reason) for act, _, reason, _ in acts(answers, before)[2:]] == expected


def test_one_that_gives_way_is_received_with_its_answers_and_not_checked():
    assert [(act, reason) for act, _, reason, _ in acts({"Read me!C9": "The first."}, said("Yes."), None)] == [
        ("received", ""), ("answered", "The first."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "is_new", "sentence", "unchecked"),
    [
        ({"was_checked": True}, True, "Read.", ""),
        (
            {"replaced_by": "S0010"}, True,
            "Read. S0010 came with it, is later and stands; this one was not checked.", "S0010",
        ),
        ({"was_checked": True, "replaced_by": "S0010"}, True, "Read.", ""),
        ({"replaced_by": "S0010"}, False, "y.xlsx: is here already as S0007, since 2014-07-01 10:00 UTC.", ""),
    ],
)  # fmt: skip
def test_a_receipt_says_what_became_of_a_file(fields, is_new, sentence, unchecked):
    one = Submission("S0007", "r", "KEN", "x.xlsx", "a", "", "", "2014-07-01T10:00:00+00:00", "",
        counts={"error": 1, "question": 2, "note": 3}, **fields)  # fmt: skip
    reading = Reading("a", "x.xlsx", "r", "KEN", sentence="Read.")
    receipt = _receipt({"S0007": one}, "y.xlsx", reading, is_new=is_new)
    assert (receipt.id, receipt.sentence, receipt.unchecked, receipt.new) == ("S0007", sentence, unchecked, is_new)
    assert (receipt.errors, receipt.questions, receipt.notes, receipt.name) == (1, 2, 3, "y.xlsx")
    refused = _receipt({}, "y.xlsx", replace(reading, code="damaged"), is_new=True)
    assert (refused.id, refused.code, refused.sentence) == ("", "damaged", "Read.")


# ---- the board


def board(store, day, *acts):
    facts = {"round": "commitments-2013", "name": "", "sha256": "", "office": "", "dated": ""}
    if acts and not (store / "desk").exists():
        with locked(store):
            for at, act, id_, country in acts:
                more = {**facts, "country": country} if act == "received" else {"by": "S0002"}
                append(store, [Act("Clerk", act, id_, None, "", more)], at)
    frame = round_board(store, "commitments-2013", date.fromisoformat(day)).set_index("iso3")
    columns = ("state", "submission", "version", "days_late", "overdue")
    return {iso3: tuple(frame.loc[iso3, list(columns)]) for iso3 in ("ALB", "AUS")}


def at(day):
    return datetime.fromisoformat(f"{day}T23:30:00").replace(tzinfo=UTC)


def test_nobody_is_late_on_the_due_date_itself(store):
    silent = [board(store, day)["AUS"] for day in ("2013-12-31", "2014-01-01")]
    assert silent == [("not_sent", "", 0, 0, False), ("not_sent", "", 0, 1, True)]


def test_the_board_shows_the_newest_that_counts_and_lateness_from_the_first_that_was_not_withdrawn(store):
    found = board(
        store,
        "2014-03-01",
        (at("2014-01-02"), "received", "S0001", "AUS"),
        (at("2014-02-01"), "received", "S0002", "AUS"),
        (at("2014-02-01"), "replaced", "S0001", "AUS"),
        (at("2014-01-03"), "received", "S0003", "ALB"),
        (at("2014-01-04"), "withdrawn", "S0003", "ALB"),
    )
    assert found == {"AUS": ("received", "S0002", 1, 2, False), "ALB": ("not_sent", "", 0, 60, True)}
