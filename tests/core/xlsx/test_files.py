"""Any file gets a clear answer, from a process of its own that can open nothing (P9)."""

import subprocess
import sys
import time

import pytest

from core.workers.process import Process
from core.workers.protocol import Limits
from core.xlsx import files, reader
from core.xlsx.files import contents
from etl.intake.reading import read
from tests.support import faulty_files

FAULTY = [
    "empty.xlsx",
    "blank.xlsx",
    "cut.xlsx",
    "head.xlsx",
    "page.xlsx",
    "data.xml",
    "table.csv",
    "utf16.csv",
    "noise.xlsx",
    "secret.xlsx",
    "old.xls",
    "old.doc",
    "open.ods",
    "binary.xlsb",
    "letter.docx",
    "many.zip",
    "scan.pdf",
    "photo.png",
    "macros.xlsm",
    "xlm.xlsx",
    "type.xlsm",
    "other.xlsx",
    "renamed.xlsx",
    "version.xlsx",
    "round.xlsx",
    "country.xlsx",
    "list.xlsx",
    "twice.xlsx",
    "gone.xlsx",
]
BOMBS = ["corner", "blanks", "rows", "entries", "lying", "laughs", "merges", "long"]
"""By name only: the files themselves are made when a test asks for them, not in every worker."""


@pytest.fixture(scope="module")
def answers():
    found = faulty_files.faulty()
    assert [name for name, *_ in found] == FAULTY
    return {
        name: (code, words, said)
        for (name, _, code, words), said in zip(found, read([(name, data) for name, data, _, _ in found]), strict=True)
    }


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_gets_one_clear_sentence(name, answers):
    code, words, said = answers[name]
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
    said = calm(list(faulty_files.mutants(20141, 100)))
    assert {"", "damaged"} <= {found.code for found in said}


@pytest.fixture(scope="module")
def bombs():
    made = {name.removesuffix(".xlsx"): (data, code, words) for name, data, code, words in faulty_files.bombs()}
    assert list(made) == BOMBS
    return made


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_by_a_limit_that_is_named(name, bombs):
    data, code, words = bombs[name]
    (said,) = calm([data])
    assert said.code == code and words in said.sentence, said.sentence


def test_the_corner_of_a_sheet_kills_a_reader_in_our_own_process(bombs):
    corner = bombs["corner"][0]
    code = (
        "import sys, io, python_calamine as c; data = io.BytesIO(sys.stdin.buffer.read()); "
        "c.CalamineWorkbook.from_filelike(data).get_sheet_by_index(0).to_python()"
    )
    assert subprocess.run([sys.executable, "-c", code], input=corner, capture_output=True).returncode < 0


def test_a_file_that_is_too_heavy_is_not_even_opened():
    (said,) = read([("big.xlsx", b"PK" + b"\0" * (10 * 2**20))])
    assert said.code == "too_large" and "at most 10 MB" in said.sentence


def test_a_process_that_dies_or_hangs_costs_its_own_file_only(tmp_path, monkeypatch):
    """A reader that kills itself, hangs or answers nonsense when it is told to; everything else it reads."""
    root = reader.__file__.rpartition("/core/")[0]
    traps = {
        "die": "os.abort()",
        "hang": "while True: pass",
        "babble": "os.write(PIPE, b'x' * 40)",
        "rave": "return b'{'",
    }
    (tmp_path / "reader.py").write_text(
        f"import codecs, os, sys\nPIPE = os.dup(1)\nsys.path.insert(0, {root!r})\n"
        "from core.workers.serving import serve\nfrom core.xlsx import reader\n"
        "def answer(job):\n"
        + "".join(f"    if job == {word.encode()!r}:\n        {trap}\n" for word, trap in traps.items())
        + "    return reader.answer(job)\nfor name in reader.CODECS: codecs.lookup(name)\nserve(answer)\n",
        encoding="utf-8",
    )
    words = ("-I", "-S", str(tmp_path / "reader.py"))
    monkeypatch.setattr(files, "READER", files.READER._replace(words=words, limits=Limits(1, reader.MEMORY, ahead=2)))
    good = faulty_files.form()
    answers = dict(contents([good, b"die", good, b"hang", good, b"babble", good, b"rave", good]))
    assert [answers[n].get("code", "") for n in range(9)] == [
        *("", "too_large", "", "too_slow", "", "too_large", "", "too_large", "")
    ]


def test_a_file_is_read_shut_in_without_an_environment_and_with_one_more_in_its_pipe():
    assert files.READER.words[:2] == ("-I", "-S")
    assert files.READER.limits == Limits(seconds=20, memory=512 * 2**20, idle=None, ahead=2)
    assert files.READER.environment == {}


def test_two_processes_at_most_read_a_pile(monkeypatch):
    started = []

    class Counted(Process):
        def __init__(self, *words):
            super().__init__(*words)
            started.append(self)

    monkeypatch.setattr("core.workers.batch.Process", Counted)
    told = []
    read_ = read(
        [(f"{n}.xlsx", faulty_files.form()) for n in range(9)], lambda step, of, what: told.append((step, of, what))
    )
    assert [reading.name for reading in read_] == [f"{n}.xlsx" for n in range(9)]
    assert len(started) == 2 and all(process.popen.returncode is not None for process in started)
    assert [(step, of) for step, of, _ in told] == [(n, 9) for n in range(1, 10)]
    assert read([]) == []


TRIES = """
import sys, socket, os, subprocess
sys.path.insert(0, {root!r})
from core.workers import serving
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


@pytest.mark.parametrize(("shut", "said"), [("serving.shut(reader.MEMORY)", "shut"), ("", "open")])
def test_the_process_can_open_no_file_no_connection_and_no_process(shut, said):
    code = TRIES.format(root=reader.__file__.rpartition("/core/")[0], shut=shut)
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == [said] * 6, done.stderr


def test_a_name_is_shown_without_folders_and_control_characters():
    (said,) = read([("C:\\x\\../A\u0000\u202eB\n.xlsx", b"")])
    assert said.name == "AB.xlsx" and said.sentence == "AB.xlsx: is empty; attach the filled form again."
