"""One truth (promise P13): a figure is the same on the screen, in its picture, and in everything that leaves the house.
The full tier compares both editions in every output and on every page."""

import pytest

from tests.support import truth
from views import edition as editions
from views import pictures, queries
from views.edition import in_force

MADE_LONG = (truth.as_database, truth.as_open_data, truth.as_parquet)
"""What takes longest to make; of the illustrative edition the full tier looks into them."""


@pytest.fixture(params=["real", "illustrative"])
def looked(request):
    """An edition of the real record, and one of a round with invented reports, where 99 workbooks are inside."""
    return request.getfixturevalue("seen" if request.param == "real" else "illustrated")


def same_numbers(edition, read):
    figures = truth.sample(edition)
    assert len(figures) == 500
    assert truth.differing(figures, read(edition)) == []


@pytest.mark.parametrize("read", truth.NUMBERS, ids=lambda read: read.__name__.removeprefix("as_"))
def test_500_figures_are_the_same_number_in_every_file_and_answer(seen, read):
    same_numbers(seen, read)


@pytest.mark.parametrize(
    "read",
    [read for read in truth.NUMBERS if read not in MADE_LONG],
    ids=lambda read: read.__name__.removeprefix("as_"),
)
def test_500_invented_figures_are_the_same_number_in_every_file_and_answer(illustrated, read):
    same_numbers(illustrated, read)


@pytest.mark.full(
    "a table of a thousand rows on paper takes half a minute; other tables are compared on paper each time"
)
def test_500_figures_are_the_same_words_in_the_pdf_of_the_table(seen):
    figures = truth.sample(seen)
    assert (len(figures), truth.missing_on_paper(seen, figures)) == (500, [])


def test_the_figures_on_the_screen_are_those_of_the_edition(looked, visit):
    """The pages of ten countries with many figures, their tables as the browser gets them."""
    figures = truth.published(looked)
    countries = [row["iso3"] for row in figures.values()]
    listed = set(queries.roster(looked, "latest")["iso3"])  # the page of a country that is in no list shows no figure
    often = sorted(listed, key=lambda country: (-countries.count(country), country))[:10]
    wrong, compared = truth.on_screen(figures, visit, often)
    assert wrong == [] and compared > 150


def test_the_points_of_every_picture_are_figures_of_the_edition(looked):
    figures = queries.observations(looked, "latest")
    series = figures.groupby(["indicator", "iso3"]).filter(lambda rows: len(rows) > 2)
    compared = 0
    for (indicator, country), rows in series.groupby(["indicator", "iso3"]):
        picture = pictures.picture(looked, "trend", as_of="latest", indicator=indicator, country=country)
        values = picture.spec["layer"][0]["data"]["values"]
        drawn = sorted((one["period"], one["value"]) for one in values if one["series"] == "observed")
        assert drawn == sorted(zip(rows["period"], rows["value"], strict=True))
        compared += len(drawn)
    assert compared > 300


@pytest.mark.parametrize("country", ["FRA", "GHA"])
def test_what_a_brief_says_of_a_country_is_the_same_as_pdf_and_as_docx_and_on_the_screen(looked, country):
    figures, brief, letter = truth.in_briefs(looked, country)
    assert letter == figures
    assert len(brief) >= min(len(figures), 3), "two pages hold the most telling; the rest is counted there"


@pytest.mark.parametrize("country", ["FRA", "GHA", "DEU", "USA"])
def test_the_workbook_of_a_country_holds_its_figures_as_numbers(looked, country):
    wrong, compared = truth.not_in_workbook(looked, country)
    assert wrong == [] and compared > 0


def test_two_editions_that_differ_in_one_digit_differ_in_that_figure_everywhere(one_digit, monkeypatch):
    """The control: one figure is altered; each output shows it, in the edition that has it and in no other."""
    store, line = one_digit
    monkeypatch.setenv("MONITOR_STORE", str(store))
    old, new, key = editions.edition(1), in_force(), f"observations.csv:{line}"
    was, now = truth.published(old), truth.published(new)
    assert (was[key]["value"], now[key]["value"]) == (2091, 2092)
    for read in truth.NUMBERS:
        before, after = read(old), read(new)
        assert truth.differing(was, after) == [key], read.__name__
        assert truth.differing(now, before) == [key], read.__name__
        assert truth.differing(was, before) == [], read.__name__
