"""What is drawn and set is the same in any process, its memory is given back, and nothing that ends a process ends
the server."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from core.words import CONTROL
from core.workers.pool import Pool
from core.workers.serving import held
from etl.source import ROOT
from views.brief import briefs
from views.pictures import picture
from views.rendering import workers
from views.rendering.drawing import svg
from views.rendering.workers import RENDERER, NotRendered, rendered
from views.tables import table

SIGNS = [
    chr(code)
    for code in (*range(0xD800), 0xD800, 0xDBFF, 0xDC00, 0xDFFF, *range(0xE000, 0x10000))
    if CONTROL.match(chr(code))
]


def spec(label="x"):
    return {"data": {"values": [{"a": label}]}, "mark": "bar", "encoding": {"y": {"field": "a", "type": "nominal"}}}


def draw(label="x"):
    return rendered("chart", spec=spec(label), config={})


@pytest.fixture
def own(monkeypatch):
    """Processes of this test alone, one at most; one job was done by it."""
    pool = Pool(RENDERER, most=1, memory=workers.MEMORY)
    monkeypatch.setattr(workers, "POOL", pool)
    draw()
    yield pool
    pool.close()


def process(pool):
    """The process that waits in a pool for a job."""
    waiting = pool._free.get(timeout=5)
    pool._free.put(waiting)
    return waiting and waiting.popen


def gone(pid):
    """Whether a process is no more, within five seconds."""
    for _turn in range(250):
        try:
            if "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text():
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_no_sign_in_a_label_ends_a_picture(seen, sign):
    label = f"Gha{sign}na"
    drawn = svg(replace(picture(seen, "ages", as_of="latest"), title=label, takeaway=label, spec=spec(label)))
    assert drawn.count(">Ghana<") == 5 and not CONTROL.search(drawn)


@pytest.mark.full("three long papers; a process that has grown is replaced, which has a test of its own")
def test_the_memory_that_a_paper_takes_is_given_back(seen):
    every = table(seen, "observations", as_of="latest")
    briefs.tables("Warm", [replace(every, frame=every.frame.head(20))])
    before = held()
    for turn in range(3):
        briefs.tables(f"Turn {turn}", [replace(every, frame=every.frame.tail(500))])
    assert held() - before < 50_000_000


def test_a_process_that_has_grown_is_replaced_and_the_next_draws_the_same(own):
    first, drawn = process(own).pid, draw()
    assert process(own).pid == first
    own.memory = 1
    assert draw() == drawn
    own.memory = workers.MEMORY
    assert gone(first) and draw() == drawn and process(own).pid != first


def test_a_process_that_left_is_not_missed(own):
    first = process(own)
    first.kill()
    assert gone(first.pid) and draw().startswith(b"<svg")


def ended_at_work(pool, by):
    """What is drawn by a process that is ended by a signal."""
    worker = process(pool)
    worker.send_signal(signal.SIGSTOP)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(draw)
        while pool._free.qsize():
            time.sleep(0.01)
        worker.send_signal(by)
        worker.send_signal(signal.SIGCONT)
        return waiting.result(20)


def test_a_job_whose_process_is_ended_is_done_by_another(own):
    assert ended_at_work(own, signal.SIGKILL).startswith(b"<svg")


def test_a_job_that_takes_too_long_is_told_so_and_costs_no_other(own):
    with pytest.raises(NotRendered, match="takes too long"):
        ended_at_work(own, signal.SIGALRM)
    assert draw().startswith(b"<svg")


def test_a_job_that_ends_every_process_is_told_so(own, tmp_path):
    (tmp_path / "dies.py").write_text("import os; os.read(0, 8); os.abort()")
    own.program = RENDERER._replace(words=(str(tmp_path / "dies.py"),))
    with pytest.raises(NotRendered, match="cannot be drawn"):
        ended_at_work(own, signal.SIGKILL)
    own.program = RENDERER
    assert draw().startswith(b"<svg")


def test_what_cannot_be_drawn_is_said_and_the_process_stays(own):
    first = process(own).pid
    with pytest.raises(NotRendered, match="unknown token"):
        rendered("png", svg="no picture", scale=1)
    assert process(own).pid == first


def test_more_ask_than_there_are_processes_and_each_gets_its_own(monkeypatch):
    pool = Pool(RENDERER, most=2, memory=workers.MEMORY)
    monkeypatch.setattr(workers, "POOL", pool)
    with ThreadPoolExecutor(8) as threads:
        drawn = list(threads.map(lambda at: draw(f"label{at}"), range(40)))
    assert [f">label{at}<".encode() in picture for at, picture in enumerate(drawn)] == [True] * 40
    assert pool._free.qsize() == 2
    pool.close()


def test_the_server_does_not_load_what_draws():
    program = "import sys, views.rendering.drawing; print({'vl_convert', 'typst'} & {*sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout == "set()\n"


ENDLESS = spec() | {
    "data": {"sequence": {"start": 0, "stop": 10_000}},
    "transform": [{"calculate": "length(join(sequence(0, 1000000)))", "as": "a"}],
}


@pytest.mark.parametrize("job", [spec(), ENDLESS], ids=["idle", "at work"])
def test_it_ends_with_the_process_that_started_it(job):
    program = f"""if True:
        import json, time
        from core.workers.process import Process
        from views.rendering.workers import RENDERER
        process = Process(RENDERER, None)
        process.give(0, json.dumps(["chart", {{"spec": {job}, "config": {{}}}}]).encode())
        for _turn in range(20):
            list(process.exchange())
            time.sleep(0.1)
        print(process.popen.pid, flush=True)
        time.sleep(60)"""
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with parent:
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.kill()
    assert gone(pid)
