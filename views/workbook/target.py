"""The workbook of one policy target: what its page shows, as sheets."""

from __future__ import annotations

from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.tables import Table
from views.workbook import alliance as book_alliance
from views.workbook import milestones as book_milestones
from views.workbook.listing import Column, List, listing
from views.workbook.report import Work


def target(edition: Edition, as_of: str, target: int) -> bytes:
    """One policy target as XLSX: standing, milestones, countries, indicators and figures, actions beside what was reported of them, gaps, sources, notes. Raises IndexError for an unknown target."""
    row = queries.targets(edition, as_of, target).iloc[0]
    work = Work(edition, as_of, _("Target {0}: {1}").format(target, row.short_name))
    joint = queries.joint_goal(edition, as_of) if row.scale == "alliance" else None
    if joint is not None:
        book_alliance.joint_goal(work, joint)
        work.table(
            "spans",
            _("Growth by span"),
            _("How fast did the joint goal grow between neighbouring points?"),
            _("Growth between neighbouring points"),
            empty=_("Fewer than two figures were on record at this date."),
        )
    book_milestones.totals(work, target)
    book_milestones.matrix(work, target)
    book_milestones.states(work, target)
    _goals(work, target)
    _indicators(work, target)
    _actions(work, target)
    book_milestones.gaps(work, target)
    return work.done(
        sentences.target(row),
        [(_("Where it stands"), _standing(work, row, joint))],
        rules=["annual_growth", "binary", "direction", "context"],
        scales=["alliance", "share", "commitment", "completion", "gap"],
    )


def _standing(work: Work, row: object, joint: object) -> list[tuple[str, str]]:
    if joint is not None:
        return book_alliance.goal_facts(work, joint)
    rule = work.edition.rows("rules", rule="binary").iloc[0]
    return [
        (_("Status"), work.status("share", row.status)),
        (_("How sure"), sentences.known(row)),
        (_("Rule"), rule["in_words"]),
        (_("From"), rule["source"]),
    ]


def _goals(work: Work, target: int) -> None:
    frame = queries.goals(work.edition, target)
    items = work.edition.rows("goal_items", target_no=target, item_type="commitment_kind")
    told = queries.labels(work.edition, "evidence")
    columns = [
        Column(_("Goal"), list(frame["goal_id"])),
        Column(_("Name"), list(frame["short_name"]), "row", widest=30),
        Column(_("Meaning"), list(frame["meaning"]), widest=60),
        Column(
            _("Served by"),
            [", ".join(items[items["goal_id"] == goal]["label"]) for goal in frame["goal_id"]],
            widest=34,
        ),
        Column(_("Source"), list(frame["source_title"]), widest=34),
        Column(_("Link"), list(frame["source_url"]), "address", widest=26),
        Column(_("Evidence"), [told.get(code, code) for code in frame["evidence"]]),
        Column(
            _("Row"), [f"{file}.csv:{line}" for file, line in zip(frame["file"], frame["line"], strict=True)], widest=26
        ),
    ]
    work.add(
        List(
            _("Goals"),
            _("The operational goals under the target, and the kinds of commitment that serve each."),
            columns,
            filters=_("none"),
        ),
        _("Which goals belong to it?"),
    )
    work.cited.append(frame)
    work.table(
        "potential_actions",
        _("Example actions"),
        _("From which example actions may a country choose?"),
        _("Most of their wording is unconfirmed, and says so."),
        target=target,
    )


def _indicators(work: Work, target: int) -> None:
    judged = queries.directions(work.edition, work.as_of, target)
    said = _(
        "Indicators with a better direction: the last figure held against the first comparable one. There is no target, so only the direction is said."
    )
    none = _("No indicator of this target with a better direction had three comparable figures at this date.")
    found = work.asked("directions", target=target)
    asked = listing(found, _("Directions"), said, empty=none, scales=["alliance"], frozen=2)
    asked.columns[3:3] = (
        [
            Column(
                _("In one sentence"),
                [f"{sentences.direction(row)} {sentences.change_a_year(row)}".strip() for row in judged.itertuples()],
                widest=60,
            )
        ]
        if asked.columns
        else []
    )
    work.uses(found)
    work.add(asked, _("Which indicators improve, and which do not?"))
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
        empty=_("No figure was on record at this date."),
        target=target,
    )


def _actions(work: Work, target: int) -> None:
    found = work.asked("commitments", target=target)
    work.uses(found)
    work.add(
        listing(found, _("Actions"), sentences.origins(found.frame), scales=["commitment"]),
        _("What did countries announce, and what is known of it?"),
    )
    work.promises(_("What was promised to the Alliance, and what was reported of it?"), target=target)
    practices = work.asked("practices", target=target)
    known = practices.frame[
        practices.frame["round"].isin(queries.rounds(work.edition, work.as_of)["round"])
    ].reset_index(drop=True)
    work.add(
        listing(
            Table(practices.view, work.edition, known, practices.filters),
            _("Practices"),
            practices.view.title,
            empty=_("No practice is on record at this date."),
        ),
        _("What worked, and for whom may it be useful?"),
    )
