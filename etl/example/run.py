"""An example round, with invented figures: made from a seed, taken through the whole round, published, and
corrected. It has a store of its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.editions.layout import editions
from core.editions.manifest import Manifest
from etl.coding import coding
from etl.coding.rating import scale
from etl.desk import acts, receiving
from etl.desk.board import participants
from etl.desk.submission import Submission, key
from etl.example.figures import figures
from etl.example.invention import reported
from etl.example.workbooks import Sent, keep, revised, sent
from etl.form.rounds import Round, rounds
from etl.publishing import preparation
from etl.source import Report
from etl.store.illustrative import WORDS, begin
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

SAME = 0.72
"""So often two coders give the same code."""

REPLIES = {
    3: "The rating rests on an older text; a newer one has been public since spring.",
    23: "We agree, and will report the missing part next year.",
}
"""What two countries say about their ratings, by the place of the commitment among those coded."""

GIVEN_BACK = "Please see the coloured cells and the sheet Issues, and send the workbook again."
DECIDED = "Read again with both coders; the text that was sent shows this much."
Step = Callable[[str], None]
"""Told the name of each step."""


@dataclass(frozen=True)
class ExampleRound:
    """What the example holds: workbooks by round, and the countries that stay silent in the last."""

    workbooks: dict[str, list[Sent]]
    silent: list[str]


class Steps:
    """One bar over many steps, each told by its name."""

    def __init__(self, of: int, report: Report) -> None:
        self.done, self.of, self.report = 0, of, report

    def __call__(self, what: str) -> None:
        """One more step is done."""
        self.done = min(self.done + 1, self.of)
        self.report(self.done, self.of, what)


def workbooks(store: Path, seed: int, step: Step) -> dict[str, list[Sent]]:
    """Make the workbooks of every round and lay them down in the store, by round.

    Raises `Denied` where something real is in the store.
    """
    begin(store, CLERK)
    by_round = {name: sent(seed, asked, _countries(asked.label, step)) for name, asked in rounds().items()}
    keep(store, [file for files in by_round.values() for file in files])
    return by_round


def _countries(label: str, step: Step) -> Report:
    return lambda _done, _of, country: step(f"{label}: {country}")


def run(store: Path, seed: int = 2012, report: Report = lambda *_: None) -> ExampleRound:
    """Make the example in `store`: two rounds, two editions, of which the second corrects one figure.

    Raises `Denied` where something real is in the store.
    """
    begin(store, CLERK)
    if editions(store):
        raise Denied(f"{store}: holds an example already; expected an empty folder.")
    count = sum(len(participants(asked.who)) for asked in rounds().values())
    step = Steps(count + 3 * (len(rounds()) + 1) + 4, report)
    by_round = workbooks(store, seed, step)
    correct = [file.iso3 for file in by_round[_last().round] if not file.mistake]
    silent = _arrive(store, seed, by_round, correct, step)
    step("coding")
    _code(store, seed, [file.iso3 for file in by_round[_last().round] if file.iso3 not in silent])
    step("first edition")
    _publish(store, "The round of 2014 with what the countries say of their commitments.")
    step("correction")
    revising = next(iso3 for iso3 in correct if iso3 not in silent and _arrests(seed, iso3) > 20)
    step(f"edition {_correct(store, seed, revising)['edition']} in force")
    return ExampleRound(by_round, silent)


def _arrive(store: Path, seed: int, by_round: dict[str, list[Sent]], correct: list[str], step: Step) -> list[str]:
    """Take the files of all rounds, of the last those of late countries at the end; returns the countries that stay
    silent in it.
    """
    dice = random.Random(f"{seed} round")
    silent, late = sorted(dice.sample(correct, SILENT)), set(dice.sample(correct, LATE + SILENT))
    for name, files in by_round.items():
        if name != _last().round:
            _take(store, files, step)
            continue
        arriving = [file for file in files if file.iso3 not in silent]
        _take(store, [file for file in arriving if file.iso3 not in late], step)
        _take(store, [file for file in arriving if file.iso3 in late], step)
    return silent


def _take(store: Path, files: Sequence[Sent], step: Step) -> None:
    """Receive files, give back what has errors, receive what is sent again, answer questions, accept, and approve by
    somebody else.
    """
    if not files:
        return
    step(f"receive {len(files)} workbooks of {files[0].round}")
    receipts = receiving.receive(store, [(file.name, file.content) for file in files], CLERK)
    faulty = [(file, receipt) for file, receipt in zip(files, receipts, strict=True) if file.corrected]
    for _, receipt in faulty:
        if receipt.id and receipt.new:
            acts.give_back(store, receipt.id, CLERK, GIVEN_BACK)
    step(f"receive {len(faulty)} corrected workbooks of {files[0].round}")
    again = [(file.name.replace(".xlsx", " corrected.xlsx"), file.corrected) for file, _ in faulty]
    receipts = [*receipts, *(receiving.receive(store, again, CLERK) if again else [])]
    answers = {file.iso3: file.answer for file in files if file.answer}
    step(f"accept and approve {len(files)} workbooks of {files[0].round}")
    for submission_id in [receipt.id for receipt in receipts if receipt.id]:
        _pass(store, submission_id, answers)


def _pass(store: Path, submission_id: str, answers: dict[str, str]) -> None:
    """Answer every question of a submission that may be taken, accept it, and approve it by somebody else."""
    submission = acts.get(store, submission_id)
    if submission.errors or submission.state != "checked":
        return
    submission = _answer(store, submission, answers.get(submission.country, "Confirmed by the office that reports."))
    submission = acts.accept(store, submission_id, CLERK, submission.version)
    acts.approve(store, submission_id, HEAD, submission.version)


def _answer(store: Path, submission: Submission, text: str) -> Submission:
    """The submission after every question is answered."""
    for finding in submission.findings:
        if finding.severity == "question":
            submission = acts.answer(store, submission.id, key(finding), text, CLERK, submission.version)
    return submission


def _code(store: Path, seed: int, countries: Sequence[str]) -> None:
    """Two of three coders code new commitments alone; where they differ the head of unit decides; two countries
    reply.
    """
    dice, last = random.Random(f"{seed} coding"), _last()
    statuses = {reference: status for iso3 in countries for reference, status in reported(seed, last, iso3).items()}
    for n, reference in enumerate(sorted(dice.sample(sorted(statuses), CODED))):
        if n % 2:
            _rate(store, (reference, last.reports_on, "ambition"), (2, 4, 4), dice)
        _rate(store, (reference, last.round, "completion"), LIKELY[statuses[reference]], dice)
        if n in REPLIES:
            coding.reply(store, reference, last.round, "completion", REPLIES[n], "2014-10-20", CLERK)


def _rate(store: Path, place: tuple[str, str, str], weights: Sequence[int], dice: random.Random) -> None:
    """Codes of two coders for one commitment in one round on one scale, and a decision where they differ."""
    codes = list(scale(place[2]))
    first = dice.choices(range(len(codes)), weights)[0]
    second = first if dice.random() < SAME else min(max(first + dice.choice((-1, 1)), 0), len(codes) - 1)
    for coder, code in zip(dice.sample(CODERS, 2), (codes[first], codes[second]), strict=True):
        evidence = f"https://example.org/{place[0].lower()}" if code == "complete" else ""
        coding.code(store, *place, code, coder, evidence=evidence)
    if first != second:
        coding.adjudicate(store, *place, codes[second], HEAD, DECIDED)


def _publish(store: Path, note: str) -> Manifest:
    """Publish what is approved, with a note that names all that changes; returns the manifest."""
    full = f"{WORDS}. {note}\n{preparation.preview(store).ready}".strip()
    return preparation.prepare(store, HEAD, full, illustrative=True)


def _arrests(seed: int, iso3: str) -> int:
    """The arrests that a country counts for 2013; 0 where it counts none."""
    return int(figures(seed, iso3).get("arrests", {}).get("2013", 0))


def _correct(store: Path, seed: int, iso3: str) -> Manifest:
    """A country sends its workbook again with one figure revised; it passes as any other, and the next edition names
    the figure.
    """
    content = revised(seed, _last(), iso3, "arrests", _arrests(seed, iso3) - 3)
    (receipt,) = receiving.receive(store, [(f"{_last().round}-{iso3} revised.xlsx", content)], CLERK)
    _pass(store, receipt.id, {iso3: "Confirmed: three arrests had been counted twice."})
    return _publish(store, "One figure is corrected.")


def _last() -> Round:
    return next(asked for asked in rounds().values() if asked.reports_on)
