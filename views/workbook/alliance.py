"""The workbook *Overview of the Alliance*."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.workbook import charts as book_charts
from views.workbook import listing as book_data
from views.workbook import milestones as book_milestones
from views.workbook.listing import Column, List, grounds, marks, sources
from views.workbook.report import Work
from views.workbook.styles import COUNT, DAY, SHARE, WHOLE


def alliance(edition: Edition, as_of: str = "latest") -> bytes:
    """*Overview of the Alliance* as XLSX: cover, joint goal, targets, milestones, countries by milestone, gaps, who has reported, what changed, sources, notes."""
    work = Work(edition, as_of, _("Overview of the Alliance"))
    joint, targets, coverage = (
        queries.joint_goal(edition, as_of),
        queries.targets(edition, as_of),
        queries.coverage(edition, as_of),
    )
    joint_goal(work, joint)
    progress(work, targets)
    book_milestones.totals(work)
    book_milestones.matrix(work)
    book_milestones.states(work)
    book_milestones.gaps(work)
    reporting(work, coverage)
    changes(work)
    sections = [
        (_("The joint goal"), goal_facts(work, joint)),
        (
            _("The four policy targets"),
            [(_("Target {0}").format(row.target_no), _target(work, row)) for row in targets.itertuples()],
        ),
    ]
    return work.done(
        sentences.alliance(targets, joint),
        sections,
        rules=["annual_growth", "binary", "direction", "context"],
        scales=["alliance", "share", "gap", "voice"],
    )


def _target(work: Work, row: pd.Series) -> str:
    return f"{row.short_name}: {work.status(row.scale, row.status)}. {sentences.target(row)}"


def goal_facts(work: Work, joint: pd.Series) -> list[tuple[str, str]]:
    """Where the joint goal stands, as the screen says it: pairs of name and sentence."""
    gap = (
        "" if words.missing(joint.gap_value) else f"{words.signed(joint.gap_value)} {sentences.against_the_path(joint)}"
    )
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
    found = work.asked("trajectory", rule="annual_growth")
    seen = replace(found, frame=found.frame[found.frame["series"] == "observed"].reset_index(drop=True))
    path = found.frame[found.frame["series"] == "path"]
    work.uses(seen)
    columns = [
        column
        for column in book_data.columns(seen)
        if column.heading not in (_("Indicator"), _("Country"), _("Series"))
    ]
    empty = _("Fewer than two figures were on record at this date.")
    sheet = work.add(
        List(
            _("Joint goal"),
            f"{sentences.joint_goal(joint)} {sentences.growth(joint)}".strip(),
            columns,
            empty,
            seen.filters_said,
        ),
        _("Where does the one number stand that all countries signed up to?"),
    )
    if seen.frame.empty:
        return
    rows = (sheet.last - len(seen.frame) + 1, sheet.last)
    series = [(_("Victims identified, as published"), sheet, 1, 3, rows, "points")]
    if len(path):
        text = _("The base at the launch, growing by the required rate each year. {0}").format(sentences.base(joint))
        columns = [
            Column(_("Day"), list(path["day"]), "left", DAY),
            Column(_("Path"), list(path["value"]), "number", COUNT),
            Column(_("Unit"), [joint["unit"]] * len(path)),
        ]
        road = work.add(
            List(_("Path"), text, columns, filters=seen.filters_said),
            _("Which stock does the joint goal ask for, and when?"),
            portrait=True,
        )
        series.append((_("Path of the joint goal"), road, 1, 2, (road.last - len(path) + 1, road.last), "path"))
    days = pd.concat([seen.frame["day"], path["day"]])
    book_charts.lines(
        sheet,
        _("Victims identified in INTERPOL’s ICSE database, cumulative, against the path of the joint goal"),
        series,
        f"A{sheet.last + 2}",
        (days.min(), days.max()),
        size=(25, 11),
    )


def progress(work: Work, targets: pd.DataFrame) -> None:
    """One row a target: status, sentence, what is met, not met and not known, and by which rule."""
    edition, as_of = work.edition, work.as_of
    rows = list(targets.itertuples())
    behind, seen = (
        grounds(queries.milestones(edition, as_of), "target_no"),
        work.asked("trajectory", rule="annual_growth").frame,
    )
    goal = [one for of in grounds(seen[seen["series"] == "observed"], "iso3").values() for one in of]
    columns = [
        Column(_("Target"), list(targets["target_no"]), "left", WHOLE),
        Column(_("Name"), list(targets["short_name"]), "row", widest=22),
        Column(_("Status"), [work.status(row.scale, row.status) for row in rows], "row", widest=20),
        Column(_("In one sentence"), [sentences.target(row) for row in rows], widest=52),
        Column(
            _("Milestones of countries"),
            list(targets["cells"]),
            "number",
            COUNT,
            _("Judged milestones × countries; the first target is judged by the joint goal alone"),
        ),
        Column(_("Met"), list(targets["met"]), "number", COUNT),
        Column(_("Not met"), list(targets["not_met"]), "number", COUNT, _("Known not to be met when last listed")),
        Column(_("Not known"), list(targets["not_known"]), "number", COUNT, _("Nothing on record says yes or no")),
        Column(
            _("Met, at least"),
            [_share(row, row.ratio) for row in rows],
            "number",
            SHARE,
            _("Known to be met over all, those not known included: a lower bound"),
        ),
        Column(
            _("Met, at most"),
            [_share(row, row.ratio_at_most) for row in rows],
            "number",
            SHARE,
            _("If all that are not known had met it"),
        ),
        Column(_("Countries with an action"), list(targets["countries_with_action"]), "number", COUNT),
        Column(_("Countries"), list(targets["participants"]), "number", COUNT),
        *sources([goal if row.scale == "alliance" else behind[row.target_no] for row in rows], edition),
    ]
    asked = List(
        _("Targets"),
        sentences.alliance(targets, queries.joint_goal(edition, as_of)),
        columns,
        filters=_("none"),
        marks=marks(edition, "alliance", "share"),
        frozen=2,
    )
    work.add(asked, _("Where does each policy target stand?"))
    work.models.append("target_progress")


def _share(row: pd.Series, value: float) -> float | None:
    return None if row.scale == "alliance" or words.missing(value) else value


def reporting(work: Work, coverage: pd.DataFrame) -> None:
    """Who has an action on record under each target, whose word it is, and who is silent; the silent stay in."""
    edition = work.edition
    names = coverage[["iso3", "country"]].drop_duplicates().sort_values("country")
    actions = queries.commitments(edition, work.as_of)
    columns = [Column(_("Country"), list(names["country"]), "row", widest=26)]
    voices: dict[int, dict[str, tuple[str, int]]] = {}
    for code, number, voice, many in zip(
        coverage["iso3"], coverage["target_no"], coverage["voice"], coverage["actions"], strict=True
    ):
        voices.setdefault(number, {})[code] = voice, many
    for number, told in sorted(voices.items()):
        said = [
            work.status("voice", voice) + (f": {many}" if many else "")
            for voice, many in (told[code] for code in names["iso3"])
        ]
        heading = f"{_('Target {0}').format(number)}\n" + _("{0} with an action on record").format(
            words.of(sum(many > 0 for _voice, many in told.values()), len(told))
        )
        columns.append(
            Column(
                heading,
                said,
                meaning=_("Whose word the actions on record under the target are, and how many; silence is not a no"),
                widest=24,
            )
        )
    for round in queries.rounds(edition, work.as_of).itertuples():
        asked = queries.reporting(edition, round.round)
        of = dict(zip(asked["iso3"], zip(asked["voice"], asked["submission"], strict=True), strict=True))
        said = [work.status("voice", of[code][0]) if code in of else _("was not asked") for code in names["iso3"]]
        heading = f"{round.label}\n" + _("{0} have reported").format(
            words.of(int((asked["voice"] != "silent").sum()), len(asked))
        )
        columns.append(
            Column(heading, said, meaning=_("Whether the report of the round is in this edition"), widest=24)
        )
        columns.append(Column(_("Submission"), [of.get(code, (None, None))[1] for code in names["iso3"]], widest=12))
    behind = grounds(actions, "iso3")
    columns += sources([behind[code] for code in names["iso3"]], edition, most=1)
    work.add(
        List(
            _("Who has reported"),
            sentences.reporting(coverage),
            columns,
            filters=_("none"),
            marks=marks(edition, "voice"),
        ),
        _("Who has reported, and who is silent?"),
    )
    work.cited.append(actions)
    work.models.append("coverage")


def changes(work: Work) -> None:
    """What changed since the date that the screen compares with as well, in sentences and figures."""
    dates = queries.earlier(work.edition, work.as_of)
    if dates.empty:
        return
    since = dates.iloc[0]
    text = _(
        "Since {0}. A count rises when a country joins and also when a list becomes known. Nothing on record is not zero."
    ).format(since["label"])
    frame = queries.changes(work.edition, work.as_of, since["as_of"])
    columns = [
        Column(_("Target"), list(frame["target_no"]), "left", WHOLE),
        Column(_("In words"), [sentences.changed(row) for row in frame.itertuples()], widest=70),
        Column(_("Before"), list(frame["before"]), "number", "#,##0.##"),
        Column(_("After"), list(frame["after"]), "number", "#,##0.##"),
        Column(_("Unit"), list(frame["unit"])),
    ]
    work.add(
        List(_("What changed"), text, columns, _("Nothing changed on record."), f"since = {since['as_of']}", frozen=2),
        _("What changed since {0}?").format(since["label"]),
    )
    work.models.append("changes")
