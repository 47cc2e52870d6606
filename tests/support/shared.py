"""Stores that are made once a session, however many workers run the tests. All may look; nobody may change one."""

import fcntl
import os
import pickle

import pytest

COMES_AND_GOES = ("lock", "desk/read")
"""What looking at a store may leave in it: the file that a writer locks, and what was read out of originals."""


class Shelf:
    """The folders of a session that are only looked at, below one folder that all its workers know."""

    def __init__(self, root):
        self.root = root

    def folder(self, name, make):
        """The path of the folder `name` and what `make(path)` returned. The first who asks makes it; others wait."""
        folder, kept = self.root / name, self.root / f"{name}.kept"
        with (self.root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps((make(folder), marks(folder))))
        return folder, pickle.loads(kept.read_bytes())[0]

    def changed(self):
        """What was added, removed or written to since its folder was made, as <folder>/<path>."""
        changes = []
        for kept in sorted(self.root.glob("*.kept")):
            before, now = pickle.loads(kept.read_bytes())[1], marks(kept.with_suffix(""))
            paths = sorted(before.keys() | now.keys())
            changes += [f"{kept.stem}/{path}" for path in paths if before.get(path) != now.get(path)]
        return changes


def marks(folder):
    """Size and time of change of every file below a folder, by its path; whoever writes changes one of them."""
    files = {str(path.relative_to(folder)): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (at.st_size, at.st_mtime_ns) for path, at in files.items() if not path.startswith(COMES_AND_GOES)}


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Where the folders of this session stand: beside the workers' own ones."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    root.mkdir(exist_ok=True)
    return Shelf(root)


@pytest.fixture(scope="module", autouse=True)
def unchanged(shelf):
    """After each file of tests: what is shared is as it was made."""
    yield
    assert shelf.changed() == []
