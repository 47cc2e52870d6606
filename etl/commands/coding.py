"""Coding on the command line: `code`, `adjudicate`, `reply` and `codings`."""

from __future__ import annotations

import argparse

from etl.coding.agreement import Agreement
from etl.coding.coding import SCALES, adjudicate, agreement, code, codings, label, reply
from etl.coding.rating import Coding
from etl.coding.visibility import visible
from etl.commands.main import Add
from etl.desk.readings import text_to_code


def register(add: Add) -> None:
    """Register `code`, `adjudicate`, `reply` and `codings`."""
    give = _coding(add("code", "code a commitment: each of two people alone"))
    give.add_argument("--code", required=True, help="such as limited")
    give.add_argument("--evidence", default="", help="public address; asked for where the code is complete")
    give.add_argument("--note", default="", help="why this code")
    give.add_argument("--again", action="store_true", help="correct the code that you gave")
    give.set_defaults(run=run_code)
    settle = _coding(add("adjudicate", "settle a coding on which two people differ"))
    settle.add_argument("--code", required=True, help="such as limited")
    settle.add_argument("--reason", required=True, help="why; readers see it")
    settle.add_argument("--evidence", default="", help="public address")
    settle.set_defaults(run=run_adjudicate)
    answer = _coding(add("reply", "enter what a country says about its rating"))
    answer.add_argument("--text", required=True, help="the words of the country")
    answer.add_argument("--on", required=True, help="day of its letter, such as 2014-10-20")
    answer.set_defaults(run=run_reply)
    listing = add("codings", "every coding that has begun, what it waits for, and how far coders agree")
    listing.add_argument("--waiting", action="store_true", help="only what waits")
    listing.set_defaults(run=run_codings)


def run_code(args: argparse.Namespace) -> int:
    """Enter the code that one person gives; 0."""
    where = (args.store, args.reference, args.round, args.scale)
    more = {"evidence": args.evidence, "note": args.note, "read": text_to_code(*where)}
    return _print(code(*where, args.code, args.by, seen=args.seen, again=args.again, **more))


def run_adjudicate(args: argparse.Namespace) -> int:
    """Settle a coding; 0."""
    where = (args.store, args.reference, args.round, args.scale)
    more = {"evidence": args.evidence, "read": text_to_code(*where)}
    return _print(adjudicate(*where, args.code, args.by, args.reason, seen=args.seen, **more))


def run_reply(args: argparse.Namespace) -> int:
    """Enter the reply of a country; 0."""
    where = (args.store, args.reference, args.round, args.scale)
    return _print(reply(*where, args.text, args.on, args.by, seen=args.seen))


def run_codings(args: argparse.Namespace) -> int:
    """Print the codings as `args.by` may see them, then the agreement by scale; 0."""
    for coding in visible(args.store, args.by):
        if coding.waits or not args.waiting:
            print(_line(coding))
    for measured in agreement(codings(args.store)):
        print(_agreement(measured))
    return 0


def _coding(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("reference", help="reference of the commitment, such as C001-ALB")
    parser.add_argument("--round", required=True, help="such as progress-2014")
    parser.add_argument("--scale", default="completion", choices=SCALES)
    parser.add_argument("--seen", type=int, help="version that you saw; refused when the coding has changed since")
    return parser


def _print(coding: Coding) -> int:
    print(_line(coding))
    return 0


def _line(coding: Coding) -> str:
    state = f"{coding.final} ({coding.final_by})" if coding.final else f"{coding.given} of 2 codes"
    codes = [f"{code.by}: {code.now}" for code in coding.codes]
    waits = [f"waits for {coding.waits}"] if coding.waits else []
    replied = [f"the country replied on {coding.replied_at}"] if coding.reply else []
    return f"{label(coding)}, version {coding.version}: {'; '.join([state, *codes, *waits, *replied])}."


def _agreement(measured: Agreement) -> str:
    if measured.observed is None:
        return f"{measured.scale}: {measured.why}"
    figures = [f"{measured.observed:.0%}"]
    if measured.kappa is not None:
        figures.append(f"kappa {measured.kappa:.2f}")
    if measured.weighted is not None:
        figures.append(f"weighted kappa {measured.weighted:.2f} (on the {measured.ordered} with an order)")
    agreed = f"{measured.agreed} of {measured.coded} coded twice agree"
    return f"{measured.scale}: {agreed}, {', '.join(figures)}. {measured.why}".strip()
