"""How the promises about the store are tried out, by as many kills, flips, readers and rounds as the tests ask for.
Each returns what went wrong."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path  # noqa: F401

import duckdb

from core.editions.layout import editions, place
from core.editions.manifest import current
from etl.build import build
from etl.desk import acts as desk
from etl.desk import receiving
from etl.publishing import preparation, release
from etl.publishing.rebuild import rebuild
from etl.source import Unreadable
from etl.store import chain, journal, originals
from etl.store.editions import locked, publish
from etl.store.inputs import Inputs
from etl.store.journal import Act, Denied
from etl.store.sealing import make
from etl.store.verify import verify
from etl.warehouse import Warehouse
from tests.support.kills import ROOT, killed

NOON = datetime(2100, 1, 1, 12, tzinfo=UTC)


def copied(store, to):
    """A copy that a test may change."""
    shutil.copytree(store, to)


def process(code, *words):
    """A process of its own that runs a line of this module."""
    return subprocess.Popen(
        [sys.executable, "-c", f"from tests.support.promises import *\n{code}", *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


# P1


def tiny(store, number):
    """Publish an edition of three tables that say its number in their rows, their count and their sum."""
    with locked(store), Warehouse() as warehouse:
        for table in "abc":
            warehouse.put(table, {"line": list(range(number + 1)), "value": [str(number)] * (number + 1)})
        return publish(store, lambda folder: warehouse.write(["a", "b", "c"], folder), {"note": str(number)})


@contextlib.contextmanager
def readers(act, path, stop, many):
    """So many readers at work from the begin to the end of the block; afterwards the list given holds [reads, wrong] of
    each."""
    found = []
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.readers", act, path, stop],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(many)
    ]
    for run in runs:
        run.stdout.readline()
    yield found
    stop.touch()
    found += [json.loads(run.communicate()[0]) for run in runs]


def published_while_read(store, many, editions, seconds=0):
    """Publish so many editions while others read, for so many seconds at least; returns the number of reads and those
    that were a mix of two editions."""
    tiny(store, 1)
    until = time.monotonic() + seconds
    with readers("read", store, store / "stop", many) as found:
        for number in range(2, editions + 1):
            tiny(store, number)
        time.sleep(max(0, until - time.monotonic()))
    assert current(store)["edition"] == editions
    return sum(reads for reads, _ in found), [one for _, wrong in found for one in wrong]


def changed_in_place(store, many):
    """The control of P1: one file, updated in place."""
    store.mkdir(parents=True)
    path = store / "edition.duckdb"
    with duckdb.connect(str(path)) as con:
        for table in "abc":
            con.execute(f"CREATE TABLE {table} AS SELECT 1 AS value")
    with readers("look", path, store / "stop", many) as found:
        for _turn in range(100):
            with contextlib.suppress(duckdb.Error), duckdb.connect(str(path)) as con:
                for table in "abc":
                    con.execute(f"UPDATE {table} SET value = value + 1")
    return [one for _, wrong in found for one in wrong]


# P2


def kills(act, store, work, sent=(), every=1):
    """Kill `act` at every so many steps; returns what was lost, half done, served broken, or done twice."""
    wrong, said, many = [], [], 0
    (work / "sent").mkdir()
    for name, content in sent:
        (work / "sent" / name).write_bytes(content)
    for at, _ended, left in killed(act, store, work, every, said):
        many += 1
        wrong += [f"{at}: {fault}" for fault in after_kill(left, said, sent)]
    print(f"{act}: {many} kills")
    return wrong


def after_kill(store, said, sent):
    """What is wrong with a store after a kill: once the next writer has come, and once more after the same was sent
    again."""
    found = {one.id: one for one in desk.submissions(store).values()}
    done = {(one.act, one.object) for one in journal.entries(store)}
    for one in said:
        if (one.get("state", "received"), one["acknowledged"]) not in done:
            yield f"{one} was acknowledged and is lost"
        elif "sha256" in one and one["sha256"] not in {other.sha256 for other in found.values()}:
            yield f"{one} was acknowledged under another hash"
    yield from (f"{one.id} was received and not checked" for one in found.values() if one.state == "received")
    with locked(store):
        journal.append(store, [Act("Next", "noted", "the store")])
    on_its_way = {originals.hashlib.sha256(content).hexdigest() for _name, content in sent}
    yield from (
        fault
        for fault in verify(store)
        if not (
            "no entry of the journal speaks of it" in fault
            and fault.removeprefix("desk/originals/").partition(":")[0] in on_its_way
        )
    )
    yield from (f"{path.name} was left" for path in store.rglob(".*"))
    for one in sent:
        receiving.receive(store, [one], "Receiver")
        again = [
            other
            for other in desk.submissions(store).values()
            if other.sha256 == originals.hashlib.sha256(one[1]).hexdigest()
        ]
        if len(again) != 1:
            yield f"{one[0]} is there {len(again)} times after it was sent again"
    yield from verify(store)


# P3


@contextlib.contextmanager
def changed(path, content):
    """The file with other content, as read-only as before; then as it was."""
    whole, mode = path.read_bytes(), path.stat().st_mode
    for one in (content, whole):
        path.chmod(0o644)
        path.write_bytes(one)
        path.chmod(mode)
        if one is content:
            yield


def files(store):
    """Every file that matters, by kind: journal, originals, editions."""
    kept = [
        path for path in sorted(store.rglob("*")) if path.is_file() and path.name != "lock" and "read" not in path.parts
    ]
    return [
        [path for path in kept if part in str(path.relative_to(store))]
        for part in ("journal.jsonl", "originals/", "editions/")
    ]


def flips(store, chance, many):
    """Flip one bit at `many` random places, in turn in the journal, an original, an edition; returns the files in which
    nobody noticed."""
    missed = []
    for turn in range(many):
        path = chance.choice(files(store)[turn % 3])
        whole = bytearray(path.read_bytes())
        whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        with changed(path, bytes(whole)):
            if not verify(store):
                missed.append(str(path.relative_to(store)))
    return missed


def cuts(store, every=1):
    """Cut the journal at every byte of its last two entries; returns the cuts after which it does not hold exactly the
    whole entries, or nobody notices."""
    path = store / "desk" / "journal.jsonl"
    whole, entered = path.read_bytes(), chain.walk(path)[0]
    start, wrong = whole[:-1].rfind(b"\n", 0, whole[:-1].rfind(b"\n")) + 1, []
    for end in range(start, len(whole), every):
        with changed(path, whole[:end]):
            held = entered[: whole[:end].count(b"\n")]
            while held and held[-1].until > len(held):  # what was entered together counts together
                held.pop()
            if journal.entries(store) != held or not journal.faults(store):
                wrong.append(end)
    return wrong


# P4


def writes(store, record):
    """Call everything that writes against a published edition; returns what changed it, or let itself be used on it."""
    folder, wrong = place(store, 1), []
    before = {path: (path.read_bytes(), path.stat().st_mode) for path in folder.iterdir()}
    record.cell("observations", 2, value="49")
    note = preparation.preview(store, Inputs(record=record.folder)).ready
    acts = {
        "build": lambda: build(store, record.folder),
        "make": lambda: make(store, lambda _: {}, {"edition": 1}),
        "publish": lambda: preparation.prepare(store, "Publisher", note, inputs=Inputs(record=record.folder)),
        "cancel": lambda: release.cancel(store, "Publisher", "No."),
        "release": lambda: release.release(store, NOON),
        "withdraw": lambda: desk.withdraw(store, "S0001", "Publisher", "No."),
    }
    for name, act in acts.items():
        with contextlib.suppress(Denied, Unreadable):
            act()
        if {path: (path.read_bytes(), path.stat().st_mode) for path in folder.iterdir()} != before:
            wrong.append(name)
    wrong += [f"{path.name} can be written" for path in folder.iterdir() if path.stat().st_mode & 0o222]
    return wrong + (
        [] if editions(store) == [1, 2] and not verify(store) else verify(store) or ["the correction is not edition 2"]
    )


def altered_cell(folder):
    """Alter one cell and cover the trace in the manifest; returns the table."""
    path, said = folder / "edition.duckdb", json.loads((folder / "manifest.json").read_text())
    for one in (path, folder / "manifest.json"):
        one.chmod(0o644)
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE observations SET value = value + 1 WHERE line = (SELECT min(line) FROM observations)")
    said["files"]["edition.duckdb"] = originals.hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(said))
    return "observations"


# P14


def without_an_original(archive, out):
    """The archive without one original, and without its line in the list; returns the name."""
    with zipfile.ZipFile(archive) as held, zipfile.ZipFile(out, "w") as into:
        said = json.loads(held.read("handover.json"))
        name = next(one for one in held.namelist() if "/originals/" in one)
        del said["files"][name]
        for one in held.namelist():
            if one not in (name, "handover.json"):
                into.writestr(one, held.read(one))
        into.writestr("handover.json", json.dumps(said))
    return name


def no_network():
    """From here on nobody is spoken to."""

    def refused(*_given, **_more):
        raise OSError("there is no network")

    socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused


def made_again(store):
    """Whether each edition, made again, is the same."""
    return [published == made for _, published, made in rebuild(store)]


# P15


def fighting(store, id, rounds, name, start):
    """In each round comment on a submission as it was when the round began, or blindly without `start`; prints how
    often this one won and was told."""
    won = told = 0
    for turn in range(rounds):
        try:
            desk.comment(store, id, "Indicators!G5", f"{name} {turn}", name, start + turn if start else None)
            won += 1
        except journal.Conflict:
            told += 1
        while start and desk.get(store, id).version < start + turn + 1:
            time.sleep(0.002)
    print(json.dumps([won, told]))


def duel(store, rounds, blind=False, id="S0002"):
    """Two processes act on the same submission, round by round."""
    start = 0 if blind else desk.reopen(store, id, "Receiver").version
    before = len(journal.entries(store))
    runs = [
        process(
            "fighting(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))",
            store,
            id,
            rounds,
            name,
            start,
        )
        for name in ("One", "Other")
    ]
    said = [json.loads(run.communicate()[0]) for run in runs]
    return {
        "won": sum(won for won, _ in said),
        "told": sum(told for _, told in said),
        "entries": len(journal.entries(store)) - before,
        "faults": verify(store),
    }


def holding(store):
    """Hold the lock until killed."""
    with locked(store):
        print("held", flush=True)
        time.sleep(600)


def freed(store):
    """Seconds until the lock of a killed holder is free."""
    run = process("holding(Path(sys.argv[1]))", store)
    run.stdout.readline()
    run.send_signal(signal.SIGKILL)
    start = time.monotonic()
    with locked(store):
        run.communicate()
        return time.monotonic() - start


# P18


def entered(store):
    """A store with two tiny editions and a journal of 31 entries, some of them after the last edition."""
    for number in range(1, 32):
        with locked(store):
            journal.append(store, [Act("Somebody", "noted", f"thing {number % 5}", None, f"For the reason {number}.")])
        if number in (10, 20):
            tiny(store, number)


def rewrites(store, chance, many):
    """Delete, swap, edit, insert or truncate at random places of the journal; returns what nobody noticed."""
    path = store / "desk" / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    missed = []
    for turn in range(many):
        at, other = sorted(chance.sample(range(len(lines)), 2))
        way = ("delete", "reorder", "edit", "insert", "truncate")[turn % 5]
        said = json.loads(lines[at])
        new = {
            "delete": lines[:at] + lines[at + 1 :],
            "reorder": [*lines[:at], lines[other], *lines[at + 1 : other], lines[at], *lines[other + 1 :]],
            "edit": [*lines[:at], chain.canonical({**said, "by": "Nobody"}) + b"\n", *lines[at + 1 :]],
            "insert": [*lines[:at], lines[other], *lines[at:]],
            "truncate": lines[:at],
        }[way]
        with changed(path, b"".join(new)):
            if not verify(store):
                missed.append(f"{way} at {at}")
    return missed


def unchained(store):
    """Write the journal anew as if there were no chain, and let head and manifests agree."""
    path = store / "desk" / "journal.jsonl"
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    zero = "0" * 64
    path.write_bytes(b"".join(chain.canonical({**one, "hash": zero, "before": zero}) + b"\n" for one in lines))
    (store / "desk" / "head.json").write_text(json.dumps({"n": len(lines), "hash": zero}))


# P19


def embargoed(store, zone):
    """Which edition is in force a second before the embargo, with the clock set back, and at the moment, on a machine
    in `zone`."""
    os.environ["TZ"], before = zone, os.environ.get("TZ")
    time.tzset()
    try:
        seen = {}
        for name, late in (("before", -1), ("set back", -86400), ("at", 0)):
            with contextlib.suppress(Denied):
                release.release(store, NOON + timedelta(seconds=late))
            seen[name] = current(store)["edition"]
        return seen
    finally:
        os.environ.pop("TZ")
        if before:
            os.environ["TZ"] = before
        time.tzset()
