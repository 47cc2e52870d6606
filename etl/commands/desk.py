"""The desk on the command line: what the pages of the desk do, `check`, `receive`, `accept`, `approve` and the rest do as well."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from core.words import counted
from etl.coding.coding import hidden
from etl.desk import acts
from etl.desk.acts import Receipt
from etl.desk.returned import returned
from etl.desk.submission import Submission, key
from etl.form.sheets import place, rounds
from etl.intake.reading import read
from etl.record.read import Finding
from etl.store import originals
from etl.store.editions import locked
from etl.store.journal import entries, recover

Add = Callable[[str, str], argparse.ArgumentParser]
MARKS = {"error": "✗", "question": "?", "note": "·"}


def commands(add: Add) -> None:
    """Register every act of the desk."""
    look = add(
        "check", "check a workbook without taking it: 0 it can be taken, 1 it has questions, 2 it cannot be taken"
    )
    look.add_argument("file", type=Path)
    look.add_argument("--out", type=Path, help="write the workbook with its cells coloured and a sheet Issues in front")
    look.set_defaults(run=run_check, failed=2)
    take = add("receive", "store, read, check and enter workbooks")
    take.add_argument("files", type=Path, nargs="+")
    take.set_defaults(run=run_receive, failed=2)
    board = add("board", "who has sent what in a round, and who is late")
    board.add_argument("--round", required=True, choices=list(rounds()))
    board.set_defaults(run=lambda a: _shows(_board(a)))
    add("list", "every submission and its state").set_defaults(
        run=lambda a: _shows(
            "\n".join(map(_line, acts.submissions(a.store).values())) or "Nothing has been received yet."
        )
    )
    _one(add, "show", "one submission: findings, questions, answers", lambda a: _shown(acts.get(a.store, a.id)))
    _one(add, "recheck", "check a submission again", lambda a: _line(acts.check_again(a.store, a.id, a.by, a.seen)))
    for name, what, act in (
        ("comment", "say something about a cell", acts.comment),
        ("answer", "answer or confirm a question", acts.answer),
    ):
        said = _one(add, name, what, lambda a, act=act: _line(act(a.store, a.id, a.key, a.text, a.by, a.seen)))
        said.add_argument(
            "--key", required=True, help='a cell such as "Indicators!G12", or a question as show prints it'
        )
        said.add_argument("--text", required=True)
    back = _one(
        add,
        "return",
        "give a workbook back to the country",
        lambda a: _line(acts.give_back(a.store, a.id, a.by, a.reason, a.seen)),
    )
    back.add_argument("--reason", required=True)
    for name, what, act in (
        ("accept", "take a submission", acts.accept),
        ("approve", "approve it for the next edition; not by who accepted it", acts.approve),
    ):
        _one(add, name, what, lambda a, act=act: _line(act(a.store, a.id, a.by, a.seen)))
    for name, what, act in (
        ("reopen", "undo a return or an acceptance", acts.reopen),
        ("unapprove", "undo an approval", acts.unapprove),
        ("withdraw", "take it back; no later edition holds it", acts.withdraw),
    ):
        undo = _one(add, name, what, lambda a, act=act: _line(act(a.store, a.id, a.by, a.reason, a.seen)))
        undo.add_argument("--reason", default="", required=name == "withdraw")
    for name, what, made in (
        ("original", "the file as it was sent", _original),
        ("marked", "the workbook with its cells coloured", acts.returned),
    ):
        out = _one(add, name, what, lambda a, made=made: _written(a.out, made(a.store, a.id)))
        out.add_argument("--out", type=Path, required=True)
    log = add("journal", "every entry: when, who, what, why")
    log.add_argument("search", nargs="?", default="", help="only entries that hold this text")
    log.add_argument(
        "--recover",
        metavar="REASON",
        help="go on although the end of the journal is lost and no copy has it; what is missing is entered",
    )
    log.set_defaults(
        run=lambda a: _shows(_recovered(a.store, a.by, a.recover) if a.recover else _journal(a.store, a.search, a.by))
    )


def run_check(args: argparse.Namespace) -> int:
    """Print what a workbook is and what was found in it; 0, 1 with questions, 2 with errors or when it is no workbook of ours."""
    content = args.file.read_bytes()
    one = acts.placed(args.store, *read([(args.file.name, content)]))
    print(one.sentence)
    if one.code:
        return 2
    given = acts.given_of(one, len(acts.submissions(args.store)) + 1)
    found = [*one.findings, *acts.checked(args.store, [given])[given.submission]]
    print("\n".join(map(said, found)) or "Nothing was found; it can be taken.")
    if args.out:
        print(_written(args.out, returned(content, found)))
    severities = {f.severity for f in found}
    return 2 if "error" in severities else 1 if "question" in severities else 0


def run_receive(args: argparse.Namespace) -> int:
    """Receive files; 0 when each is a submission without errors, 1 when some have errors or questions, 2 when some are none of ours."""
    receipts = acts.receive(args.store, [(path.name, path.read_bytes()) for path in args.files], args.by, args.report)
    for one in receipts:
        print(one.sentence if not one.id else f"{one.id} {one.sentence} {_counts(one)}.", flush=True)
    return 2 if any(one.code for one in receipts) else 1 if any(one.errors or one.questions for one in receipts) else 0


def said(finding: Finding) -> str:
    """A finding as one line: mark, severity, sheet and cell, found, expected."""
    return f"{MARKS[finding.severity]} {finding.severity} {place(finding.file, finding.line, finding.place)}: found {finding.found!r}, expected {finding.expected}."


def _one(add: Add, name: str, what: str, work: Callable[[argparse.Namespace], str]) -> argparse.ArgumentParser:
    parser = add(name, what)
    parser.add_argument("id", help="such as S0001")
    parser.add_argument("--seen", type=int, help="version that you saw; refused when it has changed since")
    parser.set_defaults(run=lambda a: _shows(work(a)))
    return parser


def _shows(text: str) -> int:
    print(text)
    return 0


def _line(one: Submission) -> str:
    open_ = len(one.open_questions)
    waits = f", {counted('{0} open question', '{0} open questions', open_)}" if open_ else ""
    return f"{one.id} {one.country} {one.round}: {one.state}, version {one.version}; {_counts(one)}{waits}."


def _counts(one: Submission | Receipt) -> str:
    return ", ".join(
        (
            counted("{0} error", "{0} errors", one.errors),
            counted("{0} question", "{0} questions", one.questions),
            counted("{0} note", "{0} notes", one.notes),
        )
    )


def _shown(one: Submission) -> str:
    lines: list[Sequence[str]] = [
        [
            _line(one),
            f"{one.name} from {one.office or 'an office that is not named'}, received {one.received_at[:16]} UTC, SHA-256 {one.sha256}",
        ]
    ]
    keys = {key(finding) for finding in one.findings}
    for finding in one.findings:
        lines.append(
            [said(finding), f"    key: {key(finding)}", *_thread(one, key(finding))]
            if finding.severity == "question"
            else [said(finding)]
        )
    lines += [[about, *_thread(one, about)] for about in one.answers if about not in keys]
    return "\n".join(line for part in lines for line in part)


def _thread(one: Submission, about: str) -> list[str]:
    return [f"    {at[:16]} {by} ({act}): {text}" for at, by, act, text in one.answers.get(about, ())]


def _board(args: argparse.Namespace) -> str:
    frame = acts.board(args.store, args.round)
    sent = int((frame["state"] != "not_sent").sum())
    rows = [
        f"{row.iso3} {row.country}: {row.state.replace('_', ' ')}{', overdue' * row.overdue}{_late(row.days_late)}"
        for row in frame.itertuples()
    ]
    return "\n".join([*rows, f"{sent} of {len(frame)} have sent."])


def _late(days: int) -> str:
    return counted(", {0} day late", ", {0} days late", days) if days else ""


def _recovered(store: Path, by: str, reason: str) -> str:
    with locked(store):
        one = recover(store, by, reason)
    return f"Entry {one.n}: the journal goes on after entry {one.facts['last']}. {' '.join(one.facts['lost'])}"


def _journal(store: Path, search: str, by: str) -> str:
    blind = hidden(store, by)
    rows = (
        f"{one.n} {one.at} {one.by}: {one.act} {one.object}{f' ({one.reason})' if one.reason and one.n not in blind else ''}"
        for one in entries(store)
    )
    return "\n".join(row for row in rows if search.casefold() in row.casefold()) or "Nothing was found."


def _original(store: Path, id: str) -> bytes:
    return originals.content(store, acts.get(store, id).sha256)


def _written(out: Path, content: bytes) -> str:
    out.write_bytes(content)
    return f"{out.name}: {len(content) / 1000:,.0f} kB."
