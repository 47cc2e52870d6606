"""What tests share is made once and stays as it was made."""

import subprocess
import sys

import pytest

from etl.source import ROOT
from tests.support.shared import Shelf


@pytest.fixture
def own(tmp_path):
    """A shelf of this test, with one folder of one file."""

    def make(folder):
        folder.mkdir()
        (folder / "figures.csv").write_text("60")
        return "made"

    shelf = Shelf(tmp_path)
    assert shelf.folder("store", make)[1] == "made"
    return shelf


def test_what_was_made_once_is_not_made_again(own):
    assert own.folder("store", lambda _: pytest.fail("made again")) == (own.root / "store", "made")
    assert own.changed() == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda store: (store / "figures.csv").write_text("61"), "store/figures.csv"),
        (lambda store: (store / "figures.csv").unlink(), "store/figures.csv"),
        (lambda store: (store / "more.csv").touch(), "store/more.csv"),
        (
            lambda store: (store / "desk").mkdir() or (store / "desk" / "journal.jsonl").touch(),
            "store/desk/journal.jsonl",
        ),
    ],
    ids=["written", "removed", "added", "added below"],
)
def test_whoever_changes_it_is_found(own, change, path):
    change(own.root / "store")
    assert own.changed() == [path]


def test_of_two_processes_that_ask_at_once_one_makes_and_both_get_the_same(tmp_path):
    code = f"""
import os, time
from pathlib import Path
from tests.support.shared import Shelf
def make(folder):
    time.sleep(0.5)
    folder.mkdir()
    return os.getpid()
print(Shelf(Path({str(tmp_path)!r})).folder("store", make)[1])
"""
    runs = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    makers = {int(run.communicate()[0]) for run in runs}
    assert len(makers) == 1 and makers < {run.pid for run in runs}
