"""Any file gets a clear answer, from a process of its own that can open nothing (P9)."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.workers.pool import Child, answers
from core.xlsx import reader
from etl.intake.reading import read
from tests.support import odd_files as odd


@pytest.fixture(scope="module")
def odd_files():
    found = odd.odd()
    return {
        name: (code, words, said)
        for (name, _, code, words), said in zip(found, read([(name, data) for name, data, _, _ in found]), strict=True)
    }


@pytest.mark.parametrize("name", [name for name, *_ in odd.odd()])
def test_an_odd_file_gets_one_clear_sentence(name, odd_files):
    code, words, said = odd_files[name]
    assert (said.code, said.sources, said.round) == (code, [], "")
    assert said.sentence.startswith(f"{name}: ") and words in said.sentence and said.sentence.endswith(".")
    assert len(said.sha256) == 64


def calm(files, seconds=20):
    """The readings of files, each with an answer of one sentence and without a traceback."""
    began = time.monotonic()
    said = read([(f"{n}.xlsx", data) for n, data in enumerate(files)])
    assert time.monotonic() - began < seconds * max(1, len(files))
    for found in said:
        assert found.code or found.round, found
        assert found.sentence.endswith(".") and "Traceback" not in found.sentence and "Error" not in found.sentence
        assert not (found.code and found.sources)
    return said


def test_a_hundred_broken_forms_get_an_answer():
    said = calm(list(odd.mutants(20141, 100)))
    assert {"", "damaged"} <= {found.code for found in said}


@pytest.mark.parametrize("bomb", odd.bombs(), ids=lambda bomb: bomb[0])
def test_a_bomb_is_refused_by_a_limit_that_is_named(bomb):
    name, data, code, words = bomb
    (said,) = calm([data])
    assert said.code == code and words in said.sentence, said.sentence


def test_the_corner_of_a_sheet_kills_a_reader_in_our_own_process():
    corner = next(data for name, data, *_ in odd.bombs() if name == "corner.xlsx")
    code = (
        "import sys, io, python_calamine as c; data = io.BytesIO(sys.stdin.buffer.read()); "
        "c.CalamineWorkbook.from_filelike(data).get_sheet_by_index(0).to_python()"
    )
    assert subprocess.run([sys.executable, "-c", code], input=corner, capture_output=True).returncode < 0


def test_a_file_that_is_too_heavy_is_not_even_opened():
    (said,) = read([("big.xlsx", b"PK" + b"\0" * (10 * 2**20))])
    assert said.code == "too_large" and "at most 10 MB" in said.sentence


def test_a_process_that_falls_or_hangs_costs_its_own_file_only(tmp_path, monkeypatch):
    """A reader that kills itself, hangs or says nonsense when it is told to; everything else it reads."""
    script = tmp_path / "etl" / "cells.py"
    script.parent.mkdir()
    text = Path(reader.__file__).read_text(encoding="utf-8")
    trap = (
        '    if data == b"die":\n        import os\n        os.abort()\n'
        '    if data == b"hang":\n        while True:\n            pass\n'
        '    if data == b"babble":\n        os_write(1, b"x" * 40)\n'
    )
    text = text.replace(
        '    """The answer to one file, as JSON."""\n', f'    """The answer to one file, as JSON."""\n{trap}'
    ).replace("import zlib\n", "import zlib\nfrom os import write as os_write\n", 1)
    script.write_text(
        text.replace('__file__.rpartition("/core/")[0]', repr(reader.__file__.rpartition("/core/")[0])),
        encoding="utf-8",
    )
    monkeypatch.setattr("core.workers.pool.CELLS", script)
    monkeypatch.setattr("core.workers.pool.SECONDS", 1)
    good = odd.form()
    said = dict(answers([good, b"die", good, b"hang", good, b"babble", good]))
    assert [said[n].get("code", "") for n in range(7)] == ["", "too_large", "", "too_slow", "", "too_large", ""]


def test_two_processes_at_most_read_a_pile(monkeypatch):
    made = []

    class Counted(Child):
        def __init__(self):
            super().__init__()
            made.append(self)

    monkeypatch.setattr("core.workers.pool.Child", Counted)
    told = []
    said = read([(f"{n}.xlsx", odd.form()) for n in range(9)], lambda step, of, what: told.append((step, of, what)))
    assert [found.name for found in said] == [f"{n}.xlsx" for n in range(9)]
    assert len(made) == 2 and all(child.process.returncode is not None for child in made)
    assert [(step, of) for step, of, _ in told] == [(n, 9) for n in range(1, 10)]
    assert read([]) == []


TRIES = """
import sys, socket, os, subprocess
sys.path.insert(0, {root!r})
from core.xlsx import reader
{shut}
def tried(what):
    try:
        what()
        return "open"
    except OSError:
        return "shut"
process = lambda: subprocess.run(["/bin/true"], stdout=subprocess.PIPE)
acts = (lambda: open("/etc/passwd"), lambda: socket.socket(), process, os.pipe, lambda: os.listdir("/"))
print(*map(tried, acts))
try:
    print(len(bytearray(600 * 2**20)) and "open")
except MemoryError:
    print("shut")
"""


@pytest.mark.parametrize(("shut", "said"), [("reader.shut()", "shut"), ("", "open")])
def test_the_process_can_open_no_file_no_connection_and_no_process(shut, said):
    code = TRIES.format(root=reader.__file__.rpartition("/core/")[0], shut=shut)
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == [said] * 6, done.stderr


def test_a_name_is_shown_without_folders_and_control_characters():
    (said,) = read([("C:\\x\\../A\u0000\u202eB\n.xlsx", b"")])
    assert said.name == "AB.xlsx" and said.sentence == "AB.xlsx: is empty; attach the filled form again."
