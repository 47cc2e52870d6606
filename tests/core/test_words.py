"""Numbers, dates and qualities as readers see them."""

from datetime import date

import pandas as pd
import pytest

from core import words
from views import queries, sentences


@pytest.mark.parametrize(
    ("function", "given", "expected"),
    [
        ("number", (31000,), "31\u202f000"),
        ("number", (-1234567,), "−1\u202f234\u202f567"),
        ("number", (0,), "0"),
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
        ("day", (date(2022, 11, 18),), "18 November 2022"),
        ("month", (pd.Timestamp("2022-11-18"),), "November 2022"),
        ("stated", ("2014",), "2014"),
        ("stated", ("2014-09",), "September 2014"),
        ("stated", ("2014-09-30",), "30 September 2014"),
        ("stated", ("2020-04/2020-09",), "2020-04/2020-09"),
        ("stated", ("FY2015-16-H1",), "FY2015-16-H1"),
        ("stated", ("2015-16",), "2015-16"),
        (
            "figure",
            (
                31000,
                "at_least",
            ),
            "at least 31\u202f000",
        ),
        (
            "figure",
            (
                10000,
                "approx",
            ),
            "about 10\u202f000",
        ),
        (
            "figure",
            (
                1617,
                "exact",
            ),
            "1\u202f617",
        ),
        (
            "figure",
            (
                5.5,
                "derived",
            ),
            "5.5 (derived)",
        ),
        (
            "figure",
            (
                3,
                "counted",
            ),
            "3 (counted)",
        ),
        (
            "announced",
            (
                "2013-06",
                None,
            ),
            "June 2013",
        ),
        (
            "announced",
            (
                None,
                "2014",
            ),
            "due 2014",
        ),
        (
            "announced",
            (
                "",
                pd.NA,
            ),
            "undated",
        ),
        (
            "of",
            (
                51,
                54,
            ),
            "51 of 54",
        ),
        ("listed", (["a", "b", "c"], 2), "a, b and 1 more"),
        (
            "address",
            (
                "observations",
                470.0,
            ),
            "observations.csv:470",
        ),
        (
            "address",
            (
                float("nan"),
                pd.NA,
            ),
            "–",
        ),
        (
            "escape",
            ("**a** [b](c) $d$ :red[e] <f> `g` #h |i| ~j~ _k_ \\",),
            r"\*\*a\*\* \[b\](c) \$d\$ \:red\[e\] \<f\> \`g\` \#h \|i\| \~j\~ \_k\_ \\",
        ),
        (
            "linked",
            (
                "a]b",
                "https://x.example/1 ; https://y.example",
            ),
            r"[a\]b](<https://x.example/1>)",
        ),
        (
            "linked",
            (
                "a",
                "javascript:alert(1)",
            ),
            "a",
        ),
        (
            "linked",
            (
                "a",
                None,
            ),
            "a",
        ),
    ],
)
def test_numbers_dates_and_qualities_in_words(function, given, expected):
    assert getattr(words, function)(*given) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, True), (float("nan"), True), (pd.NA, True), (pd.NaT, True), (0, False), ("", False), (False, False)],
)
def test_nothing_has_several_spellings_and_zero_is_none_of_them(value, expected):
    assert words.missing(value) is expected


def test_when_the_margin_has_run_out_by_the_date_of_looking_the_advice_says_so(seen):
    ahead, late = (sentences.takes_now(queries.joint_goal(seen, as_of)) for as_of in ("latest", "abu-dhabi-2015"))
    assert ahead.startswith("To go on") and "until about July 2038" in ahead
    assert (
        "was ahead; at this date the path asks for about 3\u202f590" in late
        and "about 20\u202f% a year until November 2017" in late
    )


def test_peers_of_which_nothing_is_known_are_not_none():
    assert sentences.peers(0, 26, 26, "EU members") == "Not known of any of 26 other EU members"
    assert sentences.peers(3, 20, 26, "EU members") == "Yes in 3 of 26 other EU members; 3 no; 20 not known"
