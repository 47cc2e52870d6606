"""The tables that readers can ask for, by name, each with its title, its query and its headings."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from core.words import _
from views import queries
from views.tables.view import View


def _view(name: str, title: str, query: Callable[..., pd.DataFrame], /, **columns: str) -> View:
    return View(name, title, query, columns)


_SOURCE = {
    "source_title": _("Source"), "source_tier": _("Kind of source"), "source_url": _("Link"),
    "evidence": _("Evidence"), "where": _("Row"),
}  # fmt: skip

VIEWS = {
    view.name: view
    for view in (
        _view("targets", _("Policy targets and their status"), queries.targets,
            target_no=_("Target"), short_name=_("Name"), met=_("Met"), not_met=_("Not met"),
            not_known=_("Not known"), countries_with_action=_("Countries with an action"),
            participants=_("Countries")),
        _view("trajectory", _("Observed points, path, and where the present pace leads"), queries.trajectory,
            indicator=_("Indicator"), iso3=_("Country"), series=_("Series"), day=_("Day"), period=_("Period"),
            figure=_("Value"), **_SOURCE),
        _view("assessments", _("What every profile says"), queries.assessments,
            indicator_label=_("Indicator"), country=_("Country"), profile_label=_("Profile"), rule=_("Rule"),
            status=_("Status"), ratio=_("Ratio"), base_year=_("Base"), current_year=_("Last"), reason=_("Why")),
        _view("robustness", _("How sure each judgement is"), queries.robustness,
            indicator_label=_("Indicator"), country=_("Country"), status=_("Status"), mark=_("How sure"),
            doubts=_("Doubts"), status_without_last=_("Without the last point"), agree=_("Other profiles that agree")),
        _view("revisions", _("Cumulative figures that were revised"), queries.revisions,
            label=_("Indicator"), country=_("Country"), kind=_("What"), from_date=_("Known on"),
            from_figure=_("Figure"), to_date=_("Then on"), to_figure=_("Figure then"), **_SOURCE),
        _view("profile_rules", _("Rules of the profiles"), queries.profile_rules,
            profile=_("Profile"), rule=_("Rule"), formula=_("Formula"), needs=_("Needs"),
            reason=_("Why the Alliance uses it")),
        _view("thresholds", _("Thresholds of the profiles"), queries.thresholds,
            profile=_("Profile"), rule=_("Rule"), label=_("Status"), bound=_("Bound"), value=_("Value"),
            meaning=_("Meaning")),
        _view("edge_cases", _("Edge cases and their answers"), queries.edge_cases,
            profile=_("Profile"), edge=_("Case"), label=_("Answer"), reason=_("Said"), source=_("From")),
        _view("spans", _("Growth of the joint goal between neighbouring points"), queries.spans,
            from_period=_("From"), to_period=_("To"), from_figure=_("Victims, from"), to_figure=_("Victims, to"),
            days=_("Days"), growth=_("Growth a year"), additions_a_year=_("Additions a year"),
            span=_("How far it can be trusted"), origin=_("Rows")),
        _view("milestone_totals", _("Milestones over all countries"), queries.milestone_totals,
            target_no=_("Target"), label=_("Milestone"), met=_("Met"), not_met=_("Not met"),
            not_known=_("Not known"), participants=_("Countries")),
        _view("milestones", _("Milestones by country"), queries.milestones,
            country=_("Country"), label=_("Milestone"), state=_("State"), since=_("Since"),
            since_where=_("Row of that date"), stated=_("As stated"), note=_("Note"),
            other=_("Another source says"), other_url=_("Its address"), **_SOURCE),
        _view("directions", _("Indicators with a better direction"), queries.directions,
            goal_id=_("Goal"), label=_("Indicator"), country=_("Country"), status=_("Status"), base_value=_("First"),
            current_value=_("Last"), unit=_("Unit"), points=_("Points"), origin=_("Rows")),
        _view("indicators", _("Indicators and their rules"), queries.indicators,
            goal_id=_("Goal"), label=_("Indicator"), unit=_("Unit"), rule=_("Rule"), rule_reason=_("Why this rule"),
            figures=_("Figures"), countries_then=_("Countries"), newest=_("Newest"), caveat=_("Caveat")),
        _view("observations", _("Published figures"), queries.observations,
            label=_("Indicator"), country=_("Country"), period=_("Period"), figure=_("Figure"), unit=_("Unit"),
            remarks=_("Note"), **_SOURCE),
        _view("commitments", _("Actions on record"), queries.commitments,
            country=_("Country"), goal_id=_("Goal"), title=_("Action"), kind=_("Kind"), origin=_("Whose word"),
            dates=_("Announced, due"), known=_("What is known"), **_SOURCE),
        _view("gaps", _("Gaps"), queries.gaps,
            target_no=_("Target"), goal_id=_("Goal"), country=_("Country"), label=_("What"), kind=_("Gap"),
            takes_words=_("What it would take"), known_at=_("As stated"), **_SOURCE),
        _view("gap_totals", _("Gaps by what is missing"), queries.gap_totals,
            target_no=_("Target"), label=_("What"), countries=_("Countries"), participants=_("of countries"),
            not_joined=_("Not joined"), sources_differ=_("Sources differ"), not_known=_("Not known"),
            not_reported=_("Not in our record"),
            overdue=_("Overdue"), due_no_report=_("Due, nothing later"), behind_path=_("Behind the path")),
        _view("facts", _("Treaty acts and memberships of one country"), queries.facts,
            short_label=_("Milestone"), register_label=_("Register"), fact=_("Fact"), date=_("Date"),
            status_as_of=_("List of"), **_SOURCE),
        _view("coverage", _("What is known of each country under each target"), queries.coverage,
            country=_("Country"), target_no=_("Target"), voice=_("Actions come from"), actions=_("Actions"),
            milestones_known=_("Milestones known"), milestones=_("Milestones"), indicators=_("Indicators"),
            figures=_("Figures"), newest_figure=_("Newest figure")),
        _view("indicator_coverage", _("How much our record holds for each indicator"), queries.indicator_coverage,
            target_no=_("Target"), label=_("Indicator"), rule=_("Rule"), figures=_("Figures"),
            countries=_("Countries"), participants=_("of countries"), unconfirmed=_("Unconfirmed"),
            not_exact=_("Not exact"), last_date=_("Newest"), age_years=_("Age in years")),
        _view("comparison", _("Figures of countries side by side"), queries.comparison,
            label=_("Indicator"), period=_("Period"), country=_("Country"), figure=_("Figure"), unit=_("Unit"),
            remarks=_("Note"), **_SOURCE),
        _view("changes", _("What changed between two dates"), queries.changes,
            target_no=_("Target"), label=_("What"), before=_("Before"), after=_("After"), unit=_("Unit")),
        _view("promises", _("Commitments, and what became of them"), queries.promises,
            country=_("Country"), goal_id=_("Goal"), title=_("Commitment"), due_date=_("Due"),
            known=_("What is known"), done=_("What was done, in the country's words"), evidence_url=_("Evidence"),
            ambition=_("Ambition, coded"), reply=_("Reply of the country"), where=_("Cell")),
        _view("reporting", _("Who has reported in a round"), queries.reporting,
            country=_("Country"), voice=_("Report"), office=_("Office"), dated=_("Dated"),
            submission=_("Submission"), sha256=_("SHA-256 of the file")),
        _view("answers", _("What countries answered"), queries.answers,
            country=_("Country"), label=_("Indicator"), period=_("Period"), answer=_("Answer"), value=_("Value"),
            unit=_("Unit"), note=_("Note"), where=_("Cell")),
        _view("threats", _("What national police see changing"), queries.threats,
            label=_("Phenomenon"), country=_("Country"), direction=_("Direction"), confidence=_("Confidence"),
            statement=_("In one sentence"), where=_("Cell")),
        _view("practices", _("What worked, and for whom it may be useful"), queries.practices,
            country=_("Country"), title=_("Practice"), worked=_("What worked"), less=_("What worked less well"),
            useful_for=_("For whom"), evidence_url=_("Link"), where=_("Cell")),
        _view("issues", _("What the checks found"), queries.issues,
            severity=_("Severity"), rule=_("Rule"), file=_("File"), line=_("Line"), place=_("Column"),
            found=_("Found"), expected=_("Expected")),
        _view("sources", _("Sources"), queries.sources,
            source_title=_("Source"), source_url=_("Link"), tier=_("Kind"), rows_resting=_("Rows"), files=_("Files")),
        _view("participants", _("Countries of the Alliance"), queries.participants,
            name=_("Country"), region=_("Region"), source_title=_("Source"), source_tier=_("Kind of source"),
            source_url=_("Link"), note=_("Note"), where=_("Row")),
        _view("potential_actions", _("Example actions"), queries.potential_actions,
            goal_id=_("Goal"), action=_("Action"), kind=_("Kind"), **_SOURCE),
        _view("events", _("Events"), queries.events,
            date=_("Date"), title=_("Event"), description=_("What happened"), **_SOURCE),
    )
}  # fmt: skip
