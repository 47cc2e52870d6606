"""What the tests of the build share: a record that a test may change, a store, and one edition to look at."""

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import duckdb
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from core.editions.manifest import current
from etl.build import build, loaded
from etl.models import models
from etl.source import DEFINITIONS, RECORD, ROOT
from etl.store.inputs import Inputs
from etl.warehouse import Warehouse
from tests.support.agreeing import agree
from tests.support.serving import served
from views.edition import in_force

pytest_plugins = ["tests.support.shared", "tests.support.example_fixture", "tests.support.two_editions"]
os.environ["MONITOR_TODAY"] = "2026-11-22"
os.environ["MONITOR_EXPORTS"] = "no"
"""Hundreds of editions are published in these tests; those that look at what leaves the house say so."""
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
"""Every worker and every process that a test starts takes the code as it was compiled once."""
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
"""Each page of a test would look through all installed packages for components anew, two thirds of its time."""

FULL = Path(__file__).parent / "full"


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="the full tier: tests/full and what is marked `full`")


def pytest_collection_modifyitems(config, items):
    """One of the two tiers: with --full what is marked `full` or stands in tests/full, without it all the others."""
    tiers = {True: [], False: []}
    for item in items:
        mark = item.get_closest_marker("full")
        assert not mark or mark.args[0], f"{item.nodeid}: a test of the full tier says why it is there"
        tiers[bool(mark) or FULL in item.path.parents].append(item)
    asked = config.getoption("full")
    items[:] = tiers[asked]
    config.hook.pytest_deselected(items=tiers[not asked])


class Record:
    """A copy of the record. Lines count as in an editor: the header is line 1."""

    def __init__(self, folder):
        self.folder = Path(shutil.copytree(RECORD, folder))

    def path(self, file):
        return self.folder / f"{file}.csv"

    def rows(self, file):
        with open(self.path(file), encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def write(self, file, rows):
        with open(self.path(file), "w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def lines(self, file, **cells):
        """The lines of the rows that hold these cells."""
        return [line for line, row in enumerate(self.rows(file), 2) if cells.items() <= row.items()]

    def line(self, file, **cells):
        (line,) = self.lines(file, **cells)
        return line

    def cell(self, file, line, **cells):
        """Change cells of one row."""
        rows = self.rows(file)
        rows[line - 2].update(cells)
        self.write(file, rows)

    def append(self, file, like=2, **cells):
        """Add a row at the end: the row in line `like` with these cells instead; returns its line."""
        rows = self.rows(file)
        self.write(file, [*rows, {**rows[like - 2], **cells}])
        return len(rows) + 2

    def points(self, *points):
        """Replace the figures of the joint goal by (period, value, qualifier, evidence), the last two "exact" and
        "verified" unless said."""
        goal = {"indicator": "icse_victims_identified_cum", "iso3": "WLD"}
        rows = self.rows("observations")
        pattern = next(row for row in rows if goal.items() <= row.items())
        others = [row for row in rows if not goal.items() <= row.items()]
        for period, value, *more in points:
            qualifier, evidence = [*more, *("exact", "verified")[len(more) :]]
            others.append(
                {
                    **pattern,
                    "year": period[:4],
                    "period": period,
                    "value": str(value),
                    "qualifier": qualifier,
                    "evidence": evidence,
                }
            )
        self.write("observations", others)


class Asked:
    """Tables to ask with SQL."""

    def rows(self, sql, *values):
        return self.con.execute(sql, list(values)).fetchall()

    def column(self, sql, *values):
        return [row[0] for row in self.rows(sql, *values)]

    def dicts(self, sql, *values):
        rows = self.rows(sql, *values)
        return [dict(zip([column[0] for column in self.con.description], row, strict=True)) for row in rows]

    def one(self, sql, *values):
        (row,) = self.dicts(sql, *values)
        return row


class Edition(Asked):
    """The edition in force of a store, to ask with SQL."""

    def __init__(self, store):
        self.store = store
        self.number = current(store)["edition"]
        self.folder = store / "editions" / f"{self.number:04d}"
        self.con = duckdb.connect(str(self.folder / "edition.duckdb"), read_only=True)


class Made(Asked):
    """The tables that an edition of a record would have, in memory; each is made when it is first asked for, with those
    that it needs. A third of the work of an edition that is written."""

    def __init__(self, warehouse, record):
        self.warehouse, self.con = warehouse, warehouse.con
        inputs = Inputs(record, DEFINITIONS)
        loaded(warehouse, inputs)
        self.models = {model.name: model for model in models(inputs.sql)}

    def rows(self, sql, *values):
        for name in re.findall(r"\b(?:FROM|JOIN) (\w+)", sql):
            self.make(name)
        return super().rows(sql, *values)

    def make(self, name):
        if model := self.models.pop(name, None):
            for need in sorted(model.needs):
                self.make(need)
            self.warehouse.run(model)


@pytest.fixture(scope="session")
def look():
    """Call it on a store to look at its edition in force."""
    opened = []

    def look_at(store):
        opened.append(Edition(store))
        return opened[-1]

    yield look_at
    for one in opened:
        one.con.close()


@pytest.fixture(scope="session")
def edition(shelf, look):
    """One edition of the real record. Only to look at."""
    store, _said = shelf.folder("record", build)
    return look(store)


@pytest.fixture(scope="session")
def new_record(tmp_path_factory):
    """Call it for a copy of the record that several tests share."""
    return lambda: Record(tmp_path_factory.mktemp("shared") / "record")


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    return tmp_path / "store"


@pytest.fixture
def published(edition, store):
    """A store of its own that holds the edition of the real record."""
    return Path(shutil.copytree(edition.store, store))


@pytest.fixture
def record(tmp_path):
    """A copy of the record that a test may change."""
    return Record(tmp_path / "record")


@pytest.fixture
def definitions(tmp_path):
    """A copy of the definitions that a test may change."""
    return Path(shutil.copytree(DEFINITIONS, tmp_path / "definitions"))


@pytest.fixture
def made(request):
    """Call it for the tables of the changed record, or of another one, to ask."""
    with ExitStack() as opened:
        yield lambda other=None: Made(
            opened.enter_context(Warehouse()), (other or request.getfixturevalue("record")).folder
        )


@pytest.fixture
def built(record, store, look):
    """Call it to build the changed record; returns the edition, which is in force in `store`."""

    def make():
        build(store, record.folder)
        return look(store)

    return make


@pytest.fixture
def agreed(record, published, look):
    """Call it to build the changed record after the real one, all that drops out named; returns the edition."""

    def make():
        agree(published, record.folder)
        return look(published)

    return make


@pytest.fixture
def command():
    """Start `python -m etl …` on a store as a process of its own; what it prints is text."""
    started = []

    def start(store, *words):
        environment = {**os.environ, "MONITOR_STORE": str(store)}
        words = [sys.executable, "-m", "etl", *map(str, words)]
        started.append(
            subprocess.Popen(
                words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
            )
        )
        return started[-1]

    yield start
    for run in started:
        if run.poll() is None:
            run.kill()
            run.communicate()


@pytest.fixture
def digests():
    """Call it on a folder: SHA-256 of every file below it, by its path."""
    return lambda folder: {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def seen(edition, monkeypatch):
    """The edition of the real record as readers see it: the store that `MONITOR_STORE` names."""
    monkeypatch.setenv("MONITOR_STORE", str(edition.store))
    return in_force()


@pytest.fixture
def illustrated(example, monkeypatch):
    """The newest edition of the example round as readers see it."""
    monkeypatch.setenv("MONITOR_STORE", str(example.store))
    return in_force()


@pytest.fixture
def visit(monkeypatch):
    """Call it with the name of a page and what the address holds; returns the page inside its frame."""
    monkeypatch.chdir(ROOT)

    def open_page(page, **address):
        app = AppTest.from_file(str(ROOT / "pages" / "parts" / "frame.py"), default_timeout=30)
        for name, value in address.items():
            app.query_params[name] = value
        return app.switch_page(f"../{page}.py").run()

    return open_page


@pytest.fixture(scope="session")
def port(edition, tmp_path_factory):
    """The port of a server over the edition of the real record."""
    with served(edition.store, tmp_path_factory.mktemp("server") / "log") as port:
        yield port
