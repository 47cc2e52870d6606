"""Sheets about milestones and gaps, for the whole Alliance or one target.

Totals with a chart, countries by milestone, each state with its source, and what is missing.
"""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.workbook import charts
from views.workbook.columns import Column, grounds, sources
from views.workbook.listing import List, listing, marks
from views.workbook.report import Work
from views.workbook.styles import COUNT, SHARE, WHOLE

BY_COUNTRY = _("Milestones by country")


def totals(work: Work, target: int | None = None) -> None:
    """Each milestone over all countries, with a chart: met, not met, not known; all countries stay in every bar."""
    frame = queries.milestone_totals(work.edition, work.as_of, target)
    rows, states = list(frame.itertuples()), queries.milestones(work.edition, work.as_of, target)
    table = List(
        _("Milestones"),
        " ".join(sentences.milestone(row, states[states["milestone"] == row.item]) for row in rows),
        _totals(work, frame, target),
        _("No milestone belongs to this target."),
        _("none"),
        marks(work.edition, "share"),
        2,
    )
    sheet = work.add(table, _("How many countries have met each milestone?"))
    work.models.append("progress_binary")
    if rows:
        title, drawn = _("Countries by milestone: met, not met, not known"), (sheet.last - len(rows) + 1, sheet.last)
        most = int(frame["participants"].max())
        charts.bars(sheet, title, 2, (3, 4, 5), drawn, f"A{sheet.last + 2}", most=most)


def _totals(work: Work, frame: pd.DataFrame, target: int | None) -> list[Column]:
    """The columns of the totals, one row a milestone."""
    rows = list(frame.itertuples())
    behind = grounds(queries.milestones(work.edition, work.as_of, target), "milestone")
    counts = {
        "met": (_("Met"), _("Countries known to have met it")),
        "not_met": (_("Not met"), _("Countries known not to have met it when last listed")),
        "not_known": (
            _("Not known"),
            _("Countries of which nothing in our record says yes or no, or of which the sources differ"),
        ),
        "participants": (_("Countries"), ""),
    }
    at_least = _("Known to have met it over all countries, those not known included: a lower bound")
    at_most = _("If all that are not known had met it")
    statuses = [
        work.status("share", row.status) if row.rule == "binary" else work.status("context", "context") for row in rows
    ]
    paces = ["" if row.reach == "no_pace" else sentences.pace(row) for row in rows]
    return [
        Column(_("Target"), list(frame["target_no"]), "left", WHOLE),
        Column(_("Milestone"), list(frame["label"]), "row", widest=26),
        *(Column(heading, list(frame[name]), "number", COUNT, says) for name, (heading, says) in counts.items()),
        Column(_("Met, at least"), list(frame["ratio"]), "number", SHARE, at_least),
        Column(_("Met, at most"), list(frame["ratio_at_most"]), "number", SHARE, at_most),
        Column(_("Status"), statuses, "row", widest=22),
        *([Column(_("Present pace"), paces, widest=34)] if (frame["reach"] != "no_pace").any() else []),
        *sources([behind[row.item] for row in rows], work.edition, sheet=BY_COUNTRY),
    ]


def matrix(work: Work, target: int | None = None) -> None:
    """Countries by milestones: a shape and a word in each cell, and a colour that the word brings with it."""
    edition = work.edition
    milestones = queries.milestones(edition, work.as_of, target)
    names = queries.roster(edition, work.as_of).sort_values("country")
    states = dict(zip(zip(milestones["milestone"], milestones["iso3"], strict=True), milestones["state"], strict=True))
    kinds = edition.rows("milestone_kinds", order="target_no, rule, label", target_no=target)
    columns = [Column(_("Country"), list(names["country"]), "row", widest=26)]
    for kind in kinds.itertuples():
        of_countries = [states[kind.milestone, code] for code in names["iso3"]]
        heading = [
            _("Target {0}").format(kind.target_no),
            kind.short_label + ("" if kind.rule == "binary" else f" ({_('context')})"),
            words.of(of_countries.count("yes"), len(of_countries)),
        ]
        meaning = _("{0} Source, address and evidence of each cell: sheet “{1}”").format(kind.question, BY_COUNTRY)
        cells = [work.status("alliance", state) for state in of_countries]
        columns.append(Column("\n".join(heading), cells, "state", meaning=meaning, widest=18))
    text = _(
        "Each cell says in words what is known; the heading counts the countries known to have met the milestone. "
        "Hatched and grey is not known, which is not no; where two sources differ, both stand on that sheet."
    )
    table = List(
        _("Countries by milestone"),
        text,
        columns if len(columns) > 1 else [],
        _("No milestone belongs to this target."),
        _("none"),
        marks(edition, "alliance"),
    )
    work.add(table, _("Which country has met which milestone?"), portrait=True)


def states(work: Work, target: int | None = None) -> None:
    """Each milestone of each country with its date and its source."""
    work.table(
        "milestones",
        BY_COUNTRY,
        _("Since when, and where does each cell come from?"),
        _(
            "Since when, or as of which list, each milestone is known of each country. "
            "No row is left out: what is not known is said."
        ),
        empty=_("No milestone belongs to this target."),
        scales=["alliance"],
        target=target,
    )


def gaps(work: Work, target: int | None = None) -> None:
    """What is missing: by what, and all of it, one row a thing."""
    all_gaps = work.asked("gaps", target=target)
    _gap_totals(work, all_gaps.frame, target)
    work.uses(all_gaps)
    table = listing(
        all_gaps,
        _("All gaps"),
        _("Everything that is missing, one row a thing; what is known to be missing first."),
        empty=_("Nothing is missing."),
        scales=["gap"],
        frozen=3,
    )
    work.add(table, _("What is missing, country by country?"))
    work.models.append("gap_totals")


def _gap_totals(work: Work, all_gaps: pd.DataFrame, target: int | None) -> None:
    """What is missing most often; commitments are one kind of thing, whichever they are."""
    edition = work.edition
    frame = queries.gap_totals(edition, work.as_of, target)
    by_thing = all_gaps.assign(item=all_gaps["item"].where(all_gaps["item_type"] != "commitment", ""))
    behind = grounds(by_thing, "target_no", "item_type", "item")
    rows = list(frame.itertuples())
    things = [(row.target_no, row.item_type, row.item if row.item_type != "commitment" else "") for row in rows]
    participants = _("All countries of the Alliance at this date")
    columns = [
        Column(_("Target"), list(frame["target_no"]), "left", WHOLE),
        Column(_("What is missing"), list(frame["label"]), "row", widest=40),
        Column(_("Countries"), list(frame["countries"]), "number", COUNT, _("Countries for which it is missing")),
        Column(_("of"), list(frame["participants"]), "number", COUNT, participants),
        Column(_("In words"), [sentences.gap(row) for row in rows], widest=40),
        Column(_("What it would take"), [sentences.takes(row) for row in rows], widest=46),
        *sources([behind[thing] for thing in things], edition, sheet=_("All gaps")),
    ]
    sentence = (
        sentences.gaps(all_gaps, len(queries.roster(edition, work.as_of)))
        if target is None
        else sentences.largest_gap(frame)
    )
    table = List(_("Gaps"), sentence, columns, _("Our record shows no gap."), _("none"), frozen=2)
    work.add(table, _("What is missing most often, and what would it take?"))
