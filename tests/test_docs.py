"""What README and the guides say holds: paths and pictures exist, lines and pictures keep to their limits."""

import re
from pathlib import Path

import pytest

from docs.shown import LIMIT, guides, shown
from etl.commands.main import MODULES
from etl.source import ROOT
from tests.test_house import ROOMS as FLOORS

ROOMS = {path.name for path in ROOT.iterdir() if path.is_dir()} | {path.name for path in ROOT.iterdir()}
WRITTEN = ("build", "data/store", "data/example-store", "data/practice-store", "LICENCE.md")
"""What the program writes and the repository does not hold; a guide may name it."""
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in guides()}


def paths(text: str) -> list[str]:
    """The paths of the repository that a guide names in backticks; what is written at run time is left out."""
    code = re.findall(r"`([\w./-]+)`", re.sub(r"```.*?```", "", text, flags=re.S))
    named = [name for name in code if "/" in name and not name.startswith("/") and name.split("/")[0] in ROOMS]
    named += [name for name in code if re.fullmatch(r"[\w.-]+\.(py|md|txt|toml)|Makefile", name)]
    return [name for name in named if not name.startswith(WRITTEN)]


def missing(text: str, root: Path = ROOT) -> list[str]:
    """The named paths that do not exist."""
    return [name for name in paths(text) if not (root / name).exists()]


def broken(guide: str, text: str) -> list[str]:
    """The links to files of the repository that lead nowhere, seen from the guide's own folder."""
    links = re.findall(r"\]\(([^)#\s]+)", text)
    return [link for link in links if "://" not in link and not (ROOT / guide).parent.joinpath(link).exists()]


def weight(*folders: Path) -> int:
    """The bytes of all files in `folders`."""
    return sum(path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("guide", TEXTS)
def test_every_path_that_a_guide_names_exists(guide):
    assert missing(TEXTS[guide]) == []
    assert broken(guide, TEXTS[guide]) == []


def test_a_path_that_does_not_exist_is_found():
    text = "Look into `etl/build.py`, `etl/told.py`, `views/nowhere/` and [there](docs/nowhere.md), not `and/or`."
    assert missing(text) == ["etl/told.py", "views/nowhere/"]
    assert broken("README.md", text) == ["docs/nowhere.md"]


@pytest.mark.parametrize("guide", TEXTS)
def test_lines_of_a_guide_end_at_120(guide):
    assert [line for line in TEXTS[guide].splitlines() if len(line) > 120] == []


def test_the_readme_is_three_screens_long_at_most():
    assert len(TEXTS["README.md"].splitlines()) <= 130


def test_pictures_and_samples_are_few_and_each_is_shown():
    assert weight(ROOT / "docs/screens", ROOT / "docs/samples") <= LIMIT
    for folder in ("screens", "samples"):
        assert {path.name for path in (ROOT / "docs" / folder).iterdir()} == shown(folder)


def test_a_heavy_picture_is_weighed(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "heavy.png").write_bytes(bytes(LIMIT + 1))
    assert weight(tmp_path) == LIMIT + 1


def questions(text: str) -> dict[str, list[str]]:
    """The questions that CONTRIBUTING answers, each with the paths to look at."""
    part = text.split("## A newcomer's five questions")[1].split("\n## ")[0]
    return {answer.split("**")[1]: paths(answer) for answer in part.split("\n\n") if answer.startswith("**")}


def test_a_newcomers_five_questions_are_answered_with_paths():
    answers = questions(TEXTS["CONTRIBUTING.md"])
    assert list(answers) == [
        "Where is a status made?",
        "Where is a returned workbook made?",
        "Where is a chart's title made?",
        "Where is the hash of an edition made?",
        "Who may read drafts?",
    ]
    assert [question for question, named in answers.items() if not named] == []


def undefined(text: str) -> list[str]:
    """The functions and classes that a guide names behind their file, such as (`build`), and that are not there."""
    named = re.findall(r"`([\w/]+\.py)` \(`(\w+)`\)", " ".join(text.split()))
    return [
        f"{path} {name}"
        for path, name in named
        if not re.search(rf"^(def|class) {name}\b", (ROOT / path).read_text(encoding="utf-8"), re.M)
    ]


def test_a_function_that_a_guide_names_is_in_its_file():
    assert [fault for text in TEXTS.values() for fault in undefined(text)] == []
    assert undefined("`etl/build.py` (`build`), `etl/build.py`\n(`built`)") == ["etl/build.py built"]


def unknown_commands(text: str) -> list[str]:
    """The commands that a guide names and the program has not."""
    known = {name for names in MODULES.values() for name in names}
    return [name for name in re.findall(r"python -m etl ([a-z]+)", " ".join(text.split())) if name not in known]


def test_every_command_that_a_guide_names_is_one():
    assert {guide: unknown_commands(text) for guide, text in TEXTS.items()} == dict.fromkeys(TEXTS, [])
    assert unknown_commands("`python -m etl template` made what `python -m etl questionnaire` makes") == ["template"]


def renamed(text: str) -> dict[str, list[str]]:
    """Old module names and the paths that took their place, out of the glossary."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text.split("## Old module names")[1], re.M)
    return {old: paths(new) for old, new in rows[1:] if not old.startswith("---")}


def test_an_old_module_name_is_gone_and_the_new_one_is_there():
    table = renamed(TEXTS["docs/glossary.md"])
    assert len(table) > 80
    assert [old for old, new in table.items() if (ROOT / old).exists() or not new] == []


def test_every_dependency_has_its_line_in_the_readme_and_no_other_has():
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-dev.txt")]
    pinned = {name for text in texts for name in re.findall(r"^([\w-]+)(?:\[\w+\])?==", text, re.M)}
    table = TEXTS["README.md"].split("## Why each dependency")[1]
    named = {name for row in re.findall(r"^\| ([^|]+) \|", table, re.M)[1:] for name in row.split(", ")}
    assert named == pinned


def rooms() -> list[str]:
    """The folders of the product, each as the guides name it."""
    code = [path for place in ("core", "etl", "views", "pages") for path in (ROOT / place).rglob("*.py")]
    return sorted({path.parent.relative_to(ROOT).as_posix() for path in code})


def test_every_room_is_in_the_architecture():
    text = TEXTS["docs/architecture.md"]
    layout = text.split("\n## Rooms")[1].split("\n## ")[0]
    assert [room for room in rooms() if f"{Path(room).name}/" not in layout] == []
    assert f"{Path('core/cellar').name}/" not in layout, "the control"


def test_the_floors_of_the_round_are_those_of_the_test():
    text = TEXTS["docs/architecture.md"].split("from the ground up")[1].split("\n\n")[0]
    assert tuple(re.findall(r"`(\w+)`", text)) == FLOORS
