"""The long variants of P9: every bomb in its full size, two thousand broken forms, hundreds of foreign workbooks, one
after the other and under the limits."""

import hashlib
import io
import random
import re
import string
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from core.workers.process import Process
from etl.intake.reading import read
from tests.support import faulty_files

SLOWEST, LARGEST = 20, 512 * 1024
"""Seconds for a file, and kilobytes of a process."""


@pytest.fixture(autouse=True)
def sizes(monkeypatch):
    """The most memory of each process that lives until it is ended, in kilobytes; one that died met its limit."""
    found = []

    class Measured(Process):
        def end(self):
            most = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self.popen.pid}/status").read_text(encoding="utf-8"))
            found.extend(int(size) for size in (most.groups() if most else ()))
            super().end()

    monkeypatch.setattr("core.workers.batch.Process", Measured)
    yield found
    assert max(found, default=0) <= LARGEST


def answered(files):
    """The readings of files; each within its time, with a sentence that ends, without a traceback, and nothing read out
    of what is refused."""
    slowest, said = 0.0, []
    for place, data in enumerate(files):
        began = time.monotonic()
        (found,) = read([(f"{place}.xlsx", data)])
        slowest = max(slowest, time.monotonic() - began)
        assert found.sha256 == hashlib.sha256(data).hexdigest()
        assert found.code or found.round, found
        assert (
            found.sentence.startswith(f"{place}.xlsx: ")
            and found.sentence.endswith(".")
            and "Traceback" not in found.sentence
        )
        assert not (found.code and (found.sources or found.round))
        said.append(found)
    assert slowest <= SLOWEST + 1
    return said


@pytest.mark.parametrize("place", range(8))
def test_a_bomb_of_full_size_is_refused_in_time_and_memory(place):
    name, data, code, words = faulty_files.bombs(small=False)[place]
    (said,) = answered([data])
    assert said.code == code and words in said.sentence, (name, said.sentence)


@pytest.mark.parametrize("seed", range(20))
def test_two_thousand_broken_forms_get_an_answer(seed):
    files = list(faulty_files.mutants(seed, 100))
    said = read([(f"{place}.xlsx", data) for place, data in enumerate(files)])
    for found in said:
        assert (found.code or found.round) and found.sentence.endswith(".") and not (found.code and found.sources), (
            found
        )
    assert {"", "damaged"} <= {found.code for found in said}


def foreign(seed):
    """A workbook of somebody else: other sheets, styles, formulas, comments, hidden and merged cells, any words."""
    chance = random.Random(seed)
    book = Workbook()
    for _ in range(chance.randint(0, 4)):
        book.create_sheet("".join(chance.choices(string.ascii_letters + " éжक", k=chance.randint(1, 20))))
    if chance.random() < 0.2:
        book.create_sheet("Read me")
    if chance.random() < 0.2:
        book.create_sheet("Indicators")
    for sheet in book.worksheets:
        for _ in range(chance.randint(0, 60)):
            cell = sheet.cell(
                chance.randint(1, chance.choice([5, 50, 5000])), chance.randint(1, chance.choice([5, 30, 190]))
            )
            cell.value = chance.choice(
                [
                    None,
                    1,
                    -2.5,
                    1e300,
                    True,
                    "text",
                    "=SUM(A1:A3)",
                    "#N/A",
                    datetime(2013, 1, 1) + timedelta(days=chance.random() * 900),
                    "日本",
                    "x" * 4000,
                    "",
                ]
            )
            cell.number_format = chance.choice(["General", "0%", "yyyy-mm-dd", '0.0" %"', "[h]:mm"])
            if chance.random() < 0.1:
                cell.comment = Comment("a remark", "somebody")
        if chance.random() < 0.2:
            sheet.merge_cells("A1:C3")
        if chance.random() < 0.2 and sheet is not book.worksheets[0]:
            sheet.sheet_state = chance.choice(["hidden", "veryHidden"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_none_of_hundreds_of_foreign_workbooks_is_taken_for_a_form():
    said = answered(foreign(seed) for seed in range(400))
    assert {found.code for found in said} <= {"foreign", "other_round"}


def test_every_odd_file_by_itself():
    assert {found.code for found in answered(data for _, data, *_ in faulty_files.faulty())} >= {
        "not_a_workbook",
        "password",
        "macros",
        "damaged",
        "foreign",
        "other_version",
    }


def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read():
    """As much XML as is let in, of the kind that is slowest to read, keeps no one waiting for longer than the limit."""
    slow = "".join(
        f'<row r="{n}">' + "".join(f"<c><f>{n}</f><is><r><t>{c}</t></r></is></c>" for c in range(60)) + "</row>"
        for n in range(1, 15_000)
    )
    answered([faulty_files.cells(slow), faulty_files.form()])
