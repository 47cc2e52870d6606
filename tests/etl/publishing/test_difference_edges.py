"""Why something differs between two editions, and how a revision note names it: every branch, over literal rows."""

import pytest

from tests.support.tiny import answer

TOLD = {
    "what": "figure", "iso3": "FRA", "country": "France", "item": "arrests", "label": "Arrests", "target_no": 2,
    "period": "2013", "value": "60 persons",
}  # fmt: skip
REPORT = {"what": "report", "item": "progress-2014", "label": "Progress 2014", "period": "", "value": "S0007"}
STATUS = {"what": "status", "period": "latest", "value": "improving"}
WORLD = {"iso3": "WLD", "country": "World"}
KENYA = {"iso3": "KEN", "country": "Kenya"}
TARGET = {**STATUS, **WORLD, "what": "target", "item": "target 2", "label": "Target 2", "value": "most"}
WORSE = {**STATUS, "value": "worsening"}


def compared(before, after, same_method=True):
    """(what, why, line) of what differs, in its order."""
    found = answer("differences/compare", {"same_method": same_method}, before=(TOLD, *before), after=(TOLD, *after))
    return [(row["what"], row["why"], row["line"]) for row in found]


NEW_REPORT = ("report", "new report", "France: new report, Progress 2014")
CASES = {
    "the same is no difference": ([{}], [{}], []),
    "a new figure of the record": ([], [{}], [("figure", "new report", "France: new figures in the record")]),
    "a figure of another period is another figure": (
        [{}],
        [{}, {"period": "2014"}],
        [("figure", "new report", "France: new figures in the record")],
    ),
    "a figure that was revised": (
        [{}],
        [{"value": "61 persons"}],
        [("figure", "revised figure", "France, Arrests, 2013: 61 persons instead of 60 persons")],
    ),
    "a figure that is gone": ([{}], [], [("figure", "withdrawn", "France, Arrests, 2013: 60 persons is withdrawn")]),
    "a new report says it all": (
        [STATUS],
        [REPORT, {}, WORSE],
        [NEW_REPORT, ("figure", "new report", ""), ("status", "new report", "")],
    ),
    "a report that is gone takes its figures along": (
        [REPORT, {}, WORSE],
        [STATUS],
        [
            ("report", "withdrawn", "France: report withdrawn, Progress 2014"),
            ("figure", "withdrawn", "France, Arrests, 2013: 60 persons is withdrawn"),
            ("status", "withdrawn", "France, Arrests: improving instead of worsening"),
        ],
    ),
    "a figure of before a report that is gone counts again": (
        [REPORT, {}],
        [{"value": "59 persons"}],
        [
            ("report", "withdrawn", "France: report withdrawn, Progress 2014"),
            ("figure", "withdrawn", "France, Arrests, 2013: 59 persons instead of 60 persons"),
        ],
    ),
    "a report that was replaced": (
        [REPORT, {}],
        [{**REPORT, "value": "S0008"}, {"value": "59 persons"}],
        [
            ("report", "revised figure", "France: report replaced, Progress 2014"),
            ("figure", "revised figure", "France, Arrests, 2013: 59 persons instead of 60 persons"),
        ],
    ),
    "a report explains only its own country": (
        [{**STATUS, **KENYA}],
        [REPORT, {**WORSE, **KENYA}],
        [NEW_REPORT, ("status", "revised figure", "Kenya, Arrests: worsening instead of improving (revised figure)")],
    ),
    "a coding": (
        [],
        [{"what": "coding", "item": "C001", "label": "C001", "period": "2014 completion", "value": "full"}],
        [("coding", "coding", "France, C001: full is new (coding)")],
    ),
    "a coding that was changed": (
        [{"what": "coding", "label": "C001", "value": "partial"}],
        [{"what": "coding", "label": "C001", "value": "full"}],
        [("coding", "revised figure", "France, C001: full instead of partial (revised figure)")],
    ),
    "an answer": (
        [{"what": "answer", "value": "refused"}],
        [],
        [("answer", "withdrawn", "France, Arrests, 2013: refused is withdrawn")],
    ),
    "a fact explains and is no difference itself": (
        [{**STATUS, "what": "milestone", "value": "yes"}],
        [{"what": "fact", "value": "2013-01-01 verified"}, {**STATUS, "what": "milestone", "value": "no"}],
        [("milestone", "new report", "")],
    ),
    "of two causes the gravest": (
        [STATUS, {"period": "2012"}],
        [WORSE, {"period": "2014"}],
        [
            ("figure", "withdrawn", "France, Arrests, 2012: 60 persons is withdrawn"),
            ("figure", "new report", "France: new figures in the record"),
            ("status", "withdrawn", "France, Arrests: worsening instead of improving"),
        ],
    ),
    "all countries together change by any of them": (
        [{**STATUS, **WORLD}, {}],
        [{**WORSE, **WORLD}],
        [
            ("figure", "withdrawn", "France, Arrests, 2013: 60 persons is withdrawn"),
            ("status", "withdrawn", "World, Arrests: worsening instead of improving"),
        ],
    ),
    "one country does not change by another": (
        [{**STATUS, **KENYA}, {}],
        [{**WORSE, **KENYA}],
        [
            ("figure", "withdrawn", "France, Arrests, 2013: 60 persons is withdrawn"),
            ("status", "revised figure", "Kenya, Arrests: worsening instead of improving (revised figure)"),
        ],
    ),
    "a target changes by what is under it": (
        [TARGET, {}],
        [{**TARGET, "value": "some"}],
        [
            ("figure", "withdrawn", "France, Arrests, 2013: 60 persons is withdrawn"),
            ("target", "withdrawn", "World, Target 2: some instead of most"),
        ],
    ),
    "a target does not change by what is under another": (
        [TARGET, {"target_no": 3}],
        [{**TARGET, "value": "some"}],
        [
            ("figure", "withdrawn", "France, Arrests, 2013: 60 persons is withdrawn"),
            ("target", "revised figure", "World, Target 2: some instead of most (revised figure)"),
        ],
    ),
    "an earlier figure that was the one that counted is told once": (
        [{}],
        [{"value": "61 persons"}, {"what": "earlier figure"}],
        [("figure", "revised figure", "France, Arrests, 2013: 61 persons instead of 60 persons")],
    ),
    "an earlier figure that counts again is told once": (
        [{"value": "61 persons"}, {"what": "earlier figure"}],
        [{}],
        [("figure", "revised figure", "France, Arrests, 2013: 60 persons instead of 61 persons")],
    ),
    "another earlier figure is told": (
        [{}],
        [{"value": "61 persons"}, {"what": "earlier figure", "value": "59 persons"}],
        [
            ("earlier figure", "new report", ""),
            ("figure", "revised figure", "France, Arrests, 2013: 61 persons instead of 60 persons"),
        ],
    ),
    "an earlier figure that is gone was revised": (
        [{"what": "earlier figure", "value": "59 persons"}],
        [],
        [("earlier figure", "revised figure", "France, Arrests, 2013: 59 persons is withdrawn")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_differs_has_its_reason_and_its_line(case):
    before, after, expected = CASES[case]
    assert compared(before, after) == expected


@pytest.mark.parametrize(("same_method", "why"), [(True, "revised figure"), (False, "changed rule")])
def test_a_status_with_nothing_behind_it_changed_by_its_rule_where_rules_have_changed(same_method, why):
    line = f"France, Arrests: worsening instead of improving ({why})"
    assert compared([STATUS], [WORSE], same_method) == [("status", why, line)]


def test_other_rules_do_not_hide_a_figure_that_changed():
    assert compared([STATUS, {}], [WORSE], same_method=False)[1][1] == "withdrawn"


def test_reports_come_first_then_by_country_thing_and_kind():
    after = [KENYA, {}, {**WORSE, "what": "status"}, {**REPORT, **KENYA}, {"item": "abc"}]
    found = answer("differences/compare", {"same_method": True}, before=(TOLD,), after=(TOLD, *after))
    assert [(row["what"], row["iso3"], row["item"]) for row in found] == [
        ("report", "KEN", "progress-2014"),
        *[("figure", "FRA", "abc"), ("figure", "FRA", "arrests"), ("status", "FRA", "arrests")],
        ("figure", "KEN", "arrests"),
    ]
