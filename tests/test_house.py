"""The house holds: who imports whom, no cycles, docstrings, today's words, small pages, and nothing that phones
home."""

import ast
import re
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from core.editions.database import SAFE
from etl.source import ROOT
from etl.warehouse import Warehouse

CORE = {"core"}
ETL = {"pandas", "openpyxl", "core", "etl"}
VIEWS = {"pandas", "core", "views"}
MAY = {
    "app.py": {"core", "views", "starlette", "streamlit", "uvicorn"},
    "pages/parts/*.py": {
        "streamlit",
        "pandas",
        "pages.parts",
        "views",
        "core.words",
        "core.version",
        "core.editions.access",
    },
    "pages/parts/desk/*.py": {"streamlit", "pandas", "pages.parts", "views", "etl", "core.words", "core.editions"},
    "pages/method.py": {"streamlit", "pages.parts", "views", "etl", "core.words"},
    "pages/desk/*.py": {"streamlit", "pandas", "pages.parts", "views", "etl", "core.words", "core.editions"},
    "pages/*.py": {"streamlit", "pages.parts", "views", "core.words"},
    "views/edition.py": {"duckdb", *VIEWS},
    "views/rendering/worker.py": {
        "core.workers",
        "typst",
        "vl_convert",
        "fontpkg_fira_sans",
        "fontpkg_heebo",
        "fontpkg_noto_sans_arabic",
        "fontpkg_noto_sans_khmer",
        "fontpkg_noto_sans_thai",
        "noto_cjk_sans_jp_regular",
    },
    "views/api/*.py": {"starlette", *VIEWS},
    "views/downloads/*.py": {"starlette", *VIEWS},
    "views/server/connections.py": {"uvicorn", "h11", "websockets", "views.server"},
    "views/server/*.py": {"starlette", *VIEWS},
    "views/brief/letter*.py": {"docx", *VIEWS},
    "views/workbook/*.py": {"openpyxl", *VIEWS},
    "views/charts/*.py": {"altair", *VIEWS},
    "views/*/*.py": VIEWS,
    "views/*.py": VIEWS,
    "core/words/*.py": {"babel", *CORE},
    "core/workers/*.py": {"core.workers"},
    "core/xlsx/styles.py": {"openpyxl", "core.xlsx"},
    "core/xlsx/writer.py": {"openpyxl", "core.xlsx"},
    "core/xlsx/*.py": {"core.workers", "core.xlsx"},
    "core/*/*.py": CORE,
    "core/*.py": CORE,
    "etl/warehouse.py": {"duckdb", "pandas", "core", "etl"},
    "etl/publishing/export_worker.py": {"views", *ETL},
    "etl/commands/exports.py": {"views", *ETL},
    "etl/*/*.py": ETL,
    "etl/*.py": ETL,
}
CODE = {
    path.relative_to(ROOT): path.read_text(encoding="utf-8")
    for path in [
        ROOT / "app.py",
        *(p for room in ("core", "etl", "views", "pages") for p in sorted((ROOT / room).rglob("*.py"))),
    ]
}
OLDER_TERM = re.compile("child" + r"[\s_-]+" + "pornograph|kiddie" + r"[\s_-]+" + "porn", re.IGNORECASE)
WORDS = {".py", ".sql", ".csv", ".md", ".toml", ".svg", ".po", ".pot", ".yml", ".txt", ".html", ".js", ".css"}


def imported(source):
    """Every module or name that a source imports, wherever the import stands; a relative import begins with a dot."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def trespasses(path, source):
    """What a file at `path` imports and may not: the first row of the table that fits its path counts."""
    may = next(
        names for pattern, names in MAY.items() if path.match(pattern) and len(path.parts) == len(Path(pattern).parts)
    )
    return [
        name
        for name in imported(source)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not any(f"{name}.".startswith(f"{one}.") for one in may)
    ]


ROOMS = (
    "core", "source", "models", "warehouse", "record", "store", "form", "coding", "intake", "assessment", "build",
    "desk", "questionnaire", "publishing", "example", "jobs", "commands", "__main__",
)  # fmt: skip
"""The rooms of `etl` from the ground up: each may import those before it."""


def upward(path, source):
    """What a file of `etl` imports from a room above its own."""
    if path.parts[0] != "etl" or path == Path("etl/__init__.py"):
        return []
    own = ROOMS.index(path.parts[1].removesuffix(".py"))
    above = {f"etl.{room}" for room in ROOMS[own + 1 :]}
    return [name for name in imported(source) if any(f"{name}.".startswith(f"{room}.") for room in above)]


@pytest.mark.parametrize("path", [path for path in CODE if path.parts[0] == "etl"], ids=str)
def test_a_room_of_the_round_imports_only_rooms_below_it(path):
    assert upward(path, CODE[path]) == []


@pytest.mark.parametrize(
    ("path", "line", "found"),
    [
        ("etl/warehouse.py", "from etl.record.check import check", "etl.record.check.check"),
        ("etl/record/read.py", "from etl.store import journal", "etl.store.journal"),
        ("etl/store/journal.py", "from etl.form.rounds import rounds", "etl.form.rounds.rounds"),
        ("etl/form/sheets.py", "from etl.intake.reading import read", "etl.intake.reading.read"),
        ("etl/coding/rating.py", "from etl.desk.acts import get", "etl.desk.acts.get"),
        ("etl/intake/answers.py", "from etl.desk.annotate import marked", "etl.desk.annotate.marked"),
        ("etl/assessment/assess.py", "from etl.build import build", "etl.build.build"),
        ("etl/build.py", "from etl.desk import submission", "etl.desk.submission"),
        (
            "etl/desk/acts.py",
            "def late():\n    from etl.questionnaire.prefill import known",
            "etl.questionnaire.prefill.known",
        ),
        ("etl/questionnaire/template.py", "from etl.publishing import release", "etl.publishing.release"),
        ("etl/publishing/release.py", "from etl.example import run", "etl.example.run"),
        ("etl/example/run.py", "from etl.commands.main import main", "etl.commands.main.main"),
    ],
)
def test_a_planted_way_up_is_found(path, line, found):
    assert upward(Path(path), f"from etl.source import Source\n{line}\n") == [found]


def test_every_room_of_the_round_has_its_floor():
    there = {path.parts[1].removesuffix(".py") for path in CODE if path.parts[0] == "etl"} - {"__init__"}
    assert there == set(ROOMS) - {"core"}


def cycle(code):
    """The modules of a cycle of imports, or none."""
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): source for path, source in code.items()}

    def needs(source):
        for name in imported(source):
            yield from (one for one in (name, name.rpartition(".")[0]) if one in names)

    try:
        TopologicalSorter({name: set(needs(source)) for name, source in names.items()}).prepare()
    except CycleError as error:
        return error.args[1]
    return []


@pytest.mark.parametrize("path", CODE, ids=str)
def test_a_module_imports_only_what_its_room_may(path):
    assert trespasses(path, CODE[path]) == []


@pytest.mark.parametrize(
    ("path", "line", "found"),
    [
        ("etl/record/read.py", "import streamlit as st", "streamlit"),
        ("etl/record/read.py", "from views.sentences import of", "views.sentences.of"),
        ("etl/build.py", "def late():\n    import duckdb", "duckdb"),
        ("etl/warehouse.py", "import altair", "altair"),
        ("core/xlsx/reader.py", "import openpyxl", "openpyxl"),
        ("core/xlsx/writer.py", "from views.edition import Edition", "views.edition.Edition"),
        ("views/charts/rows.py", "import streamlit.components", "streamlit.components"),
        ("views/queries/dates.py", "import duckdb", "duckdb"),
        ("views/tables/cells.py", "from starlette.routing import Route", "starlette.routing.Route"),
        ("views/edition.py", "from etl.build import build", "etl.build.build"),
        ("views/api/service.py", "from fastapi import FastAPI", "fastapi.FastAPI"),
        ("pages/gaps.py", "from pages import compare", "pages.compare"),
        ("pages/gaps.py", "from pages.parts2 import x", "pages.parts2.x"),
        ("pages/gaps.py", "import duckdb", "duckdb"),
        ("pages/parts/cards.py", "from etl import store", "etl.store"),
        ("pages/parts/cards.py", "from . import filters", "..filters"),
        ("app.py", "from pages.parts import frame", "pages.parts.frame"),
        ("core/workers/pool.py", "from core.xlsx import reader", "core.xlsx.reader"),
        ("core/xlsx/reader.py", "import openpyxl", "openpyxl"),
        ("core/xlsx/files.py", "from etl.form import sheets", "etl.form.sheets"),
    ],
)
def test_a_planted_import_is_found(path, line, found):
    assert trespasses(Path(path), f"import json\nfrom pathlib import Path\n{line}\n") == [found]


def test_no_modules_import_each_other_in_a_circle():
    assert cycle(CODE) == []
    assert set(cycle({Path("views/a.py"): "from views import b", Path("views/b.py"): "from views.a import x"})) == {
        "views.a",
        "views.b",
    }


def undocumented(source):
    """Public functions, methods and classes without a docstring."""
    tree = ast.parse(source)
    holders = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    defined = (
        node
        for holder in holders
        for node in holder.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    )
    return [node.name for node in defined if not node.name.startswith("_") and not ast.get_docstring(node)]


@pytest.mark.parametrize("path", CODE, ids=str)
def test_every_public_function_has_a_docstring(path):
    assert undocumented(CODE[path]) == []


def test_a_function_without_a_docstring_is_found():
    assert undocumented(
        "class A:\n    'Said.'\n    def b(self): pass\n    def _c(self): pass\nasync def d(): pass\ndef e():\n    "
        "'Said.'"
    ) == ["d", "b"]


@pytest.mark.parametrize("path", [path for path in CODE if path.parent in (Path("pages"), Path("pages/desk"))], ids=str)
def test_a_page_is_short(path):
    assert len(CODE[path].splitlines()) <= 60


def test_the_frame_lists_every_page_once():
    listed = re.findall(r'st\.Page\("\.\./(\w+)\.py"', CODE[Path("pages/parts/frame.py")])
    assert sorted(listed) == sorted(
        path.stem for path in CODE if path.parent == Path("pages") and path.stem != "__init__"
    )


def test_the_desk_lists_every_page_of_its_own_once_and_the_readers_frame_none():
    text = CODE[Path("pages/parts/desk/frame.py")]
    listed = re.findall(r'"(\w+)": _\(', text[text.index("def pages") : text.index("def run")])
    assert sorted(listed) == sorted(
        path.stem for path in CODE if path.parent == Path("pages/desk") and path.stem != "__init__"
    )
    assert "../desk/" not in CODE[Path("pages/parts/frame.py")]


def test_todays_words_are_used_everywhere_but_in_the_record():
    rooms = [
        ROOT / room
        for room in (
            "core",
            "etl",
            "views",
            "pages",
            "tests",
            "bench",
            "docs",
            "data/definitions",
            "data/words",
            ".github",
            ".streamlit",
        )
    ]
    files = [path for room in rooms for path in room.rglob("*") if path.suffix in WORDS] + [
        path for path in ROOT.glob("*.*") if path.suffix in WORDS
    ]
    assert len(files) > 80
    assert [str(path.relative_to(ROOT)) for path in files if OLDER_TERM.search(path.read_text(encoding="utf-8"))] == []
    assert OLDER_TERM.search((ROOT / "data/record/terminology.csv").read_text(encoding="utf-8")), (
        "the control: the record explains the older term"
    )


def test_the_server_shows_no_tracebacks_and_tells_nobody_anything():
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    said = {
        (part, name): config[part][name]
        for part, name in [
            ("client", "showErrorDetails"),
            ("browser", "gatherUsageStats"),
            ("server", "enableAgentApi"),
        ]
    }
    assert said == {
        ("client", "showErrorDetails"): "none",
        ("browser", "gatherUsageStats"): False,
        ("server", "enableAgentApi"): False,
    }
    assert config["server"]["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert config["server"]["address"] == "127.0.0.1"


LOADERS = (
    "autoinstall_known_extensions",
    "autoload_known_extensions",
    "allow_community_extensions",
    "python_enable_replacements",
)


@pytest.mark.parametrize("setting", LOADERS)
def test_duckdb_fetches_no_extension_and_reads_no_variable(setting, seen):
    with Warehouse() as warehouse:
        assert warehouse.rows("SELECT current_setting(?)", [setting]) == [(False,)]
    assert seen.query("SELECT current_setting(?) AS on_", setting)["on_"].tolist() == [False]


def test_who_opens_duckdb_has_the_settings_from_one_place():
    open_it = [str(path) for path, source in CODE.items() if "duckdb" in imported(source)]
    assert open_it == ["etl/warehouse.py", "views/edition.py"]
    assert all("core.editions.database.SAFE" in imported(CODE[Path(path)]) for path in open_it)
    assert [str(path) for path, source in CODE.items() if LOADERS[0] in source] == ["core/editions/database.py"]
    assert {SAFE[setting] for setting in LOADERS} == {"false"}
