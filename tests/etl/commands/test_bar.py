"""How far long work is: one bar that moves on a terminal and leaves nothing behind, few lines elsewhere."""

import os
import pty
import subprocess
import sys

from etl.commands.bar import Bar
from etl.source import ROOT

WORK = """
from etl.commands.bar import Bar
bar = Bar()
for step in range(1, 77):
    bar(step, 76, "make tables")
for step in range(176):
    bar(step, 175, f"make files, {step} of 175")
print("Edition 1.")
"""
AGAIN = WORK.replace("print", "for _turn in range(70):\n    bar(174, 175, 'make files, 174 of 175')\nprint")


def test_where_nobody_sees_a_bar_there_are_at_most_twenty_lines(capsys):
    exec(AGAIN)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 20 and len(set(lines)) == len(lines)
    assert (lines[0], lines[-2], lines[-1]) == ("1/76 make tables", "174/175 make files, 174 of 175", "Edition 1.")


def test_of_many_stretches_of_work_there_are_twenty_lines_too(capsys):
    bar = Bar()
    for stretch in range(2, 50):
        for step in range(1, stretch + 1):
            bar(step, stretch, "work")
    assert len(capsys.readouterr().out.splitlines()) == 20


def test_on_a_terminal_it_moves_in_one_line_and_leaves_it_empty():
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", WORK], cwd=ROOT, stdout=theirs, env={**os.environ, "TERM": "xterm"}):
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 1 << 16):
                shown += piece
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    *bars, last = shown.decode().split("\r\x1b[K")
    assert (last, "\n" in "".join(bars), len(bars)) == ("Edition 1.\r\n", False, 76 + 176)
    assert bars[76:78] == ["", f"{'':24} 0/175 make files, 0 of 175"]
    assert bars[177] == f"{'█' * 13}{'':11} 100/175 make files, 100 of 175"
