"""What countries say in sentences: actions, answers of a round, and whose word each is."""

from __future__ import annotations

import pandas as pd

from core.words import _, counted, month, of


def origins(frame: pd.DataFrame) -> str:
    """Whose word the actions on record are; national announcements are no promises to the Alliance."""
    if frame.empty:
        return _("No action is on record at this date. That is silence, not inaction.")
    counts = frame["origin"].value_counts()
    parts = [
        (counts.get("alliance_report", 0), _("{0} from a report to the Alliance")),
        (counts.get("alliance_linked", 0), _("{0} from a statement that names the Alliance")),
        (
            counts.get("national_announcement", 0),
            _("{0} announced nationally: real, dated and sourced, but not promised to the Alliance"),
        ),
    ]
    whose = "; ".join(text.format(int(count)) for count, text in parts if count)
    return counted("{0} action: {1}.", "{0} actions: {1}.", len(frame), whose)


def on_record(row: pd.Series, voice: pd.Series) -> str:
    """What is on record of one country under one target; `row` is of the table coverage, `voice` its status."""
    text = f"{voice['shape']} {voice['label']}"
    if row.actions:
        text += ": " + counted("{0} action", "{0} actions", int(row.actions))
    if not row.figures:
        return text + "; " + _("no figure")
    newest = month(row.newest_figure)
    return f"{text}; {counted('{0} figure, of {1}', '{0} figures, the newest of {1}', int(row.figures), newest)}"


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
    asked = _("Answers to {0} indicators, one a country:").format(rows["indicator"].nunique())
    return f"{asked} {'; '.join(parts)}."


def whose_word(coded: int, reports: int) -> str:
    """Whose word the status of a commitment is, and how many of the reports were coded."""
    return _(
        "The status is the country's own word. Two people read {0} of {1} reports independently and coded what was "
        "done; where they differed, a third settled it. The country's reply stands beside."
    ).format(coded, reports)
