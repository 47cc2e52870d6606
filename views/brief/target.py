"""What the brief of one policy target says: its standing, goals, milestones, indicators, actions and gaps."""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.brief.blocks import (
    HALF,
    Block,
    Line,
    Paper,
    cards,
    cite,
    cite_all,
    cite_behind,
    clean,
    ending,
    facts,
    heading,
    judged,
    line,
    note,
    picture,
    said,
    side_by_side,
    table,
)
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
        sentences.target(row),
        edition,
        as_of,
        [*blocks(edition, as_of, target), *ending(edition)],
    )


def blocks(edition: Edition, as_of: str, target: int, level: int = 1, *, told: bool = False) -> list[Block]:
    """All that is said of a target, under headings of `level`; the joint goal is left out where it was `told` before."""
    parts = {
        _("Where it stands"): standing(edition, as_of, target, told=told),
        _("Operational goals"): goals(edition, target),
        _("Milestones"): milestones(edition, as_of, target),
        _("Indicators"): indicators(edition, as_of, target),
        _("Actions on record"): actions(edition, as_of, target),
        _("Gaps, and what it would take"): gaps(edition, as_of, target),
    }
    return [block for title, part in parts.items() for block in (heading(title, level), *part)]


def standing(edition: Edition, as_of: str, target: int, *, told: bool) -> list[Block]:
    """The status of the target with its rule; for the first target, the joint goal."""
    row = queries.targets(edition, as_of, target).iloc[0]
    if row.scale == "alliance":
        return [*([] if told else joint(edition, as_of)), *spans(edition, as_of)]
    rule = edition.rows("rules", rule="binary").iloc[0]
    status = judged(queries.statuses(edition)["share", row.status], ". " + sentences.target(row))
    return [
        said(status),
        facts((_("How sure"), sentences.known(row)), (_("Rule"), rule["in_words"]), (_("From"), rule["source"])),
    ]


def joint(edition: Edition, as_of: str) -> list[Block]:
    """The one number that all countries signed up to: its picture, and beside it the status, the gap and what it takes."""
    row = queries.joint_goal(edition, as_of)
    drawn, status = (
        pictures.picture(edition, "joint_goal", as_of=as_of),
        queries.statuses(edition)["alliance", row.status],
    )
    rule = edition.rows("rules", rule="annual_growth").iloc[0]
    left = picture(drawn, 520, lines=[line(drawn.legend, style="soft", cites=cite_all(drawn.rows))])
    gap = (
        []
        if words.missing(row.gap_value)
        else [line(words.signed(row.gap_value), style="big"), line(sentences.against_the_path(row), style="soft")]
    )
    right = [
        said(judged(status)),
        *([said(one) for one in gap]),
        said(line(sentences.growth(row) or sentences.joint_goal(row))),
    ]
    more = facts(
        (_("What it takes now"), sentences.takes_now(row)),
        (_("Present pace"), sentences.pace(row)),
        (_("How sure"), sentences.how_sure(row)),
        (_("Base"), sentences.base(row)),
        (_("Yearly additions"), sentences.additions(row)),
        (_("Rule"), rule["in_words"]),
    )
    return [cards([left], right, shares=(3, 2)), more]


def spans(edition: Edition, as_of: str) -> list[Block]:
    """Growth between neighbouring points of the joint goal."""
    found = view(edition, "spans", as_of=as_of)
    if found.frame.empty:
        return [note(_("Fewer than two figures were on record at this date."))]
    shown = found.shown()
    names = ("from_period", "from_figure", "to_period", "to_figure", "growth", "span")
    rows = [
        [*([line(cell)] for cell in cells[:-1]), [line(cells[-1], cites=cite_behind(edition, origin))]]
        for *cells, origin in zip(
            *(shown[found.view.shown[name]] for name in names), found.frame["origin"], strict=True
        )
    ]
    columns = zip((found.view.shown[name] for name in names), (19, 14, 19, 17, 13, 44), strict=True)
    return [note(found.view.title), table(columns, rows)]


def goals(edition: Edition, target: int) -> list[Block]:
    """The operational goals and what serves each."""
    items = edition.rows("goal_items", target_no=target)
    rows = []
    for goal in queries.goals(edition, target).itertuples():
        kinds = items[(items["goal_id"] == goal.goal_id) & (items["item_type"] == "commitment_kind")][
            "label"
        ].str.lower()
        rows.append(
            [
                [line(strong=f"{goal.goal_id}  {goal.short_name}", cites=cite(goal))],
                [line(goal.meaning)],
                [line(", ".join(kinds), style="soft")],
            ]
        )
    return [table([(_("Goal"), 34), (_("What it asks for"), 62), (_("Served by"), 40)], rows)]


def milestones(edition: Edition, as_of: str, target: int) -> list[Block]:
    """How many countries have met each milestone, which are outside, which are not known."""
    totals, every = queries.milestone_totals(edition, as_of, target), queries.milestones(edition, as_of, target)
    if totals.empty:
        return [note(_("No milestone belongs to this target."))]
    return side_by_side(
        [milestone(edition, as_of, total, every[every["milestone"] == total.item]) for total in totals.itertuples()]
    )


def milestone(edition: Edition, as_of: str, total: object, states: pd.DataFrame) -> Block:
    """One milestone over all countries as squares, with its status, and the names of those that are outside or not known."""
    drawn = pictures.picture(edition, "milestones", as_of=as_of, milestone=total.item)
    rule = edition.rows("rules", rule=total.rule).iloc[0]["label"]
    status = (
        judged(queries.statuses(edition)["share", total.status], f"({rule.lower()})")
        if total.rule == "binary"
        else line(_("Context, in no rating"), mark="–", tone="unknown")
    )
    lines = [status, line(sentences.milestone(total), cites=cite_all(states))]
    lines += [line(sentences.pace(total), style="soft")] if total.reach != "no_pace" and sentences.pace(total) else []
    for state, name in (("no", _("Known not to")), ("not_known", _("Not known"))):
        names = [f"{row.country}{pictures.since(row)}" for row in states[states["state"] == state].itertuples()]
        lines += [line(words.listed(names), strong=f"{name} ({len(names)}):", style="soft")] if names else []
    return picture(drawn, HALF, title="", lines=lines)


def indicators(edition: Edition, as_of: str, target: int, most: int = 16, drawn: int = 4) -> list[Block]:
    """Each indicator that has a better direction and three points, with its status; the first ones as pictures."""
    found = queries.directions(edition, as_of, target).loc[lambda frame: frame["points"] >= 3]
    if found.empty:
        return [
            note(_("No indicator of this target with a better direction had three comparable figures at this date."))
        ]
    rows = []
    for row in found.itertuples():
        sure = queries.robustness(edition, as_of, indicator=row.item, country=row.iso3)
        status = judged(queries.statuses(edition)["alliance", row.status], f"({sentences.rule('direction')})")
        doubt = [line(sentences.robust(one), style="soft") for one in sure.head(1).itertuples()]
        rows.append(
            [
                [line(row.label), line(f"{row.country} · {row.unit}", style="soft")],
                [status],
                [line(sentences.direction(row, name=False), cites=cite_behind(edition, row.origin)), *doubt],
            ]
        )
    columns = [(_("Indicator"), 36), (_("Status"), 32), (_("What the figures say, and how sure that is"), 60)]
    each = side_by_side([series(edition, as_of, row) for row in found.head(drawn).itertuples()])
    left = (
        [
            note(
                words.many("And {0} more, in the workbook.", "And {0} more, in the workbook.", len(rows) - most).format(
                    len(rows) - most
                )
            )
        ]
        if len(rows) > most
        else []
    )
    return [*each, table(columns, rows[:most]), *left]


def series(edition: Edition, as_of: str, row: object) -> Block:
    """One indicator as a picture."""
    drawn = pictures.picture(edition, "trend", as_of=as_of, indicator=row.item, country=row.iso3)
    lines = [
        judged(
            queries.statuses(edition)["alliance", row.status],
            ": " + sentences.change_a_year(row),
            style="soft",
            cites=cite_all(drawn.rows),
        ),
        line(drawn.legend, style="soft"),
    ]
    return picture(drawn, HALF, lines=lines)


def actions(edition: Edition, as_of: str, target: int) -> list[Block]:
    """Actions on record by kind and status; and what countries say of their commitments beside what two readers found."""
    frame = queries.commitments(edition, as_of, target)
    if frame.empty:
        return [said(line(sentences.origins(frame)))]
    labels, statuses = queries.labels(edition, "kind"), queries.statuses(edition)
    counts = crossed(frame["kind"].map(labels), frame["status"], _("Kind"), statuses, "commitment")
    promises = queries.promises(edition, as_of, target)
    cited = cite_all(frame)
    more = (
        _(" The numbers name {0} of {1} sources; all stand in the workbook, sheet Actions.").format(
            MOST_CITED, len(cited)
        )
        if len(cited) > MOST_CITED
        else ""
    )
    blocks = [said(line(sentences.origins(frame) + more, cites=cited[:MOST_CITED])), counts]
    if len(promises):
        own = promises["status"].map(
            lambda code: f"{statuses['commitment', code]['shape']} {statuses['commitment', code]['label']}"
        )
        blocks += [
            crossed(own, promises["completion"].fillna(""), _("In the country’s own word"), statuses, "completion")
        ]
        blocks += [note(sentences.whose_word(int(promises["completion"].notna().sum()), len(promises)))]
    return blocks


def crossed(down: pd.Series, across: pd.Series, name: str, statuses: dict, scale: str) -> Block:
    """Counts of rows by a word and a status, as a table; the status that is empty was not coded."""
    counts = pd.crosstab(down, across)
    codes = sorted(counts.columns, key=lambda code: statuses[scale, code]["rank"] if code else 99)
    heads = [
        f"{statuses[scale, code]['shape']} {statuses[scale, code]['label']}" if code else _("not coded")
        for code in codes
    ]
    rows = [[[line(word)], *([line(str(row[code]))] for code in codes)] for word, row in counts.iterrows()]
    return table([(name, 40), *((head, 100 / len(heads)) for head in heads)], rows)


def gaps(edition: Edition, as_of: str, target: int) -> list[Block]:
    """What is missing, for how many countries, and what closing it would take."""
    frame = queries.gap_totals(edition, as_of, target)
    if frame.empty:
        return [said(line(_("No gap is on record.")))]
    rows = []
    for row in frame.itertuples():
        counted = words.of(int(row.countries), int(row.participants))
        rows.append(
            [[line(row.label)], [line(strong=counted)], [line(sentences.gap(row))], [line(sentences.takes(row))]]
        )
    columns = [(_("What"), 36), (_("Countries"), 16), (_("What is missing"), 40), (_("What it would take"), 40)]
    return [said(line(sentences.largest_gap(frame))), table(columns, rows)]


def missing_lines(gaps: pd.DataFrame) -> list[Line]:
    """The gaps of the largest ranks, one line each."""
    return [
        line(f"{sentences.gap(gap)} → {sentences.takes(gap)}", strong=f"{clean(gap.label)}:")
        for gap in gaps.itertuples()
    ]
