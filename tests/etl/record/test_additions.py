"""What the record says since the additions of November 2026, each figure worked out by hand from its rows."""

import csv
from math import exp, log

import pytest

from etl.source import DEFINITIONS, RECORD
from tests.support.tiny import answer

STATE = "SELECT state, since, fact, other_fact FROM milestones WHERE milestone = ? AND iso3 = ? AND as_of = ?"


@pytest.mark.parametrize(
    ("milestone", "country", "as_of", "found"),
    [
        # Ireland was listed as not party in 2019, ratified in December 2020, and was bound from 1 April 2021
        ("lanzarote", "IRL", "abu-dhabi-2015", ("not_known", None, None, None)),
        ("lanzarote", "IRL", "brussels-2022", ("yes", "2020-12", "listed_as_party", None)),
        ("lanzarote", "IRL", "latest", ("yes", "2020-12", "listed_as_party", None)),
        # Sweden ratified on 28 April 2021; nothing was on record before
        ("budapest", "SWE", "abu-dhabi-2015", ("not_known", None, None, None)),
        ("budapest", "SWE", "brussels-2022", ("yes", "2021-04-28", "ratification", None)),
        # Croatia was connected to ICSE in June 2013, between the launch and Washington
        ("icse", "HRV", "brussels-2012", ("not_known", None, None, None)),
        ("icse", "HRV", "washington-2014", ("yes", "2013-06", "joined", None)),
        ("icse", "HRV", "latest", ("yes", "2013-06", "joined", None)),
        ("budapest", "POL", "washington-2014", ("not_known", None, None, None)),
        # the Polish journal bears a year alone: known from its last day, a month after Abu Dhabi
        ("budapest", "POL", "abu-dhabi-2015", ("not_known", None, None, None)),
        ("budapest", "POL", "brussels-2022", ("yes", "2015-06-01", "entry_into_force", None)),
        ("budapest", "NGA", "brussels-2022", ("not_known", None, None, None)),  # invited in 2017; in force 1 Nov 2022
        ("budapest", "NGA", "abu-dhabi-2024", ("yes", "2022-11-01", "entry_into_force", None)),
        ("budapest", "PHL", "brussels-2022", ("yes", "2018", "accession", None)),
        # of New Zealand one source of 7 August 2025 says no, an undated one yes: known with the latest data alone
        ("budapest", "NZL", "abu-dhabi-2024", ("not_known", None, None, None)),
        ("budapest", "NZL", "latest", ("sources_differ", None, "accession", "listed_as_not_party")),
        # derived from what a text does not say: unconfirmed, so nothing is known
        ("lanzarote", "JPN", "latest", ("not_known", None, None, "listed_as_not_party")),
        ("budapest", "KHM", "latest", ("not_known", None, None, "listed_as_not_party")),
        # verified in August 2022, and derived again in December 2025
        ("un_protocol", "GHA", "latest", ("no", None, "listed_as_not_party", None)),
    ],
)
def test_a_country_stands_as_the_sources_known_then_say(edition, milestone, country, as_of, found):
    assert edition.rows(STATE, milestone, country, as_of) == [found]


def test_the_counts_of_the_record_are_those_of_its_files(edition):
    """54 countries with an action; ICSE 8; Lanzarote 39 parties, 54 known with 15 unconfirmed; Budapest 47 of 50 known;
    UN Optional Protocol 51 of 53; UN Convention against Cybercrime signed by 20."""
    assert edition.column("SELECT count(DISTINCT iso3) FROM commitments WHERE as_of = 'latest'") == [54]
    assert edition.rows(
        "SELECT milestone, count(*) FILTER (state = 'yes'), count(*) FILTER (state <> 'not_known' OR other_fact IS NOT "
        "NULL), count(*) FILTER (other_evidence = 'unconfirmed') FROM milestones WHERE as_of = 'latest' AND milestone "
        "IN ('icse', 'lanzarote', 'budapest', 'un_protocol', 'un_cybercrime') GROUP BY ALL ORDER BY milestone"
    ) == [
        ("budapest", 47, 50, 2),
        ("icse", 8, 8, 0),
        ("lanzarote", 39, 54, 15),
        ("un_cybercrime", 20, 20, 0),
        ("un_protocol", 51, 53, 0),
    ]


def test_no_rating_and_no_gap_rests_on_a_row_that_is_unconfirmed(edition):
    """Of the two conventions nobody is known to be outside; the fifteen and the two stay in every denominator."""
    assert edition.rows(
        "SELECT item, met, not_met, not_known, sources_differ, participants FROM progress "
        "WHERE item IN ('lanzarote', 'budapest') AND as_of = 'latest' ORDER BY item"
    ) == [("budapest", 47, 0, 7, 1, 54), ("lanzarote", 39, 0, 15, 0, 54)]
    of_gaps = "SELECT DISTINCT evidence FROM gaps WHERE item_type = 'milestone' AND evidence IS NOT NULL"
    assert edition.column(of_gaps) == ["verified"]
    assert edition.rows(
        "SELECT iso3, item, kind FROM gaps WHERE as_of = 'latest' AND kind IN ('not_joined', 'sources_differ') "
        "ORDER BY ALL"
    ) == [
        ("GHA", "un_protocol", "not_joined"),
        ("IRL", "un_protocol", "not_joined"),
        ("NZL", "budapest", "sources_differ"),
    ]


LAUNCH, MARCH_2010, MIDDLE_2013 = 0, -1010, 209
"""Days from the launch on 5 December 2012: to 1 March 2010, and to 2 July 2013, the middle of 2013."""
NOVEMBER_2022, MIDDLE_2023 = 3635, 3861


def growth(value, days):
    """Yearly growth from the base, which lies on a log scale between 1,617 and 3,000."""
    share = (LAUNCH - MARCH_2010) / (MIDDLE_2013 - MARCH_2010)
    base = exp(log(1617) + share * (log(3000) - log(1617)))
    return exp(log(value / base) * 365.25 / days) - 1


def test_the_joint_goal_does_not_rest_on_the_page_without_a_date(edition):
    """27.8 % a year to the 31,000 of 18 November 2022, 2.78 times what is required. With the 37,900 at the middle of
    2023 it would be 28.4 % and 2.84, and the status the same."""
    assert growth(31000, NOVEMBER_2022) == pytest.approx(0.2780164682, abs=1e-8)
    assert growth(37900, MIDDLE_2023) == pytest.approx(0.2839759193, abs=1e-8)
    assert edition.rows(
        "SELECT status, ratio, current_value, CAST(current_date AS VARCHAR), points FROM progress "
        "WHERE rule = 'annual_growth' AND as_of = 'latest'"
    ) == [("on_track", 2.780164682, 31000.0, "2022-11-18", 6)]


def test_the_figure_without_a_date_is_shown_and_bears_no_span(edition):
    assert edition.rows(
        "SELECT value, qualifier, period, note LIKE 'page undated%' FROM observations WHERE value = 37900"
    ) == [(37900.0, "at_least", "2023", True)]
    assert edition.column("SELECT count(*) FROM spans WHERE 37900 IN (from_value, to_value)") == [0]
    assert edition.column("SELECT DISTINCT series FROM trajectory WHERE value = 37900") == ["observed"]


def test_one_project_of_three_countries_counts_once_and_each_country_shows_it(edition):
    """Under target 2 the record has 60 actions of the 54 countries (45 of goal 2.1, 15 of goal 2.2)."""
    assert edition.rows(
        "SELECT iso3, project FROM commitments WHERE as_of = 'latest' AND project IS NOT NULL ORDER BY iso3"
    ) == [
        ("GEO", "endocsea"),
        ("MDA", "endocsea"),
        ("MNE", "endocsea"),
    ]
    assert edition.column("SELECT actions FROM target_progress WHERE as_of = 'latest' AND target_no = 2") == [58]
    assert edition.column("SELECT count(*) FROM commitments WHERE as_of = 'latest' AND target_no = 2") == [60]
    assert edition.rows(
        "SELECT iso3, actions FROM coverage WHERE as_of = 'latest' AND target_no = 2 AND iso3 IN ('GEO', 'MDA', 'MNE') "
        "ORDER BY iso3"
    ) == [(iso3, own) for iso3, own in sorted(_under_target_2("GEO", "MDA", "MNE").items())]


def _under_target_2(*countries):
    with open(RECORD / "commitments.csv", encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {iso3: sum(row["iso3"] == iso3 and row["target_no"] == "2" for row in rows) for iso3 in countries}


def test_every_commitment_of_a_project_is_in_the_record():
    with open(RECORD / "commitments.csv", encoding="utf-8", newline="") as handle:
        known = {row["commitment_id"] for row in csv.DictReader(handle)}
    with open(DEFINITIONS / "projects.csv", encoding="utf-8", newline="") as handle:
        assert {row["commitment_id"] for row in csv.DictReader(handle)} == {"C093-GEO", "C108-MDA", "C110-MNE"} <= known


def test_the_reports_by_country_of_2024_are_series_of_their_own(edition):
    """2019 to 2023 end where 2024 begins: no series and no comparison holds both."""
    assert edition.rows(
        "SELECT indicator, min(period), max(period), count(*) FROM observations WHERE indicator IN "
        "('cybertipline_reports', 'cybertipline_reports_referred', 'cybertipline_reports_informational') GROUP BY ALL "
        "ORDER BY ALL"
    ) == [
        ("cybertipline_reports", "2019", "2023", 275),
        ("cybertipline_reports_informational", "2024", "2024", 55),
        ("cybertipline_reports_referred", "2024", "2024", 55),
    ]


def test_what_inhope_restated_stands_apart_from_what_it_reported_first(edition):
    assert edition.rows(
        "SELECT indicator, period, value FROM observations WHERE indicator LIKE 'inhope_csam_confirmed%' AND period IN "
        "('2020', '2021') ORDER BY ALL"
    ) == [
        ("inhope_csam_confirmed", "2020", 267192.0),
        ("inhope_csam_confirmed", "2021", 443705.0),
        ("inhope_csam_confirmed_restated", "2020", 492961.0),
        ("inhope_csam_confirmed_restated", "2021", 443391.0),
    ]


POLICE = (
    "csam_offences_recorded",
    "csam_offences_recorded_youth_law",
    "csam_suspects_recorded",
    "csam_police_proceedings",
)


@pytest.mark.parametrize("indicator", POLICE)
def test_a_national_police_series_is_context_never_compared_and_never_ranked(edition, indicator):
    rule, comparable, rankable, caveat = edition.rows(
        "SELECT rule, comparable, rankable, caveat FROM indicators WHERE indicator = ?", indicator
    )[0]
    assert (rule, comparable, rankable) == ("context", False, False)
    assert "more" in caveat.lower()
    assert edition.column("SELECT DISTINCT ranked FROM comparison WHERE indicator = ?", indicator) == [False]


def test_the_reports_of_2024_are_exact_and_the_rounded_figure_is_history(edition):
    (row,) = edition.rows(
        "SELECT value, qualifier, source_title, note FROM observations WHERE indicator = 'cybertipline_reports_total' "
        "AND period = '2024'"
    )
    assert row[:2] == (20512803.0, "exact")
    assert "R. Grimm, Diaphanous, CC BY 4.0" in row[2] and "20.5 million" in row[3]


def test_population_and_internet_users_are_those_of_the_files(edition):
    """275 rows of population (55 countries, 2019 to 2023), 588 of internet users (54 countries, 2010 to 2020)."""
    assert edition.rows(
        "SELECT denominator, count(*), count(DISTINCT iso3), min(year), max(year) FROM denominators "
        "GROUP BY ALL ORDER BY 1"
    ) == [("internet_users", 588, 54, 2010, 2020), ("population", 275, 55, 2019, 2023)]
    assert edition.rows(
        "SELECT value, unit, source_title LIKE '%CC BY 4.0%' FROM denominators WHERE iso3 = 'ALB' AND year = 2019 AND "
        "denominator = 'population'"
    ) == [(2873884, "people", True)]


def test_every_source_of_the_data_set_names_publisher_and_attribution(edition):
    titles = edition.column(
        "SELECT source_title FROM sources WHERE source_url LIKE '%github.com/apparebit/diaphanous/%'"
    )
    assert len(titles) == 12
    end = "(via R. Grimm, Diaphanous, CC BY 4.0, doi:10.5281/zenodo.13896438)"
    assert [title for title in titles if not title.endswith(end)] == []


DENOMINATOR = {
    "iso3": "ALB", "denominator": "population", "year": "2020", "value": "2866849", "unit": "people",
    "file": "denominators", "line": 2,
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, []),
        ({"value": "0"}, [("value", "0")]),
        ({"year": "1905"}, [("year", "1905")]),
        ({"year": "2027"}, [("year", "2027")]),
        ({"unit": "thousands"}, [("unit", "thousands")]),
    ],
)
def test_a_number_of_people_that_cannot_be_is_named(cells, found):
    rows = answer(
        "checks/people_out_of_limits",
        raw_denominators=(DENOMINATOR, cells),
        raw_conferences=({"known_until": "2026-11-22"}, {}),
    )
    assert [(row["place"], row["found"]) for row in rows] == found
