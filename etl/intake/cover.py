"""The sheet Read me of a workbook that was sent: of which round, country and version of the form it is, and who
answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.xlsx.content import CellSheet, OtherSheet
from etl.form.rounds import Round, rounds
from etl.form.sheets import COVER, COVERED, MARK, folded, sheets, versions
from etl.intake.print_check import table, tidy
from etl.store.illustrative import WORDS

OTHER = {"round": "another round", "country": "another country", "template": "another version"}


class Foreign(Exception):
    """A workbook that is not ours, or not of a round, country or version that is asked: a word for it, and one
    sentence.
    """


@dataclass(frozen=True)
class Cover:
    """What the sheet Read me says.

    `country` is its three letters, `template` the version of the form, `dated` a date as it was written, an ISO day
    where the cell holds a date. `illustrative` says whether the sheet is marked as one of invented figures.
    """

    round: Round
    country: str
    country_name: str
    template: str
    office: str
    dated: str
    illustrative: bool


def cover(sent_sheets: Sequence[CellSheet | OtherSheet], definitions: Path, record: Path) -> Cover:
    """The cover of a workbook with these sheets. Raises `Foreign`."""
    texts = _texts(_sheet(sent_sheets, definitions))
    asked, countries, readable = rounds(definitions), _countries(record), versions(definitions)
    key, country = (texts[name].split()[0] if texts[name] else "" for name in ("round", "country"))
    if key not in asked:
        raise _other("round", key, f"one of {', '.join(asked)}")
    if country not in countries:
        raise _other("country", country, "the three letters of a country that takes part, such as KEN")
    if texts["template"] not in readable:
        raise _other("template", texts["template"], f"version {' or '.join(readable)}")
    mark = folded(WORDS) in folded(texts["mark"])
    return Cover(asked[key], country, countries[country], texts["template"], texts["office"], texts["dated"], mark)


def _sheet(sent_sheets: Sequence[CellSheet | OtherSheet], definitions: Path) -> CellSheet:
    """The sheet Read me. Raises `Foreign` where it is missing, or where all sheets for answers are."""
    titles = {folded(sheet["title"]) for sheet in sent_sheets}
    forms = [form.title for form in sheets(definitions).values()]
    missing = COVER
    for sheet in sent_sheets:
        if folded(sheet["title"]) == folded(COVER) and "columns" in sheet:
            if titles & set(map(folded, forms)):
                return sheet
            missing = forms[0]
    raise Foreign(
        "foreign",
        f"is a workbook, but not our form: sheet {missing!r} is missing, found "
        f"{_some([sheet['title'] for sheet in sent_sheets])}; fill the form that you were sent",
    )


def _texts(sheet: CellSheet) -> dict[str, str]:
    """The cells of the cover by name; a day without its midnight, a version without decimals."""
    texts = {
        name: tidy(sheet["columns"].get(cell[0], {}).get(cell[1:])) for name, cell in (COVERED | {"mark": MARK}).items()
    }
    dated = COVERED["dated"]
    if sheet["kinds"].get(dated[0], {}).get(dated[1:]) == "date":
        texts["dated"] = texts["dated"].partition("T")[0]
    return texts | {"template": texts["template"].removesuffix(".0")}


def _other(name: str, text: str, expected: str) -> Foreign:
    """A form for another round, country or version than any that is asked."""
    return Foreign(
        "other_version" if name == "template" else f"other_{name}",
        f"is our form for {OTHER[name]} or its first sheet was changed: {COVER}!{COVERED[name]} holds {text[:80]!r}, "
        f"expected {expected}; fill the form that you were sent",
    )


def _some(names: list[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:5]) + (" and others" if len(names) > 5 else "")


@lru_cache
def _countries(record: Path) -> dict[str, str]:
    """The names of the countries of the record, by their three letters."""
    return {row["iso3"]: row["name"] for row in table(record / "participants.csv")}
