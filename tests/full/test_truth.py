"""One truth (promise P13) in full: both editions, every output that takes long, and every country's page and brief."""

import pytest

from tests.support import truth
from tests.test_truth import MADE_LONG, looked, same_numbers  # noqa: F401
from views import queries


@pytest.mark.parametrize("read", MADE_LONG, ids=lambda read: read.__name__.removeprefix("as_"))
def test_500_invented_figures_are_the_same_number_in_what_takes_long(illustrated, read):
    same_numbers(illustrated, read)


def test_500_invented_figures_are_the_same_words_in_the_pdf_of_the_table(illustrated):
    figures = truth.sample(illustrated)
    assert (len(figures), truth.missing_on_paper(illustrated, figures)) == (500, [])


def test_the_figures_on_the_screen_are_those_of_the_edition(looked, visit):  # noqa: F811
    wrong, compared = truth.on_screen(truth.sample(looked), visit, queries.roster(looked, "latest")["iso3"])
    assert wrong == [] and compared > 300


@pytest.mark.parametrize("country", ["DEU", "JPN", "MNE"])
def test_what_a_brief_says_of_a_country_is_the_same_as_pdf_and_as_docx(looked, country):  # noqa: F811
    figures, brief, letter = truth.in_briefs(looked, country)
    assert letter == figures
    assert len(brief) >= min(len(figures), 3), "two pages hold the most telling; the rest is counted there"
