"""What the profiles say of a series, in words: status, reason, gap, and all of them side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from core import words
from core.words import _
from views import queries
from views.edition import Edition
from views.laboratory.answer import Judgement, Standing
from views.laboratory.kinds import RULES, fault


def figure(value: float) -> str:
    """A number to three digits that count, or whole from 1 000 on: 52.8, 0.0312, 31 000."""
    size = abs(value)
    if value == 0 or 100 <= size < 1e12:
        return words.number(value)
    if size >= 1e12 or size < 1e-6:
        return f"{value:.2e}"
    return words.number(value, max(0, 2 - math.floor(math.log10(size)))).rstrip("0").rstrip(".")


def year(value: float) -> str:
    """A year as it was written: 2015, or 2014.75."""
    return f"{value:.10g}"


def gap(judgement: Judgement, direction: str) -> str:
    """Where the last value is against the path, in units and in years."""
    standing = judgement.standing
    if standing is None:
        return ""
    path, value, when = standing.path, figure(standing.value), year(standing.year)
    asked, difference = figure(path.at(standing.year)), apart(standing.gap)
    if path.target == path.base_value and judgement.instead in ("keep", "ordinal", "binary"):
        text = _("{0} in {1}, and the target is {2}: {3}.") if standing.gap else _("{0} in {1}, exactly the target.")
        return text.format(value, when, asked, difference)
    if not round(standing.gap, 9):
        return _("{0} in {1}, exactly on the path.").format(value, when)
    text = _("{0} in {1}, where the path asks for {2}: {3}").format(value, when, asked, difference)
    return f"{text}, {_years(standing, direction)}."


def apart(difference: float) -> str:
    """A difference in units, with its side: "2.22 above"."""
    return (_("{0} above") if difference > 0 else _("{0} below")).format(figure(abs(difference)))


def _years(standing: Standing, direction: str) -> str:
    path, years = standing.path, standing.years
    if years is not None:
        return (_("{0} years ahead") if years > 0 else _("{0} years behind")).format(words.number(abs(years), 1))
    up = path.target > path.base_value or (path.target == path.base_value and direction == "up")
    return (
        _("and past the end of the path")
        if (standing.value >= path.target) == up
        else _("and further from the target than the base, where the path begins")
    )


def status(edition: Edition, judgement: Judgement) -> str:
    """The status with its shape and its word; nothing where the profile could not judge."""
    if judgement.result is None:
        return ""
    known = queries.statuses(edition)[judgement.profile, judgement.result.status]
    return f"{known['shape']}\u00a0{known['label']}"


def why(judgement: Judgement, label: str) -> str:
    """Why a profile says what it says, or why it says nothing."""
    if judgement.instead is None:
        return _("{0} has no rule for this kind of goal.").format(label)
    if judgement.fault is not None:
        return fault(judgement.fault)
    result = judgement.result
    parts = [result.reason.rstrip(".") + "."] if result else []
    if result and result.colour and result.score is not None:
        parts.append(_("Score {0}, {1}.").format(figure(result.score), result.colour))
    if judgement.is_thinned:
        parts.append(_("Judged by whole years: the last figure of each."))
    return " ".join(parts)


def compared(judgement: Judgement) -> str:
    """What the thresholds are compared with: a ratio, or growth a year."""
    ratio = judgement.result.ratio if judgement.result else None
    if ratio is None:
        return "–"
    return _("{0} a year").format(words.percent(ratio, 2)) if judgement.instead == "growth" else words.number(ratio, 3)


def side_by_side(edition: Edition, judgements: Mapping[str, Judgement]) -> pd.DataFrame:
    """All profiles with what each says, as Markdown: one row each, those without a fitting rule too."""
    labels = queries.profiles(edition).set_index("profile")["label"]
    rows = [_row(edition, judgement, labels[profile]) for profile, judgement in judgements.items()]
    return pd.DataFrame(rows)


def _row(edition: Edition, judgement: Judgement, label: str) -> dict[str, str]:
    none = _("no fitting rule") if judgement.instead is None else _("not judged")
    base = judgement.result.base_year if judgement.result else None
    return {
        _("Profile"): f"**{words.escape(label)}**",
        _("Its rule"): _kept(words.escape(_rule(judgement)), 2),
        _("Status"): words.escape(status(edition, judgement)) or none,
        _("Ratio"): compared(judgement),
        _("Base"): "–" if base is None else year(base),
        _("Why"): _kept(words.escape(why(judgement, label)), 4),
    }


def _rule(judgement: Judgement) -> str:
    """The rule that a profile has for this kind of goal, and how it applies it."""
    if judgement.instead is None:
        return "–"
    how = f": {judgement.how[0].lower()}{judgement.how[1:]}" if judgement.how else ""
    return RULES[judgement.instead][0] + how


def _kept(text: str, blanks: int) -> str:
    """The first words kept together, so that a column stays readable on a narrow screen, where the table scrolls."""
    return text.replace(" ", "\u00a0", blanks)
