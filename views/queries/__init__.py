"""The questions pages ask of an edition: one small select over published tables each.

Every answer is a frame; None means no condition. The names of the parameters are those of the filters in an address.
"""

from views.queries.behind import Behind, Period, behind_changes, periods, undated
from views.queries.dates import conferences, earlier, events, known_until, past_conferences
from views.queries.figures import comparison, indicator_coverage, indicators, lineage, observations
from views.queries.gap_rows import gap_totals, gaps
from views.queries.judgements import (
    assessments,
    changes,
    directions,
    joint_goal,
    progress,
    revisions,
    robustness,
    spans,
    targets,
    trajectory,
)
from views.queries.kinds_of_sources import judgement_sources
from views.queries.members import listed, participants, roster
from views.queries.methods import (
    NO_REPORT,
    edge_cases,
    goals,
    labels,
    profile_rules,
    profiles,
    scale,
    statuses,
    thresholds,
)
from views.queries.milestone_rows import facts, milestone_totals, milestones, peers
from views.queries.provenance import issues, sources
from views.queries.reports import (
    answers,
    commitments,
    counted_once,
    coverage,
    potential_actions,
    practices,
    promises,
    reporting,
    rounds,
    threats,
)

__all__ = [
    "Behind",
    "NO_REPORT",
    "Period",
    "answers",
    "assessments",
    "behind_changes",
    "changes",
    "commitments",
    "comparison",
    "conferences",
    "counted_once",
    "coverage",
    "directions",
    "earlier",
    "edge_cases",
    "events",
    "facts",
    "gap_totals",
    "gaps",
    "goals",
    "indicator_coverage",
    "indicators",
    "issues",
    "joint_goal",
    "judgement_sources",
    "known_until",
    "labels",
    "lineage",
    "listed",
    "milestone_totals",
    "milestones",
    "observations",
    "participants",
    "past_conferences",
    "peers",
    "periods",
    "potential_actions",
    "practices",
    "profile_rules",
    "profiles",
    "progress",
    "promises",
    "reporting",
    "revisions",
    "robustness",
    "roster",
    "rounds",
    "scale",
    "sources",
    "spans",
    "statuses",
    "targets",
    "threats",
    "thresholds",
    "trajectory",
    "undated",
]
