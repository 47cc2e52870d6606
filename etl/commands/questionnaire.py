"""Questionnaires on the command line: a workbook for one country, or for each that must report."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.commands.main import Add
from etl.form.rounds import rounds
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template, templates
from etl.source import Report, Unreadable


def register(add: Add) -> None:
    """Register `questionnaire`."""
    make = add("questionnaire", "make the workbook that a country fills, or one for each that must report")
    make.add_argument("--round", required=True, help="such as progress-2014")
    which = make.add_mutually_exclusive_group(required=True)
    which.add_argument("--country", help="three letters, such as ALB")
    which.add_argument("--all", action="store_true", help="every country that must report, into a zip")
    make.add_argument("--out", type=Path, required=True, help="file to write: .xlsx, or .zip with --all")
    make.set_defaults(run=run_questionnaire)


def run_questionnaire(args: argparse.Namespace) -> int:
    """Write the workbook or the zip; 0, or 1 with one sentence."""
    content = _content(args.round, args.country, args.store, args.report)
    try:
        args.out.write_bytes(content)
    except OSError as error:
        raise Unreadable(
            f"{args.out.name}: cannot be written ({error.strerror}); "
            "expected a folder that is there and may be written."
        ) from error
    print(f"{args.out.name}: {len(content) / 1000:,.0f} kB.")
    return 0


def _content(key: str, country: str | None, store: Path, report: Report) -> bytes:
    if key not in rounds():
        raise Unreadable(f"Round {key!r} is not known; expected one of: {', '.join(rounds())}.")
    asked = rounds()[key]
    countries = prefills(asked, store)
    if country is None:
        return templates(asked, countries, report)
    if country.upper() not in countries:
        raise Unreadable(
            f"Country {country!r} does not report in {asked.label}; expected the three letters of one of the "
            f"{len(countries)} that do, such as {next(iter(countries))}."
        )
    return template(asked, countries[country.upper()])
