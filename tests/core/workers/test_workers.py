"""A process with limits answers what it is asked; one that dies, hangs, grows or babbles costs its own job only."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.workers import process as processes
from core.workers.batch import Batch, answer
from core.workers.pool import Pool
from core.workers.process import Process, Program
from core.workers.protocol import Answer, Limits

ROOT = Path(processes.__file__).parents[2]
SCRIPT = """
import os, signal, sys, time
ANSWERS = os.dup(1)
sys.path.insert(0, {root!r})
from core.workers.serving import serve
KEPT = []
def answer(job):
    word, _, rest = job.decode().partition(" ")
    if word == "die": os.abort()
    if word == "hang": time.sleep(60)
    if word == "spin":
        while True: pass
    if word == "deaf":
        signal.setitimer(signal.ITIMER_REAL, 0)
        time.sleep(60)
    if word == "grow": KEPT.append(bytearray(int(rest)))
    if word == "babble": os.write(ANSWERS, b"x" * 40)
    if word == "print": print(rest, flush=True)
    if word == "raise": raise ValueError(rest)
    if word == "open": open("/etc/passwd")
    if word == "leave": sys.exit(rest)
    return f"{{os.getpid()}} {{word}} {{rest}}".encode()
serve(answer)
"""
ALONE = """
import os
os.read(0, 8)
{what}
"""


@pytest.fixture
def program(tmp_path):
    """A program that does what a job says; `limits` of two seconds."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(root=str(ROOT)), encoding="utf-8")
    return Program(("-I", "-S", str(script)), Limits(2))


def limited(program, **limits):
    return program._replace(limits=program.limits._replace(**limits))


def words(replies):
    """Of each answer, by its place: the outcome, and what follows the number of the process."""
    by_place = {place: (reply.outcome, *reply.body.decode().split()[1:]) for place, reply in replies}
    return [by_place[place] for place in range(len(by_place))]


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


@pytest.mark.parametrize("ahead", [1, 2])
def test_a_process_that_dies_hangs_or_babbles_costs_its_own_job_only(program, ahead):
    jobs = [b"a", b"die", b"b", b"hang", b"c", b"babble", b"d", b"spin", b"e"]
    with Batch(limited(program, seconds=1, ahead=ahead)) as batch:
        replies = words(batch.answers(jobs))
    assert [outcome for outcome, *_ in replies] == [
        *("done", "lost", "done", "slow", "done", "lost", "done", "slow", "done")
    ]
    assert [rest for outcome, *rest in replies if outcome == "done"] == [["a"], ["b"], ["c"], ["d"], ["e"]]


def test_a_job_that_stopped_its_own_clock_is_ended_by_whoever_waits(program, monkeypatch):
    monkeypatch.setattr(processes, "GRACE", 0.5)
    began = time.monotonic()
    assert answer(limited(program, seconds=1), b"deaf") == Answer("slow")
    assert 1.4 < time.monotonic() - began < 10


def test_what_a_job_raises_is_its_refusal_and_the_process_stays(program):
    with Batch(program, 1) as batch:
        replies = dict(batch.answers([b"raise too wide: \xc3\xa9", b"leave at once", b"a"]))
        assert (replies[0], replies[1]) == (Answer("refused", "too wide: é".encode()), Answer("refused", b"at once"))
        assert replies[2].body == f"{batch.processes[0].popen.pid} a ".encode()


def test_what_a_library_prints_is_no_answer(program):
    assert answer(program, b"print 12345678901234567890").outcome == "done"


def test_a_process_that_is_shut_in_opens_nothing_and_grows_no_further(program):
    shut = limited(program, memory=256 * 2**20)
    with Batch(shut, 1) as batch:
        replies = dict(batch.answers([b"open", b"grow 300000000", b"grow 1000", b"a"]))
    assert [replies[place].outcome for place in range(4)] == ["refused", "refused", "done", "done"]
    assert b"Too many open files" in replies[0].body
    with Batch(program, 1) as batch:
        assert [reply.outcome for _, reply in batch.answers([b"open", b"grow 300000000"])] == ["done", "done"]


def test_a_process_is_shut_in_before_it_is_asked_anything(program):
    process = Process(limited(program, memory=256 * 2**20))
    try:
        for _turn in range(250):
            limits = Path(f"/proc/{process.popen.pid}/limits").read_text(encoding="ascii")
            if f"Max address space         {256 * 2**20} " in limits and "Max open files            0 " in limits:
                break
            time.sleep(0.02)
        else:
            pytest.fail(limits)
        environment = Path(f"/proc/{process.popen.pid}/environ").read_bytes()
        folder = Path(f"/proc/{process.popen.pid}/cwd").readlink()
        assert (environment, folder) == (b"", Path("/"))
    finally:
        process.end()


@pytest.mark.parametrize(
    ("what", "outcome"),
    [
        ("os.write(1, b'nonsense')", "lost"),
        ("os.write(1, b'\\1' + b'\\xff' * 16)", "lost"),
        ("os.write(1, b'\\1' + bytes(15) + b'\\7' + b'short')", "lost"),
        ("os.close(0)", "lost"),
        ("os.write(1, bytes(17))", "refused"),
        ("os.write(1, bytes(17) * 3)", "refused"),
    ],
    ids=["short", "endless", "cut", "nothing", "an answer", "answers to nothing"],
)
def test_what_is_no_answer_is_a_loss(tmp_path, what, outcome):
    (tmp_path / "script.py").write_text(ALONE.format(what=what))
    with Batch(Program((str(tmp_path / "script.py"),), Limits(2)), 1) as batch:
        assert next(batch.answers([b"x"])) == (0, Answer(outcome))


def test_a_batch_ends_its_processes_with_its_block(program):
    with pytest.raises(RuntimeError, match="no more"), Batch(program) as batch:
        for _place, _reply in batch.answers([b"a", b"hang", b"hang"]):
            pids = [process.popen.pid for process in batch.processes]
            raise RuntimeError("no more")
    assert len(pids) == 2 and all(gone(pid) for pid in pids) and batch.processes == []


def test_a_pool_replaces_a_process_that_has_grown_or_died(program):
    pool = Pool(program, most=1, memory=100 * 2**20)
    first, again = pool.answer(b"a").body, pool.answer(b"a").body
    assert first == again
    assert pool.answer(b"grow 200000000").outcome == "done"
    second = pool.answer(b"a").body
    assert first != second and gone(int(first.split()[0]))
    os.kill(int(second.split()[0]), signal.SIGKILL)
    assert pool.answer(b"a").outcome == "done"
    assert [pool.answer(word).outcome for word in (b"die", b"hang", b"babble", b"a")] == [
        "lost",
        "slow",
        "lost",
        "done",
    ]
    pool.close()


def test_each_of_many_threads_gets_its_own_answer(program):
    pool = Pool(program, most=2, memory=100 * 2**20)
    with ThreadPoolExecutor(8) as threads:
        replies = list(threads.map(pool.answer, [f"x {n}".encode() for n in range(40)]))
    assert [reply.body.decode().split()[2] for reply in replies] == [str(n) for n in range(40)]
    assert len({reply.body.split()[0] for reply in replies}) <= 2
    pool.close()


def test_a_process_that_nobody_asks_leaves(program):
    process = Process(limited(program, seconds=0.2, idle=0.3))
    assert process.popen.wait(5) == -signal.SIGALRM
    process.end()
    waits = Process(limited(program, seconds=0.2))
    time.sleep(1)
    assert waits.popen.poll() is None
    waits.end()


@pytest.mark.parametrize("job", ["x", "hang"])
def test_it_ends_with_whoever_started_it(program, job):
    """Between two jobs, and in the middle of one, long before its time is over."""
    code = f"""if True:
        import time
        from pathlib import Path
        from core.workers.process import Process, Program
        from core.workers.protocol import Limits
        process = Process(Program({program.words!r}, Limits(50)))
        process.give(0, {job.encode()!r})
        for _turn in range(10):
            list(process.exchange())
            time.sleep(0.1)
        print(process.popen.pid, flush=True)
        time.sleep(60)"""
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        parent.kill()
    assert gone(pid)


def test_a_program_that_is_not_told_its_limits_does_nothing(program):
    run = subprocess.run([sys.executable, *program.words], input=b"\0" * 8, capture_output=True, check=False)
    assert run.returncode == 1 and run.stdout == b""
    told = [sys.executable, *program.words, json.dumps(program.limits._asdict())]
    run = subprocess.run(told, input=b"\0" * 7 + b"\1x", capture_output=True, check=False)
    assert run.returncode == 0 and run.stdout[:1] == b"\1" and run.stdout.endswith(b" x ")
