"""Definitions that judge, word and colour what readers see, as literal rows: a slip in one is a slip everywhere."""

import pytest

from etl.record.read import definition
from etl.source import DEFINITIONS


def rows(name, *columns, **where):
    """These columns of the rows of a definition, as text."""
    records = definition(DEFINITIONS / f"{name}.csv").records()
    return [tuple(row[column] for column in columns) for row in records if where.items() <= row.items()]


def test_the_statuses_of_the_alliance_have_their_words_tones_and_order():
    assert rows("statuses", "status", "label", "tone", "rank", "counts", scale="alliance") == [
        ("reached", "Reached", "good", "1", "yes"),
        ("kept", "Kept", "good", "2", "yes"),
        ("yes", "Yes", "good", "3", "yes"),
        ("on_track", "On track", "good", "4", "yes"),
        ("improving", "Improving", "good", "5", "yes"),
        ("slowing", "On track, slowing", "good", "6", "yes"),
        ("reached_slipping", "Reached, slipping", "middle", "7", "yes"),
        ("slipping", "Kept, slipping", "middle", "8", "yes"),
        ("unchanged", "Unchanged", "middle", "9", "yes"),
        ("acceleration_needed", "Acceleration needed", "middle", "10", "yes"),
        ("returning", "Returning", "middle", "11", "yes"),
        ("limited_progress", "Limited progress", "weak", "12", "yes"),
        ("worsening", "Worsening", "weak", "13", "yes"),
        ("moving_away", "Moving away", "bad", "14", "yes"),
        ("lost", "Lost", "bad", "15", "yes"),
        ("no", "No", "bad", "16", "yes"),
        ("revision", "Revised downwards", "unknown", "17", "no"),
        ("not_judged", "Cannot be judged", "unknown", "18", "no"),
        ("sources_differ", "Sources differ", "unknown", "19", "no"),
        ("not_known", "Not known", "unknown", "20", "no"),
    ]


@pytest.mark.parametrize("tone", ["good", "bad"])
def test_no_sign_is_both_good_and_bad(tone):
    other = {"good": "bad", "bad": "good"}[tone]
    assert not {shape for (shape,) in rows("statuses", "shape", tone=tone)} & {
        shape for (shape,) in rows("statuses", "shape", tone=other)
    }


def test_open_texts_have_room_for_what_their_question_asks():
    assert rows("limits", "of", "at_most", what="letters") == [
        ("sent_commitments.title", "300"),
        ("sent_commitments.lead_authority", "200"),
        ("sent_commitments.evidence_url", "500"),
        ("sent_commitments.note", "1000"),
        ("sent_progress.done", "1500"),
        ("sent_progress.evidence_url", "500"),
        ("sent_progress.note", "1000"),
        ("sent_indicators.evidence_url", "500"),
        ("sent_indicators.note", "1000"),
        ("sent_threats.statement", "500"),
        ("sent_practice.title", "150"),
        ("sent_practice.worked", "1500"),
        ("sent_practice.less", "1500"),
        ("sent_practice.useful_for", "500"),
        ("sent_practice.evidence_url", "500"),
        ("cover.office", "200"),
    ]


def test_values_lie_within_their_units():
    assert rows("limits", "of", "at_least", "at_most", what="value") == [
        ("score 0-100", "0", "100"),
        ("rank of 60", "1", "60"),
        ("", "0", ""),
    ]
