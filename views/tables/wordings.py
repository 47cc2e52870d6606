"""How each column is put in words: codes by their label, statuses with their shape, dates and figures as written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.tables.view import View

Wording = Callable[..., object]
"""A cell of `views.tables.columns` in reader's words; None and "" are an empty cell."""
Statuses = Mapping[tuple[str, str], pd.Series]

SCALES = {
    "milestones": "alliance",
    "commitments": "commitment",
    "promises": "commitment",
    "directions": "alliance",
    "robustness": "alliance",
    "judgement_sources": "alliance",
    "milestone_totals": "share",
}
"""The scale of the column `status`, by view."""
KINDS = {"revisions": "revision", "gaps": "gap"}
"""The scale of the column `kind`, by view; elsewhere it is a word of the vocabulary."""


def wordings(edition: Edition, view: View) -> dict[str, Wording]:
    """How the columns of a view are put in words, by name; what is not in it is shown by `text`."""
    statuses = queries.statuses(edition)
    return {**SAME_EVERYWHERE, **_labelled(edition), **_marked(statuses), **_by_view(statuses, view.name)}


def text(cell: object) -> object:
    """A cell as it is shown: dates in words, whole numbers without a point, nothing as an empty cell."""
    if words.missing(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return words.day(cell)
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else round(cell, 2)
    return cell


def _labelled(edition: Edition) -> dict[str, Wording]:
    """Columns that hold words of a vocabulary."""
    names = ("kind", "origin", "qualifier", "period_type")
    plain: dict[str, Wording] = {name: partial(_label, queries.labels(edition, name)) for name in names}
    evidence = queries.labels(edition, "evidence")
    facts = {**queries.labels(edition, "treaty_event"), **queries.labels(edition, "membership_fact")}
    return {
        **plain,
        "evidence": partial(_label, {**evidence, "unconfirmed": "◌ unconfirmed"}),
        "fact": lambda code: facts.get(code, _spaced(code)),
    }


def _label(labels: Mapping[str, str], code: str) -> str:
    return "" if words.missing(code) else labels.get(code, code)


def _marked(statuses: Statuses) -> dict[str, Wording]:
    """Columns that hold a status of one scale in every view."""
    return {
        "state": partial(_mark, statuses, "alliance"),
        "voice": partial(_mark, statuses, "voice"),
        "gap_kind": partial(_mark, statuses, "gap"),
        "mark": partial(_mark, statuses, "robustness"),
        "answer": partial(_mark, statuses, "answer"),
        "whose": partial(_mark, statuses, "whose"),
        "status_without_last": lambda code: "–" if words.missing(code) else _mark(statuses, "alliance", code),
        "completion": lambda code: None if words.missing(code) else _mark(statuses, "completion", code),
        "ambition": lambda code: None if words.missing(code) else _mark(statuses, "ambition", code),
        "known": lambda facts: _known(statuses, *facts),
    }


def _by_view(statuses: Statuses, name: str) -> dict[str, Wording]:
    """The columns `status` and `kind`, whose scale depends on the view."""
    by_name: dict[str, Wording] = {}
    if name == "reporting":
        by_name["voice"] = partial(_mark, statuses, "report")
    if name in SCALES:
        by_name["status"] = partial(_mark, statuses, SCALES[name])
    if name == "assessments":
        by_name["status"] = lambda pair: _mark(statuses, *pair)
    if name in KINDS:
        by_name["kind"] = partial(_mark, statuses, KINDS[name])
    return by_name


def _mark(statuses: Statuses, scale: str, code: str) -> str:
    status = statuses[scale, code]
    return f"{status['shape']} {status['label']}"


def _known(statuses: Statuses, status: str, as_of: str | None, due: str, whose: str, completion: str | None) -> str:
    """What is known of an action at the date of looking.

    Its status, since when, whose word that is, whether it is late, and what two coders made of it.
    """
    parts = [_mark(statuses, "commitment", status)]
    if as_of is not None and not words.missing(as_of):
        parts.append(_("as of {0}").format(words.stated(as_of)))
    if whose != "record":
        parts.append(_("in the country's own word"))
    if due:
        parts.append(statuses["gap", due]["label"].lower())
    if completion is not None and not words.missing(completion):
        parts.append(_("coded {0}").format(_mark(statuses, "completion", completion)))
    return ", ".join(parts)


def _spaced(code: object) -> str | None:
    """A code of several words with blanks, as people write it."""
    return code.replace("_", " ") if isinstance(code, str) else None


def _year(year: float) -> int | None:
    return None if words.missing(year) else int(year)


def _plain(value: float) -> str | None:
    return None if words.missing(value) else words.plain(value)


def _tenths(value: float) -> float | None:
    return None if words.missing(value) else round(value, 1)


def _needs(codes: str) -> str:
    return _(", ").join(code.replace("_", " ") for code in codes.split()) or _("nothing more")


def _doubts(codes: str) -> str:
    return ", ".join(sentences.DOUBTS[code] for code in codes.split())


def _growth(rate: float) -> str:
    return "–" if words.missing(rate) else words.percent(rate, 1)


def _additions(number: float) -> str:
    return "–" if words.missing(number) else words.rounded(number)


def _since_where(place: tuple[str, int]) -> str | None:
    return None if words.missing(place[0]) else words.address(*place)


def _where(place: object) -> object:
    return words.address(*place) if isinstance(place, tuple) else place


SAME_EVERYWHERE: dict[str, Wording] = {
    "base_year": _year,
    "current_year": _year,
    "needs": _needs,
    "days": words.number,
    "age_years": _tenths,
    "before": _plain,
    "after": _plain,
    "base_value": _plain,
    "current_value": _plain,
    "series": _spaced,
    "bound": _spaced,
    "edge": _spaced,
    "rule": _spaced,
    "place": _spaced,
    "direction": _spaced,
    "doubts": _doubts,
    "growth": _growth,
    "additions_a_year": _additions,
    "source_tier": sentences.tier,
    "tier": sentences.tier,
    "best_kind": sentences.tier,
    "asked_because": sentences.why_asked,
    "source_url": words.web,
    "other_url": words.web,
    "evidence_url": words.web,
    "since_where": _since_where,
    "where": _where,
    "figure": lambda pair: words.figure(*pair),
}
