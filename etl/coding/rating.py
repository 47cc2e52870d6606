"""A rating: the codes that two people gave to one commitment on one scale, what settled it, and what the country says;
folded from the journal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from etl.form import sheets
from etl.record.read import definition
from etl.source import DEFINITIONS
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
    """One commitment in one round on one scale.

    `given` counts the codes that are in, also those that the reader may not see yet.

    `codes` stand in the order of the coders' names, so that first and second are the same two people wherever the same
    two coded. `final_by` is "agreed", "adjudicated" or empty; `version` is what an act on this coding must have seen.
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
    read: str = ""

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
        """What it waits for: "code", "second code", "adjudication", "evidence" (it counts as complete, and nothing
        shows it), or nothing.
        """
        if self.given < 2:
            return ("code", "second code")[self.given]
        if not self.final:
            return "adjudication"
        return "evidence" if self.final == "complete" and not self.evidence else ""


@lru_cache
def scale(name: str, definitions: Path = DEFINITIONS) -> dict[str, str]:
    """The codes of a scale, lowest first, each with its points on the ordinal part; empty where the code is outside
    it.
    """
    rows = definition(definitions / "statuses.csv").records()
    return {row["status"]: row["points"] for row in rows if row["scale"] == name}


def country(reference: str) -> str:
    """The ISO3 code inside a reference such as C001-ALB; empty where there is none."""
    match = COUNTRY.search(reference)
    return match[1] if match else ""


def folded(journal: Iterable[Entry]) -> list[Coding]:
    """The codings that entries of the journal make, in order of reference, round and scale."""
    by_coding: dict[str, list[Entry]] = {}
    for entry in journal:
        if entry.object.startswith("coding "):
            by_coding.setdefault(entry.object, []).append(entry)
    codings = (_folded(name, acts) for name, acts in by_coding.items())
    return sorted(codings, key=lambda coding: (coding.reference, coding.round, coding.scale))


def _folded(name: str, acts: list[Entry]) -> Coding:
    _kind, reference, reporting_round, scale_name = name.split(" ")
    of_last, read = _of_last_text(acts)
    codes = _codes(of_last)
    coding = Coding(reference, reporting_round, scale_name, codes=codes, given=len(codes), version=len(acts), read=read)
    for entry in of_last:
        facts = entry.facts
        if entry.act == "adjudicated":
            coding = replace(
                coding, final=facts["code"], final_by="adjudicated", note=entry.reason, evidence=facts["evidence"]
            )
        elif entry.act == "replied":
            coding = replace(coding, reply=facts["text"], replied_at=facts["on"])
    if coding.agreed and not coding.final:
        notes = dict.fromkeys(code.note for code in codes if code.note)
        coding = replace(coding, final=codes[0].now, final_by="agreed", note="; ".join(notes))
    return replace(coding, evidence=coding.evidence or next((code.evidence for code in codes if code.evidence), ""))


def _of_last_text(acts: list[Entry]) -> tuple[list[Entry], str]:
    """The acts from the first code on that was given to the text coded last, and the hash of that text.

    Acts without a hash, of before it was kept, belong to whatever text stands there.
    """
    start, read = 0, ""
    for place, entry in enumerate(acts):
        said = entry.facts.get("read", "")
        if entry.act == "coded" and said and read and said != read:
            start = place
        read = said or read
    return acts[start:], read


def anew(coding: Coding, read: str) -> Coding:
    """The coding as it stands for a text with the hash `read`: bare, where another one was coded."""
    if coding.read in ("", read) or not read:
        return coding
    return Coding(coding.reference, coding.round, coding.scale, version=coding.version)


def _codes(acts: Iterable[Entry]) -> tuple[Code, ...]:
    """The codes that are in, in the order of the coders' names; a correction before the second code is in is blind,
    too.
    """
    codes: dict[str, Code] = {}
    for entry in acts:
        facts, coder = entry.facts, by_name(entry.by)
        if entry.act == "coded":
            codes[coder] = Code(entry.by, facts["code"], facts["code"], facts["evidence"], entry.reason)
        elif entry.act == "recoded":
            blind = codes[coder].blind if len(codes) == 2 else facts["code"]
            codes[coder] = Code(codes[coder].by, blind, facts["code"], facts["evidence"], entry.reason)
    return tuple(codes[coder] for coder in sorted(codes))


def by_name(name: str) -> str:
    """A name as two persons are told apart: "Coder 1" and " coder  1" are one, signs that nobody sees make no other;
    empty where there is none to see.
    """
    return " ".join(sheets.folded("".join(letter for letter in name if unicodedata.category(letter) != "Cf")).split())


def entered(coding: Coding) -> str:
    """What the journal calls a coding."""
    return f"coding {coding.reference} {coding.round} {coding.scale}"
