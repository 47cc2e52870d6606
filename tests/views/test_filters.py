"""The names of filters stand in addresses that people keep: none changes with the name of a parameter."""

import inspect

from views.pictures import PICTURES
from views.tables import VIEWS

TABLES = {
    "targets": "as_of target",
    "trajectory": "as_of indicator country rule",
    "assessments": "as_of target indicator country",
    "robustness": "as_of target indicator country",
    "revisions": "as_of target country",
    "profile_rules": "profile",
    "thresholds": "profile",
    "edge_cases": "profile",
    "spans": "as_of",
    "milestone_totals": "as_of target",
    "milestones": "as_of target country milestone state",
    "directions": "as_of target country",
    "indicators": "as_of target",
    "observations": "as_of target country indicator rule",
    "commitments": "as_of target country whose",
    "gaps": "as_of target goal country kind",
    "gap_totals": "as_of target",
    "facts": "as_of country",
    "coverage": "as_of target country voice",
    "indicator_coverage": "as_of target",
    "comparison": "as_of country indicator",
    "changes": "as_of since",
    "promises": "as_of target country",
    "reporting": "round voice",
    "answers": "round country indicator target",
    "threats": "round country",
    "practices": "round target country",
    "judgement_sources": "as_of target country",
    "confirmations": "as_of target country",
    "issues": "severity",
    "sources": "",
    "participants": "country",
    "potential_actions": "target",
    "events": "as_of",
}
DRAWN = {
    "joint_goal": "as_of ahead",
    "milestones": "as_of target milestone",
    "trend": "as_of indicator country",
    "timeline": "as_of country",
    "matrix": "as_of region eu",
    "comparison": "as_of indicator country",
    "gaps": "as_of target goal country kind most",
    "gap_totals": "as_of target",
    "voices": "as_of part",
    "ages": "as_of",
}


def test_a_table_takes_the_filters_of_its_address():
    assert {name: " ".join(view.filters) for name, view in VIEWS.items()} == TABLES


def test_a_picture_takes_the_filters_of_its_address():
    taken = {name: list(inspect.signature(draw).parameters)[1:] for name, draw in PICTURES.items()}
    assert {name: " ".join(filters) for name, filters in taken.items()} == DRAWN
