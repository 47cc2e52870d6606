"""Kill -9 at every step: an act is done by a process of its own that kills itself at its n-th call to the disk; then at
the next, until it gets through."""

import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS = ("fsync", "rename", "replace", "chmod", "mkdir", "truncate")
MODULES = (
    "build", "coding.coding", "desk.acts", "desk.receiving", "publishing.differences", "intake.reading",
    "store.journal",
    "store.chain", "store.disk", "store.originals", "store.sealing", "store.editions",
    "desk.readings", "publishing.release", "publishing.preparation", "publishing.exports",
    "store.exports", "desk.returned", "intake.loading", "warehouse",
)  # fmt: skip


def release(store):
    """Put in force what is due."""
    from etl.publishing.release import release

    release(store, datetime.now(UTC).replace(year=2100))


def publish(store):
    """Publish with the note that names everything, unless it is published."""
    from etl.publishing.preparation import prepare, preview
    from etl.publishing.release import release, waiting
    from etl.store.journal import Denied

    if waiting(store):
        release(store, datetime.now(UTC))
    else:
        try:
            prepare(store, "Publisher", preview(store).ready)
        except Denied as error:
            assert "Nothing differs" in str(error)


def tables(store):
    """Publish an edition of one table."""
    from tests.support.parts import tables

    tables(store, 61)


def exports(store):
    """Make the exports of edition 1: eight small files."""
    from etl.publishing.exports import complete
    from tests.support.parts import draw

    complete(store, 1, draw=draw)


def receive(store):
    """Take the workbooks in the folder beside the store; each id is acknowledged on standard output."""
    from etl.desk.receiving import receive

    files = [(path.name, path.read_bytes()) for path in sorted((store.parent / "sent").iterdir())]
    for one in receive(store, files, "Receiver"):
        os.write(1, json.dumps({"acknowledged": one.id, "sha256": one.sha256}).encode() + b"\n")


def accept(store):
    """Accept and approve what is checked."""
    from etl.desk.acts import accept, approve, submissions

    for one in submissions(store).values():
        if one.state == "checked":
            accept(store, one.id, "Accepter")
            os.write(1, json.dumps({"acknowledged": one.id, "state": "accepted"}).encode() + b"\n")
        if one.state in ("checked", "accepted"):
            approve(store, one.id, "Approver")
            os.write(1, json.dumps({"acknowledged": one.id, "state": "approved"}).encode() + b"\n")


def hasty(store):
    """The control: acknowledges before it enters."""
    from hashlib import sha256

    for path in sorted((store.parent / "sent").iterdir()):
        os.write(
            1, json.dumps({"acknowledged": "S0001", "sha256": sha256(path.read_bytes()).hexdigest()}).encode() + b"\n"
        )
    receive(store)


def killed(act, store, work, every=1, acknowledged=None):
    """For every kill: at which call, whether the act got through, and the store that it left. `acknowledged` collects
    what was said before each kill."""
    words = [sys.executable, "-m", "tests.support.kills", act, str(store), str(work), str(every)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout:
            said = json.loads(line)
            if "acknowledged" in said:
                if acknowledged is not None:
                    acknowledged.append(said)
                continue
            left = Path(said["store"])
            yield said["at"], said["ended"], left
            if acknowledged is not None:
                acknowledged.clear()
            for path in (left, *left.rglob("*")):
                if path.is_dir():
                    path.chmod(0o755)
            shutil.rmtree(left)
    assert run.returncode == 0


def _dying(at):
    """From the `at`-th call to the disk on there is no process."""
    calls = [0]

    def counted(real):
        def call(*given, **more):
            calls[0] += 1
            if calls[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        return call

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))


def moments(store):
    """Receive, accept, approve and publish; killed from outside at any moment."""
    for act in (receive, accept, publish):
        act(store)


ACTS = {act.__name__: act for act in (release, publish, tables, exports, receive, accept, hasty, moments)}


def main(act, store, work, every):
    """Fork a child for each kill; the parent has opened nothing, so that a child is as a process newly started. Of
    `moments` there are `every` kills."""
    for name in MODULES:
        importlib.import_module(f"etl.{name}")
    chance, at, ended = random.Random(54), 1, False
    while at <= int(every) if act == "moments" else not ended:
        left = Path(work) / f"kill-{at}" / "store"
        shutil.copytree(store, left)
        if (Path(work) / "sent").exists():
            shutil.copytree(Path(work) / "sent", left.parent / "sent")
        child = os.fork()
        if not child:
            if act != "moments":
                _dying(at)
            ACTS[act](left)
            os._exit(0)
        if act == "moments":
            time.sleep(chance.random() * 3)
            os.kill(child, signal.SIGKILL)
        ended = os.waitpid(child, 0)[1] == 0
        os.write(1, json.dumps({"at": at, "ended": ended, "store": str(left)}).encode() + b"\n")
        at += 1 if act == "moments" else int(every)


if __name__ == "__main__":
    main(*sys.argv[1:])
