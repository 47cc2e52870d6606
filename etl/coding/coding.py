"""Coding: what a country promised and what it did, judged on two scales by two people independently, adjudicated where they differ, with the country's reply beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from etl.coding.agreement import Agreement, measure
from etl.coding.rating import Coding, by_name, country, entered, folded, scale, veiled
from etl.form.sheets import rounds
from etl.store.editions import locked
from etl.store.journal import Act, Conflict, Denied, append, entries

SCALES = ("completion", "ambition")
COLUMNS = (
    "reference",
    "round",
    "iso3",
    "scale",
    "first_code",
    "second_code",
    "final_code",
    "decided",
    "evidence_url",
    "note",
    "reply",
    "replied_on",
)


def codings(store: Path, until: int | None = None) -> list[Coding]:
    """Every coding that has begun, in order of reference, round and scale; `until` is the last entry of the journal that counts.

    Holds what nobody may see before coding: pages and lists take `visible`.
    """
    return folded(entries(store)[:until])


def visible(store: Path, by: str) -> list[Coding]:
    """The codings as `by` may see them: who has not coded sees no code before both are in."""
    return [veiled(one, by) for one in codings(store)]


def hidden(store: Path, by: str) -> set[int]:
    """The numbers of the journal entries whose facts and reason `by` may not see yet, so that the journal gives no code away."""
    found = entries(store)
    kept = {entered(one) for one in folded(found) if veiled(one, by) != one}
    return {entry.n for entry in found if entry.object in kept}


def code(
    store: Path, reference: str, round: str, scale: str, code: str, by: str, *,
    evidence: str = "", note: str = "", seen: int | None = None, again: bool = False, now: datetime | None = None,
) -> Coding:  # fmt: skip
    """Give a code, or with `again` correct one's own; returns the coding as the coder then sees it. Raises `Denied` or `Conflict`."""
    _refuse_bad_code(reference, round, scale, code, by, evidence)

    def act(one: Coding) -> Act:
        mine = by_name(by) in {by_name(other.by) for other in one.codes}
        if again and not mine:
            raise Denied(f"{label(one)}: {by} has given no code to correct.")
        if mine and not again:
            raise Denied(
                f"{label(one)}: {by} has coded it; a second coder must be somebody else. Correct your own code instead."
            )
        if one.given == 2 and not mine:
            raise Denied(
                f"{label(one)}: has its two codes ({one.codes[0].by}, {one.codes[1].by}); a third is not counted."
            )
        if one.final:
            raise Denied(
                f"{label(one)}: is settled as {one.final!r}; only an adjudication with a reason can change it."
            )
        return Act(
            by, "recoded" if again else "coded", entered(one), reason=note, facts={"code": code, "evidence": evidence}
        )

    return _enter(store, reference, round, scale, by, seen, act, now)


def adjudicate(
    store: Path,
    reference: str,
    round: str,
    scale: str,
    code: str,
    by: str,
    reason: str,
    *,
    evidence: str = "",
    seen: int | None = None,
    now: datetime | None = None,
) -> Coding:
    """Settle a coding, by somebody who is neither of its coders: a coder would be judge in his own cause.

    Needed where the two differ; allowed with its reason where they agree, as after a country's reply. Raises `Denied` or `Conflict`.
    """
    _refuse_bad_code(reference, round, scale, code, by, evidence)

    def act(one: Coding) -> Act:
        if one.given < 2:
            raise Denied(f"{label(one)}: has {one.given} of 2 codes; it is adjudicated when both are in.")
        if by_name(by) in {by_name(other.by) for other in one.codes}:
            raise Denied(f"{label(one)}: {by} coded it; it is adjudicated by somebody who did not.")
        if not reason.strip():
            raise Denied(f"{label(one)}: an adjudication needs a reason; readers see it beside the rating.")
        return Act(by, "adjudicated", entered(one), reason=reason, facts={"code": code, "evidence": evidence})

    return _enter(store, reference, round, scale, by, seen, act, now)


def reply(
    store: Path,
    reference: str,
    round: str,
    scale: str,
    text: str,
    on: str,
    by: str,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Coding:
    """Enter what the country says about its rating, with the day `on` (ISO) of its letter. It is shown beside the rating and changes nothing. Raises `Denied` or `Conflict`."""
    _refuse_bad_place(reference, round, scale, by)
    today = (now or datetime.now(UTC)).date()
    if not text.strip():
        raise Denied(f"{reference}: the reply is empty; expected the words of the country.")
    if not _is_day(on) or date.fromisoformat(on) > today:
        raise Denied(
            f"{reference}: the reply is dated {on!r}; expected the day of the letter such as {today}, not after today."
        )

    def act(one: Coding) -> Act:
        if not one.final:
            raise Denied(f"{label(one)}: has no rating yet to reply to; it waits for {one.waits}.")
        return Act(by, "replied", entered(one), facts={"text": text.strip(), "on": on})

    return _enter(store, reference, round, scale, by, seen, act, now)


def agreement(codings: Iterable[Coding]) -> list[Agreement]:
    """How far two coders agree before either sees the other's code, one `Agreement` a scale."""
    found = list(codings)
    return [
        measure(
            name, [(one.first, one.second) for one in found if one.scale == name and len(one.codes) == 2], scale(name)
        )
        for name in SCALES
    ]


def rows(store: Path, until: int | None = None) -> dict[str, list[str]]:
    """The final codings that wait for nothing, as columns of text for the table raw_codings; no coder's name is in it."""
    final = [one for one in codings(store, until) if one.final and not one.waits]
    lines = [
        (one.reference, one.round, one.iso3, one.scale, one.first, one.second, one.final, one.final_by, one.evidence, one.note, one.reply, one.replied_at)
        for one in final
    ]  # fmt: skip
    return {name: [line[place] for line in lines] for place, name in enumerate(COLUMNS)}


def _enter(
    store: Path,
    reference: str,
    round: str,
    scale: str,
    by: str,
    seen: int | None,
    act: Callable[[Coding], Act],
    now: datetime | None,
) -> Coding:
    bare = Coding(reference, round, scale)
    with locked(store):
        before = [entry for entry in entries(store) if entry.object == entered(bare)]
        one = next(iter(folded(before)), bare)
        if seen is not None and seen != veiled(one, by).version:
            raise Conflict(
                f"{label(one)}: somebody was first; it has changed since {by} looked. Look again, then decide."
            )
        (after,) = folded([*before, *append(store, [replace(act(one), seen=one.version)], now)])
        return veiled(after, by)


def _refuse_bad_code(reference: str, round: str, name: str, code: str, by: str, evidence: str) -> None:
    _refuse_bad_place(reference, round, name, by)
    if code not in scale(name):
        raise Denied(f"{reference}: {code!r} is no code of {name}; expected one of: {', '.join(scale(name))}.")
    if evidence and not re.fullmatch(r"https?://[^\s/]+\S*", evidence):
        raise Denied(
            f"{reference}: the evidence {evidence!r} is no address; expected one that begins with https:// or http://."
        )


def _refuse_bad_place(reference: str, round: str, name: str, by: str) -> None:
    if not by.strip():
        raise Denied(f"{reference}: who codes? Give a name.")
    if name not in SCALES:
        raise Denied(f"{reference}: {name!r} is no scale; expected one of: {', '.join(SCALES)}.")
    if round not in rounds():
        raise Denied(f"{reference}: {round!r} is no round; expected one of: {', '.join(rounds())}.")
    if name == "completion" and rounds()[round].kind != "progress":
        raise Denied(
            f"{reference}: round {round} announces commitments; completion is coded in a round that reports on them."
        )
    if not country(reference) or reference.split() != [reference]:
        raise Denied(f"{reference!r} is no reference; expected one with the code of its country, such as C001-ALB.")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def label(one: Coding) -> str:
    """A coding as people speak of it: C001-ALB (progress-2014, completion)."""
    return f"{one.reference} ({one.round}, {one.scale})"
