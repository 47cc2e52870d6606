"""What the brief of one policy target says: its standing, goals, milestones, indicators, actions and gaps.

Longer than most files: the sections of one paper follow each other as they are read.
"""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.brief.blocks import (
    HALF,
    Block,
    Line,
    and_more,
    cards,
    facts,
    heading,
    line,
    note,
    paragraph,
    picture,
    side_by_side,
    status_line,
    table,
)
from views.brief.citations import cite, cite_all, cite_behind, clean
from views.brief.papers import Paper, closing
from views.edition import Edition
from views.tables import table as view

MOST_CITED = 8
"""So many sources of one sentence are named; more is a wall of numbers."""


def paper(edition: Edition, as_of: str, target: int) -> Paper:
    """The brief of one target."""
    row = queries.targets(edition, as_of, target).iloc[0]
    title = _("Target {0}: {1}").format(target, clean(row.short_name))
    return Paper(
        _("Target brief"),
        title,
        said(edition, as_of, row),
        edition,
        as_of,
        [*blocks(edition, as_of, target), *closing(edition)],
    )


def said(edition: Edition, as_of: str, row: pd.Series) -> str:
    """The one sentence of a target."""
    joint, states = queries.joint_goal(edition, as_of), queries.milestones(edition, as_of, int(row.target_no))
    return sentences.target(row, joint, states)


def blocks(edition: Edition, as_of: str, target: int, level: int = 1, *, with_joint_goal: bool = True) -> list[Block]:
    """All that is said of a target, under headings of `level`; the joint goal only where it was not told before."""
    parts = {
        _("Where it stands"): standing(edition, as_of, target, with_joint_goal=with_joint_goal),
        _("Operational goals"): goals(edition, target),
        _("Milestones"): milestones(edition, as_of, target),
        _("Indicators"): indicators(edition, as_of, target),
        _("Actions on record"): actions(edition, as_of, target),
        _("Gaps, and what it would take"): gaps(edition, as_of, target),
    }
    return [block for title, part in parts.items() for block in (heading(title, level), *part)]


def standing(edition: Edition, as_of: str, target: int, *, with_joint_goal: bool) -> list[Block]:
    """The status of the target with its rule; for the first target, the joint goal."""
    row = queries.targets(edition, as_of, target).iloc[0]
    if row.scale == "alliance":
        return [*(joint(edition, as_of) if with_joint_goal else []), *spans(edition, as_of)]
    rule = edition.rows("rules", rule="binary").iloc[0]
    return [
        paragraph(status_line(queries.statuses(edition)["share", row.status], ". " + said(edition, as_of, row))),
        facts((_("How sure"), sentences.known(row)), (_("Rule"), rule["in_words"]), (_("From"), rule["source"])),
    ]


def joint(edition: Edition, as_of: str) -> list[Block]:
    """The one number that all countries signed up to: its picture, and beside it status, gap and what it takes."""
    row = queries.joint_goal(edition, as_of)
    goal = pictures.picture(edition, "joint_goal", as_of=as_of)
    left = picture(goal, 520, lines=[line(goal.legend, style="soft", cites=cite_all(goal.rows))])
    more = facts(
        (_("What it takes now"), sentences.takes_now(row)),
        (_("Present pace"), sentences.pace(row)),
        (_("How sure"), sentences.how_sure(row)),
        (_("Base"), sentences.base(row)),
        (_("Yearly additions"), sentences.additions(row)),
        (_("Rule"), edition.rows("rules", rule="annual_growth").iloc[0]["in_words"]),
    )
    return [cards([left], _joint_status(edition, row), shares=(3, 2)), more]


def _joint_status(edition: Edition, row: pd.Series) -> list[Block]:
    """The status of the joint goal, its gap in large figures, and its growth."""
    lines = [status_line(queries.statuses(edition)["alliance", row.status])]
    if not words.missing(row.gap_value):
        lines += [line(words.signed(row.gap_value), style="big"), line(sentences.against_the_path(row), style="soft")]
    return [paragraph(text) for text in (*lines, line(sentences.growth(row) or sentences.joint_goal(row)))]


def spans(edition: Edition, as_of: str) -> list[Block]:
    """Growth between neighbouring points of the joint goal."""
    growth = view(edition, "spans", as_of=as_of)
    if growth.frame.empty:
        return [note(_("Our record held fewer than two figures at this date."))]
    shares = {"from_period": 19, "from_figure": 14, "to_period": 19, "to_figure": 17, "growth": 13, "span": 44}
    headings, shown = [growth.view.shown[name] for name in shares], growth.shown()
    rows = [
        [*([line(cell)] for cell in cells[:-1]), [line(cells[-1], cites=cite_behind(edition, origin))]]
        for *cells, origin in zip(*(shown[text] for text in headings), growth.frame["origin"], strict=True)
    ]
    return [note(growth.view.title), table(list(zip(headings, shares.values(), strict=True)), rows)]


def goals(edition: Edition, target: int) -> list[Block]:
    """The operational goals and what serves each."""
    items = edition.rows("goal_items", target_no=target)
    kinds = items[items["item_type"] == "commitment_kind"]
    rows = [
        [
            [line(strong=f"{goal.goal_id}  {goal.short_name}", cites=cite(goal))],
            [line(goal.meaning)],
            [line(", ".join(kinds[kinds["goal_id"] == goal.goal_id]["label"].str.lower()), style="soft")],
        ]
        for goal in queries.goals(edition, target).itertuples()
    ]
    return [table([(_("Goal"), 34), (_("What it asks for"), 62), (_("Served by"), 40)], rows)]


def milestones(edition: Edition, as_of: str, target: int) -> list[Block]:
    """How many countries have met each milestone, which are outside, which are not known."""
    totals, every = queries.milestone_totals(edition, as_of, target), queries.milestones(edition, as_of, target)
    if totals.empty:
        return [note(_("No milestone belongs to this target."))]
    return side_by_side(
        [milestone(edition, as_of, total, every[every["milestone"] == total.item]) for total in totals.itertuples()]
    )


def milestone(edition: Edition, as_of: str, total: pd.Series, states: pd.DataFrame) -> Block:
    """One milestone over all countries as squares, with its status, and who is outside or not known by name."""
    squares = pictures.picture(edition, "milestones", as_of=as_of, milestone=total.item)
    lines = [_milestone_status(edition, total), line(sentences.milestone(total, states), cites=cite_all(states))]
    if total.reach != "no_pace" and sentences.pace(total):
        lines.append(line(sentences.pace(total), style="soft"))
    for state, name in sentences.NOT_MET.items():
        names = [f"{row.country}{pictures.since(row)}" for row in states[states["state"] == state].itertuples()]
        lines += [line(words.listed(names), strong=f"{name} ({len(names)}):", style="soft")] if names else []
    return picture(squares, HALF, title="", lines=lines)


def _milestone_status(edition: Edition, total: pd.Series) -> Line:
    """The status of a milestone with its rule; one that is context has none."""
    if total.rule != "binary":
        return line(_("Context, in no rating"), mark="–", tone="unknown")
    rule = edition.rows("rules", rule=total.rule).iloc[0]["label"]
    return status_line(queries.statuses(edition)["share", total.status], f"({rule.lower()})")


def indicators(edition: Edition, as_of: str, target: int, most: int = 16, drawn: int = 4) -> list[Block]:
    """Each indicator that has a better direction and three points, with its status; the first ones as pictures."""
    frame = queries.directions(edition, as_of, target).loc[lambda frame: frame["points"] >= 3]
    if frame.empty:
        none = _("No indicator of this target with a better direction had three comparable figures at this date.")
        return [note(none)]
    columns = [(_("Indicator"), 36), (_("Status"), 32), (_("What the figures say, and how sure that is"), 60)]
    charts = side_by_side([series(edition, as_of, row) for row in frame.head(drawn).itertuples()])
    rows = [_indicator(edition, as_of, row) for row in frame.itertuples()]
    left = [and_more(len(rows) - most)] if len(rows) > most else []
    return [*charts, table(columns, rows[:most]), *left]


def _indicator(edition: Edition, as_of: str, row: pd.Series) -> list[list[Line]]:
    """Cells for one indicator: its label, its status, and what its figures say."""
    sure = queries.robustness(edition, as_of, indicator=row.item, country=row.iso3)
    doubt = [line(sentences.robust(mark), style="soft") for mark in sure.head(1).itertuples()]
    rule = f"({sentences.rule('direction')})"
    return [
        [line(row.label), line(f"{row.country} · {row.unit}", style="soft")],
        [status_line(queries.statuses(edition)["alliance", row.status], rule)],
        [
            line(
                sentences.direction(row, queries.undated(edition), name=False), cites=cite_behind(edition, row.origin)
            ),
            *doubt,
        ],
    ]


def series(edition: Edition, as_of: str, row: pd.Series) -> Block:
    """One indicator as a picture."""
    trend = pictures.picture(edition, "trend", as_of=as_of, indicator=row.item, country=row.iso3)
    status, change = queries.statuses(edition)["alliance", row.status], ": " + sentences.change_a_year(row)
    says = status_line(status, change, style="soft", cites=cite_all(trend.rows))
    return picture(trend, HALF, lines=[says, line(trend.legend, style="soft")])


def actions(edition: Edition, as_of: str, target: int) -> list[Block]:
    """Actions on record by kind and status; and what countries say of their commitments beside what readers found."""
    frame = queries.commitments(edition, as_of, target)
    if frame.empty:
        return [paragraph(line(sentences.origins(frame)))]
    alone, cites = queries.counted_once(frame), cite_all(frame)
    kinds = alone["kind"].map(queries.labels(edition, "kind"))
    more = _(" The numbers name {0} of {1} sources; all stand in the workbook, sheet Actions.")
    text = sentences.origins(frame) + (more.format(MOST_CITED, len(cites)) if len(cites) > MOST_CITED else "")
    return [
        paragraph(line(text, cites=cites[:MOST_CITED])),
        crossed(edition, kinds, alone["status"], _("Kind"), "commitment"),
        *_promises(edition, queries.promises(edition, as_of, target)),
    ]


def _promises(edition: Edition, promises: pd.DataFrame) -> list[Block]:
    """What countries say of their commitments, crossed with what was coded; nothing where there are none."""
    if promises.empty:
        return []
    statuses, coded = queries.statuses(edition), promises["completion"]
    own = promises["status"].map(lambda code: _shape_and_label(statuses["commitment", code]))
    return [
        crossed(edition, own, coded.fillna(""), _("In the country’s own word"), "completion"),
        note(sentences.whose_word(int(coded.notna().sum()), len(promises))),
    ]


def _shape_and_label(status: pd.Series) -> str:
    return f"{status['shape']} {status['label']}"


def crossed(edition: Edition, down: pd.Series, across: pd.Series, name: str, scale: str) -> Block:
    """Counts of rows by a word and a status, as a table; the status that is empty was not coded."""
    counts, statuses = pd.crosstab(down, across), queries.statuses(edition)
    codes = sorted(counts.columns, key=lambda code: statuses[scale, code]["rank"] if code else 99)
    heads = [_shape_and_label(statuses[scale, code]) if code else _("not coded") for code in codes]
    rows = [[[line(word)], *([line(str(row[code]))] for code in codes)] for word, row in counts.iterrows()]
    return table([(name, 40), *((head, 100 / len(heads)) for head in heads)], rows)


def gaps(edition: Edition, as_of: str, target: int) -> list[Block]:
    """What is missing, for how many countries, and what closing it would take."""
    frame = queries.gap_totals(edition, as_of, target)
    if frame.empty:
        return [paragraph(line(sentences.largest_gap(frame)))]
    rows = []
    for row in frame.itertuples():
        counted = words.of(int(row.countries), int(row.participants))
        rows.append(
            [[line(row.label)], [line(strong=counted)], [line(sentences.gap(row))], [line(sentences.takes(row))]]
        )
    columns = [(_("What"), 36), (_("Countries"), 16), (_("What is missing"), 40), (_("What it would take"), 40)]
    return [paragraph(line(sentences.largest_gap(frame))), table(columns, rows)]


def missing_lines(gaps: pd.DataFrame) -> list[Line]:
    """The gaps of the largest ranks, one line each."""
    return [
        line(f"{sentences.gap(gap)} → {sentences.takes(gap)}", strong=f"{clean(gap.label)}:")
        for gap in gaps.itertuples()
    ]
