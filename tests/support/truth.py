"""A figure in everything that leaves the house: each reader takes one output apart and gives its figures by address."""

import csv
import io
import json
import random
import re
import warnings
import zipfile
from functools import lru_cache

import docx
import openpyxl
import pandas as pd
import pypdf
import python_calamine
from starlette.applications import Starlette

from core import words
from tests.support.requests import ask
from views import exports, queries
from views.api import service

with warnings.catch_warnings():  # the test client asks for a newer httpx than another package brings along
    warnings.filterwarnings("ignore", "Using `httpx` with")
    from starlette.testclient import TestClient

ADDRESS = re.compile(r"observations\.csv:\d+|S\d{4}![A-Z][a-z]+![A-Z]+\d+")


def place(row):
    return words.address(row["file"], int(row["line"]))


def published(edition):
    """Every figure that counts today by its address."""
    return {place(row): row for row in queries.observations(edition, "latest").to_dict("records")}


def sample(edition, many=500):
    """So many figures that count today by their addresses, the same ones each time."""
    every = published(edition)
    return {key: every[key] for key in random.Random(5).sample(sorted(every), min(many, len(every)))}


def body(address):
    answer = ask(address)
    assert answer.status == 200, answer.body[:200]
    return answer.body


@lru_cache(maxsize=8)
def export(edition, name):
    """An export of an edition, made once: several readers look into it."""
    return b"".join(exports.fresh(edition, name))


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
    book = openpyxl.load_workbook(io.BytesIO(export(edition, "database.xlsx")), read_only=True)
    head, *rows = book["observations"].iter_rows(values_only=True)
    return by_place(dict(zip(head, row, strict=True)) for row in rows)


def as_api(edition):
    figures, offset = {}, 0
    with TestClient(Starlette(routes=service.ROUTES)) as client:
        while True:
            asked = {"edition": edition.number, "limit": 1000, "offset": offset}
            rows = client.get("/api/v1/observations", params=asked).json()["data"]
            figures |= by_place(rows)
            offset += len(rows)
            if len(rows) < 1000:
                return figures


def package(edition, name):
    return zipfile.ZipFile(io.BytesIO(export(edition, name)))


def named(archive, ending):
    pattern = rf"data/observations(-illustrative)?\.{ending}"
    return next(name for name in archive.namelist() if re.fullmatch(pattern, name))


def as_open_data(edition):
    with package(edition, "open-data.zip") as archive:
        rows = csv.DictReader(io.StringIO(archive.read(named(archive, "csv")).decode("utf-8-sig")))
        return {key: float(value) for key, value in by_place(rows).items()}


def as_parquet(edition):
    with package(edition, "open-data.zip") as archive:
        return by_place(pd.read_parquet(io.BytesIO(archive.read(named(archive, "parquet")))).to_dict("records"))


def as_sdmx(edition):
    with package(edition, "sdmx.zip") as archive:
        rows = csv.DictReader(io.StringIO(archive.read("observations.csv").decode("utf-8-sig")))
        return {row["SOURCE_PLACE"]: float(row["OBS_VALUE"]) for row in rows}


NUMBERS = (as_csv, as_json, as_xlsx, as_database, as_api, as_open_data, as_parquet, as_sdmx)


def differing(figures, read):
    """The addresses of figures that were not read as published."""
    return [key for key, row in figures.items() if read.get(key) != row["value"]]


def missing_on_paper(edition, figures):
    """Figures whose words are not in the PDF of the table. Each row there ends with its place in the record; before it
    stand label, country, period, figure and unit."""
    pdf = pypdf.PdfReader(io.BytesIO(body(f"/download/observations.pdf?edition={edition.number}")))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
    spelled = re.sub(r"(?<=!) | (?=!)|(?<=csv:) ", "", text)
    rows, start = {}, 0
    for mark in ADDRESS.finditer(spelled):
        rows.setdefault(mark[0], spelled[start : mark.start()])
        start = mark.end()
    return [
        key
        for key, row in figures.items()
        if re.sub(r"\s+", " ", words.figure(row["value"], row["qualifier"])) not in rows.get(key, "")
    ]


def on_screen(figures, visit, countries):
    """Figures of these countries that their pages do not show as published, and how many were compared."""
    wrong, compared = [], 0
    for country in countries:
        app = visit("countries", country=country)
        tables = [one.value for one in app.dataframe if "Figure" in one.value and "Row" in one.value]
        shown = {row["Row"]: row["Figure"] for table in tables for row in table.to_dict("records")}
        own = {key: row for key, row in figures.items() if row["iso3"] == country}
        wrong += [key for key, row in own.items() if shown.get(key) != words.figure(row["value"], row["qualifier"])]
        compared += len(own)
    return wrong, compared


def newest(edition, country):
    """The newest figure of each indicator of one country, in words, with its unit."""
    rows = queries.observations(edition, "latest", country=country).sort_values("date_mid").groupby("indicator").tail(1)
    return {words.figure(row.value, row.qualifier) for row in rows.itertuples()}


def in_briefs(edition, country):
    """The newest figures of a country, those in its brief, and those in its letter; white space is one blank."""
    pdf = pypdf.PdfReader(io.BytesIO(export(edition, f"country-{country}.pdf")))
    brief = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
    letter = docx.Document(io.BytesIO(export(edition, f"country-{country}.docx"))).element.body.iter()
    written = re.sub(r"\s+", " ", " ".join(node.text or "" for node in letter if node.tag.endswith("}t")))
    figures = {re.sub(r"\s+", " ", figure) for figure in newest(edition, country)}
    return figures, {one for one in figures if one in brief}, {one for one in figures if one in written}


def not_in_workbook(edition, country):
    """The figures of a country that its workbook does not hold as numbers, and how many figures it has."""
    book = openpyxl.load_workbook(io.BytesIO(export(edition, f"country-{country}.xlsx")))
    own = {key: row["value"] for key, row in published(edition).items() if row["iso3"] == country}
    cells = {}
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            for key in own.keys() & {cell for cell in row if isinstance(cell, str)}:
                cells.setdefault(key, set()).update(cell for cell in row if isinstance(cell, (int, float)))
    return [key for key, value in own.items() if value not in cells.get(key, ())], len(own)
