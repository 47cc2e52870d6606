"""Coding: what a country promised and what it did, judged on two scales by two people independently, adjudicated where
they differ, with the country's reply beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from etl.coding.agreement import Agreement, measure
from etl.coding.rating import Coding, anew, by_name, country, entered, folded, scale
from etl.coding.read import Texts
from etl.coding.visibility import veiled
from etl.form.rounds import rounds
from etl.store.editions import locked
from etl.store.journal import Act, Conflict, Denied, append, entries
from etl.store.persons import legible, refusal, same

SCALES = ("completion", "ambition")
COLUMNS = {
    "reference": "reference", "round": "round", "iso3": "iso3", "scale": "scale", "first_code": "first",
    "second_code": "second", "final_code": "final", "decided": "final_by", "evidence_url": "evidence",
    "note": "note", "reply": "reply", "replied_on": "replied_at",
}  # fmt: skip
"""The columns of the table raw_codings, each with the part of a `Coding` that stands in it."""


def codings(store: Path, until: int | None = None) -> list[Coding]:
    """Every coding that has begun, in order of reference, round and scale; `until` is the last entry of the journal
    that counts.

    Holds what nobody may see before coding: pages and lists take `visibility.visible`.
    """
    return folded(entries(store)[:until])


def code(
    store: Path, reference: str, reporting_round: str, scale: str, code: str, by: str, *,
    evidence: str = "", note: str = "", seen: int | None = None, again: bool = False, read: str = "",
    now: datetime | None = None,
) -> Coding:  # fmt: skip
    """Give a code, or with `again` correct one's own; returns the coding as the coder then sees it.

    `read` is the hash of the text that is coded (`read.text_hash`): codes given to another text count no more.

    Raises `Denied` or `Conflict`.
    """
    _refuse_bad_code(reference, reporting_round, scale, code, by, evidence)

    def act(coding: Coding) -> Act:
        mine = next((given.by for given in coding.codes if same(by, given.by)), "")
        if again and not mine:
            raise Denied(f"{label(coding)}: {by} has given no code to correct.")
        if again and by_name(by) != by_name(mine):
            raise Denied(f"{label(coding)}: was coded under another spelling of this name; write it as then.")
        if mine and not again:
            raise Denied(
                f"{label(coding)}: {by} has coded it; a second coder must be somebody else. Correct your own code "
                "instead."
            )
        if coding.given == 2 and not mine:
            raise Denied(
                f"{label(coding)}: has its two codes ({coding.codes[0].by}, {coding.codes[1].by}); a third is not "
                "counted."
            )
        if coding.final:
            raise Denied(
                f"{label(coding)}: is settled as {coding.final!r}; only an adjudication with a reason can change it."
            )
        return Act(
            by,
            "recoded" if again else "coded",
            entered(coding),
            reason=note,
            facts={"code": code, "evidence": evidence, **({"read": read} if read else {})},
        )

    return _enter(store, reference, reporting_round, scale, by, seen, act, now, read)


def adjudicate(
    store: Path,
    reference: str,
    reporting_round: str,
    scale: str,
    code: str,
    by: str,
    reason: str,
    *,
    evidence: str = "",
    seen: int | None = None,
    read: str = "",
    now: datetime | None = None,
) -> Coding:
    """Settle a coding, by somebody who is neither of its coders: a coder would be judge in his own cause.

    Needed where the two differ; allowed with its reason where they agree, as after a country's reply. Raises `Denied`
    or `Conflict`.
    """
    _refuse_bad_code(reference, reporting_round, scale, code, by, evidence)

    def act(coding: Coding) -> Act:
        if coding.given < 2:
            raise Denied(f"{label(coding)}: has {coding.given} of 2 codes; it is adjudicated when both are in.")
        if any(same(by, given.by) for given in coding.codes):
            raise Denied(f"{label(coding)}: {by} coded it; it is adjudicated by somebody who did not.")
        if not reason.strip():
            raise Denied(f"{label(coding)}: an adjudication needs a reason; readers see it beside the rating.")
        return Act(by, "adjudicated", entered(coding), reason=reason, facts={"code": code, "evidence": evidence})

    return _enter(store, reference, reporting_round, scale, by, seen, act, now, read)


def reply(
    store: Path,
    reference: str,
    reporting_round: str,
    scale: str,
    text: str,
    on: str,
    by: str,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Coding:
    """Enter what the country says about its rating, with the day `on` (ISO) of its letter.

    It is shown beside the rating and changes nothing. Raises `Denied` or `Conflict`.
    """
    _refuse_bad_place(reference, reporting_round, scale, by)
    today = (now or datetime.now(UTC)).date()
    if not text.strip():
        raise Denied(f"{reference}: the reply is empty; expected the words of the country.")
    if not _is_day(on) or date.fromisoformat(on) > today:
        raise Denied(
            f"{reference}: the reply is dated {on!r}; expected the day of the letter such as {today}, not after today."
        )

    def act(coding: Coding) -> Act:
        if not coding.final:
            raise Denied(f"{label(coding)}: has no rating yet to reply to; it waits for {coding.waits}.")
        return Act(by, "replied", entered(coding), facts={"text": text.strip(), "on": on})

    return _enter(store, reference, reporting_round, scale, by, seen, act, now)


def agreement(codings: Iterable[Coding]) -> list[Agreement]:
    """How far two coders agree before either sees the other's code, one `Agreement` a scale."""
    twice = [coding for coding in codings if len(coding.codes) == 2]
    return [
        measure(name, [(coding.first, coding.second) for coding in twice if coding.scale == name], scale(name))
        for name in SCALES
    ]


def rows(
    store: Path, until: int | None = None, reports: Mapping[tuple[str, str], Texts] | None = None
) -> dict[str, list[str]]:
    """The final codings that wait for nothing, as columns of text for the table raw_codings; no coder's name is in
    it.

    `reports` are the texts of the reports that stand beside them, by round and country: a coding of another text than
    stands there is left out, until it is coded anew.
    """
    reports = reports or {}
    final = [
        coding
        for coding in codings(store, until)
        if coding.final and not coding.waits and _is_of(coding, reports.get((coding.round, coding.iso3)))
    ]
    return {column: [getattr(coding, part) for coding in final] for column, part in COLUMNS.items()}


def _is_of(coding: Coding, report: Texts | None) -> bool:
    return report is None or coding.read in ("", report.get((coding.reference, coding.scale)))


def _enter(
    store: Path,
    reference: str,
    reporting_round: str,
    scale: str,
    by: str,
    seen: int | None,
    act: Callable[[Coding], Act],
    now: datetime | None,
    read: str = "",
) -> Coding:
    bare = Coding(reference, reporting_round, scale)
    with locked(store):
        before = [entry for entry in entries(store) if entry.object == entered(bare)]
        coding = next(iter(folded(before)), bare)
        if seen is not None and seen != veiled(coding, by).version:
            raise Conflict(
                f"{label(coding)}: somebody was first; it has changed since {by} looked. Look again, then decide."
            )
        (after,) = folded([*before, *append(store, [replace(act(anew(coding, read)), seen=coding.version)], now)])
        return veiled(after, by)


def _refuse_bad_code(reference: str, reporting_round: str, name: str, code: str, by: str, evidence: str) -> None:
    _refuse_bad_place(reference, reporting_round, name, by)
    if code not in scale(name):
        raise Denied(f"{reference}: {code!r} is no code of {name}; expected one of: {', '.join(scale(name))}.")
    if evidence and not re.fullmatch(r"https?://[^\s/]+\S*", evidence):
        raise Denied(
            f"{reference}: the evidence {evidence!r} is no address; expected one that begins with https:// or http://."
        )


def _refuse_bad_place(reference: str, reporting_round: str, name: str, by: str) -> None:
    if not legible(by):
        raise Denied(f"{reference}: who codes? Give a name.")
    if unseen := refusal(by):
        raise Denied(f"{reference}: {unseen}")
    if name not in SCALES:
        raise Denied(f"{reference}: {name!r} is no scale; expected one of: {', '.join(SCALES)}.")
    if reporting_round not in rounds():
        raise Denied(f"{reference}: {reporting_round!r} is no round; expected one of: {', '.join(rounds())}.")
    if name == "completion" and rounds()[reporting_round].kind != "progress":
        raise Denied(
            f"{reference}: round {reporting_round} announces commitments; completion is coded in a round that "
            "reports on them."
        )
    if not country(reference) or reference.split() != [reference]:
        raise Denied(f"{reference!r} is no reference; expected one with the code of its country, such as C001-ALB.")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def label(coding: Coding) -> str:
    """A coding as people speak of it: C001-ALB (progress-2014, completion)."""
    return f"{coding.reference} ({coding.round}, {coding.scale})"
