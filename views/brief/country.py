"""What the brief of one country says: where it stands, what it promised beside what it reported, what is missing.

Its figures come from `country_figures`; at the end stand questions to expect.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pandas as pd

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.brief.blocks import Block, Cell, Line, box, heading, line, listed, note, paragraph, status_line, table
from views.brief.citations import cite, cite_all, cite_behind, cite_since, clean
from views.brief.country_figures import figures
from views.brief.papers import Paper, closing
from views.edition import Edition
from views.tables import table as view


@lru_cache(maxsize=1)
def paper(edition: Edition, as_of: str, country: str) -> Paper:
    """The brief of `country`.

    A country that was in no list at that date, or of which nothing is known, gets one too, and it says so. The last one
    is kept, because the brief and the letter are made of the same; it is not to be changed.
    """
    participant = queries.participants(edition, country).iloc[0]
    coverage = queries.coverage(edition, as_of, country=country)
    states = queries.milestones(edition, as_of, country=country)
    parts = _absent(edition, as_of, participant) if coverage.empty else _present(edition, as_of, participant)
    remark = [note(participant["note"])] if participant["note"] else []
    return Paper(
        _("Country brief"),
        clean(participant["name"]),
        sentences.country(coverage, states),
        edition,
        as_of,
        [*remark, *parts, *closing(edition)],
    )


def _absent(edition: Edition, as_of: str, participant: pd.Series) -> list[Block]:
    """What is said of a country that was in no list of the Alliance at that date: where the Alliance stands."""
    joint = queries.joint_goal(edition, as_of)
    why = _("{0} is in no list of the Alliance that was the newest at this date, so it is in no count either.")
    return [
        paragraph(line(why.format(participant["name"]), cites=cite(participant))),
        heading(_("Where the Alliance stands")),
        paragraph(
            line(sentences.alliance(queries.targets(edition, as_of), joint, queries.milestones(edition, as_of))),
            line(sentences.joint_goal(joint), cites=cite_behind(edition, joint["origin"])),
        ),
    ]


def _present(edition: Edition, as_of: str, participant: pd.Series) -> list[Block]:
    """All that is said of a country that was in a list of the Alliance."""
    country = participant["iso3"]
    return [
        *standing(edition, as_of, country),
        *promised(edition, as_of, country),
        *announced(edition, as_of, country),
        *missing(edition, as_of, country),
        *figures(edition, as_of, country),
        *expected(edition, as_of, country, participant["name"]),
    ]


def standing(edition: Edition, as_of: str, country: str) -> list[Block]:
    """Each milestone under its target, beside how the country's peers stand on the same question."""
    own = queries.milestones(edition, as_of, country=country).sort_values(["target_no", "rule", "label"])
    peers = queries.peers(edition, as_of, country).set_index("milestone")
    coverage = {row.target_no: row for row in queries.coverage(edition, as_of, country=country).itertuples()}
    rows: list[list[Cell]] = []
    for target in queries.targets(edition, as_of).itertuples():
        head = _target(edition, target, coverage[target.target_no])
        cells = _milestones(edition, own[own["target_no"] == target.target_no], peers)
        rows += [[None if at else head, *row] for at, row in enumerate(cells)]
    columns = [
        (_("Policy target"), 33),
        (_("Milestone"), 24),
        (_("Where it stands"), 30),
        (_("Its peers on the same question"), 30),
    ]
    legend = _("Rule: {0} Not known is never read as no; those not known stay in the count.").format(
        edition.rows("rules", rule="binary").iloc[0]["in_words"]
    )
    return [heading(_("Where it stands on the four targets")), table(columns, rows), note(legend)]


def _target(edition: Edition, target: pd.Series, coverage: pd.Series) -> list[Line]:
    """A target with what is on record of the country under it."""
    known = sentences.on_record(coverage, queries.statuses(edition)["voice", coverage.voice])
    return [line(strong=_("{0}  {1}").format(target.target_no, target.short_name)), line(known, style="soft")]


def _milestones(edition: Edition, own: pd.DataFrame, peers: pd.DataFrame) -> Iterator[list[list[Line]]]:
    """Cells for each milestone of one country: its label, its state, and how the peers stand."""
    statuses = queries.statuses(edition)
    for row in own.itertuples():
        peer = peers.loc[row.milestone]
        name = _("EU members") if row.eu_member else _("countries outside the EU")
        context = [] if row.rule == "binary" else [line(_("context, in no rating"), style="soft")]
        yield [
            [line(row.label), *context],
            [status_line(statuses["alliance", row.state], pictures.since(row), cites=cite_since(row))],
            [line(sentences.peers(int(peer["met"]), int(peer["unknown"]), int(peer["every"]), name))],
        ]


def promised(edition: Edition, as_of: str, country: str) -> list[Block]:
    """Each commitment to the Alliance beside what the country reports of it, whose word that is, and its reply."""
    promises = view(edition, "promises", as_of=as_of, country=country)
    if promises.frame.empty:
        return []
    sources = queries.commitments(edition, as_of, country=country).set_index("commitment_id")
    known = promises.shown()[promises.view.shown["known"]]
    rows = []
    for row, text in zip(promises.frame.itertuples(), known, strict=True):
        title = line(row.title, cites=cite(sources.loc[row.commitment_id]))
        rows.append([[title, line(_due(row), style="soft")], [line(text)], _done(row)])
    columns = [(_("What it promised"), 33), (_("What is known"), 34), (_("What was done, in the country’s words"), 50)]
    return [
        heading(_("Promised, and reported")),
        table(columns, rows, name="promises"),
        note(sentences.whose_word(int(promises.frame["completion"].notna().sum()), len(promises.frame))),
    ]


def _due(row: pd.Series) -> str:
    due = None if words.missing(row.due_date) or not row.due_date else words.announced(None, row.due_date)
    return _("goal {0}, {1}").format(row.goal_id, due or _("no due date"))


def _done(row: pd.Series) -> list[Line]:
    """What was done in the country's words, its evidence and its reply."""
    silent = words.missing(row.done) or not row.done
    lines = [line(_("Our record holds no report of it."), style="soft") if silent else line(row.done)]
    if words.web(row.evidence_url):
        lines.append(line(_("Evidence: {0}").format(row.evidence_url), style="soft", url=row.evidence_url))
    return lines if words.missing(row.reply) else [*lines, line(row.reply, strong=_("Reply of the country:"))]


def announced(edition: Edition, as_of: str, country: str) -> list[Block]:
    """What the country announced on its own, with what is known of it."""
    own = view(edition, "commitments", as_of=as_of, country=country, whose="record")
    every = queries.commitments(edition, as_of, country=country)
    blocks = [heading(_("Actions on record")), note(sentences.origins(every))]
    if own.frame.empty:
        return blocks if every.empty else []
    shown, headings = own.shown(), own.view.shown
    cells = zip(own.frame.itertuples(), shown[headings["dates"]], shown[headings["known"]], strict=True)
    rows = [
        [[line(row.title, cites=cite(row))], [line(row.goal_id)], [line(dates)], [line(known)]]
        for row, dates, known in cells
    ]
    columns = [(_("Action"), 48), (_("Goal"), 7), (_("Announced, due"), 30), (_("What is known"), 32)]
    return [*blocks, table(columns, rows, name="actions")]


def missing(edition: Edition, as_of: str, country: str) -> list[Block]:
    """What is not reported, not joined, or due, and what it would take."""
    gaps = view(edition, "gaps", as_of=as_of, country=country)
    title = heading(_("What is missing in our record, and what it would take"))
    if gaps.frame.empty:
        none = _("Nothing is missing: every milestone is known to be met, and every target has an action and a figure.")
        return [title, paragraph(line(none))]
    takes_words = gaps.shown()[gaps.view.shown["takes_words"]]
    known = queries.undated(edition)
    when_stated = [
        sentences.as_dated(row.item, row.iso3, row.known_at, known)
        for row in gaps.frame.fillna({"known_at": ""}).itertuples()
    ]
    frame = gaps.frame.assign(takes_words=takes_words, when=when_stated)
    rows = []
    for (label, kind, when, takes), same in frame.groupby(["label", "kind", "when", "takes_words"], sort=False):
        since = _(", as stated: {0}").format(when) if when else ""
        targets = ", ".join(dict.fromkeys(str(target) for target in same["target_no"]))
        gap = status_line(queries.statuses(edition)["gap", kind], since, cites=cite_all(same))
        rows.append([[line(targets)], [line(label)], [gap], [line(takes)]])
    columns = [(_("Target"), 11), (_("What"), 38), (_("Gap"), 34), (_("What it would take"), 40)]
    return [title, table(columns, rows, name="gaps")]


def expected(edition: Edition, as_of: str, country: str, name: str) -> list[Block]:
    """Three questions to expect, and the rule that they come from."""
    questions = sentences.questions(
        name,
        queries.gaps(edition, as_of, country=country),
        queries.promises(edition, as_of, country=country),
        queries.directions(edition, as_of, country=country),
        edition.rows("milestone_kinds"),
        {row.target_no: row.short_name for row in queries.targets(edition, as_of).itertuples()},
        queries.undated(edition),
    )
    lines = [line(why, strong=question) for question, why in questions]
    return [box(heading(_("Questions to expect")), listed(lines, numbered=True), note(sentences.QUESTIONS_FROM))]
