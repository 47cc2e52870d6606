"""The workbook *Overview of the Alliance*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.workbook import charts, milestones
from views.workbook.columns import Column, columns, grounds, sources
from views.workbook.listing import List, marks
from views.workbook.report import Work
from views.workbook.styles import COUNT, DAY, SHARE, WHOLE
from views.workbook.writer import Sheet


class Round(Protocol):
    """A row of `queries.rounds`."""

    round: str
    label: str


def alliance(edition: Edition, as_of: str = "latest") -> bytes:
    """*Overview of the Alliance* as XLSX.

    Cover, joint goal, targets, milestones, countries by milestone, gaps, who has reported, what changed, sources and
    notes.
    """
    work = Work(edition, as_of, _("Overview of the Alliance"))
    joint = queries.joint_goal(edition, as_of)
    targets = queries.targets(edition, as_of)
    joint_goal(work, joint)
    _targets(work, targets, joint)
    milestones.totals(work)
    milestones.matrix(work)
    milestones.states(work)
    milestones.gaps(work)
    _reporting(work, queries.coverage(edition, as_of))
    _changes(work)
    by_target = [(_("Target {0}").format(row.target_no), _target(work, row, joint)) for row in targets.itertuples()]
    return work.done(
        sentences.alliance(targets, joint, queries.milestones(edition, as_of)),
        [(_("The joint goal"), goal_facts(work, joint)), (_("The four policy targets"), by_target)],
        rules=["annual_growth", "binary", "direction", "context"],
        scales=["alliance", "share", "gap", "voice"],
    )


def _target(work: Work, row: pd.Series, joint: pd.Series) -> str:
    says = sentences.target(row, joint, queries.milestones(work.edition, work.as_of))
    return f"{row.short_name}: {work.status(row.scale, row.status)}. {says}"


def goal_facts(work: Work, joint: pd.Series) -> list[tuple[str, str]]:
    """Where the joint goal stands, as the screen says it: pairs of name and sentence."""
    gap = ""
    if not words.missing(joint.gap_value):
        gap = f"{words.signed(joint.gap_value)} {sentences.against_the_path(joint)}"
    return [
        (_("Status"), work.status("alliance", joint.status)),
        (_("Gap"), gap),
        (_("Growth"), sentences.growth(joint) or sentences.joint_goal(joint)),
        (_("What it takes now"), sentences.takes_now(joint)),
        (_("Present pace"), sentences.pace(joint)),
        (_("How sure"), sentences.how_sure(joint)),
        (_("Base"), sentences.base(joint)),
        (_("Yearly additions"), sentences.additions(joint)),
    ]


def joint_goal(work: Work, joint: pd.Series) -> None:
    """The stock of the joint goal against its path: figures with their sources, a chart, and the path."""
    trajectory = work.asked("trajectory", rule="annual_growth")
    series = trajectory.frame["series"]
    observed = replace(trajectory, frame=trajectory.frame[series == "observed"].reset_index(drop=True))
    path = trajectory.frame[series == "path"]
    work.uses(observed)
    left_out = (_("Indicator"), _("Country"), _("Series"))
    table = List(
        _("Joint goal"),
        f"{sentences.joint_goal(joint)} {sentences.growth(joint)}".strip(),
        [column for column in columns(observed) if column.heading not in left_out],
        _("Our record held fewer than two figures at this date."),
        observed.filters_text,
    )
    sheet = work.add(table, _("Where does the one number stand that all countries signed up to?"))
    if observed.frame.empty:
        return
    rows = (sheet.last - len(observed.frame) + 1, sheet.last)
    drawn = [(_("Victims identified, as published"), sheet, 1, 3, rows, "points")]
    if len(path):
        road = _path(work, joint, path, observed.filters_text)
        rows = (road.last - len(path) + 1, road.last)
        drawn.append((_("Path of the joint goal"), road, 1, 2, rows, "path"))
    days = pd.concat([observed.frame["day"], path["day"]])
    charts.lines(
        sheet,
        _("Victims identified in INTERPOL’s ICSE database, cumulative, against the path of the joint goal"),
        drawn,
        f"A{sheet.last + 2}",
        (days.min(), days.max()),
        size=(25, 11),
    )


def _path(work: Work, joint: pd.Series, path: pd.DataFrame, filters: str) -> Sheet:
    """The stock that the joint goal asks for, day by day."""
    text = _("The base at the launch, growing by the required rate each year. {0}").format(sentences.base(joint))
    shown = [
        Column(_("Day"), list(path["day"]), "left", DAY),
        Column(_("Path"), list(path["value"]), "number", COUNT),
        Column(_("Unit"), [joint["unit"]] * len(path)),
    ]
    question = _("Which stock does the joint goal ask for, and when?")
    return work.add(List(_("Path"), text, shown, filters=filters), question, portrait=True)


def _targets(work: Work, targets: pd.DataFrame, joint: pd.Series) -> None:
    """One row a target: status, sentence, what is met, not met and not known, and by which rule."""
    edition, as_of = work.edition, work.as_of
    rows = list(targets.itertuples())
    states = queries.milestones(edition, as_of)
    behind = grounds(states, "target_no")
    trajectory = work.asked("trajectory", rule="annual_growth").frame
    of_goal = grounds(trajectory[trajectory["series"] == "observed"]).get((), [])
    counts = {
        "met": (_("Met"), ""),
        "not_met": (_("Not met"), _("Known not to be met when last listed")),
        "not_known": (_("Not known"), _("Nothing in our record says yes or no, or the sources differ")),
    }
    judged = _("Judged milestones × countries; the first target is judged by the joint goal alone")
    at_least = _("Known to be met over all, those not known included: a lower bound")
    at_most = _("If all that are not known had met it")
    shown = [
        Column(_("Target"), list(targets["target_no"]), "left", WHOLE),
        Column(_("Name"), list(targets["short_name"]), "row", widest=22),
        Column(_("Status"), [work.status(row.scale, row.status) for row in rows], "row", widest=20),
        Column(_("In one sentence"), [sentences.target(row, joint, states) for row in rows], widest=52),
        Column(_("Milestones of countries"), list(targets["cells"]), "number", COUNT, judged),
        *(Column(heading, list(targets[name]), "number", COUNT, says) for name, (heading, says) in counts.items()),
        Column(_("Met, at least"), [_share(row, row.ratio) for row in rows], "number", SHARE, at_least),
        Column(_("Met, at most"), [_share(row, row.ratio_at_most) for row in rows], "number", SHARE, at_most),
        Column(_("Countries with an action"), list(targets["countries_with_action"]), "number", COUNT),
        Column(_("Countries"), list(targets["participants"]), "number", COUNT),
        *sources([of_goal if row.scale == "alliance" else behind[row.target_no] for row in rows], edition),
    ]
    table = List(
        _("Targets"),
        sentences.alliance(targets, joint, states),
        shown,
        filters=_("none"),
        marks=marks(edition, "alliance", "share"),
        frozen=2,
    )
    work.add(table, _("Where does each policy target stand?"))
    work.models.append("target_progress")


def _share(row: pd.Series, value: float) -> float | None:
    return None if row.scale == "alliance" or words.missing(value) else value


def _reporting(work: Work, coverage: pd.DataFrame) -> None:
    """Of whom our record holds an action under each target, and whose word it is; the others stay in."""
    edition = work.edition
    names = coverage[["iso3", "country"]].drop_duplicates().sort_values("country")
    codes = list(names["iso3"])
    actions = queries.commitments(edition, work.as_of)
    behind = grounds(actions, "iso3")
    shown = [
        Column(_("Country"), list(names["country"]), "row", widest=26),
        *(_voices(work, number, rows, codes) for number, rows in coverage.groupby("target_no")),
        *(
            column
            for reporting_round in queries.rounds(edition, work.as_of).itertuples()
            for column in _reports(work, reporting_round, codes)
        ),
        *sources([behind[code] for code in codes], edition, most=1),
    ]
    table = List(
        _("Who has reported"),
        sentences.reporting(coverage),
        shown,
        filters=_("none"),
        marks=marks(edition, "voice"),
    )
    work.add(table, _("Of whom does our record hold an action, and who has reported?"))
    work.cited.append(actions)
    work.models.append("coverage")


def _voices(work: Work, target: int, coverage: pd.DataFrame, codes: Sequence[str]) -> Column:
    """Whose word the actions under one target are, by country, and how many."""
    rows = {row.iso3: row for row in coverage.itertuples()}
    cells = [
        work.status("voice", rows[code].voice) + (f": {rows[code].actions}" if rows[code].actions else "")
        for code in codes
    ]
    acting = words.of(int((coverage["actions"] > 0).sum()), len(coverage))
    heading = f"{_('Target {0}').format(target)}\n" + _("{0} with an action in our record").format(acting)
    says = _("Whose word the actions in our record under the target are, and how many; none in our record is not a no")
    return Column(heading, cells, meaning=says, widest=24)


def _reports(work: Work, reporting_round: Round, codes: Sequence[str]) -> list[Column]:
    """Whether each country has reported in a round, and in which submission."""
    reports = queries.reporting(work.edition, reporting_round.round)
    by_country = {row.iso3: row for row in reports.itertuples()}
    cells = [
        work.status("report", by_country[code].voice) if code in by_country else _("was not asked") for code in codes
    ]
    submissions = [by_country[code].submission if code in by_country else None for code in codes]
    reported = words.of(int((reports["voice"] != "silent").sum()), len(reports))
    heading = f"{reporting_round.label}\n" + _("{0} have reported").format(reported)
    says = _("Whether the report of the round is in this edition")
    return [Column(heading, cells, meaning=says, widest=24), Column(_("Submission"), submissions, widest=12)]


def _changes(work: Work) -> None:
    """What changed since the date that the screen compares with as well, in sentences and figures."""
    dates = queries.earlier(work.edition, work.as_of)
    if dates.empty:
        return
    since = dates.iloc[0]
    text = _("Since {0}. {1}").format(since["label"], sentences.COUNTS)
    behind = queries.behind_changes(work.edition, work.as_of, since["as_of"])
    frame = queries.changes(work.edition, work.as_of, since["as_of"])
    shown = [
        Column(_("Target"), list(frame["target_no"]), "left", WHOLE),
        Column(_("In words"), [sentences.changed(row, behind) for row in frame.itertuples()], widest=70),
        Column(_("Before"), list(frame["before"]), "number", "#,##0.##"),
        Column(_("After"), list(frame["after"]), "number", "#,##0.##"),
        Column(_("Unit"), list(frame["unit"])),
    ]
    table = List(_("What changed"), text, shown, sentences.UNCHANGED, f"since = {since['as_of']}", frozen=2)
    work.add(table, _("What changed since {0}?").format(since["label"]))
    work.models.append("changes")
