"""Lines that commands print, each from what is known: a job, a coding, a finding, an arrival, what is in force."""

from argparse import Namespace
from dataclasses import replace
from types import SimpleNamespace

import pytest

from etl.coding.agreement import Agreement
from etl.coding.rating import Code, Coding
from etl.commands import coding, desk, jobs, publishing
from etl.desk.receiving import Receipt
from etl.desk.submission import Submission
from etl.jobs.job import Asked, Job, State
from etl.source import Finding

ONE = Submission(
    "S0007", "progress-2014", "KEN", "KEN.xlsx", "a", "", "", "2014-09-03T14:05:00+00:00", "Ana", "checked"
)
ASKED = Finding("jump", "question", "sent_indicators", 700_012, "value", "77", "about\n8")


# ---- jobs


def job(outcome="done", sentence="Edition 2 is in force.", *, is_alive=False, asked_at="2014-09-30T08:00:00+00:00"):
    state = State(outcome, updated="2014-09-30T09:00:00+00:00", sentence=sentence)
    return Job(7, Asked("publish", {}, "Ana", asked_at), state, is_alive)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (job(), "  7  done         2014-09-30 09:00 UTC Edition 2 is in force."),
        (job("failed", "No.\x1b[31m"), r"  7  failed       2014-09-30 09:00 UTC No.\x1b[31m"),
        (job("running", ""), "  7  interrupted  2014-09-30 09:00 UTC Its process ended before its work."),
        (job("cancelled", "x", asked_at=""), "  7  cancelled     x"),
    ],
)
def test_a_job_is_one_line(found, said):
    assert jobs.line(found) == said
    assert jobs.line(job("running", "", is_alive=True)).startswith("  7  runs         ")


# ---- codings


def coded(*codes, **fields):
    given = tuple(Code(f"Coder {n}", blind, now) for n, (blind, now) in enumerate(codes))
    return Coding("C1-KEN", "progress-2014", "completion", given, len(given), version=len(given), **fields)


TWO = coded(("full", "limited"), ("limited", "substantial"))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (coded(("full", "limited")), "version 1: 1 of 2 codes; Coder 0: limited; waits for second code."),
        (TWO, "version 2: 2 of 2 codes; Coder 0: limited; Coder 1: substantial; waits for adjudication."),
        (
            replace(TWO, final="limited", final_by="adjudicated", reply="No.", replied_at="2014-10-20"),
            "version 2: limited (adjudicated); Coder 0: limited; Coder 1: substantial; the country replied on "
            "2014-10-20.",
        ),
        (
            replace(TWO, final="complete", final_by="agreed"),
            "version 2: complete (agreed); Coder 0: limited; Coder 1: substantial; waits for evidence.",
        ),
    ],
)
def test_a_coding_is_one_line(one, said):
    assert coding._line(one) == f"C1-KEN (progress-2014, completion), {said}"


def test_first_and_second_are_the_codes_that_each_gave_alone_and_agreed_is_what_they_say_now():
    assert (TWO.first, TWO.second, TWO.agreed, TWO.iso3) == ("full", "limited", False, "KEN")
    one = coded(("full", "limited"))
    assert (one.first, one.second, one.agreed) == ("full", "", False)
    assert (coded().first, coded(("a", "c"), ("b", "c")).agreed) == ("", True)
    assert [replace(TWO, final="complete", evidence=link).waits for link in ("", "x")] == ["evidence", ""]


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (
            Agreement("ambition", 0, 0, None, None, 0, None, "Nothing was coded twice."),
            "ambition: Nothing was coded twice.",
        ),
        (
            Agreement("ambition", 4, 3, 0.75, 0.5, 2, 0.63, ""),
            "ambition: 3 of 4 coded twice agree, 75%, kappa 0.50, weighted kappa 0.63 (on the 2 with an order).",
        ),
        (
            Agreement("ambition", 1, 1, 1.0, None, 0, None, "Kappa is not defined."),
            "ambition: 1 of 1 coded twice agree, 100%. Kappa is not defined.",
        ),
    ],
)
def test_agreement_of_a_scale_is_one_line(measured, said):
    assert coding._agreement(measured) == said


@pytest.mark.parametrize(("waiting", "lines"), [(False, 2), (True, 1)])
def test_only_what_waits_is_listed_where_that_is_asked(monkeypatch, capsys, waiting, lines):
    done = replace(TWO, final="limited", final_by="adjudicated")
    monkeypatch.setattr(coding, "visible", lambda _store, _by: [TWO, done])
    monkeypatch.setattr(coding, "codings", lambda _store: [])
    monkeypatch.setattr(coding, "agreement", lambda _codings: [])
    assert coding.run_codings(Namespace(store=None, by="Ana", waiting=waiting)) == 0
    printed = capsys.readouterr().out.splitlines()
    assert (len(printed), "waits for adjudication" in printed[0]) == (lines, True)


# ---- the desk


def test_a_finding_is_one_line_with_its_sign_its_cell_and_what_was_expected():
    assert desk.finding_line(ASKED) == r"? question Indicators!G12: found '77', expected about\n8."
    assert (
        desk.finding_line(replace(ASKED, severity="error", found="a\x1b"))[:42]
        == r"✗ error Indicators!G12: found 'a\x1b', exp"
    )
    assert desk.finding_line(replace(ASKED, severity="note")).startswith("· note ")


def test_a_submission_is_one_line_with_its_counts_and_what_waits():
    begins = "S0007 KEN progress-2014: checked, version 0; 0 errors, 0 questions, 0 notes"
    assert desk._line(ONE) == f"{begins}."
    asked = replace(ONE, findings=(ASKED,), counts={"error": 1, "question": 2, "note": 1})
    assert desk._line(asked) == (
        "S0007 KEN progress-2014: checked, version 0; 1 error, 2 questions, 1 note, 1 open question."
    )
    assert [desk._late(days) for days in (0, 1, 2)] == ["", ", 1 day late", ", 2 days late"]


def test_an_arrival_is_one_line_and_one_that_was_not_checked_has_no_counts(capsys):
    usual = {"name": "x", "sha256": "a", "id": "S0007", "code": "", "sentence": "x: read.", "errors": 1}
    more = [{}, {"unchecked": "S0008"}, {"id": "", "code": "picture"}]
    desk._print_receipts([Receipt(**{**usual, **one}) for one in more])
    assert capsys.readouterr().out.splitlines() == [
        "S0007 x: read. 1 error, 0 questions, 0 notes.", "S0007 x: read.", "x: read.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("receipts", "code"),
    [
        ([{}], 0), ([{"notes": 3}], 0), ([{}, {"questions": 1}], 1), ([{"errors": 1}], 1),
        ([{"errors": 1}, {"id": "", "code": "picture"}], 2),
    ],
)  # fmt: skip
def test_receiving_ends_with_0_1_or_2(monkeypatch, tmp_path, receipts, code):
    (tmp_path / "a.xlsx").write_bytes(b"a")
    usual = {"name": "x", "sha256": "a", "id": "S0007", "code": "", "sentence": ""}
    found = [Receipt(**{**usual, **one}) for one in receipts]
    monkeypatch.setattr(
        desk.receiving, "receive", lambda _store, files, *_more: found if files == [("a.xlsx", b"a")] else 0
    )
    args = Namespace(store=None, files=[tmp_path / "a.xlsx"], by="Ana", report=None)
    assert desk.run_receive(args) == code


# ---- publishing


@pytest.mark.parametrize(
    ("released", "waits", "said"),
    [
        ({"edition": 2, "hash": "abcdef99"}, None, "Edition 2 · abcdef is in force."),
        (
            None,
            SimpleNamespace(edition=3, embargo="2014-09-30T09:00:00+00:00"),
            "Edition 3 waits until 2014-09-30 09:00 UTC.",
        ),
        (None, None, "Nothing waits."),
    ],
)
def test_what_is_due_comes_in_force_and_what_waits_is_said(monkeypatch, capsys, released, waits, said):
    monkeypatch.setattr(publishing, "release", lambda _store, _now: released)
    monkeypatch.setattr(publishing, "waiting", lambda _store: waits)
    assert publishing.run_release(Namespace(store=None, wait=False)) == 0
    assert capsys.readouterr().out.splitlines() == [said]
