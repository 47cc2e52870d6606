"""One truth (promise P13): a figure is the same on the screen, in its picture, and in everything that leaves the
house."""

import csv
import io
import json
import random
import re
import shutil
import warnings
import zipfile

import docx
import openpyxl
import pandas as pd
import pypdf
import pytest
import python_calamine
from starlette.applications import Starlette

from core import words
from etl.build import build
from tests.support.requests import ask
from views import edition as editions
from views import exports, pictures, queries
from views.api import service
from views.edition import in_force

with warnings.catch_warnings():  # the test client asks for a newer httpx than another package brings along
    warnings.filterwarnings("ignore", "Using `httpx` with")
    from starlette.testclient import TestClient

ADDRESS = re.compile(r"observations\.csv:\d+|S\d{4}![A-Z][a-z]+![A-Z]+\d+")


@pytest.fixture(params=["real", "illustrative"])
def looked(request):
    """An edition of the real record, and one of a round with invented reports, where 99 countries' workbooks are
    inside."""
    return request.getfixturevalue("seen" if request.param == "real" else "illustrated")


def place(row):
    return words.address(row["file"], int(row["line"]))


def published(edition):
    """Every figure that counts today by its address."""
    return {place(row): row for row in queries.observations(edition, "latest").to_dict("records")}


def body(address):
    answer = ask(address)
    assert answer.status == 200, answer.body[:200]
    return answer.body


def by_place(rows):
    return {place(row): row["value"] for row in rows}


def as_csv(edition):
    rows = csv.DictReader(io.StringIO(body(f"/download/observations.csv?edition={edition.number}").decode("utf-8-sig")))
    return {key: float(value) for key, value in by_place(rows).items()}


def as_json(edition):
    return by_place(json.loads(body(f"/download/observations.json?edition={edition.number}"))["tables"][0]["rows"])


def as_xlsx(edition):
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(body(f"/download/observations.xlsx?edition={edition.number}"))
    )
    head, *rows = next(
        rows for rows in (book.get_sheet_by_name(name).to_python() for name in book.sheet_names) if "line" in rows[0]
    )
    return by_place(dict(zip(head, row, strict=True)) for row in rows)


def as_database(edition):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(exports.made(edition, "database.xlsx"))), read_only=True)
    head, *rows = book["observations"].iter_rows(values_only=True)
    return by_place(dict(zip(head, row, strict=True)) for row in rows)


def as_api(edition):
    found, offset = {}, 0
    with TestClient(Starlette(routes=service.ROUTES)) as client:
        while True:
            told = client.get(
                "/api/v1/observations", params={"edition": edition.number, "limit": 1000, "offset": offset}
            ).json()
            found |= by_place(told["data"])
            offset += len(told["data"])
            if not told["data"] or len(told["data"]) < 1000:
                return found


def package(edition, name):
    return zipfile.ZipFile(io.BytesIO(b"".join(exports.made(edition, name))))


def named(held, ending):
    return next(name for name in held.namelist() if re.fullmatch(rf"data/observations(-illustrative)?\.{ending}", name))


def as_open_data(edition):
    with package(edition, "open-data.zip") as held:
        rows = csv.DictReader(io.StringIO(held.read(named(held, "csv")).decode("utf-8-sig")))
        return {key: float(value) for key, value in by_place(rows).items()}


def as_parquet(edition):
    with package(edition, "open-data.zip") as held:
        return by_place(pd.read_parquet(io.BytesIO(held.read(named(held, "parquet")))).to_dict("records"))


def as_sdmx(edition):
    with package(edition, "sdmx.zip") as held:
        rows = csv.DictReader(io.StringIO(held.read("observations.csv").decode("utf-8-sig")))
        return {row["SOURCE_PLACE"]: float(row["OBS_VALUE"]) for row in rows}


NUMBERS = (as_csv, as_json, as_xlsx, as_database, as_api, as_open_data, as_parquet, as_sdmx)


def differing(figures, found):
    return [key for key, row in figures.items() if found.get(key) != row["value"]]


def sample(edition, many=500):
    every = published(edition)
    return {key: every[key] for key in random.Random(5).sample(sorted(every), min(many, len(every)))}


@pytest.mark.parametrize("read", NUMBERS, ids=lambda read: read.__name__.removeprefix("as_"))
def test_500_figures_are_the_same_number_in_every_file_and_answer(looked, read):
    figures = sample(looked)
    assert len(figures) == 500
    assert differing(figures, read(looked)) == []


def test_500_figures_are_the_same_words_in_the_pdf_of_the_table(looked):
    """Each row of the PDF ends with its place in the record; before it stand label, country, period, figure and
    unit."""
    pdf = pypdf.PdfReader(io.BytesIO(body(f"/download/observations.pdf?edition={looked.number}")))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
    spelled = re.sub(r"(?<=!) | (?=!)|(?<=csv:) ", "", text)
    found, start = {}, 0
    for mark in ADDRESS.finditer(spelled):
        found.setdefault(mark[0], spelled[start : mark.start()])
        start = mark.end()
    figures = sample(looked)
    missing = [
        key
        for key, row in figures.items()
        if re.sub(r"\s+", " ", words.figure(row["value"], row["qualifier"])) not in found.get(key, "")
    ]
    assert missing == []


def test_the_figures_on_the_screen_are_those_of_the_edition(looked, visit):
    """Every country's page, its table of figures as the browser gets it."""
    figures, wrong, compared = sample(looked), [], 0
    for country in queries.roster(looked, "latest")["iso3"]:  # the page of a country that is in no list shows no figure
        app = visit("countries", country=country)
        tables = [one.value for one in app.dataframe if "Figure" in one.value and "Row" in one.value]
        shown = {row["Row"]: row["Figure"] for table in tables for row in table.to_dict("records")}
        own = {key: row for key, row in figures.items() if row["iso3"] == country}
        wrong += [key for key, row in own.items() if shown.get(key) != words.figure(row["value"], row["qualifier"])]
        compared += len(own)
    assert wrong == [] and compared > 300


def test_the_points_of_every_picture_are_figures_of_the_edition(looked):
    figures = queries.observations(looked, "latest")
    series = figures.groupby(["indicator", "iso3"]).filter(lambda rows: len(rows) > 2)
    compared = 0
    for (indicator, country), rows in series.groupby(["indicator", "iso3"]):
        values = pictures.picture(looked, "trend", as_of="latest", indicator=indicator, country=country).spec["layer"][
            0
        ]["data"]["values"]
        drawn = sorted((one["period"], one["value"]) for one in values if one["series"] == "observed")
        assert drawn == sorted(zip(rows["period"], rows["value"], strict=True))
        compared += len(drawn)
    assert compared > 300


def newest(edition, country):
    """The newest figure of each indicator of one country, in words, with its unit."""
    rows = queries.observations(edition, "latest", country=country).sort_values("date_mid").groupby("indicator").tail(1)
    return {words.figure(row.value, row.qualifier) for row in rows.itertuples()}


def test_what_a_brief_says_of_a_country_is_the_same_as_pdf_and_as_docx_and_on_the_screen(looked):
    for country in ("FRA", "GHA", "DEU", "JPN", "MNE"):
        pdf = pypdf.PdfReader(io.BytesIO(b"".join(exports.made(looked, f"country-{country}.pdf"))))
        text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
        letter = docx.Document(io.BytesIO(b"".join(exports.made(looked, f"country-{country}.docx"))))
        written = re.sub(
            r"\s+", " ", " ".join(node.text or "" for node in letter.element.body.iter() if node.tag.endswith("}t"))
        )
        said = {re.sub(r"\s+", " ", figure) for figure in newest(looked, country)}
        assert {figure for figure in said if figure not in written} == set(), country
        assert len({figure for figure in said if figure in text}) >= min(len(said), 3), (
            country
        )  # two pages hold the most telling; the rest is counted there


def test_the_workbook_of_a_country_holds_its_figures_as_numbers(looked):
    every = published(looked)
    for country in ("FRA", "GHA", "DEU", "USA"):
        book = openpyxl.load_workbook(io.BytesIO(b"".join(exports.made(looked, f"country-{country}.xlsx"))))
        own = {key: row["value"] for key, row in every.items() if row["iso3"] == country}
        cells = {}
        for sheet in book:
            for row in sheet.iter_rows(values_only=True):
                for key in own.keys() & {cell for cell in row if isinstance(cell, str)}:
                    cells.setdefault(key, set()).update(cell for cell in row if isinstance(cell, (int, float)))
        assert [key for key, value in own.items() if value not in cells.get(key, ())] == [], country


def test_two_editions_that_differ_in_one_digit_differ_in_that_figure_everywhere(
    edition, new_record, tmp_path, monkeypatch
):
    """The control: one figure is altered; each output shows it, in the edition that has it and in no other."""
    store, record = shutil.copytree(edition.store, tmp_path / "store"), new_record()
    rows = record.rows("observations")
    line = next(n for n, row in enumerate(rows, 2) if row["iso3"] == "FRA" and row["value"] == "2091")
    record.cell("observations", line, value="2092")
    build(store, record.folder)
    monkeypatch.setenv("MONITOR_STORE", str(store))
    old, new, key = editions.edition(1), in_force(), f"observations.csv:{line}"
    was, now = published(old), published(new)
    assert (was[key]["value"], now[key]["value"]) == (2091, 2092)
    for read in NUMBERS:
        assert differing(was, read(new)) == [key], read.__name__
        assert differing(now, read(old)) == [key], read.__name__
        assert differing(was, read(old)) == [], read.__name__
