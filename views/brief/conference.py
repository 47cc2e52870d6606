"""What the conference pack says: the Alliance, its four targets, all countries, who is silent, and the method."""

from __future__ import annotations

import re

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.brief.blocks import (
    HALF,
    PAGE,
    Block,
    Paper,
    cards,
    cite_all,
    clean,
    ending,
    facts,
    heading,
    judged,
    line,
    listed,
    note,
    picture,
    said,
    table,
)
from views.brief.target import blocks, joint, missing_lines
from views.edition import Edition


def paper(edition: Edition, as_of: str) -> Paper:
    """The pack for a conference, with a cover and contents."""
    lead = sentences.alliance(queries.targets(edition, as_of), queries.joint_goal(edition, as_of))
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
        *ending(edition),
    ]
    return Paper(_("Conference pack"), _("Where the Alliance stands"), lead, edition, as_of, parts, cover=True)


def overview(edition: Edition, as_of: str, lead: str) -> list[Block]:
    """The joint goal, the four targets, the largest gaps, and what changed."""
    return [
        heading(_("Where the Alliance stands")),
        said(line(lead)),
        *joint(edition, as_of),
        cards(largest(edition, as_of), changed(edition, as_of), shares=(3, 2)),
        heading(_("The four policy targets"), 2),
        cards(*(card(edition, as_of, row) for row in queries.targets(edition, as_of).itertuples())),
    ]


def card(edition: Edition, as_of: str, row: object) -> list[Block]:
    """One target with its status, one sentence, its squares, and how many countries are known at all."""
    drawn, status = (
        pictures.picture(edition, "milestones", as_of=as_of, target=int(row.target_no)),
        queries.statuses(edition)[row.scale, row.status],
    )
    rule = edition.rows("rules", rule="annual_growth" if row.scale == "alliance" else "binary").iloc[0]["label"].lower()
    lines = [
        judged(status, f"({rule}). {sentences.target(row)}"),
        line(sentences.known(row), style="soft"),
        line(drawn.legend, style="soft", cites=cite_all(drawn.rows)),
    ]
    return [picture(drawn, HALF, title=_("{0}  {1}").format(row.target_no, row.short_name), lines=lines)]


def largest(edition: Edition, as_of: str) -> list[Block]:
    """The three largest gaps of each target."""
    totals = queries.gap_totals(edition, as_of)
    each = totals[totals["rank"] <= 3].groupby("target_no")
    return [
        heading(_("Largest gaps"), 2),
        *(
            block
            for number, gaps in each
            for block in (note(_("Target {0}").format(number)), listed(missing_lines(gaps)))
        ),
    ]


def changed(edition: Edition, as_of: str) -> list[Block]:
    """What changed since Washington 2014, when progress was first reported, or since the date before."""
    dates = queries.past_conferences(edition, as_of).loc[lambda frame: frame["as_of"] != as_of]
    if dates.empty:
        return []
    since = dates.sort_values("as_of", key=lambda codes: codes != "washington-2014", kind="stable").iloc[0]
    rows = queries.changes(edition, as_of, since["as_of"])
    rows = rows[
        rows["rule"].isin(["annual_growth", "binary"])
        | (rows["item"] == "icse_countries_connected")
        | (rows["item_type"] == "action")
    ]
    lines = [line(sentences.changed(row)) for row in rows.itertuples()]
    return [
        heading(_("What changed since {0}").format(since["short_label"]), 2),
        listed(lines) if lines else said(line(_("Nothing changed on record."))),
        note(
            _("A count rises when a country joins and also when a list becomes known. Nothing on record is not zero.")
        ),
    ]


def in_depth(edition: Edition, as_of: str, target: object) -> list[Block]:
    """One target on pages of its own."""
    number, name = int(target.target_no), clean(target.short_name)
    return [
        PAGE,
        heading(_("Target {0}: {1}").format(number, name)),
        said(line(sentences.target(target))),
        *blocks(edition, as_of, number, level=2, told=True),
    ]


def countries(edition: Edition, as_of: str) -> list[Block]:
    """Every country beside every milestone, each state as shape and word."""
    statuses, states = queries.statuses(edition), queries.milestones(edition, as_of)
    kinds = queries.milestone_totals(edition, as_of)
    rows = []
    for country, own in states.groupby(pictures.told_apart(states)):
        by_kind = own.set_index("milestone")["state"]
        found = [statuses["alliance", by_kind[kind]] for kind in kinds["item"]]
        rows.append(
            [
                [line(country)],
                *([line(status["label"].lower(), mark=status["shape"], tone=status["tone"])] for status in found),
            ]
        )
    columns = [
        (_("Country"), 28),
        *((_("{0} (target {1})").format(row.label, row.target_no), 20) for row in kinds.itertuples()),
    ]
    legend = _(
        "{0} countries. Not known is never read as no. The dates of each state, and its source, are in the brief and in the workbook of each country."
    ).format(len(rows))
    return [
        PAGE,
        heading(_("All countries by milestone")),
        note(legend, *cite_all(states)),
        table(columns, rows, small=True),
    ]


def silent(edition: Edition, as_of: str) -> list[Block]:
    """Who has an action on record, who is silent, and who reported in each round."""
    frame, statuses = queries.coverage(edition, as_of), queries.statuses(edition)
    voices = list(edition.rows("statuses", order="rank", scale="voice")["status"])
    rows = []
    for target in queries.targets(edition, as_of).itertuples():
        own = frame[frame["target_no"] == target.target_no]
        counts = [line(words.of(int((own["voice"] == voice).sum()), len(own))) for voice in voices]
        rows.append([[line(strong=f"{target.target_no}  {target.short_name}")], *([count] for count in counts)])
    heads = [(f"{statuses['voice', voice]['shape']} {statuses['voice', voice]['label']}", 24) for voice in voices]
    everywhere = frame.groupby("country", sort=False)["voice"].agg(lambda voices: voices.eq("silent").all())
    names = everywhere[everywhere].index.tolist()
    lines = (
        [line(words.listed(names), strong=_("Silent under every target ({0}):").format(len(names)))] if names else []
    )
    for number, own in frame.groupby("target_no"):
        names = own.loc[own["voice"] == "silent", "country"].tolist()
        lines += (
            [line(words.listed(names), strong=_("Target {0}, silent ({1}):").format(number, len(names)))]
            if names
            else []
        )
    blocks = [
        PAGE,
        heading(_("Who has reported, and who is silent")),
        said(line(sentences.reporting(frame))),
        table([(_("Policy target"), 40), *heads], rows),
        said(*lines),
    ]
    return [
        *blocks,
        *(block for round in queries.rounds(edition, as_of).itertuples() for block in reported(edition, round)),
    ]


def reported(edition: Edition, round: object) -> list[Block]:
    """Who reported in one round, and what was answered."""
    asked, given = queries.reporting(edition, round.round), queries.answers(edition, round.round)
    names = asked.loc[asked["voice"] == "silent", "country"].tolist()
    have = words.of(len(asked) - len(names), len(asked))
    answers = given[given["asked"]]
    return [
        heading(round.label, 2),
        said(line(_("have reported; reports were due on {0}.").format(words.day(round.due)), strong=have)),
        *([said(line(words.listed(names), strong=f"▨ {_('Silent')} ({len(names)}):"))] if names else []),
        note(sentences.answered_by_all(answers, edition.rows("statuses", order="rank", scale="answer"))),
    ]


def method(edition: Edition) -> list[Block]:
    """What the figures are and are not, the rules, and the dates of looking."""
    paragraphs = [
        re.sub(r"[*`]", "", text)
        for text in edition.rows("methods", kind="text").iloc[0]["comment"].split("\n\n")
        if text.strip()
    ]
    texts = [
        said(line(rest.strip(), strong=f"{first}."))
        for first, _dot, rest in (text.partition(".") for text in paragraphs)
    ]
    rules = [
        (row.label, f"{row.in_words} {_('From')}: {row.source}.")
        for row in edition.rows("rules", order="rule").itertuples()
    ]
    dates = queries.conferences(edition)
    rows = [[[line(row.label)], [line(words.day(row.known_until))], [line(row.reason)]] for row in dates.itertuples()]
    columns = [(_("Date of looking"), 44), (_("Facts known until"), 28), (_("Why this day"), 56)]
    return [
        PAGE,
        heading(_("Method")),
        *texts,
        heading(_("Rules"), 2),
        facts(*rules),
        heading(_("As known at"), 2),
        table(columns, rows),
    ]
