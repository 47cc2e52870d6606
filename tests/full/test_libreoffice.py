"""Template and returned workbook through LibreOffice: what it saves is still the form, drop-downs, protection and dates
included."""

import io
import shutil
import subprocess
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from etl.desk.returned import returned
from etl.form.rounds import rounds
from etl.form.sheets import FIRST, HEADER, sheets
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template
from etl.source import Finding

ROUND = rounds()["progress-2014"]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed here")


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory):
    """Call it with a workbook; returns it as LibreOffice saves it, in the format asked for."""

    def save(made, to="xlsx"):
        folder = tmp_path_factory.mktemp("office")
        (folder / "form.xlsx").write_bytes(made)
        words = [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(folder / "out"),
            str(folder / "form.xlsx"),
        ]
        subprocess.run(words, check=True, capture_output=True, timeout=120)
        return (folder / "out" / f"form.{to}").read_bytes()

    return save


@pytest.fixture(scope="module")
def filled():
    book = load_workbook(io.BytesIO(template(ROUND, prefills(ROUND)["NZL"])))
    book["Commitments"]["G5"], book["Commitments"]["G6"], book["Commitments"]["E5"] = 2015, date(2015, 6, 30), "ქართული"
    book["Indicators"]["G5"], book["Indicators"]["G6"] = 12, 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_template_saved_by_libreoffice_is_still_the_form(filled, saved_again):
    book = load_workbook(io.BytesIO(saved_again(filled)))
    assert book.sheetnames == ["Read me", *(form.title for form in sheets().values()), "Lists"]
    assert book["Read me"]["C5"].value == "progress-2014 · Progress reports 2014"
    for form in sheets().values():
        sheet = book[form.title]
        assert [sheet[f"{column.letter}{HEADER}"].value for column in form.columns] == [
            column.header for column in form.columns
        ]
        assert sheet.protection.sheet
        for column in form.columns:
            assert sheet[f"{column.letter}{FIRST}"].protection.locked is (column.given == "locked")
            if column.vocabulary and column.given != "locked":
                assert any(
                    f"{column.letter}{FIRST}" in rule.sqref and rule.type == "list"
                    for rule in sheet.data_validations.dataValidation
                ), (form.title, column)
    values = book["Commitments"]
    assert (values["E5"].value, values["G6"].value) == ("ქართული", datetime(2015, 6, 30))
    assert values["G5"].value == datetime(1905, 7, 7)  # the serial number 2015, shown as 2015
    assert (book["Indicators"]["G5"].value, book["Indicators"]["G6"].value, book["Indicators"]["G7"].value) == (
        12,
        0,
        None,
    )


def test_a_workbook_saved_by_libreoffice_can_be_given_back(filled, saved_again):
    back = saved_again(
        returned(saved_again(filled), [Finding("x", "error", "sent_indicators", 5, "value", "12", "another")])
    )
    book = load_workbook(io.BytesIO(back))
    assert book.sheetnames[0] == "Issues" and book["Indicators"]["G5"].fill.fgColor.rgb[-6:] == "F8D5D0"
    assert "Expected: another" in book["Indicators"]["G5"].comment.text
    again = load_workbook(io.BytesIO(returned(back, [])))
    assert again["Indicators"]["G5"].comment is None and again["Indicators"]["G5"].fill.fgColor.rgb[-6:] == "FFFFFF"


@pytest.mark.parametrize("country", ["NZL", "BIH"])
def test_it_prints_one_page_wide(country, saved_again):
    printed = saved_again(template(ROUND, prefills(ROUND)[country]), "pdf")
    assert 8 <= printed.count(b"/Type/Page\n") + printed.count(b"/Type/Page/") <= 13
