"""The workbook of one policy target: what its page shows, as sheets."""

from __future__ import annotations

import pandas as pd

from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.tables import Table
from views.workbook import milestones
from views.workbook.alliance import goal_facts, joint_goal
from views.workbook.columns import Column
from views.workbook.listing import List, listing
from views.workbook.report import Work


def target(edition: Edition, as_of: str, target: int) -> bytes:
    """One policy target as XLSX. Raises IndexError for an unknown target.

    Standing, milestones, countries, indicators and figures, actions beside what was reported of them, gaps, sources,
    notes.
    """
    row = queries.targets(edition, as_of, target).iloc[0]
    work = Work(edition, as_of, _("Target {0}: {1}").format(target, row.short_name))
    joint = queries.joint_goal(edition, as_of) if row.scale == "alliance" else None
    if joint is not None:
        joint_goal(work, joint)
        work.table(
            "spans",
            _("Growth by span"),
            _("How fast did the joint goal grow between neighbouring points?"),
            _("Growth between neighbouring points"),
            empty=_("Our record held fewer than two figures at this date."),
        )
    milestones.totals(work, target)
    milestones.matrix(work, target)
    milestones.states(work, target)
    _goals(work, target)
    _indicators(work, target)
    _actions(work, target)
    milestones.gaps(work, target)
    return work.done(
        sentences.target(row, queries.joint_goal(edition, as_of), queries.milestones(edition, as_of)),
        [(_("Where it stands"), _standing(work, row, joint))],
        rules=["annual_growth", "binary", "direction", "context"],
        scales=["alliance", "share", "commitment", "completion", "gap"],
    )


def _standing(work: Work, row: pd.Series, joint: pd.Series | None) -> list[tuple[str, str]]:
    if joint is not None:
        return goal_facts(work, joint)
    rule = work.edition.rows("rules", rule="binary").iloc[0]
    return [
        (_("Status"), work.status("share", row.status)),
        (_("How sure"), sentences.known(row)),
        (_("Rule"), rule["in_words"]),
        (_("From"), rule["source"]),
    ]


def _goals(work: Work, target: int) -> None:
    """The operational goals under the target, and example actions."""
    frame = queries.goals(work.edition, target)
    explained = _("The operational goals under the target, and the kinds of commitment that serve each.")
    table = List(_("Goals"), explained, _goal_columns(work, frame, target), filters=_("none"))
    work.add(table, _("Which goals belong to it?"))
    work.cited.append(frame)
    work.table(
        "potential_actions",
        _("Example actions"),
        _("From which example actions may a country choose?"),
        _("Most of their wording is unconfirmed, and says so."),
        target=target,
    )


def _goal_columns(work: Work, goals: pd.DataFrame, target: int) -> list[Column]:
    items = work.edition.rows("goal_items", target_no=target, item_type="commitment_kind")
    served = [", ".join(items[items["goal_id"] == goal]["label"]) for goal in goals["goal_id"]]
    labels = queries.labels(work.edition, "evidence")
    places = [f"{file}.csv:{line}" for file, line in zip(goals["file"], goals["line"], strict=True)]
    return [
        Column(_("Goal"), list(goals["goal_id"])),
        Column(_("Name"), list(goals["short_name"]), "row", widest=30),
        Column(_("Meaning"), list(goals["meaning"]), widest=60),
        Column(_("Served by"), served, widest=34),
        Column(_("Source"), list(goals["source_title"]), widest=34),
        Column(_("Kind of source"), list(map(sentences.tier, goals["source_tier"])), widest=22),
        Column(_("Link"), list(goals["source_url"]), "address", widest=26),
        Column(_("Evidence"), [labels.get(code, code) for code in goals["evidence"]]),
        Column(_("Row"), places, widest=26),
    ]


def _indicators(work: Work, target: int) -> None:
    """What is measured, how it moved, how sure that is, and every figure."""
    _directions(work, target)
    work.table(
        "robustness",
        _("How sure"),
        _("How sure is each judgement?"),
        _("Doubts that can be tested on the record, and what other methods say."),
        scales=["robustness", "alliance"],
        target=target,
    )
    work.table("indicators", _("Indicators"), _("What is measured, by which rule, and why?"), target=target)
    work.table(
        "observations",
        _("Figures"),
        _("Which figures are published?"),
        _("Every published figure under the target, by indicator, country and date."),
        empty=_("Our record held no figure at this date."),
        target=target,
    )


def _directions(work: Work, target: int) -> None:
    """Which indicators improve, also in one sentence each."""
    judged = queries.directions(work.edition, work.as_of, target)
    explained = _(
        "Indicators with a better direction: the last figure held against the first comparable one. "
        "There is no target, so only the direction is said."
    )
    empty = _("No indicator of this target with a better direction had three comparable figures at this date.")
    shown = work.asked("directions", target=target)
    table = listing(shown, _("Directions"), explained, empty=empty, scales=["alliance"], frozen=2)
    if table.columns:
        known = queries.undated(work.edition)
        in_words = [
            f"{sentences.direction(row, known)} {sentences.change_a_year(row)}".strip() for row in judged.itertuples()
        ]
        table.columns[3:3] = [Column(_("In one sentence"), in_words, widest=60)]
    work.uses(shown)
    work.add(table, _("Which indicators improve, and which do not?"))


def _actions(work: Work, target: int) -> None:
    """What countries announced, what was promised and reported, and what worked."""
    actions = work.asked("commitments", target=target)
    work.uses(actions)
    table = listing(actions, _("Actions"), sentences.origins(actions.frame), scales=["commitment"])
    work.add(table, _("What did countries announce, and what is known of it?"))
    work.promises(_("What was promised to the Alliance, and what was reported of it?"), target=target)
    practices = work.asked("practices", target=target)
    rounds = queries.rounds(work.edition, work.as_of)["round"]
    counted = practices.frame[practices.frame["round"].isin(rounds)].reset_index(drop=True)
    table = listing(
        Table(practices.view, work.edition, counted, practices.filters),
        _("Practices"),
        practices.view.title,
        empty=_("Our record held no practice at this date."),
    )
    work.add(table, _("What worked, and for whom may it be useful?"))
