"""What the commands print, line by line and in their order, and with which exit code they end."""

import re
from datetime import UTC, datetime

import pytest

from core.words import utc
from etl.coding import coding
from etl.commands.main import main
from etl.store import originals
from etl.store.editions import locked
from etl.store.journal import Act, append

FACTS = {"round": "progress-2014", "name": "x.xlsx", "sha256": "a" * 64, "office": "", "dated": ""}
ERROR = ["not_a_number", "error", "sent_indicators", 100013, "value", "x", "a\nnumber"]
QUESTION = ["jump", "question", "sent_indicators", 100012, "value", "77", "about 8"]
NOTE = ["no_link", "note", "sent_progress", 100005, "evidence_url", "", "an address"]
AT = datetime(2014, 9, 30, 10, 5, tzinfo=UTC)
ROWS = [
    Act("Receiver", "received", "S0001", None, "", {**FACTS, "country": "AUS", "office": "Ministry"}),
    Act("Receiver", "checked", "S0001", None, "", {"findings": [ERROR, QUESTION, NOTE]}),
    Act("Clerk", "answered", "S0001", None, "It is right.", {"key": "Indicators!G12 jump"}),
    Act("Clerk", "commented", "S0001", None, "Which day?\nPlease.", {"key": "Read me!C9"}),
    Act("Receiver", "received", "S0002", None, "", {**FACTS, "country": "ALB", "round": "commitments-2013"}),
    Act("Receiver", "checked", "S0002", None, "", {"findings": [QUESTION]}),
    Act("Clerk", "returned", "S0002", None, "See G12."),
]


@pytest.fixture
def say(store, capsys):
    """Call it with the words of a command on a store with two submissions; its exit code, lines and complaints."""
    with locked(store):
        append(store, ROWS, AT)

    def run(*words, by="Clerk"):
        capsys.readouterr()
        code = main([words[0], "--store", str(store), "--by", by, *words[1:]])
        out, wrong = capsys.readouterr()
        return code, out.splitlines(), wrong.strip()

    return run


def test_each_submission_is_a_line_with_its_counts_and_what_waits(say):
    assert say("submissions") == (
        0,
        [
            "S0001 AUS progress-2014: checked, version 4; 1 error, 1 question, 1 note.",
            "S0002 ALB commitments-2013: returned, version 3; 0 errors, 1 question, 0 notes, 1 open question.",
        ],
        "",
    )


def test_a_submission_is_shown_with_its_findings_their_keys_and_what_was_said(say):
    assert say("show", "S0001") == (
        0,
        [
            "S0001 AUS progress-2014: checked, version 4; 1 error, 1 question, 1 note.",
            f"x.xlsx from Ministry, received 2014-09-30T10:05 UTC, SHA-256 {'a' * 64}",
            "✗ error Indicators!G13: found 'x', expected a\\nnumber.",
            "? question Indicators!G12: found '77', expected about 8.",
            "    key: Indicators!G12 jump",
            "    2014-09-30T10:05 Clerk (answered): It is right.",
            "· note Progress!G5: found '', expected an address.",
            "Read me!C9",
            "    2014-09-30T10:05 Clerk (commented): Which day?\\nPlease.",
        ],
        "",
    )
    assert say("show", "S0002")[1][1].startswith("x.xlsx from an office that is not named, received ")
    assert say("show", "S0003") == (1, [], "There is no submission S0003; there are S0001, S0002.")


def test_the_board_says_who_has_sent_what_and_who_is_late_by_name(say):
    code, lines, _ = say("board", "--round", "progress-2014")
    assert (code, len(lines), lines[-1]) == (0, 55, "1 of 54 have sent.")
    late = (datetime.now(UTC).date() - datetime(2014, 9, 30).date()).days
    assert lines[0] == f"ALB Albania: not sent, overdue, {late} days late"
    assert "AUS Australia: checked" in lines, "it came on the very day"
    assert lines[:-1] == sorted(lines[:-1], key=lambda line: line.partition(" ")[2])


@pytest.mark.parametrize(
    ("search", "numbers"),
    [("", [1, 2, 3, 4, 5, 6, 7]), ("RETURNED", [7]), ("see g12", [7]), ("S0002", [5, 6, 7]), ("nobody", [])],
)
def test_the_journal_is_searched_whatever_the_case(say, search, numbers):
    code, lines, _ = say("journal", search)
    assert code == 0
    found = [int(line.split()[0]) for line in lines if line != "Nothing was found."]
    assert (found, "Nothing was found." in lines) == (numbers, not numbers)


def test_an_entry_is_one_line_with_who_what_and_why(say):
    lines = say("journal")[1]
    assert lines[6] == "7 2014-09-30T10:05:00.000+00:00 Clerk: returned S0002 (See G12.)"
    assert lines[3].endswith(" Clerk: commented S0001 (Which day?\\nPlease.)")
    assert lines[0].endswith(" Receiver: received S0001")
    assert say("journal", "--recover", "Why not.") == (1, [], "The journal is whole; there is nothing to recover.")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("comment", "S0001", "--key", "Read me!C9", "--text", " Which? "),
            0,
            "S0001 AUS progress-2014: checked, version 5; 1 error, 1 question, 1 note.",
        ),
        (
            ("answer", "S0002", "--key", "Indicators!G12 jump", "--text", "Yes."),
            0,
            "S0002 ALB commitments-2013: returned, version 4; 0 errors, 1 question, 0 notes.",
        ),
        (
            ("accept", "S0002"),
            1,
            "S0002 has 1 open question; each must be answered or confirmed first.",
        ),
        (
            ("return", "S0001", "--reason", "See G13."),
            0,
            "S0001 AUS progress-2014: returned, version 5; 1 error, 1 question, 1 note.",
        ),
        (
            ("return", "S0002", "--reason", "Again."),
            1,
            "S0002 is returned; it can be returned only when it is checked or accepted.",
        ),
        (("reopen", "S0002"), 0, "S0002 ALB commitments-2013: checked, version 4; 0 errors, 1 question, 0 notes, "
            "1 open question."),
        (("approve", "S0001"), 1, "S0001 is checked; it can be approved only when it is accepted."),
        (("unapprove", "S0001"), 1, "S0001 is checked; it can be unapproved only when it is approved."),
        (
            ("withdraw", "S0001", "--reason", "By mistake.", "--seen", "4"),
            0,
            "S0001 AUS progress-2014: withdrawn, version 5; 1 error, 1 question, 1 note.",
        ),
        (
            ("withdraw", "S0001", "--reason", "By mistake.", "--seen", "3"),
            1,
            "S0001: Clerk was first (commented, 2014-09-30 10:05 UTC). Look again, then decide.",
        ),
        (("release",), 0, "Nothing waits."),
        (("cancel", "--reason", "Why."), 1, "No edition waits; there is nothing to cancel."),
        (("codings",), 0, "completion: Nothing has been coded twice yet."),
        (("build",), 1, "This store has a desk: its editions hold submissions and are published with a note. Use "
            "'python -m etl publish'."),
        (("export", "--list"), 1, "No edition has been published yet."),
        (("export", "--edition", "1"), 1, "No edition has been published yet."),
        (("original", "S0001", "--out", "x"), 1, f"originals/{'a' * 64}: cannot be opened (No such file or directory). "
            "Restore it from a copy of the store."),
        (("verify",), 1, f"desk/originals/{'a' * 64}: is missing; it was sent as S0002."),
        (("rebuild", "--edition", "1"), 1, "There is no edition 1."),
        (("reply", "C001-ALB", "--round", "progress-2014", "--text", "No.", "--on", "2014-10-20"), 1,
            "C001-ALB (progress-2014, completion): has no rating yet to reply to; it waits for code."),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)  # fmt: skip
def test_each_act_says_where_it_stands_or_why_not(say, words, code, said):
    found, lines, wrong = say(*words)
    assert (found, said in [*lines, *wrong.splitlines()], bool(wrong)) == (code, True, code != 0), (lines, wrong)


def test_what_was_said_is_entered_without_space_around_it_and_under_its_key(say):
    say("comment", "S0001", "--key", "Read me!C9", "--text", " Which? ", by=" Clerk ")
    assert say("show", "S0001")[1][-1].endswith("Clerk (commented): Which?")
    assert say("journal", "Which?")[1][0].startswith("8 ")


def test_an_edition_that_waits_is_said_with_its_time(say, store):
    embargo = "2999-10-02T09:00:00+00:00"
    with locked(store):
        facts = {"hash": "abc", "embargo": embargo, "publishes": []}
        append(store, [Act("Head", "prepared", "edition 2", None, "A note.", facts)])
    assert say("release") == (0, [f"Edition 2 waits until {utc(embargo)}."], "")
    assert say("cancel", "--reason", " ") == (1, [], "A cancellation needs a reason; it stays in the journal.")
    code, lines, _ = say("cancel", "--reason", "A figure is wrong.", "--seen", "1")
    assert (code, lines) == (0, ["Edition 2 is cancelled; it never appears."])
    assert say("journal", "cancelled")[1][0].endswith(" Clerk: cancelled edition 2 (A figure is wrong.)")


def test_codings_are_said_as_their_reader_may_see_them(say, store):
    place = ("C001-ALB", "progress-2014", "completion")
    coding.code(store, *place, "limited", "Coder 1")
    waits = "C001-ALB (progress-2014, completion), version {}: 1 of 2 codes; {}waits for second code."
    assert say("codings", by="Coder 2")[1][0] == waits.format(0, "")
    assert say("codings", by="Coder 1")[1][0] == waits.format(1, "Coder 1: limited; ")
    coding.code(store, *place, "limited", "Coder 2")
    settled = "C001-ALB (progress-2014, completion), version 2: limited (agreed); Coder 1: limited; Coder 2: limited."
    why = "Both coders gave one and the same code throughout, so kappa is not defined."
    assert say("codings")[1] == [
        settled,
        f"completion: 1 of 1 coded twice agree, 100%. {why}",
        "ambition: Nothing has been coded twice yet.",
    ]
    assert say("codings", "--waiting")[1][0].startswith("completion: ")


def test_the_original_is_written_as_it_was_sent(say, store, tmp_path):
    digest = originals.keep(store, b"x" * 1500)
    with locked(store):
        append(store, [Act("Clerk", "received", "S0003", None, "", {**FACTS, "country": "FRA", "sha256": digest})])
    assert say("original", "S0003", "--out", str(tmp_path / "o.xlsx")) == (0, ["o.xlsx: 2 kB."], "")
    assert (tmp_path / "o.xlsx").read_bytes() == b"x" * 1500


def test_an_export_into_the_store_is_refused_and_one_that_is_not_there_is_named(published, capsys):
    assert main(["export", "country-FRA.pdf", "--store", str(published), "--out", str(published / "x")]) == 1
    assert capsys.readouterr().err == (
        "The exports cannot be written into the store, which holds what was published and nothing else; please name "
        "another folder with --out.\n"
    )
    assert main(["export", "none.pdf", "--store", str(published)]) == 1
    assert "There is no export none.pdf; " in capsys.readouterr().err
    (published / "editions" / "0002").mkdir()  # made, and not in force
    assert main(["export", "--edition", "2", "--store", str(published)]) == 1
    assert capsys.readouterr().err == "There is no edition 2 in this store.\n"
    assert main(["export", "country-FRA.pdf", "--list", "--store", str(published)]) == 0
    assert capsys.readouterr().out.startswith("country-FRA.pdf  0 bytes  made when asked for  ")


def test_an_edition_in_force_is_built_once_and_verified(published, capsys):
    assert main(["build", "--if-missing", "--store", str(published)]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["verify", "--store", str(published)]) == 0
    said = capsys.readouterr().out
    assert re.fullmatch(r"1 edition verified; edition 1 · [0-9a-f]{6} is in force\.\n", said)
