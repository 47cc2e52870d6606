"""What is wrong with a changed record, before anything is built.

Known of the record: what is unconfirmed (20 lines of treaties, 19 of example actions, 6 of terms, 5 of goals, 2 of
events and the dates of 3), 18 figures in another unit, 1 address that is none, 1 sum that falls, 1 pair of sources
that differ, and 4 facts dated after their source: 80 in all.
Rows of `milestone_facts` are the 413 of treaties and the 154 of networks in memberships.
"""

import pytest

from etl.commands.main import main


@pytest.fixture
def told(published, record, capsys, digests):
    """Call it to check the record; returns the exit code and the lines, and nothing of the store has changed."""

    def check():
        before = digests(published)
        code = main(["check-record", str(record.folder), "--store", str(published)])
        assert digests(published) == before
        return code, capsys.readouterr().out.splitlines()

    return check


def test_the_record_in_force_has_nothing_new(told):
    assert told() == (
        0,
        ["Held against edition 1: 0 new findings, 0 rows left out, 80 known findings.", "Nothing drops out."],
    )


def test_findings_of_one_kind_are_one_line_and_what_drops_out_is_said(told, record):
    for line in (2, 3, 4):
        record.cell("treaties", line, evidence="sure")
    assert told() == (
        1,
        [
            "Held against edition 1: 3 new findings, 3 rows left out, 80 known findings.",
            "error: treaties.csv, line 2, evidence and 2 more: found 'sure', expected one of: definition, reported, "
            "unconfirmed, verified.",
            "Compared with edition 1, this one would lack 3 rows of 567 of milestone_facts (BUDAPEST ALB "
            "entry_into_force, BUDAPEST ALB listed_as_party, BUDAPEST ALB ratification); 7 rows of 1208 of milestones "
            "(abu-dhabi-2015 budapest ALB, abu-dhabi-2024 budapest ALB, brussels-2012 budapest ALB, brussels-2022 "
            "budapest ALB, latest budapest ALB).",
        ],
    )


def test_what_the_brake_refuses_is_said_with_the_way_to_agree(told, record):
    record.cell("events", 2, evidence="sure")
    code, lines = told()
    assert (code, lines[-1]) == (
        2,
        "Compared with edition 1, this one would lack 1 row of 47 of events (E01). Mend the record; or, if this is "
        'meant, let a person name what goes: --agree-to-drop events:1 --by NAME --because "WHY"; it then stands in the '
        "note.",
    )


def test_a_row_that_is_added_and_cannot_be_taken_is_left_out_and_said(told, record):
    record.append("observations", value="many")
    code, lines = told()
    assert (code, lines[0]) == (1, "Held against edition 1: 3 new findings, 1 row left out, 80 known findings.")


def test_one_more_of_a_kind_that_is_known_is_new(told, record):
    """Two events are unconfirmed on record; a third is told, though it reads as they do."""
    record.cell("events", 2, evidence="unconfirmed")
    code, lines = told()
    assert (code, lines) == (
        0,
        [
            "Held against edition 1: 1 new finding, 0 rows left out, 80 known findings.",
            "note: events.csv, line 27, evidence: found 'unconfirmed', expected verified.",
            "Nothing drops out.",
        ],
    )


def test_a_file_that_cannot_be_read_is_one_sentence(published, record, capsys):
    record.path("events").write_bytes(b"")
    assert main(["check-record", str(record.folder), "--store", str(published)]) == 2
    assert capsys.readouterr().err == "events.csv: is empty; expected a header line and rows.\n"
