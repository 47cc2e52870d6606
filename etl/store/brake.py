"""The brake: what may drop from one edition to the next without a word, with a word, and never, as
`data/definitions/brake.csv` says; and what a first edition must hold, as `floor.csv` says.

An edition comes into force by `build` and by `publish` alone, and both ask here before anything is written. What is
released after an embargo was asked about when it was prepared, and follows the very edition it was compared with;
a handover is taken over whole into an empty store, and making again puts nothing in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.editions.manifest import Dropped, Facts
from core.words import counted, listed
from etl.store.journal import Denied

ANY = "any"
"""In place of a share: as many as there are."""

LISTED, NAMED, NEVER = "listed", "named", "never"
"""What becomes of a loss: it is listed in the note, it must be named by a person, or it never comes into force."""

KINDS = {
    "participants": ("{0} country", "{0} countries"),
    "policy_targets": ("{0} policy target", "{0} policy targets"),
    "operational_goals": ("{0} operational goal", "{0} operational goals"),
    "indicators": ("{0} indicator", "{0} indicators"),
    "conferences": ("{0} date of looking", "{0} dates of looking"),
    "tables": ("{0} published table", "{0} published tables"),
    "submissions": ("{0} approved submission", "{0} approved submissions"),
}
"""Things that go by name, as a sentence counts them; of other tables rows are counted."""


class Refused(Denied):
    """An edition that the brake keeps from coming into force; nothing was written. `losses` are all that was found."""

    def __init__(self, sentence: str, losses: Sequence[Loss]) -> None:
        super().__init__(sentence)
        self.losses = tuple(losses)


@dataclass(frozen=True)
class Rule:
    """A row of `brake.csv`: the columns by which rows of a table are told apart, those without whose value a row says
    nothing, the shares (0 to 1; None is any) below which they may drop without a word, with one, and be left out of
    a first edition, and whether the table only follows from others: when a person withdraws a report, with a reason in
    the journal, nobody has to name what followed from it too.
    """

    by: tuple[str, ...]
    without: Decimal | None
    most: Decimal | None
    first: Decimal | None
    known_by: tuple[str, ...] = ()
    follows: bool = False

    @property
    def by_name(self) -> bool:
        """Whether each thing in the table goes by its own name."""
        return self.without == 0 and len(self.by) == 1

    def verdict(self, lost: int, of: int, is_first: bool = False) -> str:
        """What becomes of `lost` rows of `of`; exactly at a share it is reached."""
        if not is_first and self.most is not None and lost >= self.most * of:
            return NEVER
        share = self.first if is_first else self.without
        return LISTED if share is None or lost < share * of else NAMED


@dataclass(frozen=True)
class Loss:
    """What would drop out of one table: `rows` of `of`, beside those that go with a country, target, goal or
    indicator; `names` are the keys of these where the table holds such, and some of the rows elsewhere.
    """

    table: str
    rows: int
    of: int
    names: tuple[str, ...]
    verdict: str
    by_name: bool

    @property
    def words(self) -> tuple[str, ...]:
        """How a person names it: "participants:FRA" for each name, or "treaties:12", with the number of rows."""
        if self.by_name:
            return tuple(f"{self.table}:{name}" for name in self.names)
        return (f"{self.table}:{self.rows}",)

    @property
    def sentence(self) -> str:
        """It in a few words: "1 country of 55 (FRA)", "12 rows of 291 of treaties"."""
        kind = KINDS.get(self.table) if self.by_name else None
        count = counted(*(kind or ("{0} row", "{0} rows")), self.rows) + f" of {self.of}"
        examples = f" ({listed(list(self.names), 5)})" if self.names else ""
        return f"{count}{'' if kind else ' of ' + self.table}{examples}"


@dataclass(frozen=True)
class Agreement:
    """What a person lets go: the words of losses, who says so, and why."""

    what: tuple[str, ...] = ()
    by: str = ""
    because: str = ""


NONE = Agreement()


def refuse(found: Sequence[Loss], agreed: Agreement, before: int) -> None:
    """Raise `Refused` when what was `found` holds what never goes, what nobody named, or is not what was named.

    `before` is the number of the edition before, 0 where there is none.
    """
    if fault_of(found, agreed):
        raise Refused(said(found, agreed, before), found)


def said(found: Sequence[Loss], agreed: Agreement, before: int) -> str:
    """In a few sentences: what an edition would lack of the one `before`, and what stands in its way."""
    if not found:
        return fault_of(found, agreed)
    against = f"Compared with edition {before}, this one" if before else "This first edition"
    return f"{against} would lack {_together(found)}. {fault_of(found, agreed)}".strip()


def fault_of(found: Sequence[Loss], agreed: Agreement) -> str:
    """Why an edition with these losses cannot come into force, and how it can; empty when it can."""
    never = [loss for loss in found if loss.verdict == NEVER]
    if never:
        which = "This" if len(never) == len(found) else "Of this " + _together(never)
        return f"{which} may never go, whoever agrees (brake.csv and floor.csv say so): mend the record."
    needed = [word for loss in found if loss.verdict == NAMED for word in loss.words]
    possible = [word for loss in found for word in loss.words]
    if strange := [word for word in agreed.what if word not in possible]:
        return f"Named and not lost: {listed(strange, 10)}. Name what goes: {' '.join(needed) or 'nothing has to be'}."
    if missing := [word for word in needed if word not in agreed.what]:
        return (
            "Mend the record; or, if this is meant, let a person name what goes: --agree-to-drop "
            f'{" ".join(missing)} --by NAME --because "WHY"; it then stands in the note.'
        )
    if needed and not (agreed.by.strip() and agreed.because.strip()):
        return "Who agrees that this goes, and why? Give a name and a reason; both stand in the note."
    return ""


def facts(note: str, found: Sequence[Loss], agreed: Agreement) -> Facts:
    """What the manifest says of the losses: the note that names them, and each of them where there are any."""
    return {"note": noted(note, found, agreed), "dropped": entries(found, agreed)} if found else {"note": note}


def noted(note: str, found: Sequence[Loss], agreed: Agreement) -> str:
    """The note with a line for what goes without a word, and one for what a person named."""
    small = [loss.sentence for loss in found if loss.verdict == LISTED]
    large = [loss.sentence for loss in found if loss.verdict == NAMED]
    lines = [note.strip()]
    if small:
        lines.append(f"Not in this edition any more: {'; '.join(small)}.")
    if large:
        lines.append(f"Let go by {agreed.by.strip()}: {'; '.join(large)}. Why: {agreed.because.strip()}")
    return "\n".join(filter(None, lines))


def entries(found: Sequence[Loss], agreed: Agreement) -> list[Dropped]:
    """The losses as the manifest and the journal hold them."""
    return [
        {
            "what": [*loss.words],
            "rows": loss.rows,
            "of": loss.of,
            "by": agreed.by.strip() if loss.verdict == NAMED else "",
            "because": agreed.because.strip() if loss.verdict == NAMED else "",
        }
        for loss in found
    ]


def _together(found: Sequence[Loss]) -> str:
    sentences = [loss.sentence for loss in found]
    return "; ".join(sentences[:6]) + (f"; and {len(sentences) - 6} more" if sentences[6:] else "")
