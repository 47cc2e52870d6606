"""Every command that README and the guides show can be typed: its words are known, and it runs on a small store."""

import contextlib
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from docs.shown import guides
from etl.commands.main import parser
from etl.source import ROOT
from tests.support.serving import free_port

TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in guides()}
SERVERS = {"make run": "PORT", "make desk": "DESK_PORT"}
"""Commands that serve until they are stopped, with the variable of the Makefile that holds their port."""

NOT_RUN = {
    "make test": "it is what runs this test",
    "make test-full": "it is what runs this test",
    "make lint": "it is the first step of make test",
    "make bench": "its figures are of use on a quiet machine only, and take minutes",
    "make example": "it makes the round that the fixture `example` makes, with all exports",
    "python -m pytest": "it is what runs this test",
    "python -m etl build --agree-to-drop": "it names what the record before it has lost; tests of the brake run it",
}
OTHERS = {"curl", "ls"}
"""Programs that are not ours and that a guide may use."""


def blocks(text):
    """What stands in the fenced blocks of a guide, by the word behind the fence, each block its lines."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)
    return [(language, content.strip().splitlines()) for language, content in fenced]


def commands(text):
    """The lines of the blocks of a shell; comments are left out."""
    lines = [line for language, lines in blocks(text) if language == "bash" for line in lines]
    return [line.split(" #")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


COMMANDS = [(guide, line) for guide, text in TEXTS.items() for line in commands(text)]


def unknown(line):
    """What of a command is not known: its program, its target, its command or an option; empty where all is."""
    words = shlex.split(line.removesuffix(" || true"))
    while "=" in words[0]:
        words = words[1:]
    if words[:3] == ["python", "-m", "etl"]:
        complaint = io.StringIO()
        with contextlib.redirect_stderr(complaint), contextlib.suppress(SystemExit):
            parser(words[3]).parse_args(words[3:])
        return complaint.getvalue().strip().rpartition("error: ")[2]
    if words[0] == "make":
        targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
        return "" if words[1] in targets else f"no target {words[1]}"
    if words[:3] == ["python", "-m", "pytest"]:
        paths = [word for word in words[3:] if word.startswith("tests")]
        return "" if paths and all((ROOT / path).exists() for path in paths) else f"no tests {paths}"
    return "" if words[0] in OTHERS else f"no program {words[0]}"


@pytest.mark.parametrize(("guide", "line"), COMMANDS, ids=[line for _, line in COMMANDS])
def test_every_word_of_a_command_in_a_guide_is_known(guide, line):
    assert (guide, unknown(line)) == (guide, "")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("python -m etl export --lst", "unrecognized arguments: --lst"),
        ("python -m etl journey", "argument command: invalid choice: 'journey'"),
        ("MONITOR_EXPORTS=no python -m etl publish --note", "argument --note: expected one argument"),
        ("make coffee", "no target coffee"),
        ("python -m pytest tests/nowhere", "no tests ['tests/nowhere']"),
        ("brew install", "no program brew"),
    ],
)
def test_a_word_that_is_not_known_is_found(line, fault):
    assert unknown(line).startswith(fault)


def test_no_command_hides_in_another_block():
    others = [line for text in TEXTS.values() for kind, lines in blocks(text) if kind != "bash" for line in lines]
    assert [line for line in others if re.match(r"\s*(\$ |make |python |\.venv/)", line)] == []
    assert {kind for text in TEXTS.values() for kind, _ in blocks(text)} == {"", "bash", "python"}
    assert len(COMMANDS) > 30


def environment(store, folder):
    """What a command of a guide finds: `python` with the program, the store, and the examples of `docs` beside it."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    (folder / "bin" / "python").chmod(0o755)
    (folder / "docs").symlink_to(ROOT / "docs")
    (folder / "data").mkdir()
    (folder / "data" / "store").symlink_to(store)
    (folder / "data" / "record").symlink_to(ROOT / "data" / "record")
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "MONITOR_STORE": str(store)}


def make(words):
    """The words of a `make` that installs nothing and uses the Python of this run."""
    installed = ["-o", ".venv/ready", "-o", ".venv/ready-dev", f"BIN={Path(sys.executable).parent}"]
    return ["make", "-C", str(ROOT), *installed, *words]


def run(line, folder, known):
    """The exit code of a line of a guide and what it said of faults."""
    words = make(shlex.split(line)[1:]) if line.startswith("make ") else ["bash", "-c", line]
    done = subprocess.run(words, cwd=folder, env=known, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


WALK = pytest.mark.full(
    "a round of two in a store of its own, with a rebuild: a minute; each command has its own tests"
)


LONG = {"docs/secretariat.md"}
SHOWN = [guide for guide, text in TEXTS.items() if commands(text)]


@pytest.mark.parametrize("guide", [pytest.param(guide, marks=WALK if guide in LONG else ()) for guide in SHOWN])
def test_the_commands_of_a_guide_run_one_after_the_other(guide, published, port, tmp_path):
    store = tmp_path / "practice" if guide in LONG else published
    known, ended = environment(store, tmp_path / "work"), {}
    for line in commands(TEXTS[guide]):
        if line not in SERVERS and not line.startswith(tuple(NOT_RUN)):
            ended[line] = run(line.replace("localhost:8501", f"localhost:{port}"), tmp_path / "work", known)
    assert ended == dict.fromkeys(ended, (0, "")) and ended


@pytest.mark.parametrize(
    ("guide", "code"),
    [(guide, "\n".join(lines)) for guide, text in TEXTS.items() for kind, lines in blocks(text) if kind == "python"],
)
def test_the_python_of_a_guide_runs(guide, code, edition, tmp_path):
    known = environment(edition.store, tmp_path / "work")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "work", env=known, capture_output=True, text=True, check=False
    )
    assert (guide, done.returncode, done.stderr) == (guide, 0, "")


def test_a_command_that_fails_is_found(published, tmp_path):
    code, complaint = run("python -m etl export none.pdf", tmp_path, environment(published, tmp_path / "work"))
    assert (code, "There is no export none.pdf" in complaint) == (1, True)


@pytest.mark.parametrize("line", SERVERS)
def test_a_server_starts_answers_and_is_stopped(line, published, tmp_path):
    port = free_port()
    words = make([line.split()[1], f"{SERVERS[line]}={port}"])
    with open(tmp_path / "log", "wb") as log:
        known = environment(published, tmp_path / "work")
        server = subprocess.Popen(words, env=known, stdout=log, stderr=log, start_new_session=True)
    try:
        assert b"<title>" in answer(f"http://localhost:{port}/", server)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(10)
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert f"http://localhost:{port}" in said and "Traceback" not in said


def answer(address, server, seconds=60):
    """The first answer of a server that was just started; it fails when the server ends or says nothing for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10) as got:
            return got.read()
        time.sleep(0.2)
    raise AssertionError(f"{address} says nothing")


def test_what_is_not_run_is_shown_somewhere():
    lines = [line for _, line in COMMANDS]
    assert [line for line in (*NOT_RUN, *SERVERS) if not any(shown.startswith(line) for shown in lines)] == []
    assert shutil.which("make") and shutil.which("curl")
