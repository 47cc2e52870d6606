"""What filters and charts show of the real record, as literals: no query or sentence answers for itself."""

import pytest

from tests.views.test_charts import values
from views import choices
from views.pictures import picture
from views.tables import table

GAPS = [
    ({}, 428),
    ({"target": 2}, 132),
    ({"country": "JPN"}, 8),
    ({"kind": "not_known"}, 156),
    ({"kind": "not_joined"}, 2),
    ({"kind": "sources_differ"}, 1),
    ({"kind": "due_no_report"}, 6),
    ({"kind": "overdue"}, 0),
    ({"goal": "2.2"}, 46),
    ({"target": 1, "country": "FRA"}, 3),
]
SINCE = {"washington-2014": 36, "brussels-2012": 41, "brussels-2022": 21, "abu-dhabi-2024": 10}
PROFILES = {"alliance": 12, "destatis": 3, "eurostat": 2, "sdsn": 1, "statcan": 2, "unsd": 7}
CHARTS = [
    ("milestones", {"milestone": "budapest"}, 54, ("country", "Albania", "Thailand"), "Budapest Convention"),
    ("gap_totals", {"target": 2}, 7, ("value", 45, 3), "Gaps under target 2, in countries"),
    ("timeline", {"country": "FRA"}, 21, ("day", "2014-11-30", "2012-12-05"), "On record over time: France"),
    ("matrix", {"eu": "no"}, 270, ("country", "Albania", "United States"), "Milestones of countries: Outside the EU"),
    ("voices", {"part": "1"}, 72, ("label", "1", "4"), "Actions in our record by country and policy target"),
    ("ages", {}, 6, ("label", "under 1 year", "no figure yet"), "Indicators by the age of their newest figure"),
]


@pytest.mark.parametrize(("filters", "rows"), GAPS)
def test_a_filter_of_gaps_leaves_exactly_its_rows(seen, filters, rows):
    frame = table(seen, "gaps", as_of="latest", **filters).frame
    columns = {"target": "target_no", "country": "iso3", "goal": "goal_id", "kind": "kind"}
    assert len(frame) == rows
    assert all(frame[columns[name]].eq(value).all() for name, value in filters.items())


def test_dates_and_profiles_choose_what_they_name(seen):
    changed = {since: len(table(seen, "changes", as_of="latest", since=since).frame) for since in SINCE}
    assert (changed, next(iter(choices.earlier(seen, "latest")))) == (SINCE, "washington-2014")
    assert {name: len(table(seen, "profile_rules", profile=name).frame) for name in PROFILES} == PROFILES
    counted = {as_of: len(choices.members(seen, as_of)) for as_of in ("brussels-2012", "washington-2014", "latest")}
    assert counted == {"brussels-2012": 48, "washington-2014": 54, "latest": 54}


@pytest.mark.parametrize(("name", "filters", "many", "edge", "title"), CHARTS, ids=[chart[0] for chart in CHARTS])
def test_a_chart_has_its_title_its_points_and_its_ends(seen, name, filters, many, edge, title):
    drawn, (column, first, last) = picture(seen, name, as_of="latest", **filters), edge
    held = values(drawn.spec)
    assert (drawn.title, len(held), held[0][column], held[-1][column]) == (title, many, first, last)
