"""What countries say in sentences: actions, answers of a round, and whose word each is."""

from __future__ import annotations

import pandas as pd

from core.words import _, counted, missing, month, of


def origins(frame: pd.DataFrame) -> str:
    """Whose word the actions on record are; national announcements are no promises to the Alliance."""
    if frame.empty:
        return _(
            "Our record holds no action at this date: the reports of 2013 and 2014 are not public. That is said of the "
            "record, not of the country."
        )
    alone = frame[frame["project"].isna() | ~frame.duplicated("project")]
    counts = alone["origin"].value_counts()
    parts = [
        (counts.get("alliance_report", 0), _("{0} from a report to the Alliance")),
        (counts.get("alliance_linked", 0), _("{0} from a statement that names the Alliance")),
        (
            counts.get("national_announcement", 0),
            _("{0} announced nationally: real, dated and sourced, but not promised to the Alliance"),
        ),
    ]
    whose = "; ".join(text.format(int(count)) for count, text in parts if count)
    text = counted("{0} action: {1}.", "{0} actions: {1}.", len(alone), whose)
    return text if len(alone) == len(frame) else text + _(" A project of several countries counts once.")


def on_record(row: pd.Series, voice: pd.Series) -> str:
    """What our record holds of one country under one target: actions, known milestones and figures.

    `row` is of the table coverage, `voice` its status.
    """
    text = f"{voice['shape']} {voice['label']}"
    if row.actions:
        text += ": " + counted("{0} action", "{0} actions", int(row.actions))
    known = of(int(row.milestones_known), int(row.milestones))
    newest = "" if missing(row.newest_figure) else month(row.newest_figure)
    figures = counted("{0} figure, of {1}", "{0} figures, the newest of {1}", int(row.figures), newest)
    return "; ".join(
        [
            text,
            *([_("{0} milestones known").format(known)] if row.milestones else []),
            figures if row.figures else _("no figure"),
        ]
    )


def answered(rows: pd.DataFrame, answers: pd.DataFrame) -> str:
    """How a country answered the indicators of a round; five answers that are never added up.

    `answers` are the statuses of that scale.
    """
    counts = rows["answer"].value_counts()
    parts = [f"{row.shape} {row.label} {int(counts.get(row.status, 0))}" for row in answers.itertuples()]
    return counted("{0} indicator asked for: {1}.", "{0} indicators asked for: {1}.", len(rows), "; ".join(parts))


def answered_by_all(rows: pd.DataFrame, answers: pd.DataFrame) -> str:
    """How all countries of a round answered, one answer a country and indicator; the five are never added up."""
    parts = [
        f"{row.shape} {row.label}: {of(int((rows['answer'] == row.status).sum()), len(rows))}"
        for row in answers.itertuples()
    ]
    asked = counted(
        "Answers to {0} indicator, one a country:",
        "Answers to {0} indicators, one a country:",
        rows["indicator"].nunique(),
    )
    return f"{asked} {'; '.join(parts)}."


def whose_word(coded: int, reports: int) -> str:
    """Whose word the status of a commitment is, and how many of the reports were coded."""
    return _(
        "The status is the country's own word. Two people read {0} of {1} reports independently and coded what was "
        "done; where they differed, a third settled it. The country's reply stands beside."
    ).format(coded, reports)
