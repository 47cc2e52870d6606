"""What leaves the house is made with the edition, belongs to what is verified, and is the same bytes whenever it is
made again."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from core.editions.exports import manifest_of
from core.editions.layout import editions, exports_of, place
from core.editions.manifest import manifest
from core.workers.protocol import Limits
from etl.build import build
from etl.publishing import exports as making
from etl.publishing.export_worker import opened
from etl.source import DEFINITIONS, ROOT, Unreadable
from etl.store.verify import verify
from tests.support.command_line import here
from views import exports, queries

WHOLE = pytest.mark.full("a minute for 54 countries; four of them make every kind of file in the same way")
FOUR = {"AUS", "DEU", "FRA", "GHA"}


@pytest.fixture(scope="session", params=["four countries", pytest.param("record", marks=WHOLE)])
def full(request, shelf, new_record, tmp_path_factory):
    """A store with one edition and all its exports, and the steps that were told. Only to look at."""
    record, definitions = new_record(), DEFINITIONS
    if request.param == "four countries":
        keep_only(record, FOUR)
        definitions = tmp_path_factory.mktemp("four") / "definitions"
        shutil.copytree(DEFINITIONS, definitions)
        _lower_the_floor(definitions / "floor.csv")
    return shelf.folder(f"exports of {request.param}", lambda store: _with_exports(store, record.folder, definitions))


def _lower_the_floor(floor):
    """A first edition holds at least the four countries, all targets and all goals."""
    lines = floor.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("participants,") or line.split(",")[1].strip() in FOUR]
    floor.write_text("".join(kept), encoding="utf-8")


def keep_only(record, countries):
    """Take all other participants out of a record, with every row about them."""
    others = {row["iso3"] for row in record.rows("participants")} - countries
    for path in record.folder.glob("*.csv"):
        rows = record.rows(path.stem)
        record.write(path.stem, [row for row in rows if row.get("iso3") not in others] or rows[:1])


def _with_exports(store, record, definitions):
    steps = []
    build(store, record, definitions)
    making.complete(store, 1, lambda *step: steps.append(step))
    return steps


@pytest.fixture
def folder(full):
    """The folder of the edition."""
    return place(full[0], 1)


@pytest.fixture
def beside(folder):
    """The folder of its exports."""
    return exports_of(folder)


def test_every_export_is_kept_beside_the_edition_and_named_by_a_manifest_of_its_own(full, folder, beside):
    edition = opened(folder)
    names = set(exports.catalogue(edition))
    assert len(names) == (175 if len(queries.roster(edition, "latest")) == 54 else 25)
    assert len(names) == 3 + 2 + 4 * 2 + len(queries.roster(edition, "latest")) * 3
    assert names == set(manifest_of(folder)["files"]) and not names & set(manifest(full[0], 1)["files"])
    assert all((beside / name).stat().st_size > 500 for name in names)
    assert all(exports.facts(edition, name)[0] == (beside / name).stat().st_size for name in names)


def test_progress_is_told_until_all_are_made(full):
    many = len(exports.catalogue(opened(place(full[0], 1))))
    assert full[1][-1] == (many, many, f"{many} workbooks, briefs and data files made")


def test_a_changed_or_missing_export_is_reported(full, tmp_path):
    assert verify(full[0]) == []
    store = shutil.copytree(full[0], tmp_path / "store")
    for name, change in (
        ("country-FRA.pdf", lambda path: path.write_bytes(path.read_bytes()[:-1] + b"x")),
        ("open-data.zip", lambda path: path.unlink()),
    ):
        path = exports_of(place(store, 1)) / name
        path.parent.chmod(0o755)
        path.chmod(0o644)
        change(path)
        path.parent.chmod(0o555)
        if path.exists():
            path.chmod(0o444)
    assert sorted(verify(store)) == [
        "editions/0001-exports/country-FRA.pdf: is not the file that was made; its SHA-256 differs.",
        "editions/0001-exports/open-data.zip: is missing.",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "alliance-overview.xlsx",
        "target-2.xlsx",
        "country-GHA.xlsx",
        "country-GHA.pdf",
        "country-GHA.docx",
        "target-3.pdf",
        pytest.param(
            "conference-pack.pdf", marks=pytest.mark.full("the longest paper; briefs are made again each time")
        ),
        "open-data.zip",
        "sdmx.zip",
    ],
)
def test_made_again_an_export_is_the_same_bytes(folder, beside, name):
    edition = opened(folder)
    assert b"".join(exports.fresh(edition, name)) == (beside / name).read_bytes()


def test_an_export_for_an_earlier_date_is_another_file_with_another_name(folder, beside):
    edition = opened(folder)
    then = b"".join(exports.content(edition, "country-FRA.xlsx", "washington-2014"))
    assert then != (beside / "country-FRA.xlsx").read_bytes()
    assert (
        exports.file_name(edition, "country-FRA.xlsx", "washington-2014")
        == f"monitor-country-FRA-edition-1-{edition.short}-as_of-washington-2014.xlsx"
    )


def workers(name):
    """The processes that this one started and whose command says `name`."""
    ours = f"PPid:\t{os.getpid()}\n"
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if name in (path / "cmdline").read_text() and ours in (path / "status").read_text():
                yield int(path.name)


def test_a_killed_process_seals_nothing(published):
    def kill(*_step):
        for pid in workers("etl.publishing.export_worker"):
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(Unreadable, match="could not be made"):
        making.complete(published, 1, kill)
    assert editions(published) == [1] and verify(published) == []


def test_what_stops_an_export_is_named_and_no_process_is_left(edition, tmp_path):
    (tmp_path / "conference-pack.pdf").mkdir()
    with pytest.raises(Unreadable, match="^The exports could not be made: FileExistsError: .*conference-pack.pdf'.$"):
        list(making.make(edition.folder, tmp_path))
    assert list(workers("etl.publishing.export_worker")) == []


def test_an_export_that_takes_too_long_is_told_so(edition, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "EXPORTER", making.EXPORTER._replace(limits=Limits(seconds=0.001)))
    with pytest.raises(Unreadable, match="^The exports could not be made: one took more than 0.001 seconds.$"):
        list(making.make(edition.folder, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_complains_without_end_keeps_nobody_waiting(edition, tmp_path):
    code = f"""
import sys
from pathlib import Path
from etl.publishing.exports import make
def begun(*step):
    print(*step)
    sys.exit(0)
begun(next(make(Path({str(edition.folder)!r}), Path({str(tmp_path)!r}))))
"""
    loud = {**os.environ, "PYTHONVERBOSE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=loud,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=120,
        check=True,
    )
    assert run.stdout == "Drawn(name='', sha256='', of=175)\n"


def taking(store, *words):
    """`python -m etl export`."""
    return here("export", "--store", store, *words)


def taking_on_a_full_disk(store, *words, most=10_000):
    """The same as a process of its own, on a disk that holds files of so many bytes."""
    return subprocess.run(
        [sys.executable, "-m", "etl", "export", "--store", str(store), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )


def test_a_file_that_the_disk_cuts_short_never_has_its_name(edition, tmp_path):
    words = ["country-FRA.pdf", "--out", str(tmp_path)]
    run = taking_on_a_full_disk(edition.store, *words)
    assert run.returncode == 1 and run.stderr.startswith("country-FRA.pdf cannot be written (File too large).")
    assert not list(tmp_path.iterdir())
    assert taking(edition.store, *words).returncode == 0
    (whole,) = tmp_path.iterdir()
    before = whole.read_bytes()
    assert taking_on_a_full_disk(edition.store, *words).returncode == 1 and [
        (one.name, one.read_bytes()) for one in tmp_path.iterdir()
    ] == [(whole.name, before)]


def test_what_the_command_refuses(published, digests):
    before = digests(published)
    for out in (published, published / "exports", published / "editions" / ".." / "new"):
        assert "cannot be written into the store" in taking(published, "target-1.pdf", "--out", str(out)).stderr
    assert (
        taking(published, "--edition", "0").stderr == "There is no edition 0 in this store.\n"
        and digests(published) == before
    )
    assert taking(published.parent / "none").stderr == "No edition has been published yet.\n"


def test_the_command_writes_the_brief_of_a_country_that_left(published, tmp_path):
    assert taking(published, "country-VNM.docx", "--out", str(tmp_path / "out")).returncode == 0
    assert "country-VNM" in next((tmp_path / "out").iterdir()).name


def test_the_command_lists_and_writes(full, tmp_path):
    listed = taking(full[0], "--list", "country-FRA.pdf")
    assert listed.returncode == 0 and listed.stdout.startswith("country-FRA.pdf  ")
    assert manifest_of(place(full[0], 1))["files"]["country-FRA.pdf"] in listed.stdout
    assert taking(full[0], "country-FRA.pdf", "--out", str(tmp_path / "out")).returncode == 0
    (written,) = (tmp_path / "out").iterdir()
    assert written.read_bytes() == (exports_of(place(full[0], 1)) / "country-FRA.pdf").read_bytes()
    assert (
        taking(full[0], "country-XXX.pdf").stderr
        == "There is no export country-XXX.pdf; 'python -m etl export --list' says which there are.\n"
    )
    assert taking(full[0], "--edition", "7").stderr == "There is no edition 7 in this store.\n"
