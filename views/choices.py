"""What the address of each page may choose: names, codes and the words that stand for them, in their order.

One thing has one name on every page. The first word of a choice is the usual one, which an address leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import pandas as pd

from core.words import _
from views import queries
from views.edition import Edition

Code = TypeVar("Code")
Options = Mapping[Any, str]
"""Words by code."""
MOST_COMPARED = 6
"""So many countries stand side by side at most."""
FORMULA = "progress_growth"
"""The table or check whose formula is shown first."""
OLD = {
    "compare": {"countries": "country"},
    "gaps": {"for_country": "country", "for_target": "target", "gap": "kind"},
}
"""Names that pages had before, by page: addresses that people keep stay understood."""


def offered(rows: pd.DataFrame, code: str, word: str) -> dict[str, str]:
    """What `rows` offer: the words in one column by the codes in another."""
    return dict(zip(rows[code], rows[word], strict=True))


def or_all(everything: str, options: Mapping[Code, str]) -> dict[Code | None, str]:
    """`options` behind one more that stands for all of them (None)."""
    with_all: dict[Code | None, str] = {None: everything}
    with_all.update(options.items())
    return with_all


def dates(edition: Edition) -> dict[str, str]:
    """Dates of looking, newest first."""
    return offered(queries.conferences(edition), "as_of", "short_label")


def earlier(edition: Edition, as_of: str) -> dict[str, str]:
    """Dates before a date of looking, the usual one to compare with first."""
    return offered(queries.earlier(edition, as_of), "as_of", "short_label")


def targets(edition: Edition) -> dict[int, str]:
    """Policy targets by number."""
    rows = edition.rows("policy_targets", order="target_no")
    return dict(zip(rows["target_no"], rows["short_name"], strict=True))


def any_target(edition: Edition) -> dict[int | None, str]:
    """Policy targets, or all of them."""
    return or_all(_("All targets"), targets(edition))


def countries(edition: Edition) -> dict[str, str]:
    """Countries that ever stood in a list of the Alliance, by name."""
    return offered(queries.participants(edition), "iso3", "name")


def any_country(edition: Edition) -> dict[str | None, str]:
    """The same countries, or all of them."""
    return or_all(_("All countries"), countries(edition))


def members(edition: Edition, as_of: str) -> dict[str, str]:
    """Countries of the Alliance as known at a date."""
    return offered(queries.roster(edition, as_of), "iso3", "country")


def goals(edition: Edition) -> dict[str | None, str]:
    """Operational goals, or all of them."""
    rows = queries.goals(edition).itertuples()
    return or_all(_("All goals"), {row.goal_id: f"{row.goal_id} {row.short_name}" for row in rows})


def gap_kinds(edition: Edition) -> dict[str | None, str]:
    """Kinds of gap, or all of them."""
    return or_all(_("All gaps"), offered(queries.scale(edition, "gap"), "status", "label"))


def groups() -> dict[str, str]:
    """How the matrix of all countries is grouped."""
    return {"region": _("By region"), "eu": _("By EU membership")}


def profiles(edition: Edition) -> dict[str, str]:
    """Profiles of methods by name."""
    return offered(queries.profiles(edition), "profile", "label")


PAGES: dict[str, dict[str, Callable[[Edition, str], Options]]] = {
    "": {"since": lambda edition, as_of: earlier(edition, as_of)},
    "targets": {"target": lambda edition, _as_of: targets(edition)},
    "countries": {"country": lambda edition, _as_of: countries(edition)},
    "compare": {
        "groups": lambda _edition, _as_of: groups(),
        "country": lambda edition, as_of: members(edition, as_of),
    },
    "gaps": {
        "target": lambda edition, _as_of: any_target(edition),
        "goal": lambda edition, _as_of: goals(edition),
        "country": lambda edition, _as_of: any_country(edition),
        "kind": lambda edition, _as_of: gap_kinds(edition),
    },
    "reporting": {},
    "quality": {"country": lambda edition, _as_of: any_country(edition)},
    "method": {
        "profile": lambda edition, _as_of: profiles(edition),
        "formula": lambda _edition, _as_of: {FORMULA: FORMULA},  # the names of all of them are the words as well
    },
    "exports": {"country": lambda edition, _as_of: members(edition, "latest")},
}
"""The choices of each page, by its place in the address; the date of looking is a choice of all of them."""
SEVERAL = {("compare", "country")}
"""Choices of several values; they have no usual one."""


def written(edition: Edition, page: str, asked: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The query of an address as the page itself would write it: names of today, words for codes, nothing that is
    usual anyway.

    What nobody offers stays as it is, so that the page can say so; of a choice of one value the last counts.
    """
    old, query = OLD.get(page, {}), [(name, text) for name, text in asked]
    query = [(old.get(name, name), text) for name, text in query]
    by_date = dict(query).get("as_of", "latest")
    known = dates(edition)
    as_of = by_date if by_date in known else next((code for code, word in known.items() if word == by_date), "latest")
    offers: dict[str, Options] = {"as_of": known, **{name: make(edition, as_of) for name, make in PAGES[page].items()}}
    pairs = [pair for name, text in query for pair in _worded(offers.get(name), name, text, (page, name) in SEVERAL)]
    last = dict(pairs)
    return [
        (name, text)
        for name, text in dict.fromkeys(pairs)
        if name not in offers or (page, name) in SEVERAL or last[name] == text
    ]


def _worded(options: Options | None, name: str, text: str, several: bool) -> list[tuple[str, str]]:
    """One parameter in words; nothing where its value is the usual one."""
    if options is None:
        return [(name, text)]
    word = {str(code): word for code, word in options.items() if code is not None}.get(text, text)
    return [] if not several and word == next(iter(options.values()), None) else [(name, word)]
