"""Small editions with small exports: of one table, and of eight files of a line each."""

import hashlib
import time
from datetime import UTC, datetime, timedelta

from core.editions.hashes import sha256
from core.editions.layout import MANIFEST, draft
from core.editions.manifest import manifest_in
from etl.publishing.exports import Drawn
from etl.store import journal
from etl.store.disk import sync
from etl.store.editions import locked, publish
from etl.store.journal import Act
from etl.store.sealing import make
from etl.warehouse import Warehouse

NAMES = tuple(f"{letter}.txt" for letter in "abcdefgh")
AT = datetime(2100, 1, 1, tzinfo=UTC)
BEFORE = AT - timedelta(seconds=1)


def tables(store, value):
    """Publish an edition of one table that holds `value`."""
    with locked(store), Warehouse() as warehouse:
        warehouse.put("figures", {"line": [1], "value": [str(value)]})
        return publish(store, lambda folder: warehouse.write(["figures"], folder), {})


def waits(store, value, *, exports=True):
    """Make an edition of one table that waits until AT, as `prepare` enters it."""
    with locked(store), Warehouse() as warehouse:
        warehouse.put("figures", {"line": [1], "value": [str(value)]})
        folder = make(store, lambda into: warehouse.write(["figures"], into), {})
        said = manifest_in(folder)
        waiting = draft(store, said["edition"])
        folder.rename(waiting)
        facts = {"hash": said["hash"], "manifest": sha256(waiting / MANIFEST), "embargo": AT.isoformat()}
        facts |= {"publishes": [], "replaces": [], **({"exports": True} if exports else {})}
        journal.append(store, [Act("Publisher", "prepared", f"edition {said['edition']}", None, "A note.", facts)])
    return said["edition"]


def draw(folder, into, known):
    """Eight files that say of which edition they are."""
    yield Drawn("", "", len(NAMES))
    for name in NAMES:
        if name not in known:
            text = f"{name} of {manifest_in(folder)['hash']}\n".encode()
            (into / name).write_bytes(text)
            sync(into / name)  # where a test may stop it
            yield Drawn(name, hashlib.sha256(text).hexdigest(), len(NAMES))


def slowly(folder, into, known):
    """The same, with a second before the last one."""
    for drawn in draw(folder, into, known):
        if drawn.name == NAMES[-1]:
            time.sleep(1)
        yield drawn
