"""What each question answers, against values read by eye in `data/record`, never against another answer of ours."""

import duckdb
import pytest

from views import queries
from views.edition import Edition

DATES = [
    "brussels-2012",
    "washington-2014",
    "london-2014",
    "abu-dhabi-2015",
    "brussels-2022",
    "abu-dhabi-2024",
    "latest",
]


def cells(frame, *columns):
    """The rows of an answer as tuples of some columns."""
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def column(frame, name):
    return frame[name].tolist()


# ---- one country and one indicator are its row and no other


def test_the_robustness_of_one_indicator_and_country_is_exactly_its_row(seen):
    # observations.csv:690 to 696 are the seven figures of Germany
    found = queries.robustness(seen, "latest", indicator="takedown_domestic_days_avg", country="DEU")
    assert cells(found, "indicator", "iso3", "country", "points", "target_no", "as_of") == [
        ("takedown_domestic_days_avg", "DEU", "Germany", 7, 4, "latest")
    ]
    assert column(queries.robustness(seen, "latest", indicator="icse_victims_identified_cum"), "country") == ["World"]
    assert len(queries.robustness(seen, "latest", indicator="takedown_domestic_days_avg", country="FRA")) == 0
    assert column(queries.robustness(seen, "latest", indicator="oosi_score"), "iso3") == [
        *("AUS", "CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "KOR", "SWE", "USA")  # observations.csv:647 to 656
    ]
    assert column(queries.robustness(seen, "latest", country="FRA"), "indicator") == ["oosi_score"]


def test_what_every_profile_says_of_one_case_rests_on_its_first_and_last_figure(seen):
    found = queries.assessments(seen, "latest", indicator="takedown_domestic_days_avg", country="DEU")
    # destatis looks back over a year that is its own: 2.93 of 2016; the others begin in 2014
    assert cells(found, "profile", "country", "target_no", "points", "base_value", "current_value") == [
        ("alliance", "Germany", 4, 7, 1.88, 1.54),
        ("destatis", "Germany", 4, 7, 2.93, 1.54),
        ("eurostat", "Germany", 4, 7, 1.88, 1.54),
        ("statcan", "Germany", 4, 7, 1.88, 1.54),
        ("unsd", "Germany", 4, 7, 1.88, 1.54),
    ]
    assert len(queries.assessments(seen, "latest", indicator="takedown_domestic_days_avg", country="FRA")) == 0
    assert len(queries.assessments(seen, "latest", target=2, indicator="takedown_domestic_days_avg")) == 0
    assert len(queries.assessments(seen, "latest", indicator="oosi_score")) == 0, "one figure is no case"


def test_the_path_of_one_case_holds_its_figures(seen):
    found = queries.trajectory(seen, "latest", indicator="icse_victims_identified_cum", country="WLD")
    observed = found[found["series"] == "observed"]
    assert column(observed, "value") == [
        *(1617.0, 3000.0, 10000.0, 30000.0, 30000.0, 31000.0),
        37900.0,  # of a page without a date: shown, and no rate rests on it
    ]
    assert len(queries.trajectory(seen, "latest", indicator="icse_victims_identified_cum", country="DEU")) == 0
    assert set(queries.trajectory(seen, "latest", rule="annual_growth")["indicator"]) == {"icse_victims_identified_cum"}


# ---- figures


@pytest.mark.parametrize(
    ("as_of", "values"),
    [("brussels-2012", [48.0]), ("washington-2014", [48.0, 53.0, 54.0]), ("latest", [48.0, 53.0, 54.0])],
)
def test_a_figure_counts_from_its_own_day_on(seen, as_of, values):
    # 48 of 2012-12-05, 53 of 2014-03-26 and 54 of 2014-09-30: the first and the last on the very day of a conference
    assert column(queries.observations(seen, as_of, indicator="alliance_countries"), "value") == values


def test_figures_of_some_countries_and_of_one_indicator(seen):
    france = queries.observations(seen, "latest", country="FRA", indicator="cybertipline_reports")
    assert cells(france, "period", "value", "country") == [
        ("2019", 71422.0, "France"),
        ("2020", 89871.0, "France"),
        ("2021", 98233.0, "France"),
        ("2022", 227465.0, "France"),
        ("2023", 310519.0, "France"),
    ]
    both = queries.observations(seen, "latest", country=["FRA", "DEU"], indicator="oosi_score")
    assert cells(both, "iso3", "value", "line") == [("FRA", 65.2, 650), ("DEU", 73.1, 649)]
    assert len(queries.observations(seen, "latest")) == 1063, "all rows of observations.csv"
    assert set(queries.observations(seen, "latest", target=1)["target_no"]) == {1}
    assert set(queries.observations(seen, "latest", rule="annual_growth")["indicator"]) == {
        "icse_victims_identified_cum"
    }


def test_the_figures_behind_a_figure_are_those_of_its_addresses(seen):
    found = queries.lineage(seen, "observations.csv:2 observations.csv:4")
    assert cells(found, "indicator", "value", "line") == [
        ("alliance_countries", 48.0, 2),
        ("alliance_countries", 54.0, 4),
    ]
    assert len(queries.lineage(seen, "commitments.csv:2")) == 0


def test_figures_side_by_side_of_one_country_and_indicator(seen):
    found = queries.comparison(seen, "latest", country="FRA", indicator="oosi_score")
    assert cells(found, "iso3", "value", "countries", "participants", "ranked", "rank_reason") == [
        ("FRA", 65.2, 10, 54, False, "10 of 54 countries have a figure; no rank below 80 %")
    ]
    two = queries.comparison(seen, "latest", country=["FRA", "DEU"], indicator="oosi_score")
    assert column(two, "country") == ["France", "Germany"]


def test_growth_between_neighbours_is_that_of_the_figures_of_the_record(seen):
    assert cells(queries.spans(seen, "latest"), "from_value", "to_value", "days", "is_short", "is_drop") == [
        (1617.0, 3000.0, 1219, False, False),  # 2010-03-01 to 2013-07-02, the middle of 2013
        (3000.0, 10000.0, 1287, False, False),  # to 2017-01-09
        (10000.0, 30000.0, 2014, False, False),  # to 2022-07-16
        (30000.0, 30000.0, 96, True, False),  # to 2022-10-20
        (30000.0, 31000.0, 29, True, False),  # to 2022-11-18
    ]


def test_the_one_revised_stock_of_the_record(seen):
    shown = ("indicator", "iso3", "from_value", "to_value", "kind")
    assert cells(queries.revisions(seen, "latest"), *shown) == [
        ("icse_offenders_identified_cum", "WLD", 2000.0, 1900.0, "overlap")
    ]
    assert [len(queries.revisions(seen, as_of)) for as_of in DATES] == [0, 1, 1, 1, 1, 1, 1]  # its period is 2013


# ---- commitments and who is silent


@pytest.mark.parametrize(
    ("target", "silent", "speaking"),
    [
        (1, 45, "AUS CAN GBR GHA HRV KOR NLD NOR USA"),
        (
            *(2, 21),
            "ALB ARM AUS AUT BIH CAN CHE CYP CZE ESP GBR GEO GHA IRL ISR ITA JPN KHM KOR MDA MLT MNE NGA NLD NOR NZL "
            "PHL ROU SWE THA TUR UKR USA",
        ),
        (3, 39, "ALB ARM BGR BIH CRI EST FIN GHA GRC LVA MNE NGA PHL SVK XKX"),
        (
            *(4, 21),
            "AUS AUT BEL BGR CAN CHE DEU DNK EST FIN FRA GBR GHA HRV HUN IRL ISR ITA LTU LUX MDA MEX NLD NOR NZL PHL "
            "POL PRT SRB SVN SWE TUR UKR",
        ),
    ],
)
def test_who_is_silent_is_who_has_no_row_in_commitments(seen, target, silent, speaking):
    found = queries.coverage(seen, "latest", target=target, voice="silent")
    assert (len(found), set(found["voice"]), set(found["actions"])) == (silent, {"silent"}, {0})
    everybody = queries.coverage(seen, "latest", target=target)
    assert " ".join(sorted(set(everybody["iso3"]) - set(found["iso3"]))) == speaking
    assert (len(everybody), set(everybody["target_no"])) == (54, {target})


def test_the_coverage_of_one_country(seen):
    assert cells(queries.coverage(seen, "latest", country="AUS"), "target_no", "actions", "voice") == [
        (1, 1, "announced"),  # C002-AUS
        (2, 2, "announced"),  # C003-AUS and C004-AUS
        (3, 0, "silent"),
        (4, 1, "announced"),  # C005-AUS
    ]


def test_the_commitments_of_one_country_with_their_status_and_what_is_due(seen):
    shown = ("commitment_id", "target_no", "status", "due_state", "whose")
    assert cells(queries.commitments(seen, "latest", country="AUS"), *shown) == [
        ("C002-AUS", 1, "planned", "", "record"),
        ("C003-AUS", 2, "implemented", "", "record"),
        ("C004-AUS", 2, "ongoing", "due_no_report", "record"),  # due in 2022, last stated on 2021-02-15
        ("C005-AUS", 4, "ongoing", "", "record"),
    ]
    assert column(queries.commitments(seen, "latest", target=2, country="AUS"), "commitment_id") == [
        "C003-AUS",
        "C004-AUS",
    ]
    assert column(queries.commitments(seen, "brussels-2012", country="AUS"), "commitment_id") == ["C005-AUS"]
    assert (len(queries.commitments(seen, "latest", whose="record")), len(queries.commitments(seen, "latest"))) == (
        131,
        131,
    )
    assert len(queries.commitments(seen, "latest", whose="country")) == len(queries.promises(seen, "latest")) == 0


# ---- milestones


def test_the_milestones_of_france(seen):
    assert cells(queries.milestones(seen, "latest", country="FRA"), "milestone", "state", "target_no") == [
        ("icse", "not_known", 1),
        ("interpol_vidtf", "not_known", 1),
        ("vidtf", "yes", 1),  # took part in November 2014
        ("budapest", "yes", 2),  # ratified on 2006-01-10
        ("lanzarote", "yes", 2),  # in force since 2011-01-01
        ("un_cybercrime", "yes", 2),  # signed on 2025-10-25
        ("un_protocol", "yes", 2),  # ratified on 2003-02-05
        ("vgt", "not_known", 2),
        ("safer_internet_centre", "yes", 3),  # in a list of 2012
        ("inhope_hotline", "yes", 4),  # in a list of 2017
    ]
    known = queries.milestones(seen, "washington-2014", country="FRA", state="yes")
    assert column(known, "milestone") == ["budapest", "lanzarote", "un_protocol", "safer_internet_centre"]
    assert cells(
        queries.milestones(seen, "latest", milestone="budapest", country=["FRA", "DEU"]), "iso3", "milestone"
    ) == [
        ("FRA", "budapest"),
        ("DEU", "budapest"),
    ]
    assert set(queries.milestones(seen, "latest", target=4)["milestone"]) == {"inhope_hotline"}


def test_the_facts_of_france_as_known_in_washington(seen):
    assert cells(queries.facts(seen, "washington-2014", "FRA"), "milestone", "fact", "date") == [
        ("un_protocol", "signature", "2000-09-06"),
        ("budapest", "signature", "2001-11-23"),
        ("un_protocol", "ratification", "2003-02-05"),
        ("budapest", "ratification", "2006-01-10"),
        ("budapest", "entry_into_force", "2006-05-01"),
        ("lanzarote", "entry_into_force", "2011-01-01"),
        ("safer_internet_centre", "listed", "2012"),
    ]


@pytest.mark.parametrize(("country", "member", "peers"), [("FRA", True, 26), ("GBR", False, 26), ("JPN", False, 26)])
def test_the_peers_of_a_country_are_the_others_on_its_side_of_the_european_union(seen, country, member, peers):
    # of 54 countries 27 are members in 2024, so each country has 26 others beside it
    found = queries.peers(seen, "latest", country)
    assert (set(found["eu_member"]), set(found["every"]), len(found)) == ({member}, {peers}, 10)
    assert ((found["met"] + found["unknown"]) <= found["every"]).all()


def test_the_only_country_on_its_side_of_the_european_union_has_every_milestone_and_no_peers(tmp_path):
    with duckdb.connect(tmp_path / "edition.duckdb") as con:
        con.execute(
            "CREATE TABLE milestones AS SELECT * FROM (VALUES ('latest', 'vgt', 'FRA', true, 'yes'), "
            "('latest', 'vgt', 'GHA', false, 'not_known'), ('latest', 'vgt', 'USA', false, 'no')) "
            "AS rows (as_of, milestone, iso3, eu_member, state)"
        )
    few = Edition(1, "few", tmp_path)
    columns = ("milestone", "met", "unknown", "every")
    assert cells(queries.peers(few, "latest", "FRA"), *columns) == [("vgt", 0, 0, 0)]
    assert cells(queries.peers(few, "latest", "GHA"), *columns) == [("vgt", 0, 0, 1)]


# ---- gaps


def test_the_gaps_of_france(seen):
    assert cells(queries.gaps(seen, "latest", country="FRA", target=2), "kind", "item") == [
        ("not_known", "vgt"),
        ("not_reported", "action"),
        ("not_reported", "figure"),
    ]
    silent = queries.gaps(seen, "latest", country="FRA", kind="not_reported")
    assert cells(silent, "item", "target_no") == [(item, n) for n in (1, 2, 3) for item in ("action", "figure")]
    assert len(queries.gaps(seen, "latest", country="FRA", goal="2.1", kind="not_reported")) == 0


def test_the_largest_gaps_of_target_1(seen):
    # of 54 countries 7 have a figure, 8 are known to be connected, 9 have an action; C113 of Norway was due in 2009
    found = queries.gap_totals(seen, "latest", 1)
    assert cells(found, "rank", "item", "countries", "not_known", "not_reported", "participants") == [
        (1, "figure", 47, 0, 47, 54),
        (2, "icse", 46, 46, 0, 54),
        (3, "action", 45, 0, 45, 54),
        (4, "commitments", 1, 0, 0, 54),
    ]


# ---- dates, countries and definitions


def test_the_dates_newest_first_and_those_before(seen):
    assert column(queries.conferences(seen), "as_of") == DATES[::-1]
    assert column(queries.past_conferences(seen, "washington-2014"), "as_of") == ["washington-2014", "brussels-2012"]
    assert column(queries.past_conferences(seen, "latest"), "as_of") == DATES[-2::-1]
    assert column(queries.earlier(seen, "brussels-2012"), "as_of") == []
    assert column(queries.earlier(seen, "washington-2014"), "as_of") == ["brussels-2012"]
    assert column(queries.earlier(seen, "brussels-2022"), "as_of") == [
        *("washington-2014", "abu-dhabi-2015", "london-2014", "brussels-2012")
    ]
    days = {
        as_of: str(queries.known_until(seen, as_of).date()) for as_of in ("brussels-2012", "abu-dhabi-2015", "latest")
    }
    assert days == {"brussels-2012": "2012-12-05", "abu-dhabi-2015": "2015-11-30", "latest": "2026-11-22"}


def test_what_happened_up_to_and_on_a_day(seen):
    # E06 and E07 are of the day of the launch; E08 is of April 2013; E13 of the day before Washington
    # E33 is of May 2007, E34 of November 2011
    assert column(queries.events(seen, "brussels-2012"), "event_id") == [
        "E01",
        "E33",
        "E02",
        "E34",
        "E03",
        "E04",
        "E05",
        "E06",
        "E07",
    ]
    assert column(queries.events(seen, "washington-2014"), "event_id")[9:] == [
        *(f"E{n:02}" for n in range(8, 16)),
        "E35",
    ]
    assert len(queries.events(seen, "latest")) == 47


def test_the_countries_of_the_alliance(seen):
    assert [len(queries.roster(seen, as_of)) for as_of in DATES] == [48, 54, 54, 54, 54, 54, 54]
    assert cells(queries.participants(seen, "FRA"), "iso3", "name", "eu_member_at_launch") == [("FRA", "France", True)]
    assert len(queries.participants(seen)) == 55
    lists = {as_of: queries.listed(seen, as_of).set_index("iso3")["listed_on"] for as_of in ("brussels-2012", "latest")}
    assert [str(held["FRA"])[:10] for held in lists.values()] == ["2012-12-05", "2014-09-30"]
    assert [held.isna().sum() for held in lists.values()] == [7, 1]


def test_goals_actions_and_findings_are_as_many_as_in_the_record(seen):
    assert column(queries.goals(seen), "goal_id") == ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]
    assert column(queries.goals(seen, 3), "goal_id") == ["3.1", "3.2"]
    assert column(queries.potential_actions(seen, 1), "action_id") == [f"1.1-{n:02}" for n in range(1, 6)]
    assert len(queries.potential_actions(seen)) == 25
    assert column(queries.issues(seen, "question"), "rule") == [
        *["dated_after_publication"] * 4, "sources_differ", "stock_falls",
    ]  # fmt: skip
    assert len(queries.sources(seen)) == 326
    assert set(queries.thresholds(seen, "unsd")["profile"]) == {"unsd"}
    assert set(queries.edge_cases(seen, "sdsn")["profile"]) == {"sdsn"}
    assert set(queries.profile_rules(seen, "statcan")["profile"]) == {"statcan"}
    assert column(queries.profiles(seen), "profile")[0] == "alliance"
    assert queries.labels(seen, "progress_status")["ongoing"] == "Ongoing"
