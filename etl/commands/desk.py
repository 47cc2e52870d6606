"""The desk on the command line: what the pages of the desk do, `check`, `receive`, `accept`, `approve` and the rest
do as well. Longer than most files: one short command follows the other.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from core.terminal import one_line
from core.words import counted
from etl.coding.visibility import hidden
from etl.commands.main import Add
from etl.desk import acts, receiving
from etl.desk.board import round_board
from etl.desk.receiving import Receipt
from etl.desk.returned import returned
from etl.desk.submission import Submission, key
from etl.form.rounds import rounds
from etl.form.sheets import place
from etl.intake.loading import told
from etl.intake.reading import read
from etl.source import Finding
from etl.store import originals
from etl.store.editions import locked
from etl.store.journal import entries, recover

SIGNS = {"error": "✗", "question": "?", "note": "·"}
"""The sign before a finding, by its severity."""


def register(add: Add) -> None:
    """Register every act of the desk."""
    for part in (_register_workbooks, _register_lists, _register_questions, _register_states, _register_files):
        part(add)


def _register_workbooks(add: Add) -> None:
    check = add(
        "check", "check a workbook without taking it: 0 it can be taken, 1 it has questions, 2 it cannot be taken"
    )
    check.add_argument("file", type=Path)
    check.add_argument(
        "--out", type=Path, help="write the workbook with its cells coloured and a sheet Issues in front"
    )
    check.set_defaults(run=run_check, failed=2)
    receive = add("receive", "store, read, check and enter workbooks")
    receive.add_argument("files", type=Path, nargs="+")
    receive.set_defaults(run=run_receive, failed=2)


def _register_lists(add: Add) -> None:
    board = add("board", "who has sent what in a round, and who is late")
    board.add_argument("--round", required=True, choices=list(rounds()))
    board.set_defaults(run=_printing(_board))
    add("submissions", "every submission and its state").set_defaults(run=_printing(_submissions))
    journal = add("journal", "every entry: when, who, what, why")
    journal.add_argument("search", nargs="?", default="", help="only entries that hold this text")
    journal.add_argument(
        "--recover",
        metavar="REASON",
        help="go on although the end of the journal is lost and no copy has it, or a clock was set; it is entered",
    )
    journal.set_defaults(run=_printing(lambda args: _recovered(args) if args.recover else _journal(args)))


def _register_questions(add: Add) -> None:
    _submission(add, "show", "one submission: findings, questions, answers", lambda a: _shown(acts.get(a.store, a.id)))
    _submission(add, "recheck", "check a submission again", _acting(receiving.check_again, "by", "seen"))
    for name, summary, act in (
        ("comment", "say something about a cell", acts.comment),
        ("answer", "answer or confirm a question", acts.answer),
    ):
        command = _submission(add, name, summary, _acting(act, "key", "text", "by", "seen"))
        command.add_argument(
            "--key", required=True, help='a cell such as "Indicators!G12", or a question as show prints it'
        )
        command.add_argument("--text", required=True)


def _register_states(add: Add) -> None:
    _submission(add, "accept", "take a submission", _acting(acts.accept, "by", "seen"))
    _submission(
        add, "approve", "approve it for the next edition; not by who accepted it", _acting(acts.approve, "by", "seen")
    )
    for name, summary, act, needs_reason in (
        ("return", "give a workbook back to the country", acts.give_back, True),
        ("reopen", "undo a return or an acceptance", acts.reopen, False),
        ("unapprove", "undo an approval", acts.unapprove, False),
        ("withdraw", "take it back; no later edition holds it", acts.withdraw, True),
    ):
        command = _submission(add, name, summary, _acting(act, "by", "reason", "seen"))
        command.add_argument("--reason", default="", required=needs_reason)


def _register_files(add: Add) -> None:
    for name, summary, content in (
        ("original", "the file as it was sent", _original),
        ("marked", "the workbook with its cells coloured", acts.returned),
    ):
        command = _submission(add, name, summary, _writing(content))
        command.add_argument("--out", type=Path, required=True)


def _acting(act: Callable[..., Submission], *names: str) -> Callable[[argparse.Namespace], str]:
    """Do `act` on the submission with the arguments of these `names`; the line that says where it stands then."""
    return lambda args: _line(act(args.store, args.id, *(getattr(args, name) for name in names)))


def _writing(content: Callable[[Path, str], bytes]) -> Callable[[argparse.Namespace], str]:
    return lambda args: _written(args.out, content(args.store, args.id))


def _submission(
    add: Add, name: str, summary: str, text: Callable[[argparse.Namespace], str]
) -> argparse.ArgumentParser:
    """A command on one submission that prints a text."""
    command = add(name, summary)
    command.add_argument("id", help="such as S0001")
    command.add_argument("--seen", type=int, help="version that you saw; refused when it has changed since")
    command.set_defaults(run=_printing(text))
    return command


def _printing(text: Callable[[argparse.Namespace], str]) -> Callable[[argparse.Namespace], int]:
    def run(args: argparse.Namespace) -> int:
        print(text(args))
        return 0

    return run


def run_check(args: argparse.Namespace) -> int:
    """Print what a workbook is and what was found: 0, 1 with questions, 2 with errors or when it is none of ours."""
    content = args.file.read_bytes()
    reading = receiving.placed(args.store, *read([(args.file.name, content)]))
    print(reading.sentence)
    if reading.code:
        return 2
    given = receiving.given_of(reading, len(acts.submissions(args.store)) + 1)
    findings = told(reading.findings, receiving.checked(args.store, [given])[given.submission])
    print("\n".join(map(finding_line, findings)) or "Nothing was found; it can be taken.")
    if args.out:
        print(_written(args.out, returned(content, findings)))
    severities = {finding.severity for finding in findings}
    return 2 if "error" in severities else 1 if "question" in severities else 0


def run_receive(args: argparse.Namespace) -> int:
    """Receive files.

    0 when each is a submission without errors, 1 when some have errors or questions, 2 when some are none of ours.
    """
    files = [(path.name, path.read_bytes()) for path in args.files]
    receipts = receiving.receive(args.store, files, args.by, args.report, _print_receipts)
    asks = any(receipt.errors or receipt.questions for receipt in receipts)
    return 2 if any(receipt.code for receipt in receipts) else 1 if asks else 0


def _print_receipts(receipts: Sequence[Receipt]) -> None:
    for receipt in receipts:
        counts = f" {_counts(receipt)}." if receipt.id and not receipt.unchecked else ""
        print(f"{receipt.id} {receipt.sentence}{counts}".strip(), flush=True)


def finding_line(finding: Finding) -> str:
    """A finding as one line: sign, severity, sheet and cell, found, expected."""
    where = place(finding.file, finding.line, finding.place)
    sign = f"{SIGNS[finding.severity]} {finding.severity}"
    return f"{sign} {where}: found {finding.found!r}, expected {one_line(finding.expected)}."


def _line(submission: Submission) -> str:
    waiting = len(submission.open_questions)
    waits = f", {counted('{0} open question', '{0} open questions', waiting)}" if waiting else ""
    state = f"{submission.state}, version {submission.version}"
    return f"{submission.id} {submission.country} {submission.round}: {state}; {_counts(submission)}{waits}."


def _counts(checked: Submission | Receipt) -> str:
    counts = (
        counted("{0} error", "{0} errors", checked.errors),
        counted("{0} question", "{0} questions", checked.questions),
        counted("{0} note", "{0} notes", checked.notes),
    )
    return ", ".join(counts)


def _submissions(args: argparse.Namespace) -> str:
    return "\n".join(map(_line, acts.submissions(args.store).values())) or "Nothing has been received yet."


def _shown(submission: Submission) -> str:
    office = one_line(submission.office) or "an office that is not named"
    received = f"received {submission.received_at[:16]} UTC, SHA-256 {submission.sha256}"
    return "\n".join([_line(submission), f"{submission.name} from {office}, {received}", *_conversation(submission)])


def _conversation(submission: Submission) -> Iterator[str]:
    """Each finding, under a question its key and what was said; then what was said about other cells."""
    for finding in submission.findings:
        yield finding_line(finding)
        if finding.severity == "question":
            yield f"    key: {key(finding)}"
            yield from _thread(submission, key(finding))
    of_findings = {key(finding) for finding in submission.findings}
    for about in (about for about in submission.answers if about not in of_findings):
        yield about
        yield from _thread(submission, about)


def _thread(submission: Submission, about: str) -> list[str]:
    return [f"    {at[:16]} {by} ({act}): {one_line(text)}" for at, by, act, text in submission.answers.get(about, ())]


def _board(args: argparse.Namespace) -> str:
    frame = round_board(args.store, args.round)
    sent = int((frame["state"] != "not_sent").sum())
    rows = [
        f"{row.iso3} {row.country}: {row.state.replace('_', ' ')}{', overdue' * row.overdue}{_late(row.days_late)}"
        for row in frame.itertuples()
    ]
    return "\n".join([*rows, f"{sent} of {len(frame)} have sent."])


def _late(days: int) -> str:
    return counted(", {0} day late", ", {0} days late", days) if days else ""


def _recovered(args: argparse.Namespace) -> str:
    with locked(args.store):
        entry = recover(args.store, args.by, args.recover)
    lost: Sequence[str] = entry.facts["lost"]
    return f"Entry {entry.n}: the journal goes on after entry {entry.facts['last']}. {' '.join(lost)}"


def _journal(args: argparse.Namespace) -> str:
    blind = hidden(args.store, args.by)
    rows = (
        f"{entry.n} {entry.at} {entry.by}: {entry.act} {entry.object}"
        + (f" ({one_line(entry.reason)})" if entry.reason and entry.n not in blind else "")
        for entry in entries(args.store)
    )
    return "\n".join(row for row in rows if args.search.casefold() in row.casefold()) or "Nothing was found."


def _original(store: Path, submission: str) -> bytes:
    return originals.content(store, acts.get(store, submission).sha256)


def _written(out: Path, content: bytes) -> str:
    out.write_bytes(content)
    return f"{out.name}: {len(content) / 1000:,.0f} kB."
