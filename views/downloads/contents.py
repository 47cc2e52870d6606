"""What each page of the reader holds, to be taken away as it is seen.

Its tables under the filters of its address, and the names of its workbook and brief.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import Formatter

from core import words
from core.words import _
from views import queries
from views.data.citation import identity
from views.edition import Edition
from views.tables import VIEWS, Table, records, table
from views.workbook.notes import meaning


@dataclass(frozen=True)
class Content:
    """A page: its `name` in the address, its `title`, and the `tables` it holds under its filters.

    `exports` names the export that says the same, by ending; its name may hold filters.
    """

    name: str
    title: str
    tables: Callable[..., list[Table]]
    exports: dict[str, str]

    def export(self, ending: str, filters: dict[str, object]) -> str | None:
        """The name of the export that is this page as a file with `ending`.

        None where there is none, or where it knows nothing of one of the filters.
        """
        name = self.exports.get(ending, "")
        known = {"as_of", *(field for _text, field, *_more in Formatter().parse(name))}
        return name.format(**filters) if name and filters.keys() <= known else None


def overview(edition: Edition, as_of: str, since: str | None = None) -> list[Table]:
    """The Alliance as a whole; with `since` also what changed."""
    goal = table(edition, "trajectory", as_of=as_of, rule="annual_growth")
    rest = _under(edition, ("milestone_totals", "milestones", "gap_totals"), as_of=as_of)
    return [
        *_under(edition, ("targets",), as_of=as_of),
        goal,
        *rest,
        *([table(edition, "changes", as_of=as_of, since=since)] if since else []),
    ]


def targets(edition: Edition, as_of: str, target: int) -> list[Table]:
    """One policy target; where the joint goal judges it, also its path and growth."""
    standing = _under(edition, ("targets",), as_of=as_of, target=target)
    joint = standing[0].frame["scale"].eq("alliance").any()
    goal = (
        [table(edition, "trajectory", as_of=as_of, rule="annual_growth"), table(edition, "spans", as_of=as_of)]
        if joint
        else []
    )
    names = (
        "milestone_totals",
        "milestones",
        "indicators",
        "directions",
        "robustness",
        "observations",
        "revisions",
        "commitments",
        "promises",
        "gap_totals",
        "gaps",
        "potential_actions",
    )
    return [
        *standing,
        *goal,
        *_under(edition, names, as_of=as_of, target=target),
        *_by_round(edition, as_of, ("practices",), target=target),
    ]


def countries(edition: Edition, as_of: str, country: str) -> list[Table]:
    """One country."""
    names = (
        "milestones",
        "facts",
        "coverage",
        "commitments",
        "promises",
        "observations",
        "directions",
        "revisions",
        "gaps",
    )
    return [
        *_under(edition, names, as_of=as_of, country=country),
        *_by_round(edition, as_of, ("threats", "practices"), country=country),
    ]


def compare(edition: Edition, as_of: str, country: list[str] | None = None) -> list[Table]:
    """Countries side by side, or all of them."""
    return _under(
        edition, ("milestones", "coverage", "comparison") if country else ("milestones",), as_of=as_of, country=country
    )


def gaps(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    goal: str | None = None,
    country: str | None = None,
    kind: str | None = None,
) -> list[Table]:
    """What is missing."""
    return _under(edition, ("gaps",), as_of=as_of, target=target, goal=goal, country=country, kind=kind)


def reporting(edition: Edition, as_of: str) -> list[Table]:
    """Who has reported; in an edition with reports also each round."""
    return [
        *_under(edition, ("coverage",), as_of=as_of),
        *_by_round(edition, as_of, ("reporting", "answers", "threats", "practices")),
    ]


def quality(edition: Edition, as_of: str, country: str | None = None) -> list[Table]:
    """How good the record is, and what all countries, or one, should confirm."""
    names = ("issues", "judgement_sources", "confirmations", "indicator_coverage", "coverage")
    return _under(edition, names, as_of=as_of, country=country)


def method(edition: Edition, as_of: str, profile: str | None = None) -> list[Table]:
    """Rules, thresholds, edge cases, events and sources."""
    return _under(
        edition, ("profile_rules", "thresholds", "edge_cases", "events", "sources"), as_of=as_of, profile=profile
    )


def _under(edition: Edition, names: tuple[str, ...], **filters: object) -> list[Table]:
    """Views by name, each under those of the filters that it takes."""
    return [
        table(edition, name, **{key: value for key, value in filters.items() if key in VIEWS[name].filters})
        for name in names
    ]


def _by_round(edition: Edition, as_of: str, names: tuple[str, ...], **filters: object) -> list[Table]:
    """What was reported in each round that counts at a date."""
    rounds = queries.rounds(edition, as_of)["round"]
    return [rows for name in rounds for rows in _under(edition, names, round=name, **filters)]


CONTENTS = {
    content.name: content
    for content in (
        Content(
            "overview",
            _("Where the Alliance stands"),
            overview,
            {"xlsx": "alliance-overview.xlsx", "pdf": "conference-pack.pdf"},
        ),
        Content(
            "targets", _("One policy target"), targets, {"xlsx": "target-{target}.xlsx", "pdf": "target-{target}.pdf"}
        ),
        Content(
            "countries",
            _("One country"),
            countries,
            {"xlsx": "country-{country}.xlsx", "pdf": "country-{country}.pdf", "docx": "country-{country}.docx"},
        ),
        Content("compare", _("Compare countries"), compare, {}),
        Content("gaps", _("Gaps"), gaps, {}),
        Content("reporting", _("What our record holds of each country"), reporting, {}),
        Content("quality", _("How good is the record"), quality, {}),
        Content("method", _("Method and sources"), method, {}),
    )
}


def dumped(title: str, tables: list[Table], filters: dict[str, object]) -> bytes:
    """Tables of one edition as one JSON document; nothing on record is null.

    Edition, date of looking and filters come first, then each table with what its columns mean.
    """
    edition = tables[0].edition
    document = {
        "title": title,
        "edition": identity(edition),
        "as_of": filters.get("as_of"),
        "filters": {key: value for key, value in filters.items() if key != "as_of"},
        "illustrative": edition.illustrative,
        **({"notice": words.ILLUSTRATIVE} if edition.illustrative else {}),
        "method": edition.manifest["method"],
        "tables": [_described(table) for table in tables],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8", "replace") + b"\n"


def _described(table: Table) -> dict[str, object]:
    frame = table.frame
    columns = [{"name": name, "meaning": meaning(table.edition, table.view.name, name)} for name in frame]
    return {
        "name": table.view.name,
        "title": table.view.title,
        "filters": table.filters,
        "columns": columns,
        "rows": records(frame),
    }


def csv_files(tables: list[Table]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each table as a CSV of its own, with a name: milestones.csv, answers-progress-2014.csv."""
    for rows in tables:
        apart = [str(rows.filters["round"])] if "round" in rows.filters else []
        yield "-".join([rows.view.name, *apart]) + ".csv", iter((rows.csv().encode("utf-8-sig", "replace"),))
