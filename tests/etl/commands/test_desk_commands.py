"""The desk on the command line: each act is one entry, says what it did in one line, and is refused in one sentence."""

import io
import re

import openpyxl
import pytest

from etl.commands.main import main
from etl.desk import acts, receiving
from etl.desk.board import round_board
from etl.desk.submission import ALLOWED, key
from etl.form.sheets import place
from etl.source import Finding, Unreadable
from etl.store import originals
from etl.store.journal import Denied, entries
from tests.support.command_line import here
from tests.support.round import workbook


@pytest.fixture
def say(monkeypatch):
    """Call it with a store and the words of a command; returns what it printed, and its exit code."""

    def run(store, *words):
        monkeypatch.setenv("MONITOR_STORE", str(store))
        ran = here(*words)
        assert "Traceback" not in ran.stderr
        return ran.stdout + ran.stderr, ran.returncode

    return run


@pytest.fixture
def sent(tmp_path):
    """Call it with a name and figures: a filled workbook of Ghana as a file."""

    def write(name, **values):
        path = tmp_path / name
        path.write_bytes(workbook("GHA", **values)[1])
        return path

    return write


def test_check_takes_nothing_and_says_0_1_or_2(say, sent, store, tmp_path):
    fine, percent, text = (
        sent("fine.xlsx", arrests=12),
        sent("percent.xlsx", hotline_removed_pct_le_72h=120),
        tmp_path / "letter.xlsx",
    )
    question = sent("question.xlsx", takedown_hints=10, takedown_hosted_domestic=4, takedown_hosted_abroad=5)
    text.write_text("Dear secretariat, our figures follow.")
    assert say(store, "check", fine) == (
        "fine.xlsx: Commitments 2013, Ghana; 61 rows read.\nNothing was found; it can be taken.\n",
        0,
    )
    said, code = say(store, "check", question)
    assert code == 1 and re.search(
        r"\? question Indicators!G\d+: found '10', expected 9, the sum of its parts for 2012\.", said
    )
    said, code = say(store, "check", percent, "--out", tmp_path / "marked.xlsx")
    assert code == 2 and re.search(r"✗ error Indicators!G\d+: found '120', expected a percentage from 0 to 100\.", said)
    assert openpyxl.load_workbook(tmp_path / "marked.xlsx").sheetnames[0] == "Issues"
    said, code = say(store, "check", text)
    assert code == 2 and said.startswith("letter.xlsx: ") and said.count("\n") == 1
    assert not (store / "desk" / "journal.jsonl").exists()


def test_receive_says_0_1_or_2(store, sent, tmp_path):
    text = tmp_path / "letter.xlsx"
    text.write_text("Dear secretariat, our figures follow.")
    asked = sent("question.xlsx", takedown_hints=10, takedown_hosted_domestic=4, takedown_hosted_abroad=5)
    for file, code in ((sent("fine.xlsx", arrests=12), 0), (asked, 1), (text, 2)):
        assert main(["receive", str(file), "--store", str(store), "--by", "Clerk"]) == code


def test_a_round_on_the_command_line(say, sent, published):
    said, code = say(
        published, "receive", sent("GHA.xlsx", hotline_removed_pct_le_72h=120, arrests=12), "--by", "Clerk"
    )
    assert code == 1 and "S0001 GHA.xlsx: Commitments 2013, Ghana; 61 rows read. 1 error, 0 questions, 0 notes." in said
    assert say(published, "accept", "S0001", "--by", "Clerk") == (
        "S0001 has 1 error; it cannot be taken. Give it back to the country.\n",
        1,
    )
    assert say(published, "return", "S0001", "--reason", "A percentage", "--by", "Clerk")[1] == 0
    assert (
        say(published, "receive", sent("again.xlsx", hotline_removed_pct_le_72h=12, arrests=12), "--by", "Clerk")[1]
        == 0
    )
    assert "S0001 GHA commitments-2013: replaced" in say(published, "submissions")[0]
    assert say(published, "accept", "S0002", "--by", "Clerk", "--seen", "1")[0].startswith(
        "S0002: Clerk was first (checked, "
    )
    assert say(published, "accept", "S0002", "--by", "Clerk", "--seen", "2")[1] == 0
    for name, refusal in (
        (" clerk", "S0002 was accepted by Clerk; somebody else must approve it."),
        (
            "Cl\u200berk",
            "The name has a sign that nobody sees at place 3 (U+200B, zero width space); type it again.",
        ),
    ):
        assert say(published, "approve", "S0002", "--by", name) == (f"{refusal}\n", 1)
    assert say(published, "approve", "S0002", "--by", "Head")[1] == 0
    assert say(published, "board", "--round", "commitments-2013")[0].endswith("1 of 48 have sent.\n")
    assert [(one.by, one.act, one.object) for one in entries(published)] == [
        ("Clerk", "received", "S0001"), ("Clerk", "checked", "S0001"), ("Clerk", "returned", "S0001"),
        ("Clerk", "received", "S0002"), ("Clerk", "checked", "S0002"),
        ("Clerk", "replaced", "S0001"), ("Clerk", "accepted", "S0002"), ("Head", "approved", "S0002"),
    ]  # fmt: skip


def test_a_question_must_be_answered_and_the_answer_stays(store):
    files = [workbook("GHA", takedown_hints=10, takedown_hosted_domestic=4, takedown_hosted_abroad=5)]
    (receipt,) = receiving.receive(store, files, "Clerk")
    (question,) = acts.get(store, receipt.id).open_questions
    with pytest.raises(Denied, match="has 1 open question; each must be answered or confirmed first"):
        acts.accept(store, receipt.id, "Clerk")
    acts.comment(store, receipt.id, question.split()[0], "Is one counted twice?", "Clerk")
    one = acts.answer(store, receipt.id, question, "One was hosted in both.", "Clerk")
    assert one.open_questions == [] and [said[1:] for said in one.answers[question]] == [
        ("Clerk", "answered", "One was hosted in both.")
    ]
    assert acts.accept(store, receipt.id, "Clerk").state == "accepted"


def test_the_file_is_kept_as_sent_and_the_same_file_is_no_second_submission(store):
    name, content = workbook("GHA", arrests=12)
    first, again = (receiving.receive(store, [(name, content)], "Clerk")[0] for _ in range(2))
    assert (first.new, again.new, first.id, again.id) == (True, False, "S0001", "S0001")
    assert "is here already as S0001" in again.sentence
    assert originals.content(store, first.sha256) == content
    assert originals.original(store, first.sha256).stat().st_mode & 0o777 == 0o444


def test_an_original_that_was_altered_is_never_read(store):
    (receipt,) = receiving.receive(store, [workbook("GHA", arrests=12)], "Clerk")
    path = originals.original(store, receipt.sha256)
    path.chmod(0o644)
    path.write_bytes(workbook("GHA", arrests=13)[1])
    with pytest.raises(Unreadable, match="is not the file that was sent; its SHA-256 differs"):
        acts.content(store, receipt.id)


def test_one_bad_file_among_many_stops_nobody(store):
    receipts = receiving.receive(
        store, [workbook("GHA", arrests=12), ("notes.xlsx", b"not a workbook"), workbook("FRA", arrests=40)], "Clerk"
    )
    assert [(one.id, bool(one.code)) for one in receipts] == [("S0001", False), ("", True), ("S0002", False)]
    assert [one.act for one in entries(store)] == ["received", "checked", "received", "checked", "refused"]


def test_every_act_asks_who_and_why(store):
    (receipt,) = receiving.receive(store, [workbook("GHA", arrests=12)], "Clerk")
    sends = lambda: receiving.receive(store, [workbook("FRA", arrests=1)], " \u200b")  # noqa: E731
    for act in (
        sends,
        lambda: acts.give_back(store, receipt.id, "Clerk", " "),
        lambda: acts.accept(store, receipt.id, ""),
        lambda: acts.withdraw(store, receipt.id, "Clerk", ""),
    ):
        with pytest.raises(Denied, match="Who and why must be said"):
            act()
    assert set(ALLOWED) == {
        "checked",
        "commented",
        "answered",
        "returned",
        "accepted",
        "reopened",
        "approved",
        "unapproved",
        "withdrawn",
    }


def test_a_silent_country_is_on_the_board_and_late_only_after_the_due_date(store):
    from datetime import date

    receiving.receive(store, [workbook("GHA", arrests=12)], "Clerk")
    before, after = (
        round_board(store, "commitments-2013", day).set_index("iso3") for day in (date(2013, 12, 31), date(2014, 1, 2))
    )
    assert (len(before), int((before["state"] == "not_sent").sum()), int(before["overdue"].sum())) == (48, 47, 0)
    assert (after.loc["FRA", "overdue"], after.loc["FRA", "days_late"], after.loc["GHA", "overdue"]) == (True, 2, False)


def test_a_finding_is_spoken_of_by_its_cell():
    assert key(Finding("jump", "question", "sent_indicators", 700012, "value", "", "")) == "Indicators!G12 jump"
    lost = [
        Finding("not_mentioned", "question", "sent_progress", 700000, "status", "(no row)", f"a status for C{n}")
        for n in (1, 2)
    ]
    assert len({key(one) for one in lost}) == 2 and all(
        re.fullmatch(r"Progress not_mentioned#[0-9a-f]{6}", key(one)) for one in lost
    )
    assert place("", 0, "dated") == "Read me!C9" and place("Extra", 3, "") == "Extra" and place("", 0, "") == "workbook"


def test_the_returned_workbook_carries_the_answer_sheet(store):
    (receipt,) = receiving.receive(store, [workbook("GHA", hotline_removed_pct_le_72h=120)], "Clerk")
    book = openpyxl.load_workbook(io.BytesIO(acts.returned(store, receipt.id)))
    assert book.sheetnames[:2] == ["Issues", "Read me"]


def test_an_answer_written_beside_our_question_comes_back_with_the_workbook(store):
    figures = {"takedown_hints": 10, "takedown_hosted_domestic": 4, "takedown_hosted_abroad": 5}
    (first,) = receiving.receive(store, [workbook("GHA", **figures)], "Clerk")
    book = openpyxl.load_workbook(io.BytesIO(acts.returned(store, first.id)))
    issues = book["Issues"]
    (row,) = [row for row in range(1, issues.max_row + 1) if "Question" in str(issues.cell(row, 1).value)]
    issues.cell(row, 6).value = "One was hosted in both."
    out = io.BytesIO()
    book.save(out)
    (second,) = receiving.receive(store, [("GHA again.xlsx", out.getvalue())], "Clerk")
    one = acts.get(store, second.id)
    assert (one.questions, one.open_questions) == (1, [])
    assert [said[0][2:] for said in one.answers.values()] == [("answered", "One was hosted in both.")]
