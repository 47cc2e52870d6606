"""What a check of the record and the list of open points say, line by line; exit codes on their edges."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest

from etl.desk.submission import Submission
from etl.publishing import open_items, record_check
from etl.publishing.record_check import Checked, _groups, _new
from etl.publishing.release import Waiting
from etl.source import Finding
from etl.store.brake import Loss

WRONG = Finding("unknown_word", "error", "treaties", 7, "state", "perhaps", "yes or no")
ASKED = Finding("jump", "question", "observations", 9, "value", "77", "about 8")
NOTED = Finding("no_link", "note", "commitments", 5, "evidence_url", "", "an address")
LOST = Loss("treaties", 3, 200, (), "listed", False)


@pytest.mark.parametrize(
    ("findings", "losses", "fault", "code"),
    [
        *[([], [], "", 0), ([NOTED], [], "", 0), ([ASKED], [], "", 1), ([NOTED, WRONG], [], "", 1)],
        *[([], [LOST], "", 1), ([], [LOST], "Too much.", 2), ([WRONG], [LOST], "Too much.", 2)],
    ],
)
def test_a_record_is_right_asked_about_or_refused(findings, losses, fault, code):
    assert Checked(3, findings, 0, losses, fault).code == code


def test_a_check_says_against_what_how_much_is_new_and_which_rows_are_left_out():
    twice = [WRONG, Finding("too_old", "error", "treaties", 7, "date", "1", "2"), ASKED, NOTED]
    said = Checked(3, twice, 2, [], "").text.splitlines()
    assert said == [
        "Held against edition 3: 4 new findings, 1 row left out, 2 known findings.",
        "error: treaties.csv, line 7, date: found '1', expected 2.",
        "error: treaties.csv, line 7, state: found 'perhaps', expected yes or no.",
        "question: observations.csv, line 9, value: found '77', expected about 8.",
        "note: commitments.csv, line 5, evidence_url: found '', expected an address.",
        "Nothing drops out.",
    ]
    assert Checked(0, [], 1, [], "").text.splitlines()[0] == (
        "Held against its own rows, because no edition is in force: 0 new findings, 0 rows left out, 1 known finding."
    )


def test_findings_of_one_kind_are_one_line_that_begins_with_the_first():
    many = [Finding("jump", "question", "observations", line, "value", str(line), "less") for line in (12, 9, 30)]
    assert list(_groups([*many, ASKED])) == [
        "question: observations.csv, line 9, value and 3 more: found '9', expected less.",
    ]
    each = [Finding("jump", "note", "observations", 5, f"column{n:02d}", "x", "y") for n in range(31)]
    assert Checked(3, each[:30], 0, [], "").text.splitlines()[-2].startswith("note: observations.csv, line 5, column29")
    assert Checked(3, each, 0, [], "").text.splitlines()[-3:-1] == [
        "note: observations.csv, line 5, column29: found 'x', expected y.", "and 1 more groups of findings",
    ]  # fmt: skip


def test_a_known_finding_is_told_by_what_it_is_and_each_counts_once():
    moved = Finding(*{**vars(ASKED), "line": 99, "expected": "about 9"}.values())
    known = record_check.Counter({(ASKED.rule, ASKED.file, ASKED.place, ASKED.found): 1})
    assert list(_new([moved, WRONG], known)) == [WRONG], "its line moves with every row that comes in"
    assert list(_new([ASKED, moved], known)) == [moved], "two of which one was known"
    assert list(_new([Finding(*{**vars(ASKED), "found": "78"}.values())], known)) != []


# ---- when an edition is due


@pytest.mark.parametrize(("second", "is_due"), [(59, False), (60, True), (61, True)])
def test_an_edition_is_due_at_its_very_moment_and_without_one_at_once(second, is_due):
    now = datetime(2014, 9, 30, 8, 59, tzinfo=UTC) + timedelta(seconds=second)
    assert Waiting(4, "h", "2014-09-30T11:00:00+02:00", "Ana", "", [], 1).due(now) is is_due
    assert Waiting(4, "h", "", "Ana", "", [], 1).due(now)


# ---- what is open


def test_open_points_are_submissions_not_at_an_end_their_questions_silent_countries_and_codings(monkeypatch, store):
    fields = {"received_at": "2014-09-03T14:05:00+00:00"}
    states = ("received", "published", "withdrawn", "replaced", "approved")
    sent = {
        f"S000{n}": Submission(f"S000{n}", "progress-2014", "KEN", *[""] * 4, **fields, received_by="", state=state)
        for n, state in enumerate(states, 1)
    }
    asked = Finding("jump", "question", "sent_indicators", 700_012, "value", "77", "about 8")
    sent["S0001"] = Submission(*list(vars(sent["S0001"]).values())[:9], state="received", findings=(asked,))
    monkeypatch.setattr(open_items, "submissions", lambda _store: sent)
    waits = SimpleNamespace(edition=4, embargo="", by="Ana")
    monkeypatch.setattr(open_items, "waiting", lambda _store: waits)
    coded = [
        SimpleNamespace(round="progress-2014", iso3="KEN", reference=f"C{n}-KEN", scale="completion", waits=what)
        for n, what in enumerate(("code", ""))
    ]
    monkeypatch.setattr(open_items, "codings", lambda _store: coded)
    board = pd.DataFrame({"iso3": ["ALB", "KEN"], "country": ["Albania", "Kenya"], "state": ["not_sent", "received"]})
    monkeypatch.setattr(open_items, "round_board", lambda _store, _round, _day: board)
    rounds = {
        name: SimpleNamespace(round=name, opens=opens, due=due)
        for name, opens, due in (
            ("progress-2014", "2014-07-01", "2014-09-30"), ("past", "2015-01-01", "2015-12-31"),
            ("open", "2000-01-01", "9999-12-31"), ("to come", "9999-01-01", "9999-12-31"),
        )
    }  # fmt: skip
    monkeypatch.setattr(open_items, "rounds", lambda: rounds)
    assert open_items.open_items(store).splitlines() == [
        "what,round,country,object,detail",
        "edition waits,,,edition 4,until released; prepared by Ana",
        "submission,progress-2014,KEN,S0001,received; received 2014-09-03",
        "question,progress-2014,KEN,S0001,Indicators!G12 jump",
        "submission,progress-2014,KEN,S0005,approved; received 2014-09-03",
        "silent country,progress-2014,ALB,Albania,due 2014-09-30",
        "silent country,open,ALB,Albania,due 9999-12-31",
        "coding,progress-2014,KEN,C0-KEN,completion waits for code",
    ]
