"""What the conference pack says: the Alliance, its four targets, all countries, who is silent, and the method."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.brief.blocks import (
    HALF,
    PAGE,
    Block,
    Line,
    cards,
    facts,
    heading,
    line,
    listed,
    note,
    paragraph,
    picture,
    status_line,
    table,
)
from views.brief.citations import cite_all, clean
from views.brief.papers import Paper, closing
from views.brief.target import blocks, joint, missing_lines, said
from views.edition import Edition


def paper(edition: Edition, as_of: str) -> Paper:
    """The pack for a conference, with a cover and contents."""
    states = queries.milestones(edition, as_of)
    lead = sentences.alliance(queries.targets(edition, as_of), queries.joint_goal(edition, as_of), states)
    parts = [
        *overview(edition, as_of, lead),
        *(
            block
            for target in queries.targets(edition, as_of).itertuples()
            for block in in_depth(edition, as_of, target)
        ),
        *countries(edition, as_of),
        *silent(edition, as_of),
        *method(edition),
        PAGE,
        *closing(edition),
    ]
    return Paper(_("Conference pack"), _("Where the Alliance stands"), lead, edition, as_of, parts, cover=True)


def overview(edition: Edition, as_of: str, lead: str) -> list[Block]:
    """The joint goal, the four targets, the largest gaps, and what changed."""
    return [
        heading(_("Where the Alliance stands")),
        paragraph(line(lead)),
        *joint(edition, as_of),
        cards(largest(edition, as_of), changed(edition, as_of), shares=(3, 2)),
        heading(_("The four policy targets"), 2),
        cards(*(card(edition, as_of, row) for row in queries.targets(edition, as_of).itertuples())),
    ]


def card(edition: Edition, as_of: str, row: pd.Series) -> list[Block]:
    """One target with its status, one sentence, its squares, and how many countries are known at all."""
    squares = pictures.picture(edition, "milestones", as_of=as_of, target=int(row.target_no))
    rule = edition.rows("rules", rule="annual_growth" if row.scale == "alliance" else "binary").iloc[0]["label"].lower()
    lines = [
        status_line(queries.statuses(edition)[row.scale, row.status], f"({rule}). {said(edition, as_of, row)}"),
        *([line(sentences.lists(squares.rows), style="soft")] if sentences.lists(squares.rows) else []),
        line(sentences.known(row), style="soft"),
        line(squares.legend, style="soft", cites=cite_all(squares.rows)),
    ]
    return [picture(squares, HALF, title=_("{0}  {1}").format(row.target_no, row.short_name), lines=lines)]


def largest(edition: Edition, as_of: str) -> list[Block]:
    """The three largest gaps of each target."""
    totals = queries.gap_totals(edition, as_of)
    blocks = [heading(_("Largest gaps"), 2)]
    for number, gaps in totals[totals["rank"] <= 3].groupby("target_no"):
        blocks += [note(_("Target {0}").format(number)), listed(missing_lines(gaps))]
    return blocks


def changed(edition: Edition, as_of: str) -> list[Block]:
    """What changed since Washington 2014, when progress was first reported, or since the date before."""
    dates = queries.past_conferences(edition, as_of).loc[lambda frame: frame["as_of"] != as_of]
    if dates.empty:
        return []
    since = dates.sort_values("as_of", key=lambda codes: codes != "washington-2014", kind="stable").iloc[0]
    rows, behind = (ask(edition, as_of, since["as_of"]) for ask in (queries.changes, queries.behind_changes))
    lines = [line(text) for text in sentences.changes(rows, behind)]
    return [
        heading(_("What changed, and what became known, since {0}").format(since["short_label"]), 2),
        listed(lines) if lines else paragraph(line(sentences.UNCHANGED)),
        note(sentences.COUNTS),
    ]


def in_depth(edition: Edition, as_of: str, target: pd.Series) -> list[Block]:
    """One target on pages of its own."""
    number, name = int(target.target_no), clean(target.short_name)
    return [
        PAGE,
        heading(_("Target {0}: {1}").format(number, name)),
        paragraph(line(said(edition, as_of, target))),
        *blocks(edition, as_of, number, level=2, with_joint_goal=False),
    ]


def countries(edition: Edition, as_of: str) -> list[Block]:
    """Every country beside every milestone, each state as shape and word."""
    statuses, states = queries.statuses(edition), queries.milestones(edition, as_of)
    kinds = queries.milestone_totals(edition, as_of)
    rows = []
    for country, own in states.groupby(pictures.told_apart(states)):
        by_kind = own.set_index("milestone")["state"]
        rows.append([[line(country)], *([_state(statuses["alliance", by_kind[kind]])] for kind in kinds["item"])])
    titles = (_("{0} (target {1})").format(row.label, row.target_no) for row in kinds.itertuples())
    columns = [(_("Country"), 28), *((title, 20) for title in titles)]
    legend = _(
        "{0} countries. Not known is never read as no. The dates of each state, and its source, are in the brief and "
        "in the workbook of each country."
    ).format(len(rows))
    title = heading(_("All countries by milestone"))
    return [PAGE, title, note(legend, *cite_all(states)), table(columns, rows, small=True)]


def _state(status: pd.Series) -> Line:
    return line(status["label"].lower(), mark=status["shape"], tone=status["tone"])


def silent(edition: Edition, as_of: str) -> list[Block]:
    """Of whom our record holds an action, of whom none, and who reported in each round."""
    coverage = queries.coverage(edition, as_of)
    return [
        PAGE,
        heading(_("What our record holds of each country")),
        paragraph(line(sentences.reporting(coverage))),
        _voices(edition, as_of, coverage),
        paragraph(*_lacking_lines(coverage)),
        *(block for row in queries.rounds(edition, as_of).itertuples() for block in reported(edition, row)),
    ]


def _voices(edition: Edition, as_of: str, coverage: pd.DataFrame) -> Block:
    """Each target with how many countries have actions of each origin."""
    statuses = queries.statuses(edition)
    voices = list(queries.scale(edition, "voice")["status"])
    rows = []
    for target in queries.targets(edition, as_of).itertuples():
        own = coverage[coverage["target_no"] == target.target_no]["voice"]
        counts = [line(words.of(int((own == voice).sum()), len(own))) for voice in voices]
        rows.append([[line(strong=f"{target.target_no}  {target.short_name}")], *([count] for count in counts)])
    heads = [(f"{statuses['voice', voice]['shape']} {statuses['voice', voice]['label']}", 24) for voice in voices]
    return table([(_("Policy target"), 40), *heads], rows)


def _lacking_lines(coverage: pd.DataFrame) -> list[Line]:
    """Countries of which our record holds no action, by name: under every target, then under each."""
    everywhere = coverage.groupby("country", sort=False)["voice"].agg(lambda voices: voices.eq("silent").all())
    lines = {_("No action in our record under any target ({0}):"): everywhere[everywhere].index.tolist()}
    for number, own in coverage.groupby("target_no"):
        beginning = _("Target {0}, no action in our record ({1}):").format(number, "{0}")
        lines[beginning] = own.loc[own["voice"] == "silent", "country"].tolist()
    return [line(words.listed(names), strong=text.format(len(names))) for text, names in lines.items() if names]


def reported(edition: Edition, row: pd.Series) -> list[Block]:
    """Who reported in one round, and what was answered."""
    reporting, answers = queries.reporting(edition, row.round), queries.answers(edition, row.round)
    silent = reporting.loc[reporting["voice"] == "silent", "country"].tolist()
    have = words.of(len(reporting) - len(silent), len(reporting))
    scale = queries.scale(edition, "answer")
    return [
        heading(row.label, 2),
        paragraph(line(_("have reported; reports were due on {0}.").format(words.day(row.due)), strong=have)),
        *([paragraph(line(words.listed(silent), strong=f"▨ {queries.NO_REPORT} ({len(silent)}):"))] if silent else []),
        note(sentences.answered_by_all(answers[answers["asked"]], scale)),
    ]


def method(edition: Edition) -> list[Block]:
    """What the figures are and are not, the rules, and the dates of looking."""
    dates = queries.conferences(edition).itertuples()
    rules = edition.rows("rules", order="rule").itertuples()
    rows = [[[line(row.label)], [line(words.day(row.known_until))], [line(row.reason)]] for row in dates]
    columns = [(_("Date of looking"), 44), (_("Facts known until"), 28), (_("Why this day"), 56)]
    return [
        PAGE,
        heading(_("Method")),
        *_method_texts(edition),
        heading(_("Rules"), 2),
        facts(*((row.label, f"{row.in_words} {_('From')}: {row.source}.") for row in rules)),
        heading(_("As known at"), 2),
        table(columns, rows),
    ]


def _method_texts(edition: Edition) -> Iterator[Block]:
    """The paragraphs of the method, each with its first sentence strong."""
    for text in edition.rows("methods", kind="text").iloc[0]["comment"].split("\n\n"):
        if text.strip():
            first, _dot, rest = re.sub(r"[*`]", "", text).partition(".")
            yield paragraph(line(rest.strip(), strong=f"{first}."))
