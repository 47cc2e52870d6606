"""What pictures and sentences say of single rows that no other test reads: the largest gap, one that grows worse."""

import pandas as pd
import pytest

from tests.views.test_charts import values
from views import choices, queries, sentences
from views.comparison import sides
from views.pictures import picture
from views.tables import table

THEN = "washington-2014"


def test_the_largest_gap_says_what_is_lacking_a_figure_or_an_action(seen):
    """Until then figures of target 1 are on record of Japan and the United States, of target 2 of Italy, Japan
    and Spain (observations.csv), each about a year that had ended; those of Cyprus of 2013 were told in July 2015."""
    says = {target: picture(seen, "gap_totals", as_of=THEN, target=target).takeaway for target in (1, 2)}
    assert says == {
        1: "Largest gap: No figure on record, 52 of 54 countries; our record holds no figure of 52.",
        2: "Largest gap: No figure on record, 51 of 54 countries; our record holds no figure of 51.",
    }
    bars = values(picture(seen, "gap_totals", as_of=THEN, target=1).spec)[0]
    assert bars == {"label": "No figure on record", "value": 52, "said": "52 of 54"}


def test_a_question_about_a_figure_that_grows_worse_says_that_its_page_bears_no_date():
    worse = pd.DataFrame(
        {
            "status": ["worsening"],
            "label": ["Reports"],
            "country": ["Japan"],
            "item": ["reports"],
            "iso3": ["JPN"],
            "unit": ["reports"],
            "base_value": [5.0],
            "base_qualifier": ["exact"],
            "current_value": [9.0],
            "current_qualifier": ["exact"],
            "base_date": pd.to_datetime(["2012-12-31"]),
            "current_date": pd.to_datetime(["2013-12-31"]),
        }
    )
    none = pd.DataFrame({"kind": [], "status": [], "completion": [], "title": []})
    kinds = pd.DataFrame({"milestone": [], "question": []})
    asked = sentences.questions("Japan", none, none, worse, kinds, {}, {("reports", "JPN", "2013")})
    assert asked == [
        (
            "What is done about Reports?",
            "Reports, Japan: from 5 in 2012 to 9 reports (undated page, read as 2013).",
        )
    ]


def test_gaps_are_counted_by_target_and_thing_most_often_first(seen):
    drawn = picture(seen, "gaps", as_of=THEN, target=4, most=2)
    assert values(drawn.spec) == [
        {"label": "Target 4: Hotline in INHOPE", "value": 50, "said": "50"},
        {"label": "Target 4: No figure on record", "value": 49, "said": "49"},
    ]
    assert drawn.takeaway == ("Most often missing: Target 4: Hotline in INHOPE 50; Target 4: No figure on record 49.")
    france = picture(seen, "gaps", as_of=THEN, country="FRA", kind="not_known")
    assert sorted(row["label"] for row in values(france.spec)) == [
        *("Target 1: ICSE connection", "Target 2: Virtual Global Taskforce", "Target 4: Hotline in INHOPE")
    ]


def test_bars_of_countries_stand_in_the_order_of_the_alphabet(seen):
    """observations.csv: the index of 2019 gives Germany 73.1 and France 65.2."""
    drawn = picture(seen, "comparison", as_of="latest", indicator="oosi_score", country=["FRA", "DEU"])
    assert [(row["label"], row["value"], row["said"]) for row in values(drawn.spec)] == [
        ("France", 65.2, "65.2"),
        ("Germany", 73.1, "73.1"),
    ]
    assert drawn.takeaway.startswith("France 65.2; Germany 73.1 (score 0-100, ")
    assert drawn.title == "Out of the Shadows Index score, 2019 (score 0-100)"


def figures(*rows):
    names = ["label", "indicator", "iso3", "country", "unit", "period", "date_to", "evidence", "comparable"]
    frame = pd.DataFrame(rows, columns=[*names, "comparable_reason"])
    return frame.assign(date_to=pd.to_datetime(frame["date_to"]))


def figure(iso3, country, unit="urls", period="2013", evidence="verified", comparable=True):
    day = f"{period}-12-31"
    return ("Reports", "reports", iso3, country, unit, period, day, evidence, comparable, "The definitions differ")


def test_why_figures_are_not_put_side_by_side():
    japan, peru = figure("JPN", "Japan"), figure("PER", "Peru")
    cases = [
        ([figure("JPN", "Japan", comparable=False), peru], "The definitions differ."),
        ([japan], "Only one of the 3 countries has a figure."),
        ([japan, figure("PER", "Peru", evidence="unconfirmed")], "Only one of the 3 countries has a figure."),
        ([japan, figure("PER", "Peru", unit="pages")], "The units differ."),
        ([japan, figure("PER", "Peru", period="2012")], "The years differ: 2012, 2013."),
    ]
    assert [sides(figures(*rows), 3)[1][0][2] for rows, _why in cases] == [why for _rows, why in cases]
    assert sides(figures(*cases[3][0]), 3)[1][0][:2] == ("Reports", "Japan, Peru")
    older = [figure(code, name, period="2012") for code, name in (("JPN", "Japan"), ("PER", "Peru"))]
    (fair,), refused = sides(figures(japan, *older, peru, figure("CHL", "Chile", period="2014")), 3)
    assert (fair.indicator, fair.title, fair.rows["period"].tolist(), refused) == (
        "reports",
        "Reports, 2013 (urls)",
        ["2013", "2013"],
        [],
    )


def test_choices_of_the_address_have_their_words_in_their_order(seen):
    assert list(choices.targets(seen).items()) == [
        (1, "Identify and support victims"),
        (2, "Investigate and prosecute"),
        (3, "Raise awareness"),
        (4, "Reduce availability"),
    ]
    assert list(choices.any_target(seen).items())[0] == (None, "All targets")
    assert list(choices.any_country(seen).items())[:2] == [(None, "All countries"), ("ALB", "Albania")]
    assert list(choices.goals(seen).items())[:2] == [
        (None, "All goals"),
        ("1.1", "1.1 Victims identified in the ICSE database"),
    ]
    assert list(choices.gap_kinds(seen).values())[:3] == ["All gaps", "Behind the path", "Not joined"]
    assert choices.groups() == {"region": "By region", "eu": "By EU membership"}
    assert list(choices.profiles(seen))[:2] == ["alliance", "destatis"]
    assert list(choices.dates(seen).items())[0] == ("latest", "Latest") and choices.MOST_COMPARED == 6
    assert "VNM" in choices.members(seen, "brussels-2012") and "VNM" not in choices.members(seen, THEN)
    assert {page: list(asked) for page, asked in choices.PAGES.items()} == {
        "": ["since"],
        "targets": ["target"],
        "countries": ["country"],
        "compare": ["groups", "country"],
        "gaps": ["target", "goal", "country", "kind"],
        "reporting": [],
        "quality": ["country"],
        "method": ["profile", "formula"],
        "exports": ["country"],
    }


WRITTEN = {
    ("targets", "as_of=latest target=1"): "",
    ("targets", "as_of=washington-2014 target=2"): "as_of=Washington 2014|target=Investigate and prosecute",
    ("gaps", "for_country=FRA gap=not_known goal=2.1"): "country=France|kind=Not known|goal=2.1 Criminalisation and "
    "prosecution framework",
    ("compare", "countries=FRA countries=DEU groups=eu"): "country=France|country=Germany|groups=By EU membership",
    ("countries", "country=FRA country=DEU"): "country=Germany",
    ("method", "formula=progress_growth profile=unsd"): "profile=UNSD and UNDP",
    ("", "since=brussels-2012"): "since=Brussels 2012",
    ("quality", "edition=1 odd=x"): "edition=1|odd=x",
}


@pytest.mark.parametrize(("page", "asked"), WRITTEN)
def test_an_address_is_written_in_words_without_what_is_usual(seen, page, asked):
    pairs = [tuple(pair.split("=")) for pair in asked.split()]
    assert "|".join("=".join(pair) for pair in choices.written(seen, page, pairs)) == WRITTEN[page, asked]


def test_a_figure_is_superseded_on_the_very_day(illustrated):
    """At a date of looking a figure no longer counts from the day on which another took its place."""
    gone = illustrated.rows("observations").dropna(subset=["superseded_from"])
    held = {
        as_of: set(zip(*(queries.observations(illustrated, as_of)[name] for name in ("file", "line")), strict=True))
        for as_of in (THEN, "latest")
    }
    day = queries.known_until(illustrated, THEN)
    on_the_day = gone[gone["superseded_from"] == day]
    assert len(gone) > 0 and not any((row.file, row.line) in held["latest"] for row in gone.itertuples())
    assert not any((row.file, row.line) in held[THEN] for row in on_the_day.itertuples())


def test_tables_name_their_filters_and_their_files(seen):
    asked = table(seen, "gaps", as_of=THEN, country=["FRA", "DEU"], target=2, goal=None)
    assert asked.filters_text == "as_of = washington-2014; country = FRA, DEU; target = 2"
    assert table(seen, "sources").filters_text == "none" and asked.edition_text == f"1 · {seen.hash[:6]}"
    assert table(seen, "gaps", as_of=THEN, target=2).file_name == (
        f"monitor-gaps-edition-1-{seen.hash[:6]}-as_of-washington-2014-target-2"
    )


HIDDEN = [
    ("gaps", {"as_of": THEN}, "country", "FRA", "Country"),
    ("gaps", {"as_of": THEN}, "target", 2, "Target"),
    ("gaps", {"as_of": THEN}, "goal", "2.1", "Goal"),
    ("thresholds", {}, "profile", "unsd", "Profile"),
    ("robustness", {"as_of": THEN}, "indicator", "alliance_countries", "Indicator"),
]


@pytest.mark.parametrize(("name", "date", "key", "value", "heading"), HIDDEN)
def test_what_a_filter_says_stands_in_no_column(seen, name, date, key, value, heading):
    assert heading in table(seen, name, **date).shown()
    assert heading not in table(seen, name, **date, **{key: value}).shown()


@pytest.mark.parametrize(
    ("as_of", "lines"),
    [
        ("brussels-2012", ["Brussels 2012"]),
        ("london-2014", ["Brussels 2012", "Washington 2014", "London 2014"]),
        ("abu-dhabi-2015", ["Brussels 2012", "Washington 2014", "London 2014", "Abu Dhabi 2015"]),
    ],
)
def test_the_joint_goal_as_known_at_a_conference_has_no_line_of_a_later_one(seen, as_of, lines):
    marks = values(picture(seen, "joint_goal", as_of=as_of).spec)
    assert [row["label"] for row in marks if row.get("series") == "conference"] == lines
