"""The command line: whatever is refused, or cannot be read or written, is one sentence and an exit code, never a
traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.version import version
from etl.commands.main import MODULES, RENAMED, main, parser
from etl.source import ROOT
from tests.support import faulty_files


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("accept", "S0009"), "There is no submission S0009; there are none.", 1),
        (("check", "nowhere.xlsx"), "nowhere.xlsx: cannot be opened or written (No such file or directory).", 2),
        (("receive", "nowhere.xlsx"), "nowhere.xlsx: cannot be opened or written (No such file or directory).", 2),
        (
            ("publish", "--note-file", "nowhere.txt"),
            "nowhere.txt: cannot be opened or written (No such file or directory).",
            1,
        ),
        (
            ("publish", "--embargo", "tomorrow"),
            "Embargo 'tomorrow' is not a time; expected one such as 2014-09-30T09:00Z.",
            1,
        ),
        (("cancel", "--reason", "Why not."), "No edition waits; there is nothing to cancel.", 1),
        (
            ("handover", "import", "nowhere.zip"),
            "nowhere.zip: cannot be imported (No such file or directory). Nothing was imported.",
            1,
        ),
        (("rebuild", "--edition", "9"), "There is no edition 9.", 1),
        (("assess", "--profile", "none", "--settings", "x.csv", "--series", "y.csv"), "", 1),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words, said, code, store, monkeypatch, capsys):
    monkeypatch.setenv("MONITOR_STORE", str(store))
    assert main(list(words)) == code
    out, wrong = capsys.readouterr()
    assert (out, wrong.count("\n")) == ("", 1)
    assert wrong.startswith(said)


def test_a_note_in_another_encoding_is_one_sentence(store, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MONITOR_STORE", str(store))
    (tmp_path / "note.txt").write_bytes("Été".encode("latin-1"))
    assert main(["publish", "--note-file", str(tmp_path / "note.txt")]) == 1
    assert capsys.readouterr().err == ("note.txt: is not text in UTF-8; found byte b'\\xc9' at 0. Save it as UTF-8.\n")


def run(*words, **environment):
    """The command line as a process whose terminal is of this environment; what it writes, as bytes."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "etl", *map(str, words)], cwd=ROOT, env={**kept, **environment}, capture_output=True
    )
    return done.returncode, done.stdout, done.stderr


SETTINGS = "case_id,rule,direction,base_year\n\u017e\x1b[31m,growth,up,2015\nb\x1b[2J,level,up,2015\n"
SERIES = "case_id,year,value\n\u017e\x1b[31m,2015,10\n\u017e\x1b[31m,2020,20\nb\x1b[2J,2015,1\n"


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8"},
    ],
    ids=str,
)
def test_our_own_signs_are_never_blamed_on_a_file_and_a_case_steers_no_terminal(environment, tmp_path):
    """F16, F19: a terminal that knows no other signs, and a case whose name empties the screen."""
    (tmp_path / "settings.csv").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "series.csv").write_text(SERIES, encoding="utf-8")
    asked = ("--settings", tmp_path / "settings.csv", "--series", tmp_path / "series.csv")
    code, out, wrong = run("assess", "--profile", "eurostat", *asked, **environment)
    assert code == 2
    assert "\n\u017e\x1b[31m,2015,10.0,2020,20.0,".encode() in out, "data go as they are into a pipe"
    assert b"b\\x1b[2J: rule: found 'level', expected" in wrong and b"\x1b" not in wrong and b"UTF-8" not in wrong


@pytest.mark.parametrize(
    ("environment", "mark"),
    [
        ({"PYTHONIOENCODING": "cp1252"}, b"x error Indicators!G5: found '1.234'"),
        ({"PYTHONIOENCODING": "utf-8"}, "✗ error".encode()),
    ],
)
def test_check_says_its_findings_on_any_terminal(environment, mark, tmp_path):
    """F16: it was said that the sender's file were not UTF-8."""
    (tmp_path / "GHA.xlsx").write_bytes(faulty_files.filled(lambda book: book["Indicators"].__setitem__("G5", "1.234")))
    code, out, wrong = run("check", tmp_path / "GHA.xlsx", "--store", tmp_path / "store", **environment)
    assert (code, wrong) == (2, b"")
    assert mark in out


def test_a_reader_of_our_lines_may_go_away(tmp_path):
    words = [sys.executable, "-m", "etl", "board", "--round", "progress-2014", "--store", str(tmp_path / "store")]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as board:
        board.stdout.close()
        assert board.stderr.read() == b""


def test_a_word_that_is_no_text_is_named_and_nothing_is_done(store, monkeypatch, capsys):
    monkeypatch.setenv("MONITOR_STORE", str(store))
    assert main(["receive", __file__, "--by", "A\udcffB"]) == 2
    assert capsys.readouterr().err == ("'A\\udcffB' is no text in UTF-8. Nothing was done.\n")
    assert not store.exists()


def test_an_earlier_name_of_a_command_answers_with_the_one_of_today(capsys):
    assert main(["template", "--round", "progress-2014"]) == 2
    assert capsys.readouterr().err == (
        "The command 'template' is called 'questionnaire' now: python -m etl questionnaire …\n"
    )
    known = {name for names in MODULES.values() for name in names}
    assert set(RENAMED.values()) <= known and not RENAMED.keys() & known
    with pytest.raises(SystemExit, match="2"):
        main(["nonsense"])
    assert "invalid choice: 'nonsense'" in capsys.readouterr().err


def test_every_command_is_registered_by_the_module_that_is_said_to_have_it():
    for names in MODULES.values():
        assert names
        for name in names:
            (choices,) = [action.choices for action in parser(name)._actions if action.choices]
            assert set(choices) == set(names)


def test_the_program_monitor_is_the_command_line():
    done = subprocess.run([Path(sys.executable).with_name("monitor"), "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"Progress monitor {version()}\n")


def test_the_version_is_said_without_loading_a_command():
    code = "import sys; from etl.commands.main import main; main(['--version'])"
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"Progress monitor {version()}\n")
    assert "duckdb" not in done.stderr
    assert "etl.commands.main" in done.stderr, "the control: what is imported is told"


def test_a_command_of_the_desk_starts_without_what_it_does_not_need():
    """Frames and workbooks take longer to import than all of the desk; whoever asks for one imports them then."""
    code = (
        "import sys; from etl.commands.main import parser; parser({!r}); "
        "print({{'pandas', 'openpyxl'}} & {{*sys.modules}})"
    )
    loaded = [
        subprocess.run([sys.executable, "-c", code.format(word)], cwd=ROOT, capture_output=True, text=True).stdout
        for word in ("receive", "questionnaire")
    ]
    assert loaded[0] == "set()\n"
    assert "openpyxl" in loaded[1], "the control: the one that writes workbooks"
