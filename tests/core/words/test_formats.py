"""Numbers, dates and qualities as readers see them, sign by sign; and nobody waits for Babel who prints none."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from core import words
from core.words.formats import locale


@pytest.mark.parametrize(
    ("function", "given", "expected"),
    [
        ("number", (31000,), "31\u202f000"),
        ("number", (999,), "999"),
        ("number", (1000,), "1\u202f000"),
        ("number", (-1234567,), "−1\u202f234\u202f567"),
        ("number", (0,), "0"),
        ("number", (-0.4,), "−0"),
        ("number", (2.675, 2), "2.67"),
        ("number", (0.125, 2), "0.12"),
        ("number", (3, 2), "3.00"),
        ("number", (1234567.891, 1), "1\u202f234\u202f567.9"),
        ("number", (1e21,), "1\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000"),
        ("number", (float("inf"),), "∞"),
        ("plain", (3.5,), "3.5"),
        ("plain", (3.25,), "3.25"),
        ("plain", (31000.0,), "31\u202f000"),
        ("rounded", (24033,), "24\u202f000"),
        ("rounded", (-24033,), "−24\u202f000"),
        ("rounded", (0,), "0"),
        ("signed", (24033,), "+24\u202f000"),
        ("signed", (-5,), "−5"),
        ("percent", (0.278,), "28\u202f%"),
        ("percent", (1,), "100\u202f%"),
        ("percent", (-0.0785, 1), "−7.8\u202f%"),
        ("percent", (12.5,), "1\u202f250\u202f%"),
        ("day", (date(2022, 11, 18),), "18 November 2022"),
        ("day", (pd.Timestamp("2022-05-01"),), "1 May 2022"),
        ("month", (pd.Timestamp("2022-11-18"),), "November 2022"),
        ("day_and_month", (date(2022, 11, 18),), "18 November"),
        ("clock", (datetime(2014, 9, 30, 9, 5, tzinfo=UTC),), "09:05"),
        ("clock", (datetime(2014, 9, 30, 23, 59),), "23:59"),
        ("utc", ("2014-09-30T09:00:00+00:00",), "2014-09-30 09:00 UTC"),
        ("stated", ("2014",), "2014"),
        ("stated", ("2014-09",), "September 2014"),
        ("stated", ("2014-09-30",), "30 September 2014"),
        ("stated", ("2014-09-31",), "2014-09-31"),
        ("stated", ("2020-04/2020-09",), "April 2020 to September 2020"),
        ("stated", ("2017-01/2017-05-12",), "January 2017 to 12 May 2017"),
        ("stated", ("2020-04/2020-13",), "2020-04/2020-13"),
        ("stated", ("2023/24",), "2023/24"),
        ("stated", ("FY2015-16-H1",), "FY2015-16-H1"),
        ("stated", ("2015-16",), "2015-16"),
        ("figure", (31000, "at_least"), "at least 31\u202f000"),
        ("figure", (10000, "approx"), "about 10\u202f000"),
        ("figure", (1617, "exact"), "1\u202f617"),
        ("figure", (5.5, "derived"), "5.5 (derived)"),
        ("figure", (3, "counted"), "3 (counted)"),
        ("when", ("2020-04/2020-09", None), "from April 2020 to September 2020"),
        ("when", ("2023/24", None), "in 2023/24"),
        ("dated", ("2024", "page undated, 2024 or 2025"), "undated page, read as 2024"),
        ("dated", ("2024", "edition 12"), "2024"),
        ("when", ("2012", None), "in 2012"),
        ("when", ("2012-12-05", ""), "on 5 December 2012"),
        ("when", ("FY2015-16-H1", ""), "in FY2015-16-H1"),
        ("when", ("2017", "Undated page"), "(undated page, read as 2017)"),
        ("measured", (0, "exact", "countries"), "0 countries"),
        ("measured", (1, "exact", "countries"), "1 country"),
        ("measured", (2, "exact", "countries"), "2 countries"),
        ("measured", (1, "at_least", "companies"), "at least 1 company"),
        ("measured", (1, "exact", "hashes"), "1 hash"),
        ("measured", (1, "exact", "series"), "1 series"),
        ("measured", (1, "exact", "children per month"), "1 child per month"),
        ("measured", (1, "exact", "countries and territories"), "1 country or territory"),
        ("measured", (1, "approx", "percent"), "about 1\u202f%"),
        ("measured", (2, "exact", "rank of 60"), "rank 2 of 60"),
        ("measured", (65.2, "exact", "score 0-100"), "65.2 on a scale of 0 to 100"),
        ("announced", ("2013-06", None), "June 2013"),
        ("announced", (None, "2014"), "due 2014"),
        ("announced", ("2013-06", "2014-12-31"), "June 2013, due 31 December 2014"),
        ("announced", ("", pd.NA), "undated"),
        ("counted", ("{0} error", "{0} errors", 0), "0 errors"),
        ("counted", ("{0} error", "{0} errors", 1), "1 error"),
        ("counted", ("{0} error", "{0} errors", 2), "2 errors"),
        ("of", (51, 54), "51 of 54"),
        ("listed", ([],), ""),
        ("listed", (["a", "b", "c"],), "a, b, c"),
        ("listed", (["a", "b", "c"], 3), "a, b, c"),
        ("listed", (["a", "b", "c"], 2), "a, b and 1 more"),
        ("size", (999,), "999 bytes"),
        ("size", (51234,), "51 KB"),
        ("size", (1234567,), "1.2 MB"),
        ("address", ("observations", 470.0), "observations.csv:470"),
        ("address", ("S0007!Indicators!G", 12), "S0007!Indicators!G12"),
        ("address", (float("nan"), pd.NA), "–"),
        ("places", ("observations", [12, 15, 17], 2), "observations.csv: 12, 15 …"),
        (
            "escape",
            ("**a** [b](c) $d$ :red[e] <f> `g` #h |i| ~j~ _k_ \\",),
            r"\*\*a\*\* \[b\](c) \$d\$ \:red\[e\] \<f\> \`g\` \#h \|i\| \~j\~ \_k\_ \\",
        ),
        ("linked", ("a]b", "https://x.example/1 ; https://y.example"), r"[a\]b](<https://x.example/1>)"),
        ("linked", ("a", "javascript:alert(1)"), "a"),
        ("linked", ("a", None), "a"),
    ],
)
def test_numbers_dates_and_qualities_in_words(function, given, expected):
    assert getattr(words, function)(*given) == expected


def test_every_month_has_its_name():
    assert [words.month(date(2014, month, 1)).removesuffix(" 2014") for month in range(1, 13)] == [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]  # fmt: skip


def test_figures_are_rounded_as_python_rounds_them_before_babel_writes_them():
    values = [n * 0.005 for n in range(-400, 400)] + [n * 12345.675 for n in range(50)]
    assert [words.number(value, 2) for value in values] == [
        f"{value:,.2f}".replace(",", "\u202f").replace("-", "−") for value in values
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, True), (float("nan"), True), (pd.NA, True), (pd.NaT, True), (0, False), ("", False), (False, False)],
)
def test_nothing_has_several_spellings_and_zero_is_none_of_them(value, expected):
    assert words.missing(value) is expected


def run(code, **environment):
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return answer.stdout.strip()


def test_babel_is_loaded_with_the_first_figure_and_pandas_not_at_all():
    code = "import sys; from core import words; {0}; print('babel' in sys.modules, 'pandas' in sys.modules)"
    assert run(code.format("words.counted('{0} a', '{0} b', 2)")) == "False False"
    assert run(code.format("words.number(2)")) == "True False", "the control: a figure needs it"


def test_a_language_without_a_catalogue_has_english_sentences_and_english_figures():
    code = "from core import words; print(words.LANGUAGE, words.number(-31000.5, 1), words.of(1, 2))"
    assert run(code, MONITOR_LANGUAGE="de", PYTHONIOENCODING="utf-8") == "en −31\u202f000.5 1 of 2"
    assert str(locale()) == "en_GB"
