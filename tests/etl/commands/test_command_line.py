"""The command line: whatever is refused, or cannot be read or written, is one sentence and an exit code, never a
traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.version import version
from etl.commands.main import MODULES, RENAMED, main, parser
from etl.source import ROOT


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
    assert capsys.readouterr().err.startswith("A file or text that was given is not UTF-8 (")


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
