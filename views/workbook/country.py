"""The workbook of one country: what its page shows, as sheets. A country of which nothing is on record gets a good workbook that says so."""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.edition import Edition
from views.tables import Table
from views.workbook import charts as book_charts
from views.workbook.cells import letter
from views.workbook.listing import Column, List, grounds, listing, marks, sources
from views.workbook.report import Work
from views.workbook.styles import COUNT, DAY, WHOLE
from views.workbook.writer import Sheet

MOST = 12
"""So many charts of series; a sheet of hundreds would be read by nobody."""
HALF = 84
"""So many signs across is a chart and a little room."""


def country(edition: Edition, as_of: str, country: str) -> bytes:
    """One country as XLSX: milestones beside its peers, dated facts, actions beside what was reported of them, figures, answers, gaps, sources, notes. Raises IndexError for an unknown country."""
    person = queries.participants(edition, country).iloc[0]
    coverage, own = (
        queries.coverage(edition, as_of, country=country),
        queries.milestones(edition, as_of, country=country),
    )
    work = Work(edition, as_of, person["name"])
    work.cited.append(pd.DataFrame([person]))
    _standing(work, coverage, country)
    _milestones(work, own)
    work.table(
        "facts",
        _("Over time"),
        _("Which treaty acts and memberships are on record, and when?"),
        _("Treaty acts and memberships, oldest first."),
        empty=_("No treaty act and no membership is on record at this date."),
        country=country,
    )
    _actions(work, country)
    _figures(work, country)
    _told(work, country)
    found = work.asked("gaps", country=country)
    work.uses(found)
    absent = (
        _("{0} is in no list of the Alliance that was the newest at this date, so it is in no count either.").format(
            person["name"]
        )
        if coverage.empty
        else ""
    )
    said = absent or _(
        "Nothing is missing: every milestone is known to be met, and every target has an action and a figure."
    )
    work.add(
        listing(
            found,
            _("What is missing"),
            _("What is not reported, not joined, or due, with what closing it would take."),
            empty=said,
            scales=["gap"],
            without=[_("Country")],
            frozen=3,
        ),
        _("What is missing, and what would it take?"),
    )
    sections = [
        ("", [(_("Note"), str(person["note"] or "")), (_("Membership"), absent)]),
        (
            _("Target by target"),
            [(_("Target {0}").format(row.target_no), _target(work, row)) for row in coverage.itertuples()],
        ),
        (_("Milestones"), _states(work, own)),
        (_("What is missing"), _missing(work, found.frame)),
    ]
    return work.done(
        sentences.country(coverage, own),
        sections,
        rules=["binary", "direction", "context"],
        scales=["alliance", "commitment", "completion", "gap", "voice", "answer"],
    )


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


def _standing(work: Work, frame: pd.DataFrame, country: str) -> None:
    names = work.edition.rows("policy_targets").set_index("target_no")["short_name"]
    actions, figures = (
        queries.commitments(work.edition, work.as_of, country=country),
        queries.observations(work.edition, work.as_of, country=country),
    )
    said, seen = grounds(actions, "target_no"), grounds(figures, "target_no")
    behind = [said[number] + seen[number] for number in frame["target_no"]]
    columns = [
        Column(_("Target"), list(frame["target_no"]), "left", WHOLE),
        Column(_("Name"), list(names.reindex(frame["target_no"])), "row", widest=30),
        Column(_("Actions come from"), [work.status("voice", voice) for voice in frame["voice"]], "row", widest=34),
        *(
            Column(heading, list(frame[name]), "number", COUNT)
            for name, heading in (
                ("actions", _("Actions")),
                ("milestones", _("Milestones")),
                ("milestones_known", _("Known")),
                ("milestones_met", _("Met")),
                ("figures", _("Figures")),
            )
        ),
        Column(_("Newest figure"), list(frame["newest_figure"]), "left", DAY),
        *sources(behind, work.edition),
    ]
    said = sentences.country(frame, queries.milestones(work.edition, work.as_of, country=country))
    work.add(
        List(
            _("Where it stands"),
            said,
            columns if len(frame) else [],
            filters=f"country = {country}",
            marks=marks(work.edition, "voice"),
            frozen=2,
        ),
        _("What is known of it under each target?"),
    )
    work.models.append("coverage")


def _milestones(work: Work, own: pd.DataFrame) -> None:
    """The state of each milestone, and how the country's peers stand on the same question."""
    found = work.asked("milestones", country=own["iso3"].iloc[0]) if len(own) else None
    if found is None:
        work.add(
            List(_("Milestones"), "", [], sentences.country(own, own), _("none")),
            _("Which milestones has it met, beside its peers?"),
        )
        return
    every, eu = queries.milestones(work.edition, work.as_of), own["eu_member"].iloc[0]
    peers = every[(every["eu_member"] == eu) & (every["iso3"] != own["iso3"].iloc[0])]
    name = _("EU members") if eu else _("countries outside the EU")
    asked = listing(
        found,
        _("Milestones"),
        _(
            "Peers are {0}: the same yes-or-no question, so comparing is fair; those not known stay in the count."
        ).format(name),
        scales=["alliance"],
    )
    beside = [
        _peers(peers[peers["milestone"] == row.milestone], peers["iso3"].nunique(), name)
        for row in found.frame.itertuples()
    ]
    numbers = [
        _("{0}, context").format(row.target_no) if row.rule != "binary" else str(row.target_no)
        for row in found.frame.itertuples()
    ]
    kept = [column for column in asked.columns if column.heading != _("Country")]
    asked.columns[:] = [
        Column(_("Target"), numbers),
        *kept[:4],
        Column(_("Peers"), beside, widest=40, meaning=_("How the peers of the country stand on the same question")),
        *kept[4:],
    ]
    work.uses(found)
    work.add(asked, _("Which milestones has it met, beside its peers?"))


def _peers(rows: pd.DataFrame, every: int, name: str) -> str:
    return sentences.peers(int((rows["state"] == "yes").sum()), int((rows["state"] == "not_known").sum()), every, name)


def _actions(work: Work, country: str) -> None:
    found = work.asked("commitments", country=country)
    work.uses(found)
    work.add(
        listing(
            found, _("Actions"), sentences.origins(found.frame), scales=["commitment"], without=[_("Country")], frozen=2
        ),
        _("What did it announce, and what is known of it?"),
    )
    work.promises(_("What did it promise to the Alliance, and what did it report of it?"), country=country)


def _figures(work: Work, country: str) -> None:
    """The country's own figures with their caveats, and a chart of each series."""
    found = work.asked("observations", country=country)
    work.uses(found)
    frame = found.frame
    middle = Column(
        _("Middle of the period"), list(frame["date_mid"]), "left", DAY, _("The day at which a chart draws the figure")
    )
    asked = listing(
        found,
        _("Figures"),
        _("Its published figures, each with its caveat and its source."),
        empty=_("No figure of this country is on record at this date."),
    )
    asked.columns[2:2] = [middle]
    sheet = work.add(asked, _("Which figures are published?"))
    series = {
        indicator: rows
        for indicator, rows in frame.groupby("indicator", sort=False)
        if len(rows) >= 3 and rows.index[-1] - rows.index[0] == len(rows) - 1
    }
    judged = {
        row.item: row
        for row in queries.directions(work.edition, work.as_of, country=country).itertuples()
        if row.status != "not_judged"
    }
    if series:
        _series(
            work,
            sheet,
            dict(list(series.items())[:MOST]),
            judged,
            sheet.last - len(frame) + 1,
            [column.heading for column in asked.columns],
        )


def _series(
    work: Work, figures: Sheet, series: dict[str, pd.DataFrame], judged: dict, first: int, headings: list[str]
) -> None:
    rows = list(series.values())
    columns = [
        Column(_("Indicator"), [one.iloc[0]["label"] for one in rows], "row", widest=34),
        Column(_("Rule"), [sentences.rule(one.iloc[0]["rule"]) for one in rows], widest=24),
        Column(
            _("Status"),
            [
                work.status("alliance", judged[name].status) if name in judged else work.status("context", "context")
                for name in series
            ],
            widest=20,
        ),
        Column(_("In one sentence"), [sentences.series(one) for one in rows], widest=60),
        Column(
            _("Change a year"),
            [sentences.change_a_year(judged[name]) if name in judged else "" for name in series],
            widest=40,
        ),
        Column(_("Caveat"), [one.iloc[0]["caveat"] for one in rows], widest=44),
        *sources([grounds(one)[()] for one in rows], work.edition, sheet=figures.title),
    ]
    sheet = work.add(
        List(
            _("Series"),
            _("Every indicator with three figures or more; the figures themselves are on the sheet before."),
            columns,
            filters=_("none"),
        ),
        _("How did its figures move?"),
    )
    day, value, top = headings.index(_("Middle of the period")) + 1, headings.index(_("Figure")) + 1, sheet.last + 2
    beside = letter(
        next(n for n in range(2, 12) if sum(sheet.column_dimensions[letter(k)].width for k in range(1, n)) > HALF)
    )
    for n, one in enumerate(rows):
        place = (first + int(one.index[0]), first + int(one.index[-1]))
        drawn = [
            (one.iloc[0]["label"], figures, day, value, place, "points" if one["unit"].nunique() == 1 else "loose")
        ]
        title, days = f"{one.iloc[0]['label']} ({one.iloc[0]['unit']})", (one["date_mid"].min(), one["date_mid"].max())
        at = f"{beside if n % 2 else 'A'}{top + n // 2 * 17}"
        book_charts.lines(
            sheet,
            title,
            drawn,
            at,
            days,
            size=(15.5, 7.6),
            legend=False,
            code=COUNT if one["value"].max() > 5 else "0.0",
        )


def _told(work: Work, country: str) -> None:
    """What it answered in the rounds that count at this date, what its police see changing, and what worked."""
    rounds = queries.rounds(work.edition, work.as_of)["round"]
    kinds: list[tuple[str, str, str, list[str]]] = [
        ("answers", _("Answers"), _("What did it answer to each question of a round?"), ["answer"]),
        ("threats", _("Threats"), _("What do its police see changing?"), []),
        ("practices", _("Practices"), _("What worked?"), []),
    ]
    for name, title, answers, scales in kinds:
        found = work.asked(name, country=country)
        known = Table(
            found.view,
            work.edition,
            found.frame[found.frame["round"].isin(rounds)].reset_index(drop=True),
            found.filters,
        )
        asked = listing(
            known,
            title,
            found.view.title,
            empty=_("No report of this country is in this edition at this date."),
            scales=scales,
            without=[_("Country")],
        )
        asked.columns += _reported(work, known.frame)
        work.models.append(found.view.model)
        work.add(asked, answers)


def _reported(work: Work, frame: pd.DataFrame) -> list[Column]:
    """Source and evidence of answers: the report of the country, in its own word."""
    labels = work.edition.rows("rounds").set_index("round")["label"]
    own = queries.labels(work.edition, "evidence").get("reported", "")
    titles = [
        "" if words.missing(row.submission) else f"{row.country}, {labels[row.round]}" for row in frame.itertuples()
    ]
    return [Column(_("Source"), titles, widest=34), Column(_("Evidence"), [own if title else "" for title in titles])]
