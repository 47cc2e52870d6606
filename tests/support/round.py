"""A country's workbook, filled and taken through the desk, for tests that need a store with a desk."""

import io

import openpyxl

from etl.desk import acts, receiving
from etl.example.filled import type_in
from etl.form.rounds import rounds
from etl.form.sheets import COVER, COVERED, sheets
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template

ROUND = "commitments-2013"


def workbook(iso3, round_=ROUND, **values):
    """The template of a country with these values typed in by indicator; a text is a reason for no value."""
    asked, sheet = rounds()[round_], sheets()["sent_indicators"]
    book = openpyxl.load_workbook(io.BytesIO(template(asked, prefills(asked)[iso3])))
    book[COVER][COVERED["office"]], book[COVER][COVERED["dated"]] = "Ministry of Justice", asked.opens
    page = book[sheet.title]
    rows = {page.cell(row, 1).value: row for row in range(5, page.max_row + 1)}
    letter = {column.field: column.letter for column in sheet.columns}
    for indicator, value in values.items():
        type_in(page[f"{letter['value']}{rows[indicator]}"], value)
    out = io.BytesIO()
    book.save(out)
    return f"{iso3}.xlsx", out.getvalue()


def checked(store, iso3, round_=ROUND, **values):
    """Received, and every question answered; returns its id."""
    (receipt,) = receiving.receive(store, [workbook(iso3, round_, **values)], "Receiver")
    assert receipt.id, receipt.sentence
    for key in acts.get(store, receipt.id).open_questions:
        acts.answer(store, receipt.id, key, "It is right.", "Receiver")
    return receipt.id


def approved(store, iso3, round_=ROUND, **values):
    """Received, accepted and approved; returns its id."""
    submission = checked(store, iso3, round_, **values)
    acts.accept(store, submission, "Accepter")
    acts.approve(store, submission, "Approver")
    return submission
