"""A rating: the codes that two people gave to one commitment on one scale, what settled it, and what the country says; folded from the journal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from etl.form import sheets
from etl.record.read import DEFINITIONS, definition
from etl.store.journal import Entry

COUNTRY = re.compile(r"(?:^|-)([A-Z]{3})(?:-|$)")


@dataclass(frozen=True)
class Code:
    """What one coder gave: `blind` before either could see the other's, `now` after a correction."""

    by: str
    blind: str
    now: str
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Coding:
    """One commitment in one round on one scale. `given` counts the codes that are in, also those that the reader may not see yet.

    `codes` stand in the order of the coders' names, so that first and second are the same two people wherever the same two coded.
    `final_by` is "agreed", "adjudicated" or empty; `version` is what an act on this coding must have seen.
    """

    reference: str
    round: str
    scale: str
    codes: tuple[Code, ...] = ()
    given: int = 0
    final: str = ""
    final_by: str = ""
    evidence: str = ""
    note: str = ""
    reply: str = ""
    replied_at: str = ""
    version: int = 0

    @property
    def iso3(self) -> str:
        """The country, as its reference names it."""
        return country(self.reference)

    @property
    def first(self) -> str:
        """The code of the first coder, given independently; empty while there is none to see."""
        return self.codes[0].blind if self.codes else ""

    @property
    def second(self) -> str:
        """The code of the second coder, given independently."""
        return self.codes[1].blind if len(self.codes) == 2 else ""

    @property
    def agreed(self) -> bool:
        """Whether both are in and say the same now."""
        return len(self.codes) == 2 and self.codes[0].now == self.codes[1].now

    @property
    def waits(self) -> str:
        """What it waits for: "code", "second code", "adjudication", "evidence" (it counts as complete, and nothing shows it), or nothing."""
        if self.given < 2:
            return ("code", "second code")[self.given]
        if not self.final:
            return "adjudication"
        return "evidence" if self.final == "complete" and not self.evidence else ""


@lru_cache
def scale(name: str, definitions: Path = DEFINITIONS) -> dict[str, str]:
    """The codes of a scale, lowest first, each with its points on the ordinal part; empty where the code is outside it."""
    read = definition(definitions / "statuses.csv")
    rows = read.records()
    return {row["status"]: row["points"] for row in rows if row["scale"] == name}


def country(reference: str) -> str:
    """The ISO3 code inside a reference such as C001-ALB; empty where there is none."""
    found = COUNTRY.search(reference)
    return found[1] if found else ""


def veiled(one: Coding, by: str) -> Coding:
    """A coding as `by` may see it: before both codes are in, somebody who has not coded sees how many there are and nothing else."""
    if one.given == 2 or by_name(by) in {by_name(other.by) for other in one.codes}:
        return one
    return Coding(one.reference, one.round, one.scale, given=one.given)


def folded(found: Iterable[Entry]) -> list[Coding]:
    """The codings that entries of the journal make, in order of reference, round and scale."""
    acts: dict[str, list[Entry]] = {}
    for entry in found:
        if entry.object.startswith("coding "):
            acts.setdefault(entry.object, []).append(entry)
    return sorted(
        (_one(*name.split(" ")[1:], every) for name, every in acts.items()),
        key=lambda one: (one.reference, one.round, one.scale),
    )


def _one(reference: str, round: str, scale: str, acts: list[Entry]) -> Coding:
    codes: dict[str, Code] = {}
    one = Coding(reference, round, scale, version=len(acts))
    for entry in acts:
        said, name = entry.facts, by_name(entry.by)
        if entry.act == "coded":
            codes[name] = Code(entry.by, said["code"], said["code"], said["evidence"], entry.reason)
        elif entry.act == "recoded":
            blind = codes[name].blind if len(codes) == 2 else said["code"]
            codes[name] = Code(codes[name].by, blind, said["code"], said["evidence"], entry.reason)
        elif entry.act == "adjudicated":
            one = replace(one, final=said["code"], final_by="adjudicated", note=entry.reason, evidence=said["evidence"])
        elif entry.act == "replied":
            one = replace(one, reply=said["text"], replied_at=said["on"])
    one = replace(one, codes=tuple(codes[name] for name in sorted(codes)), given=len(codes))
    if one.agreed and not one.final:
        one = replace(
            one,
            final=one.codes[0].now,
            final_by="agreed",
            note="; ".join(dict.fromkeys(other.note for other in one.codes if other.note)),
        )
    return replace(one, evidence=one.evidence or next((other.evidence for other in one.codes if other.evidence), ""))


def by_name(name: str) -> str:
    """A name as two persons are told apart: "Coder 1" and " coder  1" are one, signs that nobody sees make no other; empty where there is none to see."""
    return " ".join(sheets.folded("".join(letter for letter in name if unicodedata.category(letter) != "Cf")).split())


def entered(one: Coding) -> str:
    """What the journal calls a coding."""
    return f"coding {one.reference} {one.round} {one.scale}"
