"""Rows of submissions beside those of the record: every branch, over literal rows."""

import pytest

from tests.support.tiny import after

SENT = {
    "file": "sent_indicators", "line": 700_012, "indicator": "arrests", "period": "2013", "value": "60",
    "qualifier": "approx", "evidence_url": "https://example.org/a", "note": "A note.",
}  # fmt: skip
OBSERVED = {
    "file": "", "line": 1, "indicator": "", "iso3": "", "year": "", "period": "", "period_type": "", "value": "",
    "unit": "", "qualifier": "", "source_title": "", "source_url": "", "evidence": "", "note": "",
}  # fmt: skip
RAW = {
    "raw_submissions": ({"line": 7, "iso3": "FRA", "round": "2026"}, {}, {"line": 8, "iso3": "KEN"}),
    "raw_rounds": ({"round": "2026", "due": "2026-10-31", "label": "Round 2026"}, {}),
    "raw_participants": ({"iso3": "FRA", "name": "France"}, {}, {"iso3": "KEN", "name": "Kenya"}),
}


def observed(**cells):
    return after(
        "additions/observations",
        "raw_observations",
        raw_sent_indicators=(SENT, cells),
        raw_observations=(OBSERVED,),
        raw_indicators=({"indicator": "arrests", "unit": "persons"}, {}),
        **RAW,
    )


def test_a_value_of_a_submission_is_a_figure_of_its_country():
    assert observed() == [
        {
            "file": "sent_indicators", "line": 700_012, "indicator": "arrests", "iso3": "FRA", "year": "2013",
            "period": "2013", "period_type": "calendar_year", "value": "60", "unit": "persons", "qualifier": "approx",
            "source_title": "France, Round 2026", "source_url": "https://example.org/a", "evidence": "reported",
            "note": "A note.",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(("line", "iso3"), [(700_000, "FRA"), (799_999, "FRA"), (800_000, "KEN")])
def test_the_line_of_a_row_names_its_submission(line, iso3):
    assert [row["iso3"] for row in observed(line=line)] == [iso3]


@pytest.mark.parametrize(
    ("period", "kind", "year"),
    [
        *[("2013", "calendar_year", "2013"), ("2013-H1", "half_year", "2013"), ("2013-H2", "half_year", "2013")],
        *[("FY2013-14", "fiscal_year", "2013"), ("FY2013-14-H2", "half_year", "2013")],
        *[("2013-12-31", "as_of", "2013"), ("2013-12", "part_year", "2013"), ("2013-10m", "part_year", "2013")],
        ("2020-04/2020-09", "part_year", "2020"),
    ],
)
def test_the_kind_of_a_period_and_its_year(period, kind, year):
    assert [(row["period_type"], row["year"]) for row in observed(period=period)] == [(kind, year)]


def test_no_value_is_no_figure_and_0_is_one():
    assert [observed(value=value) == [] for value in ("", "0")] == [True, False]


def test_a_value_without_a_qualifier_is_exact_and_an_unknown_indicator_has_no_unit():
    assert [row["qualifier"] for row in observed(qualifier="")] == ["exact"]
    assert [row["unit"] for row in observed(indicator="other")] == [""]


PROMISED = {
    "file": "sent_commitments", "line": 700_005, "reference": "C001-FRA", "target_no": "2", "goal_id": "2.1",
    "title": "A law", "kind": "law", "lead_authority": "Ministry", "due_date": "2028", "nature": "new",
    "evidence_url": "https://example.org/b", "note": "A note.",
}  # fmt: skip
COMMITTED = dict.fromkeys(
    ["file", "commitment_id", "iso3", "target_no", "goal_id", "title", "kind", "origin", "announced_date",
     "announced_precision", "due_date", "status", "status_as_of", "source_title", "source_url", "page", "evidence",
     "note"], "",
)  # fmt: skip


@pytest.mark.parametrize(("nature", "status"), [("new", "committed"), ("baseline", "baseline"), ("", "committed")])
def test_a_commitment_of_a_submission_is_announced_on_the_day_on_which_it_was_due(nature, status):
    found = after(
        "additions/commitments",
        "raw_commitments",
        raw_sent_commitments=(PROMISED, {"nature": nature}),
        raw_commitments=({**COMMITTED, "line": 1},),
        **RAW,
    )
    assert found == [
        {
            "file": "sent_commitments", "line": 700_005, "commitment_id": "C001-FRA", "iso3": "FRA", "target_no": "2",
            "goal_id": "2.1", "title": "A law", "kind": "law", "lead_authority": "Ministry",
            "origin": "alliance_report", "announced_date": "2026-10-31", "announced_precision": "day",
            "due_date": "2028", "status": status, "status_as_of": "2026-10-31", "source_title": "France, Round 2026",
            "source_url": "https://example.org/b", "page": "", "evidence": "reported", "note": "A note.",
        }
    ]  # fmt: skip
