"""The sentences that readers see, each from the figures of one row or one table. Formats come from `core.words`."""

from views.sentences.citations import cites, how_to_read, known_at, tier, titled
from views.sentences.dates import Undated, as_dated, has_no_date, not_drawn, stated_when
from views.sentences.differing import NOT_MET, first_source, other_source
from views.sentences.expected_questions import QUESTIONS_FROM, questions
from views.sentences.figures import COUNTS, UNCHANGED, absent, changed, changes, direction, related, revised, series
from views.sentences.gap_rows import TAKES, gap, largest_gap, takes
from views.sentences.joint import (
    additions,
    against_the_path,
    base,
    doubt,
    growth,
    how_sure,
    joint_goal,
    single_year,
    span,
    takes_now,
)
from views.sentences.leads import alliance, country, gaps, quality, reporting, severity
from views.sentences.outlook import DOUBTS, change_a_year, others, pace, robust
from views.sentences.reports import answered, answered_by_all, on_record, origins, whose_word
from views.sentences.targets import bound, known, lists, milestone, peers, rule, target

__all__ = [
    "COUNTS",
    "DOUBTS",
    "NOT_MET",
    "QUESTIONS_FROM",
    "TAKES",
    "UNCHANGED",
    "Undated",
    "absent",
    "additions",
    "against_the_path",
    "alliance",
    "answered",
    "answered_by_all",
    "as_dated",
    "base",
    "bound",
    "change_a_year",
    "changed",
    "changes",
    "cites",
    "country",
    "direction",
    "doubt",
    "first_source",
    "gap",
    "gaps",
    "growth",
    "has_no_date",
    "how_sure",
    "how_to_read",
    "joint_goal",
    "known",
    "known_at",
    "largest_gap",
    "lists",
    "milestone",
    "not_drawn",
    "on_record",
    "origins",
    "other_source",
    "others",
    "pace",
    "peers",
    "quality",
    "questions",
    "related",
    "reporting",
    "revised",
    "robust",
    "rule",
    "series",
    "severity",
    "single_year",
    "span",
    "stated_when",
    "takes",
    "takes_now",
    "target",
    "tier",
    "titled",
    "whose_word",
]
