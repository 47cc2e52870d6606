"""The published figures as SDMX: SDMX-CSV 2.0 with its structure message, for statistical software."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core import words
from core.words import _
from views.data import citation, opendata
from views.data.archive import zipped
from views.data.csv_text import cell, line
from views.data.sdmx_structure import Code, Component, flow, message
from views.edition import Edition

PERIOD = r"""CASE
    WHEN regexp_full_match(period, '\d{4}(-\d{2}){0,2}|\d{4}-Q[1-4]') THEN period
    WHEN regexp_full_match(period, '\d{4}-H[12]') THEN replace(period, '-H', '-S')
    WHEN regexp_full_match(period, '\d{4}-\d{1,2}m')
    THEN date_from || '/P' || regexp_extract(period, '-(\d+)m', 1) || 'M'
    WHEN regexp_full_match(period, 'FY\d{4}-\d{2}') THEN date_from || '/P2Y'
    WHEN regexp_full_match(period, 'FY\d{4}-\d{2}-H1') THEN date_from || '/P1Y'
    WHEN regexp_full_match(period, 'FY\d{4}-\d{2}-H2') THEN date_from || '/P24M'
    ELSE date_from || '/P' || (date_to - date_from + 1) || 'D' END"""
"""The stated period in SDMX's own forms: a year, month or day as it is, a half-year as 2013-S1, a quarter
as 2015-Q1, all else as a range.

Where the source does not say when a financial year begins, the range is that of the two calendar years in which it
lies. Two periods that are stated differently never become one.
"""
STATUS = (
    "CASE WHEN evidence NOT IN ('verified', 'reported') THEN 'V' "
    "WHEN qualifier IN ('exact', 'counted') THEN 'A' ELSE 'E' END"
)
REPORT = "CASE WHEN contains(file, '!') THEN split_part(file, '!', 1) ELSE 'RECORD' END"
PLACE = "file || CASE WHEN contains(file, '!') THEN '' ELSE '.csv:' END || line"
RECODED = "coalesce(map(CAST(${0}_values AS VARCHAR[]), CAST(${0}_codes AS VARCHAR[]))[{0}], {0})"
COMPONENTS = (
    Component("INDICATOR", "dimension", _("Indicator"), "CL_INDICATOR", RECODED.format("indicator")),
    Component("REF_AREA", "dimension", _("Country; WLD is the world or a whole system"), "CL_AREA", "iso3"),
    Component(
        "REPORT",
        "dimension",
        _("Whose word the figure is: the public record, or one report of a country"),
        "CL_REPORT",
        REPORT,
    ),
    Component(
        "TIME_PERIOD",
        "time",
        _("Period in the forms of SDMX; as it was stated it stands in PERIOD"),
        "ObservationalTimePeriod",
        PERIOD,
    ),
    Component("OBS_VALUE", "measure", _("Value"), "Double", "value"),
    Component("UNIT_MEASURE", "attribute", _("Unit"), "CL_UNIT", RECODED.format("unit")),
    Component("OBS_STATUS", "attribute", _("Status of the value in the codes of SDMX"), "CL_OBS_STATUS", STATUS),
    Component("QUALIFIER", "attribute", _("Quality of the value"), "CL_QUALIFIER", "qualifier"),
    Component("EVIDENCE", "attribute", _("How sure the row is"), "CL_EVIDENCE", "evidence"),
    Component("PERIOD", "attribute", _("Period as published"), "String", "period"),
    Component("PERIOD_TYPE", "attribute", _("Kind of period"), "CL_PERIOD_TYPE", "period_type"),
    Component("KNOWN_FROM", "attribute", _("Day from which the figure counts"), "GregorianDay", "known_from"),
    Component(
        "SUPERSEDED_FROM",
        "attribute",
        _("Day from which a later report's figure takes its place; empty while it stands"),
        "GregorianDay",
        "superseded_from",
        needed=False,
    ),
    Component(
        "VALUE_AS_PUBLISHED",
        "attribute",
        _("Value digit by digit as it stands in the record"),
        "String",
        "value_as_published",
    ),
    Component(
        "SEGMENT",
        "attribute",
        _(
            "Number of breaks of the series up to this figure; only figures of one unit and one segment may be "
            "joined by a line"
        ),
        "Integer",
        "segment",
    ),
    Component(
        "CAVEAT", "attribute", _("What to bear in mind when reading the indicator"), "String", "caveat", needed=False
    ),
    Component("COMMENT_OBS", "attribute", _("Remark on the figure"), "String", "note", needed=False),
    Component("SOURCE_TITLE", "attribute", _("Title of the source as read"), "String", "source_title", needed=False),
    Component(
        "SOURCE_URL",
        "attribute",
        _('Address of the source; several are parted by " ; "'),
        "String",
        "source_url",
        needed=False,
    ),
    Component(
        "SOURCE_PLACE",
        "attribute",
        _("Where the row stands: a line of the record, or a cell of a report"),
        "String",
        PLACE,
    ),
    Component("EDITION", "attribute", _("Edition of the monitor; invented figures say so"), "String", "$edition"),
)


def archive(edition: Edition) -> Iterator[bytes]:
    """A zip in pieces with the figures (observations.csv) and their structure message (structure.xml).

    Citation, licence and a page to read stand beside them; the same bytes whenever it is made.
    """
    entries: list[tuple[str, Iterable[bytes]]] = [
        ("README.md", [_readme(edition).encode()]),
        ("LICENCE.md", [opendata.licence(edition).encode()]),
        ("CITATION.cff", [citation.cff(edition).encode()]),
        ("structure.xml", [message(edition, COMPONENTS, codelists(edition))]),
        ("observations.csv", _rows(edition)),
    ]
    return zipped(entries, citation.published(edition))


def _rows(edition: Edition) -> Iterator[bytes]:
    """The figures as SDMX-CSV 2.0. Text is guarded as in every CSV of ours."""
    yield (
        ",".join(["STRUCTURE", "STRUCTURE_ID", "ACTION", *(component.id for component in COMPONENTS)]) + "\r\n"
    ).encode()
    cells = ["'dataflow'", "$flow", "'I'", *(cell(component.sql, component.kind) for component in COMPONENTS)]
    bound: dict[str, object] = {"flow": flow(edition), "edition": _edition_text(edition)}
    for column in ("indicator", "unit"):
        recoded = {value: code for value, code in _codes(edition, column).items() if value != code}
        bound |= {f"{column}_values": list(recoded), f"{column}_codes": list(recoded.values())}
    yield from edition.text(f"SELECT {line(cells)} FROM observations", **bound)


def _codes(edition: Edition, column: str) -> dict[str, str]:
    """The code of each indicator or unit: the word itself where SDMX allows it, else the word with underscores.

    Never two of the same.
    """
    values = edition.query(
        f"SELECT DISTINCT {column} AS value FROM indicators UNION SELECT DISTINCT {column} FROM observations ORDER BY 1"
    )["value"]
    codes: dict[str, str] = {}
    for value in sorted(values.dropna(), key=lambda value: (re.fullmatch(r"[A-Za-z0-9_@$-]+", value) is None, value)):
        code = bare = re.sub(r"[^A-Za-z0-9_@$-]+", "_", value).strip("_") or "_X"
        while code in codes.values():
            code = f"{bare}_{len(codes)}"
        codes[value] = code
    return codes


def codelists(edition: Edition) -> dict[str, tuple[str, list[Code]]]:
    """Every codelist with its name and its codes."""
    vocabularies = {
        "qualifier": _("Quality of a value"),
        "evidence": _("How sure a row is"),
        "period_type": _("Kinds of period"),
    }
    return {
        **{f"CL_{name.upper()}": (title, _vocabulary(edition, name)) for name, title in vocabularies.items()},
        "CL_AREA": (_("Countries"), _areas(edition)),
        "CL_INDICATOR": (_("Indicators"), _indicators(edition)),
        "CL_UNIT": (_("Units"), [Code(code, unit) for unit, code in _codes(edition, "unit").items()]),
        "CL_REPORT": (_("The public record and the reports of countries"), _reports(edition)),
        "CL_OBS_STATUS": (_("Status of a value"), STATUSES),
    }


def _vocabulary(edition: Edition, name: str) -> list[Code]:
    rows = edition.rows("vocabulary", vocabulary=name, order="word").fillna({"meaning": ""})
    return [Code(row.word, row.label, row.meaning) for row in rows.itertuples()]


def _areas(edition: Edition) -> list[Code]:
    participants = edition.rows("participants", order="iso3").itertuples(index=False)
    return [Code("WLD", _("World")), *(Code(row.iso3, row.name) for row in participants)]


def _indicators(edition: Edition) -> list[Code]:
    rows = edition.rows("indicators").fillna({"unit": "", "caveat": ""}).set_index("indicator")
    codes = _codes(edition, "indicator").items()
    return [
        Code(code, rows.loc[key, "label"], "; ".join(filter(None, (key, *rows.loc[key, ["unit", "caveat"]]))))
        for key, code in codes
    ]


def _reports(edition: Edition) -> list[Code]:
    reports = edition.query(
        "SELECT s.submission, s.country || ', ' || r.label AS name, s.sha256 "
        "FROM submissions AS s JOIN rounds AS r USING (round) ORDER BY ALL"
    ).itertuples(index=False)
    return [
        Code("RECORD", _("The public record")),
        *(Code(row.submission, row.name, f"SHA-256 {row.sha256}") for row in reports),
    ]


STATUSES = [
    Code("A", _("Normal value"), _("Exact as published, or counted from a published list")),
    Code(
        "E", _("Estimated value"), _("Not exact: about, at least, or derived from other figures; QUALIFIER says which")
    ),
    Code("V", _("Unvalidated value"), _("Not yet checked against its source; in no rating")),
]


def _edition_text(edition: Edition) -> str:
    return " · ".join([str(edition.number), edition.short, *([words.ILLUSTRATIVE] if edition.illustrative else [])])


def _readme(edition: Edition) -> str:
    parts = [
        "# " + citation.title(edition),
        citation.cite(edition),
        _(
            "`observations.csv` holds all {0} published figures as SDMX-CSV 2.0, "
            "`structure.xml` their structure message (SDMX-ML 3.0)."
        ).format(words.number(edition.manifest["tables"]["observations"]["rows"])),
        _(
            "A figure is told apart by INDICATOR, REF_AREA, REPORT and TIME_PERIOD. Where a country's report and the "
            "record "
            "have a figure for the same period, both are here; SUPERSEDED_FROM says from when one no longer counts. "
            "A country without a row has not reported or is not on record: that is never 0."
        ),
        _(
            "TIME_PERIOD is a year, a month, a day or a quarter as stated, a half-year as 2013-S1, else a range as "
            "2015-01-01/P10M. Where the source does not say when a financial year begins, the range is that of the two "
            "calendar years in which it lies. PERIOD has the period as published."
        ),
        _(
            "Text that begins with a sign that a spreadsheet would run has one apostrophe in front; "
            "take it away and you have the text as it is in the edition."
        ),
    ]
    return "\n\n".join(parts) + "\n"
