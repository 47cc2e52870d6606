"""A question to the API and what surrounds its answer, on the edges; and where comparing is fair."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from views.api import question, responses
from views.api.problems import Problem
from views.api.question import Question
from views.comparison import sides

DATES = pd.Series(["2014-09-30", "2014-09", "2014", None, "2014-10-01"])


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        *[("2014", True), ("2014-02", True), ("2014-02-29", True), ("2014-02-30", False), ("2014-04-31", False)],
        *[("2014-12-31", True), ("2014-13", False), ("2014-00", False), ("2014-01-00", False), ("1899", False)],
        *[("2099-11-30", True), ("2100", False), ("2014-9", False), ("2014-09-30T09:00", False), ("2014-04-30", True)],
    ],
)
def test_a_day_a_month_or_a_year_is_written_as_the_calendar_has_it(text, is_day):
    assert bool(re.fullmatch(question.DAY, text)) is is_day


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        ("2014-09-30", "2014-09-30", [True, True, True, False, False]),
        ("2014-10-01", "2014-10-01", [False, False, True, False, True]),
        ("2014-01-01", "2014-08-31", [False, False, True, False, False]),
        ("2014-10-02", "9999-12-31", [False, False, True, False, False]),
        ("2015-01-01", "9999-12-31", [False] * 5),
        ("0000-01-01", "2013-12-31", [False] * 5),
    ],
)
def test_a_date_lies_in_a_time_with_any_of_its_days(first, last, touched):
    assert question._touches(DATES, first, last).tolist() == touched


@pytest.mark.parametrize(
    ("asked", "is_possible"),
    [
        *[(("2014", "2014"), True), (("2014-09", "2014-09-01"), True), (("2014-09-30", "2014-09"), True)],
        *[(("2014-10", "2014-09"), False), (("2014-09-30", "2014-09-29"), False), (("2014-12-31", "2014"), True)],
    ],
)
def test_something_can_lie_between_two_days_where_one_day_of_each_allows_it(asked, is_possible):
    query = {"from": [asked[0]], "to": [asked[1]]}
    if is_possible:
        assert question._between(query) == {"from": asked[0], "to": asked[1]}
        return
    with pytest.raises(Problem, match="from lies after to") as problem:
        question._between(query)
    assert (problem.value.parameter, problem.value.found, problem.value.status) == ("from", asked[0], 400)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("1000", 1000),
        ("1001", None),
        ("0", None),
        ("-1", None),
        ("1.0", None),
        ("", None),
        ("٣", None),
        ("007", 7),
    ],
)
def test_a_whole_number_lies_between_its_least_and_its_most(text, number):
    if number is not None:
        assert question.whole_number("limit", text, 1, 1000) == number
        return
    with pytest.raises(Problem, match="limit is a whole number from 1 to 1000") as problem:
        question.whole_number("limit", text, 1, 1000)
    assert (problem.value.allowed, problem.value.found) == ([1, 1000], text)


# ---- pages


RESOURCE = SimpleNamespace(name="gaps", parameters=("edition", "limit"), title="Gaps", query=lambda _edition: None)


def asked(limit, offset, **more):
    fields = {"filters": {"kind": ["no", "due"]}, "as_of": "latest", "between": {"from": "2014"}, **more}
    return Question(RESOURCE, SimpleNamespace(number=4), limit=limit, offset=offset, **fields)


@pytest.mark.parametrize(
    ("limit", "offset", "following", "before"),
    [
        *[(10, 0, 10, None), (10, 10, 20, 0), (10, 20, None, 10), (10, 15, None, 5), (25, 0, None, None)],
        *[(24, 0, 24, None), (10, 5, 15, 0), (10, 25, None, 15), (10, 400, None, 15), (None, 0, None, None)],
    ],
)
def test_the_pages_around_begin_where_the_others_end(limit, offset, following, before):
    links = responses._links(asked(limit, offset), 25, "json")
    found = {rel: int(re.search(r"offset=(\d+)", link)[1]) for rel, link in links.items()}
    assert (found.get("next"), found.get("prev")) == (following, before)


def test_the_address_of_another_page_holds_all_that_was_asked_and_its_edition():
    assert responses._links(asked(10, 0), 25, "csv") == {
        "next": "/api/v1/gaps?as_of=latest&kind=no&kind=due&from=2014&edition=4&format=csv&limit=10&offset=10"
    }
    bare = Question(SimpleNamespace(name="editions", parameters=()), SimpleNamespace(number=4), {}, None, {}, 1, 0)
    assert responses._links(bare, 2, "json") == {"next": "/api/v1/editions?limit=1&offset=1"}


@pytest.mark.parametrize(
    ("limit", "offset", "rows", "place"),
    [(10, 0, 10, "1 to 10 of 25"), (10, 20, 5, "21 to 25 of 25"), (10, 30, 0, "0 of 25"), (None, 0, 25, None)],
)
def test_a_page_as_a_table_says_which_rows_it_has(limit, offset, rows, place):
    table = asked(limit, offset).table(pd.DataFrame({"line": range(25)}))
    assert (len(table.frame), table.filters.get("rows")) == (rows, place)
    assert {name: value for name, value in table.filters.items() if name != "rows"} == {
        "as_of": "latest", "kind": ["no", "due"], "from": "2014",
    }  # fmt: skip
    assert asked(10, 0, filters={"kind": [7]}).table(table.frame).filters["kind"] == "7"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        *[(None, "json"), (" ", "json"), ("*/*", "json"), ("text/csv", "csv"), ("text/*;q=0.9, */*;q=0.8", "csv")],
        *[("text/csv;q=0.5, application/json;q=0.5", "json"), ("text/csv;q=0.6, application/*;q=0.5", "csv")],
        *[("text/csv;q=0", None), ("application/json;q=0, text/csv;q=0.001", "csv"), ("text/html", None)],
        *[("TEXT/CSV ; q=1.0", "csv"), ("text/csv;q=oops, application/json;q=0.9", "csv"), ("text/csv;q=2", "csv")],
        *[(", " * 99 + "text/csv", "csv"), (", " * 100 + "text/csv", None)],
    ],
)
def test_what_accept_likes_best_is_answered(accept, form):
    assert responses.accepted(accept) == form


# ---- where comparing is fair


def row(country, period="2013", unit="persons", **more):
    return {
        "indicator": "arrests", "label": "Arrests", "iso3": country[:3].upper(), "country": country, "unit": unit,
        "period": period, "date_to": f"{period}-12-31", "evidence": "verified", "comparable": True,
        "comparable_reason": "Counted in another way", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "title", "reason"),
    [
        ([row("France"), row("Germany", evidence="reported")], "Arrests, 2013 (persons)", None),
        ([row("France"), row("Germany", evidence="unconfirmed")], None, "Only one of the 3 countries has a figure."),
        ([row("France"), row("France", "2014")], None, "Only one of the 3 countries has a figure."),
        ([row("France"), row("Germany", unit="cases")], None, "The units differ."),
        ([row("Germany", "2014"), row("France")], None, "The years differ: 2013, 2014."),
        ([row("France", comparable=False), row("Germany")], None, "Counted in another way."),
        (
            [row("France"), row("Germany"), row("France", "2014"), row("Germany", "2014"), row("France", "2015")],
            "Arrests, 2014 (persons)", None,
        ),
    ],
)  # fmt: skip
def test_figures_of_one_unit_and_period_stand_side_by_side_and_others_are_refused_with_the_reason(rows, title, reason):
    fair, refused = sides(pd.DataFrame(rows), 3)
    assert [side.title for side in fair] == ([title] if title else [])
    if title:
        assert (fair[0].indicator, fair[0].rows["country"].tolist()) == ("arrests", ["France", "Germany"])
    names = ", ".join(sorted({one["country"] for one in rows}))
    assert refused == ([("Arrests", names, reason)] if reason else [])
