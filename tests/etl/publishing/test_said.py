"""What publishing says, sign by sign: the preview and its note, a checked record, what is open, and why it refuses."""

from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from core.workers.protocol import Answer
from etl.desk.submission import Submission
from etl.publishing import exports, open_items, preparation
from etl.publishing.differences import Preview, lines
from etl.publishing.handover import HELD, SECRET, tell
from etl.publishing.record_check import Checked, _new
from etl.source import Finding
from etl.store.brake import LISTED, NAMED, NEVER, Agreement, Loss, entries, fault_of, noted, said
from etl.store.editions import locked
from etl.store.journal import Act, Denied, append

COLUMNS = ["what", "country", "iso3", "item", "label", "period", "before", "after", "why", "line"]
FIGURE = ["figure", "Ghana", "GHA", "arrests", "Arrests", "2013", "12 persons", "15 persons", "revised figure", "A"]
NEW = ["figure", "Albania", "ALB", "arrests", "Arrests", "2013", None, "3 persons", "new report", ""]
ONE = Submission("S0007", "progress-2014", "KEN", "", "a", "", "", "2014-07-01T10:00:00", "", state="approved")
LOSS = Loss("treaties", 3, 400, (), LISTED, False)


def seen(*rows, **more):
    frame = pd.DataFrame([FIGURE, NEW, *rows], columns=COLUMNS)
    facts = {"edition": 3, "hash": "", "differences": frame, "lines": lines(frame), "submissions": [ONE], "issues": {}}
    return Preview(**{**facts, "same": False, **more})


def test_the_preview_says_each_difference_and_a_note_that_names_them():
    assert seen().text.splitlines() == [
        "Edition 3 would hold S0007; 2 differences.",
        "revised figure  figure: Ghana, Arrests, 2013: 12 persons -> 15 persons",
        "    new report  figure: Albania, Arrests, 2013: none -> 3 persons",
        "",
        "A note that names them:",
        "A.",
    ]
    assert seen(lines=[], submissions=[]).text.splitlines()[0] == "Edition 3 would hold no submission; 2 differences."
    assert seen(lines=[]).text.splitlines()[-1] == "(nothing has to be named)"
    assert seen(losses=[LOSS]).text.splitlines()[-2:] == [
        "", "Compared with edition 2, this one would lack 3 rows of 400 of treaties."
    ]  # fmt: skip


def test_each_line_of_a_note_stands_once_and_in_its_order():
    rows = [[*FIGURE[:-1], line] for line in ("C", "B", "", "C", "A")]
    assert lines(pd.DataFrame(rows, columns=COLUMNS)) == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("note", "missing"),
    [
        ("", ["A law", "B"]),
        ("- a  LAW.\n* b", []),
        ("A law, and B", ["A law", "B"]),
        ("B", ["A law"]),
    ],
)
def test_a_note_names_each_difference_on_a_line_of_its_own(note, missing):
    assert seen(lines=["A law", "B"]).missing(note) == missing


@pytest.mark.parametrize(
    ("more", "note", "said"),
    [
        ({"same": True}, "A", "Nothing differs from edition 2; there is nothing to publish."),
        (
            {"lines": ["A", "B", "C", "D"]},
            "D",
            "The note does not name 3 of 4 differences: A; B; C. 'python -m etl preview' gives a note that does.",
        ),
        (
            {"lines": ["A", "B", "C", "D"]},
            "",
            "The note does not name 4 of 4 differences: A; B; C …. 'python -m etl preview' gives a note that does.",
        ),
    ],
)
def test_a_note_is_refused_with_the_first_three_that_it_lacks(more, note, said):
    with pytest.raises(Denied) as refused:
        preparation._refuse_note(seen(**more), note)
    assert str(refused.value) == said


def bad(number, row, severity="error"):
    return Finding("jump", severity, "sent_indicators", number * 100_000 + row, "value", "x", "a number")


@pytest.mark.parametrize(
    ("state", "rows", "said"),
    [
        (
            "approved",
            [5],
            "S0007 has rows that cannot be taken any more: Indicators!G5 found 'x', expected a number. Undo its "
            "approval, open it again and check it again.",
        ),
        (
            "published",
            [8, 5, 6, 7],
            "S0007 has rows that cannot be taken any more: Indicators!G5 found 'x', expected a number; Indicators!G6 "
            "found 'x', expected a number; Indicators!G7 found 'x', expected a number …. Withdraw it, or let its "
            "country send it again.",
        ),
    ],
)
def test_rows_that_cannot_be_taken_any_more_are_named_with_the_way_out(state, rows, said):
    one = Submission(**{**vars(ONE), "state": state})
    with pytest.raises(Denied) as refused:
        preparation._refuse_rejected([one], [bad(7, row) for row in rows])
    assert str(refused.value) == said


def test_questions_and_rows_of_others_stop_nothing():
    assert preparation._refuse_rejected([ONE], [bad(7, 5, "question"), bad(8, 5), bad(70, 5)]) is None


# ---- a record that is checked

WRONG = Finding("not_a_number", "error", "observations", 7, "value", "x", "a number")


def checked(*findings, losses=(), fault="", edition=3):
    return Checked(edition, findings, 2, losses, fault)


@pytest.mark.parametrize(
    ("severities", "losses", "fault", "code"),
    [
        ((), (), "", 0),
        (("note",), (), "", 0),
        (("note", "question"), (), "", 1),
        (("error",), (), "", 1),
        ((), (LOSS,), "", 1),
        ((), (LOSS,), "It may never go.", 2),
    ],
)
def test_the_exit_code_of_a_checked_record(severities, losses, fault, code):
    findings = [Finding("r", severity, "events", 2, "date", "", "") for severity in severities]
    assert checked(*findings, losses=losses, fault=fault).code == code


def test_findings_are_said_by_kind_the_gravest_first_with_the_lowest_line():
    note = Finding("no_link", "note", "events", 2, "source_url", "", "an address")
    found = checked(
        note,
        Finding("jump", "question", "observations", 3, "value", "9", "about 8"),
        Finding("not_a_number", "error", "observations", 9, "value", "z", "a number"),
        WRONG,
        Finding("not_a_date", "error", "observations", 7, "period", "x", "a period"),
        Finding("unknown_word", "error", "events", 4, "type", "x", "a word"),
    )
    assert found.text.splitlines() == [
        "Held against edition 3: 6 new findings, 3 rows left out, 2 known findings.",
        "error: events.csv, line 4, type: found 'x', expected a word.",
        "error: observations.csv, line 7, period: found 'x', expected a period.",
        "error: observations.csv, line 7, value and 1 more: found 'x', expected a number.",
        "question: observations.csv, line 3, value: found '9', expected about 8.",
        "note: events.csv, line 2, source_url: found '', expected an address.",
        "Nothing drops out.",
    ]
    assert checked(edition=0).text.splitlines()[0] == (
        "Held against its own rows, because no edition is in force: 0 new findings, 0 rows left out, 2 known findings."
    )


@pytest.mark.parametrize(("kinds", "more"), [(30, []), (31, ["and 1 more groups of findings"])])
def test_thirty_kinds_of_findings_are_said(kinds, more):
    found = [Finding(f"r{n:02d}", "note", "events", 2, "date", "", "") for n in range(kinds)]
    said = checked(*found).text.splitlines()
    assert (len(said), said[31:-1]) == (32 + len(more), more)


def test_what_is_known_is_taken_off_once_whatever_its_line():
    again = Finding("not_a_number", "error", "observations", 70, "value", "x", "a number")
    other = Finding("not_a_number", "error", "observations", 7, "value", "y", "a number")
    known = Counter({("not_a_number", "observations", "value", "x"): 1})
    assert list(_new([WRONG, again, other], known)) == [again, other]
    assert known.total() == 1


# ---- what is open

FACTS = {"round": "progress-2014", "name": "x.xlsx", "sha256": "", "office": "", "dated": ""}
QUESTION = ["jump", "question", "sent_indicators", 700012, "value", "77", "about 8"]
AT = datetime(2014, 9, 30, 10, tzinfo=UTC)


def opened(store, *acts, today=datetime(2014, 10, 1, tzinfo=UTC)):
    """What is open after these acts, without the silent countries but their number by round."""
    with locked(store):
        append(store, acts, AT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_items, "datetime", SimpleNamespace(now=lambda _zone: today))
        header, *rows = open_items.open_items(store).splitlines()
    assert header == "what,round,country,object,detail"
    silent = [row.split(",")[1] for row in rows if row.startswith("silent country,")]
    others = [row for row in rows if not row.startswith("silent country,")]
    return others, {name: silent.count(name) for name in dict.fromkeys(silent)}


def received(number, iso3, *more):
    id_ = f"S{number:04d}"
    return [Act("Clerk", "received", id_, None, "", {**FACTS, "country": iso3}), *(Act(*one) for one in more)]


def test_what_is_open_is_listed_with_what_it_waits_for(store):
    acts = [
        *received(1, "AUS", ("Clerk", "checked", "S0001", None, "", {"findings": [QUESTION]})),
        *received(2, "FRA", ("Clerk", "withdrawn", "S0002", None, "By mistake.")),
        *received(3, "GHA", ("Clerk", "replaced", "S0003", None, "", {"by": "S0004"})),
        *received(4, "ALB", ("Clerk", "accepted", "S0004"), ("Head", "approved", "S0004")),
        Act("Coder", "coded", "coding C001-ALB progress-2014 completion", None, "", {"code": "modest", "evidence": ""}),
        Act(
            "Head", "prepared", "edition 2", None, "A note.",
            {"hash": "", "embargo": "2014-10-02T09:00:00+00:00", "publishes": []},
        ),
    ]  # fmt: skip
    others, silent = opened(store, *acts)
    assert others == [
        "edition waits,,,edition 2,until 2014-10-02T09:00:00+00:00; prepared by Head",
        "submission,progress-2014,AUS,S0001,checked; received 2014-09-30",
        "question,progress-2014,AUS,S0001,Indicators!G12 jump",
        "submission,progress-2014,ALB,S0004,approved; received 2014-09-30",
        "coding,progress-2014,ALB,C001-ALB,completion waits for second code",
    ]
    assert silent == {"progress-2014": 52}, "of 54; what was withdrawn or replaced was not sent"


@pytest.mark.parametrize(
    ("today", "silent"),
    [
        ("2013-12-31", {"commitments-2013": 48}),
        ("2014-01-01", {"progress-2014": 54}),
        ("2014-09-30", {"progress-2014": 54}),
        ("2014-10-01", {}),
    ],
)
def test_who_is_silent_is_said_from_the_day_on_which_a_round_opens_until_its_due_date(store, today, silent):
    assert opened(store, today=datetime.fromisoformat(today).replace(tzinfo=UTC)) == ([], silent)


# ---- what is handed over


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("current.json", True),
        ("editions/0001/x.parquet", True),
        ("editions/12345/x", True),
        ("editions/001/x", False),
        ("editions/0001/.x", False),
        ("editions/0001/a/b", False),
        ("desk/journal.jsonl", True),
        ("desk/head.json", True),
        ("desk/originals/" + "a" * 64, True),
        ("desk/originals/" + "a" * 63, False),
        ("desk/drafts/0002/manifest.json", True),
        ("desk/drafts/.making-1/x", False),
        ("lock", False),
        ("desk/read/x", False),
    ],
)
def test_what_of_a_store_is_handed_over(name, held):
    assert bool(HELD.fullmatch(name)) is held


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"password = 'abcdefgh'", True),
        (b"api_key='abcdefghi'", True),
        (b"password = 'abc'", False),
        (b"AKIA" + b"A" * 16, True),
        (b"AKIA" + b"A" * 15, False),
        (b"gho_" + b"a" * 30, True),
        (b"xoxb-" + b"a" * 20, True),
        (b"a word about a password", False),
    ],
)
def test_what_looks_like_a_secret(text, found):
    assert bool(SECRET.search(text)) is found


@pytest.mark.parametrize(("of", "told"), [(1, [1]), (5, [1, 2, 3, 4, 5]), (40, list(range(2, 41, 2)))])
def test_of_many_files_about_twenty_are_told_and_the_last_always(of, told):
    steps = []
    for step in range(1, of + 1):
        tell(lambda step, of, what: steps.append((step, of, what)), step, of, "x")
    assert steps == [(step, of, "x") for step in told]


# ---- exports that cannot be made


@pytest.mark.parametrize(
    ("answer", "complaint", "said"),
    [
        (Answer("slow"), b"", "one took more than 600 seconds"),
        (Answer("refused", b"OSError: full"), b"a\nb\n", "OSError: full"),
        (Answer("lost"), b"a\nlast\n\n", "last"),
        (Answer("lost"), b"", "a process was stopped"),
    ],
)
def test_why_an_export_was_not_made(answer, complaint, said, tmp_path):
    with open(tmp_path / "complaints", "w+b") as complaints:
        complaints.write(complaint)
        assert exports._reason(answer, complaints) == said


def test_a_loss_that_never_goes_stands_before_one_that_is_named():
    named, never = Loss("events", 1, 32, ("E01",), NAMED, False), Loss("tables", 1, 80, ("events",), NEVER, True)
    agreed = Agreement(("events:1",), " Ana ", " It is wrong. ")
    assert fault_of([named, never], agreed) == (
        "Of this 1 published table of 80 (events) may never go, whoever agrees (brake.csv and floor.csv say so): mend "
        "the record."
    )
    assert fault_of([never], agreed).startswith("This may never go, whoever agrees")
    assert (fault_of([named, LOSS], agreed), fault_of([LOSS], Agreement())) == ("", "")
    assert noted(" A note. ", [named, LOSS], agreed) == (
        "A note.\nNot in this edition any more: 3 rows of 400 of treaties.\n"
        "Let go by Ana: 1 row of 32 of events (E01). Why: It is wrong."
    )
    assert noted("", [LOSS], agreed) == "Not in this edition any more: 3 rows of 400 of treaties."
    assert entries([named, LOSS], agreed) == [
        {"what": ["events:1"], "rows": 1, "of": 32, "by": "Ana", "because": "It is wrong."},
        {"what": ["treaties:3"], "rows": 3, "of": 400, "by": "", "because": ""},
    ]
    assert said([LOSS], Agreement(), 0) == "This first edition would lack 3 rows of 400 of treaties."
    seven = [Loss(f"t{n}", 1, 9, (), LISTED, False) for n in range(7)]
    assert said(seven, Agreement(), 2).endswith("1 row of 9 of t5; and 1 more.")
    assert Loss("indicators", 6, 80, tuple("abcdef"), NAMED, True).sentence == (
        "6 indicators of 80 (a, b, c, d, e and 1 more)"
    )
