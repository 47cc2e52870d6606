"""What judgements rest on, and what a country should confirm, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core import words
from core.words import _, counted, missing, number

WHY = {
    "sources_differ": _("Sources differ"),
    "unconfirmed": _("Unconfirmed"),
    "undated": _("Undated"),
    "press_alone": _("Press or copy alone"),
    "weak_alone": _("Weak source alone"),
}
"""Why a country is asked, what matters most first."""

SEND = {
    "treaties": _("Since when it is a party, or that it is not, with the depositary’s page or an official gazette"),
    "memberships": _("Since when it takes part, or that it does not, with an official page that says so"),
    "sources_differ": _("Which of the two is right, with a dated official text"),
    "figure": _("The figures as the authority published them, with the page and its date"),
    "undated": _("The date of the page, or of the figure"),
    "action": _("An official page or document about it, with its date and how it stands"),
}


def rests(rows: pd.DataFrame) -> str:
    """Of how many judgements (rows of the query `judgement_sources`) the sources are of the lower two kinds alone."""
    if rows.empty:
        return _("Nothing is judged.")
    lower = int(rows["is_lower_alone"].sum())
    if not lower:
        return counted(
            "The one judgement rests on no press, copy or weak source alone.",
            "None of {0} judgements rests on press, copies or weak sources alone.",
            len(rows),
        )
    return counted(
        "{0} of {1} judgements rests on press, copies or weak sources alone.",
        "{0} of {1} judgements rest on press, copies or weak sources alone.",
        lower,
        number(len(rows)),
    )


def best_kinds(rows: pd.DataFrame) -> str:
    """How many of the judgements of one target have which kind of source as their best."""
    lower, best = int(rows["is_lower_alone"].sum()), rows["best_kind"].value_counts()
    return _("{0} of {1} on press, copies or weak sources alone; {2} on official sources, {3} on repositories").format(
        lower, len(rows), *(int(best.get(kind, 0)) for kind in ("publisher or official body", "public data repository"))
    )


def what_is_a_judgement() -> str:
    """What is counted as a judgement, and what it rests on."""
    return _(
        "A judgement is a yes or no of a milestone that counts in the share of a target, or the status of the joint "
        "goal or of an indicator with a better direction. It rests on the facts that say the same, or on the figures "
        "that it is worked out from, and counts by the best kind among their sources. What is not known, and what the "
        "sources differ on, is no judgement."
    )


def to_confirm(name: str, rows: pd.DataFrame) -> str:
    """How much a country should confirm, and how much of it judgements rest on; `rows` are its confirmations."""
    if rows.empty:
        return _("Our record holds nothing that {0} should confirm at this date.").format(name)
    judged = int(rows["is_judged"].sum())
    most = counted("{1} should confirm {0} thing", "{1} should confirm {0} things", len(rows), name)
    if not judged:
        return _("{0}; no judgement rests on them.").format(most)
    return _("{0}; judgements rest on {1} of them.").format(most, judged)


def all_to_confirm(rows: pd.DataFrame, countries: int) -> str:
    """How much all countries should confirm; `countries` is how many there are."""
    return _("{0} of {1} countries have something to confirm: {2} things, of which judgements rest on {3}.").format(
        rows["iso3"].nunique(), countries, number(len(rows)), number(int(rows["is_judged"].sum()))
    )


def what_is_asked() -> str:
    """What a country is asked to confirm."""
    return _(
        "Asked are states of milestones, figures and actions that rest on press, copies or weak sources alone, that "
        "are unconfirmed or bear no date, or on which the sources differ. A country’s own official source settles each."
    )


def why_asked(codes: str) -> str:
    """Why a country is asked, from codes parted by blanks."""
    return "; ".join(WHY[code] for code in codes.split())


def to_send(*about: str) -> str:
    """What to send; the first word of `about` that is a key of `SEND` says it."""
    return next(SEND[word] for word in about if word in SEND)


def asked(why: str, what: str, count: int) -> str:
    """The heading of things that are asked about for one reason: "Press or copy alone: figures (20)"."""
    of = {"milestone": _("milestones"), "figure": _("figures"), "action": _("actions")}
    return _("{0}: {1} ({2})").format(WHY[why], of[what], count)


def stated_fact(row: Any, end: str = "") -> str:
    """The fact of a milestone with its date: "listed, April 2013"; `end` is that of its columns."""
    fact, date, note = (getattr(row, f"{end}{name}") for name in ("fact", "stated", "note"))
    when = _("undated") if missing(date) else words.dated(str(date), note)
    return _("{0}, {1}").format(fact.replace("_", " "), when)


def both(row: Any) -> str:
    """The two facts of a milestone of which the sources differ."""
    return _("one source: {0}; another: {1}").format(stated_fact(row), stated_fact(row, "other_"))


def stated_figures(rows: Sequence[Any]) -> str:
    """One figure with its date, or how many and the newest; `rows` are observations in the order of their dates."""
    newest = rows[-1]
    figure = words.measured(newest.value, newest.qualifier, newest.unit)
    text = f"{figure} {words.when(newest.period, newest.note)}"
    return text if len(rows) == 1 else _("{0} figures, the newest: {1}").format(len(rows), text)


def stated_action(row: Any, status: str) -> str:
    """When an action was announced and due, and how it stands: "2019, due 2020; implemented"."""
    return _("{0}; {1}").format(words.announced(row.announced_date, row.due_date), status.lower())
