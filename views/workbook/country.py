"""The workbook of one country: what its page shows, as sheets.

A country of which nothing is on record gets a good workbook that says so.
"""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.edition import Edition
from views.tables import Table
from views.workbook.columns import Column, grounds, sources
from views.workbook.country_figures import figures
from views.workbook.listing import List, listing, marks
from views.workbook.report import Work
from views.workbook.styles import COUNT, DAY, WHOLE


def country(edition: Edition, as_of: str, country: str) -> bytes:
    """One country as XLSX, by its three letters, with cover, sources and notes. Raises IndexError for an unknown one.

    Its sheets are milestones beside its peers, dated facts, actions beside what was reported of them, figures, answers
    and gaps.
    """
    participant = queries.participants(edition, country).iloc[0]
    coverage = queries.coverage(edition, as_of, country=country)
    own = queries.milestones(edition, as_of, country=country)
    work = Work(edition, as_of, participant["name"])
    work.cited.append(pd.DataFrame([participant]))
    _standing(work, coverage, country)
    _milestones(work, own)
    work.table(
        "facts",
        _("Over time"),
        _("Which treaty acts and memberships does our record hold, and when?"),
        _("Treaty acts and memberships, oldest first."),
        empty=_("Our record held no treaty act and no membership at this date."),
        country=country,
    )
    _actions(work, country)
    figures(work, country)
    _reports(work, country)
    absent = ""
    if coverage.empty:
        absent = _(
            "{0} is in no list of the Alliance that was the newest at this date, so it is in no count either."
        ).format(participant["name"])
    gaps = _gaps(work, country, absent)
    targets = [(_("Target {0}").format(row.target_no), _target(work, row)) for row in coverage.itertuples()]
    sections = [
        ("", [(_("Note"), str(participant["note"] or "")), (_("Membership"), absent)]),
        (_("Target by target"), targets),
        (_("Milestones"), _states(work, own)),
        (_("What is missing"), _missing(work, gaps)),
    ]
    return work.done(
        sentences.country(coverage, own),
        sections,
        rules=["binary", "direction", "context"],
        scales=["alliance", "commitment", "completion", "gap", "voice", "answer"],
    )


def _gaps(work: Work, country: str, absent: str) -> pd.DataFrame:
    """What is missing, one row a thing; `absent` is said of a country that is in no list."""
    gaps = work.asked("gaps", country=country)
    work.uses(gaps)
    nothing = absent or _(
        "Nothing is missing: every milestone is known to be met, and every target has an action and a figure."
    )
    table = listing(
        gaps,
        _("What is missing"),
        _("What our record lacks, what was not joined, and what is due, with what closing it would take."),
        empty=nothing,
        scales=["gap"],
        without=[_("Country")],
        frozen=3,
    )
    work.add(table, _("What is missing, and what would it take?"))
    return gaps.frame


def _target(work: Work, row: pd.Series) -> str:
    """What is known of the country under a target, in one line."""
    name = work.edition.rows("policy_targets", target_no=int(row.target_no)).iloc[0]["short_name"]
    figures = words.many("{0} figure", "{0} figures", int(row.figures)).format(int(row.figures))
    actions = words.many("{0} action", "{0} actions", int(row.actions)).format(int(row.actions))
    known = _("{0} milestones known").format(words.of(int(row.milestones_known), int(row.milestones)))
    return f"{name}. {work.status('voice', row.voice)}; " + _("; ").join([known, actions, figures]) + "."


def _states(work: Work, own: pd.DataFrame) -> list[tuple[str, str]]:
    """The state of each milestone in words, with its date."""
    return [
        (row.label, work.status("alliance", row.state) + pictures.since(row))
        for row in own.sort_values(["target_no", "rule", "label"]).itertuples()
    ]


def _missing(work: Work, gaps: pd.DataFrame) -> list[tuple[str, str]]:
    """How many things of each kind are missing, with their names."""
    return [
        (f"{work.status('gap', kind)}: {len(rows)}", "; ".join(dict.fromkeys(rows["label"])))
        for kind, rows in gaps.groupby("kind", sort=False)
    ]


def _standing(work: Work, coverage: pd.DataFrame, country: str) -> None:
    """One row a target: whose word its actions are, and what is known."""
    names = work.edition.rows("policy_targets").set_index("target_no")["short_name"]
    of_actions = grounds(queries.commitments(work.edition, work.as_of, country=country), "target_no")
    of_figures = grounds(queries.observations(work.edition, work.as_of, country=country), "target_no")
    behind = [of_actions[number] + of_figures[number] for number in coverage["target_no"]]
    counts = {
        "actions": _("Actions"),
        "milestones": _("Milestones"),
        "milestones_known": _("Known"),
        "milestones_met": _("Met"),
        "figures": _("Figures"),
    }
    columns = [
        Column(_("Target"), list(coverage["target_no"]), "left", WHOLE),
        Column(_("Name"), list(names.reindex(coverage["target_no"])), "row", widest=30),
        Column(_("Actions come from"), [work.status("voice", voice) for voice in coverage["voice"]], "row", widest=34),
        *(Column(heading, list(coverage[name]), "number", COUNT) for name, heading in counts.items()),
        Column(_("Newest figure"), list(coverage["newest_figure"]), "left", DAY),
        *sources(behind, work.edition),
    ]
    table = List(
        _("Where it stands"),
        sentences.country(coverage, queries.milestones(work.edition, work.as_of, country=country)),
        columns if len(coverage) else [],
        filters=f"country = {country}",
        marks=marks(work.edition, "voice"),
        frozen=2,
    )
    work.add(table, _("What is known of it under each target?"))
    work.models.append("coverage")


def _milestones(work: Work, own: pd.DataFrame) -> None:
    """The state of each milestone, and how the country's peers stand on the same question."""
    question = _("Which milestones has it met, beside its peers?")
    if own.empty:
        work.add(List(_("Milestones"), "", [], sentences.country(own, own), _("none")), question)
        return
    milestones = work.asked("milestones", country=own["iso3"].iloc[0])
    alliance, eu = queries.milestones(work.edition, work.as_of), own["eu_member"].iloc[0]
    peers = alliance[(alliance["eu_member"] == eu) & (alliance["iso3"] != own["iso3"].iloc[0])]
    name = _("EU members") if eu else _("countries outside the EU")
    explained = _(
        "Peers are {0}: the same yes-or-no question, so comparing is fair; those not known stay in the count."
    ).format(name)
    table = listing(milestones, _("Milestones"), explained, scales=["alliance"])
    rows = list(milestones.frame.itertuples())
    beside = [_peers(peers[peers["milestone"] == row.milestone], peers["iso3"].nunique(), name) for row in rows]
    numbers = [_("{0}, context").format(row.target_no) if row.rule != "binary" else str(row.target_no) for row in rows]
    kept = [column for column in table.columns if column.heading != _("Country")]
    table.columns = [
        Column(_("Target"), numbers),
        *kept[:4],
        Column(_("Peers"), beside, widest=40, meaning=_("How the peers of the country stand on the same question")),
        *kept[4:],
    ]
    work.uses(milestones)
    work.add(table, question)


def _peers(rows: pd.DataFrame, peers: int, name: str) -> str:
    met, not_known = int((rows["state"] == "yes").sum()), int((~rows["state"].isin(["yes", "no"])).sum())
    return sentences.peers(met, not_known, peers, name)


def _actions(work: Work, country: str) -> None:
    """What it announced, and what it promised to the Alliance beside what it reported of it."""
    actions = work.asked("commitments", country=country)
    work.uses(actions)
    sentence = sentences.origins(actions.frame)
    table = listing(actions, _("Actions"), sentence, scales=["commitment"], without=[_("Country")], frozen=2)
    work.add(table, _("What did it announce, and what is known of it?"))
    work.promises(_("What did it promise to the Alliance, and what did it report of it?"), country=country)


def _reports(work: Work, country: str) -> None:
    """What it answered in the rounds that count at this date, what its police see changing, and what worked."""
    rounds = queries.rounds(work.edition, work.as_of)["round"]
    kinds: list[tuple[str, str, str, list[str]]] = [
        ("answers", _("Answers"), _("What did it answer to each question of a round?"), ["answer"]),
        ("threats", _("Threats"), _("What do its police see changing?"), []),
        ("practices", _("Practices"), _("What worked?"), []),
    ]
    for name, title, question, scales in kinds:
        whole = work.asked(name, country=country)
        counted = whole.frame[whole.frame["round"].isin(rounds)].reset_index(drop=True)
        table = listing(
            Table(whole.view, work.edition, counted, whole.filters),
            title,
            whole.view.title,
            empty=_("No report of this country is in this edition at this date."),
            scales=scales,
            without=[_("Country")],
        )
        table.columns += _of_the_report(work, counted)
        work.models.append(whole.view.model)
        work.add(table, question)


def _of_the_report(work: Work, frame: pd.DataFrame) -> list[Column]:
    """Source and evidence of answers: the report of the country, in its own word."""
    labels = work.edition.rows("rounds").set_index("round")["label"]
    reported = queries.labels(work.edition, "evidence").get("reported", "")
    titles = [
        "" if words.missing(row.submission) else f"{row.country}, {labels[row.round]}" for row in frame.itertuples()
    ]
    evidence = [reported if title else "" for title in titles]
    return [Column(_("Source"), titles, widest=34), Column(_("Evidence"), evidence)]
