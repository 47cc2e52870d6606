"""Two editions that differ in one digit of one figure, made once: no file of one may ever be one of the other."""

import shutil

import pytest

from etl.build import build


@pytest.fixture(scope="session")
def one_digit(edition, shelf, new_record):
    """A store whose second edition has 2092 where the record has 2091, and the line of that figure in
    observations.csv. Only to look at."""
    return shelf.folder("one digit", lambda store: _changed(store, edition.store, new_record()))


def _changed(store, before, record):
    shutil.copytree(before, store)
    line = record.line("observations", iso3="FRA", value="2091")
    record.cell("observations", line, value="2092")
    build(store, record.folder)
    return line
