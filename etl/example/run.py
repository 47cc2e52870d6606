"""An example round, with invented figures: made from a seed, taken through the whole round, published, and corrected. It has a store of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.editions.layout import editions
from core.editions.manifest import current
from etl.coding import coding
from etl.coding.rating import scale
from etl.desk import acts, receiving
from etl.desk.board import participants
from etl.desk.submission import key
from etl.example.invention import figures, reported
from etl.example.workbooks import Sent, keep, revised, sent
from etl.form.rounds import Round, rounds
from etl.publishing import preparation
from etl.publishing.differences import Preview
from etl.source import Report
from etl.store.illustration import WORDS, begin
from etl.store.journal import Denied

CLERK, HEAD = "Clerk", "Head of unit"
CODERS = ("Coder 1", "Coder 2", "Coder 3")
SILENT = 3
"""So many countries send nothing in the last round."""

LATE = 8
"""So many send only after a reminder."""

CODED = 45
"""So many commitments are coded, half of them on both scales."""


LIKELY = {"planned": (3, 6, 1, 0, 0), "ongoing": (1, 1, 5, 4, 0), "implemented": (1, 0, 1, 3, 6)}
"""How likely each code of completion is, by what the country says itself."""

REPLIES = {
    3: "The rating rests on an older text; a newer one has been public since spring.",
    23: "We agree, and will report the missing part next year.",
}
"""What two countries say about their ratings, by the place of the commitment among those coded."""


@dataclass(frozen=True)
class Made:
    """What the example holds: workbooks by round, the countries that stay silent, the corrected figure, and the note of the last edition."""

    workbooks: dict[str, list[Sent]]
    silent: list[str]
    note: str


class Steps:
    """One bar over many steps, each told by its name."""

    def __init__(self, of: int, report: Report) -> None:
        self.done, self.of, self.report = 0, of, report

    def __call__(self, what: str) -> None:
        """One more step is done."""
        self.done = min(self.done + 1, self.of)
        self.report(self.done, self.of, what)


def workbooks(store: Path, seed: int, step: Callable[[str], None]) -> dict[str, list[Sent]]:
    """Make the workbooks of every round and lay them down in the store, by round. Raises `Denied` where something real is in the store."""
    begin(store, CLERK)
    made = {}
    for one in rounds().values():
        made[one.round] = sent(seed, one, lambda _step, _of, country, label=one.label: step(f"{label}: {country}"))
    keep(store, [one for every in made.values() for one in every])
    return made


def run(store: Path, seed: int = 2012, report: Report = lambda *_: None) -> Made:
    """Make the example in `store`: two rounds, two editions, of which the second corrects one figure. Raises `Denied` where something real is in the store."""
    begin(store, CLERK)
    if editions(store):
        raise Denied(f"{store}: holds an example already; expected an empty folder.")
    step = Steps(sum(len(participants(one.who)) for one in rounds().values()) + 3 * (len(rounds()) + 1) + 4, report)
    made = workbooks(store, seed, step)
    dice = random.Random(f"{seed} round")
    plain = [one.iso3 for one in made[_last().round] if not one.mistake]
    silent, late = sorted(dice.sample(plain, SILENT)), set(dice.sample(plain, LATE + SILENT))
    for name, every in made.items():
        arriving = [one for one in every if name != _last().round or one.iso3 not in silent]
        _take(store, [one for one in arriving if one.iso3 not in late or name != _last().round], step)
        if name == _last().round:
            _take(store, [one for one in arriving if one.iso3 in late], step)
    step("coding")
    _code(store, seed, [one for one in made[_last().round] if one.iso3 not in silent])
    step("first edition")
    _publish(store, "The round of 2014 with what the countries say of their commitments.")
    step("correction")
    note = _correct(
        store,
        seed,
        next(
            iso3 for iso3 in plain if iso3 not in silent and figures(seed, iso3).get("arrests", {}).get("2013", 0) > 20
        ),
    )
    step(f"edition {current(store)['edition']} in force")
    return Made(made, silent, note)


def _take(store: Path, every: Sequence[Sent], step: Callable[[str], None]) -> None:
    """Receive files, give back what has errors, receive what is sent again, answer questions, accept, and approve by somebody else."""
    if not every:
        return
    step(f"receive {len(every)} workbooks of {every[0].round}")
    receipts = receiving.receive(store, [(one.name, one.content) for one in every], CLERK)
    faulty = [(one, receipt) for one, receipt in zip(every, receipts, strict=True) if one.corrected]
    for _, receipt in faulty:
        if receipt.id and receipt.new:
            acts.give_back(
                store,
                receipt.id,
                CLERK,
                "Please see the coloured cells and the sheet Issues, and send the workbook again.",
            )
    step(f"receive {len(faulty)} corrected workbooks of {every[0].round}")
    again = (
        receiving.receive(
            store, [(one.name.replace(".xlsx", " corrected.xlsx"), one.corrected) for one, _ in faulty], CLERK
        )
        if faulty
        else []
    )
    said = {one.iso3: one.said for one in every if one.said}
    step(f"accept and approve {len(every)} workbooks of {every[0].round}")
    for id in [receipt.id for receipt in (*receipts, *again) if receipt.id]:
        _pass(store, id, said)


def _pass(store: Path, id: str, said: dict[str, str]) -> None:
    """Answer every question of a submission that may be taken, accept it, and approve it by somebody else."""
    one = acts.get(store, id)
    if one.errors or one.state != "checked":
        return
    for finding in one.findings:
        if finding.severity == "question":
            one = acts.answer(
                store,
                id,
                key(finding),
                said.get(one.country, "Confirmed by the office that reports."),
                CLERK,
                one.version,
            )
    one = acts.accept(store, id, CLERK, one.version)
    acts.approve(store, id, HEAD, one.version)


def _code(store: Path, seed: int, every: Sequence[Sent]) -> None:
    """Two of three coders code new commitments alone; where they differ the head of unit decides; two countries reply."""
    dice = random.Random(f"{seed} coding")
    said = {row["reference"]: str(row["status"]) for one in every for row in reported(seed, _last(), one.iso3)}
    for n, reference in enumerate(sorted(dice.sample(sorted(said), CODED))):
        if n % 2:
            _rate(store, (reference, _last().reports_on, "ambition"), (2, 4, 4), dice)
        _rate(store, (reference, _last().round, "completion"), LIKELY[said[reference]], dice)
        if n in REPLIES:
            coding.reply(store, reference, _last().round, "completion", REPLIES[n], "2014-10-20", CLERK)


def _rate(store: Path, place: tuple[str, str, str], weights: Sequence[int], dice: random.Random) -> None:
    codes = list(scale(place[2]))
    first = dice.choices(range(len(codes)), weights)[0]
    second = first if dice.random() < 0.72 else min(max(first + dice.choice((-1, 1)), 0), len(codes) - 1)
    for by, code in zip(dice.sample(CODERS, 2), (codes[first], codes[second]), strict=True):
        coding.code(
            store, *place, code, by, evidence=f"https://example.org/{place[0].lower()}" if code == "complete" else ""
        )
    if first != second:
        coding.adjudicate(
            store, *place, codes[second], HEAD, "Read again with both coders; the text that was sent shows this much."
        )


def _publish(store: Path, note: str) -> str:
    """Publish what is approved; returns the note, which names all that changes."""
    seen: list[Preview] = [preparation.preview(store)]
    full = "\n".join([f"{WORDS}. {note}", seen[0].ready]).strip()
    preparation.prepare(store, HEAD, full, illustrative=True)
    return full


def _correct(store: Path, seed: int, iso3: str) -> str:
    """A country sends its workbook again with one figure revised; it passes as any other, and the next edition names the figure."""
    was = int(figures(seed, iso3)["arrests"]["2013"])
    content = revised(seed, _last(), iso3, "arrests", was - 3)
    (receipt,) = receiving.receive(store, [(f"{_last().round}-{iso3} revised.xlsx", content)], CLERK)
    _pass(store, receipt.id, {iso3: "Confirmed: three arrests had been counted twice."})
    return _publish(store, "One figure is corrected.")


def _last() -> Round:
    return next(one for one in rounds().values() if one.reports_on)
