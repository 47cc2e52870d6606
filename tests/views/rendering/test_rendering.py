"""The workshop: what it makes is the same in any process, its memory is given back, and nothing that ends a process
ends the server."""

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
from etl.record.read import ROOT
from views.brief import briefs
from views.pictures import picture
from views.rendering import workers
from views.rendering.drawing import svg
from views.rendering.worker import held
from views.rendering.workers import Unmade, Workshop
from views.tables import table

SIGNS = [
    chr(code)
    for code in (*range(0xD800), 0xD800, 0xDBFF, 0xDC00, 0xDFFF, *range(0xE000, 0x10000))
    if CONTROL.match(chr(code))
]


def spec(label="x"):
    return {"data": {"values": [{"a": label}]}, "mark": "bar", "encoding": {"y": {"field": "a", "type": "nominal"}}}


@pytest.fixture
def own():
    """A workshop of this test with one process at most; one job was done in it."""
    shop = Workshop(hands=1)
    shop.made("chart", spec=spec(), config={})
    yield shop
    shop.close()


def process(shop):
    """The process that waits in a workshop for a job."""
    hand = shop._free.get(timeout=5)
    shop._free.put(hand)
    return hand and hand.process


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
    drawn = svg(replace(picture(seen, "ages", as_of="latest"), title=label, said=label, spec=spec(label)))
    assert drawn.count(">Ghana<") == 5 and not CONTROL.search(drawn)


def test_the_memory_that_a_paper_takes_is_given_back(seen):
    every = table(seen, "observations", as_of="latest")
    briefs.tables("Warm", [replace(every, frame=every.frame.head(20))])
    before = held()
    for turn in range(3):
        briefs.tables(f"Turn {turn}", [replace(every, frame=every.frame.tail(500))])
    assert held() - before < 50_000_000


def test_a_process_that_has_grown_is_replaced_and_the_next_makes_the_same(own, monkeypatch):
    first, made = process(own).pid, own.made("chart", spec=spec(), config={})
    assert process(own).pid == first
    monkeypatch.setattr(workers, "MEMORY", 1)
    assert own.made("chart", spec=spec(), config={}) == made
    monkeypatch.undo()
    assert gone(first) and own.made("chart", spec=spec(), config={}) == made and process(own).pid != first


def test_a_process_that_went_home_is_not_missed(own):
    first = process(own)
    first.kill()
    assert gone(first.pid) and own.made("chart", spec=spec(), config={}).startswith(b"<svg")


def ended_at_work(shop, by):
    """What a workshop makes of a job whose process is ended by a signal."""
    worker = process(shop)
    worker.send_signal(signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(shop.made, "chart", spec=spec(), config={})
        while shop._free.qsize():
            time.sleep(0.01)
        worker.send_signal(by)
        worker.send_signal(signal.SIGCONT)
        return waiting.result(20)


def test_a_job_whose_process_is_ended_is_done_by_another(own):
    assert ended_at_work(own, signal.SIGKILL).startswith(b"<svg")


def test_a_job_that_takes_too_long_is_told_so_and_costs_no_other(own):
    with pytest.raises(Unmade, match="takes too long"):
        ended_at_work(own, signal.SIGALRM)
    assert own.made("chart", spec=spec(), config={}).startswith(b"<svg")


def test_a_job_that_ends_every_process_is_told_so(own, monkeypatch, tmp_path):
    (tmp_path / "crafts.py").write_text("import os; os.read(0, 8); os.abort()")
    monkeypatch.setattr(workers, "CRAFTS", tmp_path / "crafts.py")
    with pytest.raises(Unmade, match="cannot be drawn"):
        ended_at_work(own, signal.SIGKILL)
    monkeypatch.undo()
    assert own.made("chart", spec=spec(), config={}).startswith(b"<svg")


def test_what_cannot_be_made_is_said_and_the_process_stays(own):
    first = process(own).pid
    with pytest.raises(Unmade, match="unknown token"):
        own.made("png", svg="no picture", scale=1)
    assert process(own).pid == first


def test_more_ask_than_there_are_processes_and_each_gets_its_own():
    shop = Workshop(hands=2)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda at: shop.made("chart", spec=spec(f"label{at}"), config={}), range(40)))
    assert [f">label{at}<".encode() in one for at, one in enumerate(made)] == [True] * 40
    assert shop._free.qsize() == 2
    shop.close()


ENDLESS = spec() | {
    "data": {"sequence": {"start": 0, "stop": 10_000}},
    "transform": [{"calculate": "length(join(sequence(0, 1000000)))", "as": "a"}],
}


@pytest.mark.parametrize("job", [spec(), ENDLESS], ids=["idle", "at work"])
def test_it_ends_with_the_process_that_started_it(job):
    program = f"""if True:
        import json, time
        from threading import Thread
        from views.rendering.workers import Hand
        hand = Hand()
        job = json.dumps(["chart", {{"spec": {job}, "config": {{}}}}]).encode()
        Thread(target=hand.made, args=[job], daemon=True).start()
        time.sleep(1)
        print(hand.process.pid, flush=True)
        time.sleep(60)"""
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with parent:
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.kill()
    assert gone(pid)
