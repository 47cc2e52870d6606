"""Sheets about milestones and gaps, for the whole Alliance or one target: totals with a chart, countries by milestone, each state with its source, what is missing."""

from __future__ import annotations

from core import words
from core.words import _
from views import queries, sentences
from views.workbook import charts as book_charts
from views.workbook import listing as book_data
from views.workbook.listing import Column, List, grounds, marks, sources
from views.workbook.report import Work
from views.workbook.styles import COUNT, SHARE, WHOLE

EVERY = _("Milestones by country")


def totals(work: Work, target: int | None = None) -> None:
    """Each milestone over all countries, with a chart: met, not met, not known; the silent stay in every bar."""
    edition = work.edition
    frame, behind = (
        queries.milestone_totals(edition, work.as_of, target),
        grounds(queries.milestones(edition, work.as_of, target), "milestone"),
    )
    rows = list(frame.itertuples())
    columns = [
        Column(_("Target"), list(frame["target_no"]), "left", WHOLE),
        Column(_("Milestone"), list(frame["label"]), "row", widest=26),
        Column(_("Met"), list(frame["met"]), "number", COUNT, _("Countries known to have met it")),
        Column(
            _("Not met"),
            list(frame["not_met"]),
            "number",
            COUNT,
            _("Countries known not to have met it when last listed"),
        ),
        Column(
            _("Not known"),
            list(frame["not_known"]),
            "number",
            COUNT,
            _("Countries of which nothing on record says yes or no"),
        ),
        Column(_("Countries"), list(frame["participants"]), "number", COUNT),
        Column(
            _("Met, at least"),
            list(frame["ratio"]),
            "number",
            SHARE,
            _("Known to have met it over all countries, those not known included: a lower bound"),
        ),
        Column(
            _("Met, at most"), list(frame["ratio_at_most"]), "number", SHARE, _("If all that are not known had met it")
        ),
        Column(
            _("Status"),
            [
                work.status(
                    "share" if row.rule == "binary" else "context", row.status if row.rule == "binary" else "context"
                )
                for row in rows
            ],
            "row",
            widest=22,
        ),
        *(
            [
                Column(
                    _("Present pace"),
                    ["" if row.reach == "no_pace" else sentences.pace(row) for row in rows],
                    widest=34,
                )
            ]
            if (frame["reach"] != "no_pace").any()
            else []
        ),
        *sources([behind[row.item] for row in rows], edition, sheet=EVERY),
    ]
    said = " ".join(sentences.milestone(row) for row in rows)
    sheet = work.add(
        List(
            _("Milestones"),
            said,
            columns,
            _("No milestone belongs to this target."),
            _("none"),
            marks(edition, "share"),
            2,
        ),
        _("How many countries have met each milestone?"),
    )
    work.models.append("progress_binary")
    if rows:
        drawn = (sheet.last - len(rows) + 1, sheet.last)
        book_charts.bars(
            sheet,
            _("Countries by milestone: met, not met, not known"),
            2,
            (3, 4, 5),
            drawn,
            f"A{sheet.last + 2}",
            most=int(frame["participants"].max()),
        )


def matrix(work: Work, target: int | None = None) -> None:
    """Countries by milestones: a shape and a word in each cell, and a colour that the word brings with it."""
    edition = work.edition
    every = queries.milestones(edition, work.as_of, target)
    names = queries.roster(edition, work.as_of).sort_values("country")
    states = dict(zip(zip(every["milestone"], every["iso3"], strict=True), every["state"], strict=True))
    kinds = edition.rows("milestone_kinds", order="target_no, rule, label", target_no=target)
    columns = [Column(_("Country"), list(names["country"]), "row", widest=26)]
    for kind in kinds.itertuples():
        told = [states[kind.milestone, code] for code in names["iso3"]]
        heading = [
            _("Target {0}").format(kind.target_no),
            kind.short_label + ("" if kind.rule == "binary" else f" ({_('context')})"),
            words.of(told.count("yes"), len(told)),
        ]
        meaning = _("{0} Source, address and evidence of each cell: sheet “{1}”").format(kind.question, EVERY)
        columns.append(
            Column(
                "\n".join(heading),
                [work.status("alliance", state) for state in told],
                "state",
                meaning=meaning,
                widest=18,
            )
        )
    text = _(
        "Each cell says in words what is known; the heading counts the countries known to have met the milestone. Hatched and grey is not known, which is not no."
    )
    empty = _("No milestone belongs to this target.")
    work.add(
        List(
            _("Countries by milestone"),
            text,
            columns if len(columns) > 1 else [],
            empty,
            _("none"),
            marks(edition, "alliance"),
        ),
        _("Which country has met which milestone?"),
        portrait=True,
    )


def states(work: Work, target: int | None = None) -> None:
    """Each milestone of each country with its date and its source."""
    text = _(
        "Since when, or as of which list, each milestone is known of each country. No row is left out: what is not known is said."
    )
    work.table(
        "milestones",
        EVERY,
        _("Since when, and where does each cell come from?"),
        text,
        empty=_("No milestone belongs to this target."),
        scales=["alliance"],
        target=target,
    )


def gaps(work: Work, target: int | None = None) -> None:
    """What is missing: by what, and all of it, one row a thing."""
    edition = work.edition
    frame, every = queries.gap_totals(edition, work.as_of, target), work.asked("gaps", target=target)
    told = every.frame.assign(item=every.frame["item"].where(every.frame["item_type"] != "commitment", ""))
    rows, behind = list(frame.itertuples()), grounds(told, "target_no", "item_type", "item")
    columns = [
        Column(_("Target"), list(frame["target_no"]), "left", WHOLE),
        Column(_("What is missing"), list(frame["label"]), "row", widest=40),
        Column(_("Countries"), list(frame["countries"]), "number", COUNT, _("Countries for which it is missing")),
        Column(_("of"), list(frame["participants"]), "number", COUNT, _("All countries of the Alliance at this date")),
        Column(_("In words"), [sentences.gap(row) for row in rows], widest=40),
        Column(_("What it would take"), [sentences.takes(row) for row in rows], widest=46),
        *sources(
            [behind[row.target_no, row.item_type, row.item if row.item_type != "commitment" else ""] for row in rows],
            edition,
            sheet=_("All gaps"),
        ),
    ]
    said = (
        sentences.gaps(every.frame, len(queries.roster(edition, work.as_of)))
        if target is None
        else sentences.largest_gap(frame)
    )
    work.add(
        List(_("Gaps"), said, columns, _("No gap is on record."), _("none"), frozen=2),
        _("What is missing most often, and what would it take?"),
    )
    work.uses(every)
    listed = book_data.listing(
        every,
        _("All gaps"),
        _("Everything that is missing, one row a thing; what is known to be missing first."),
        empty=_("Nothing is missing."),
        scales=["gap"],
        frozen=3,
    )
    work.add(listed, _("What is missing, country by country?"))
    work.models.append("gap_totals")
