"""Tables of a page: short to read, long to sort and search, with their downloads; and the sources behind rows."""

from __future__ import annotations

import html
from collections.abc import Mapping
from numbers import Integral, Real

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import printing
from views import queries
from views.downloads.links import table_link
from views.edition import Edition
from views.tables import Table, cited, table

WIDE = 34
"""From so many characters on a column of text gets a width of its own."""


def short(rows: Table, *, most: int = 40, empty: str = "") -> None:
    """A short table that prints well, with its downloads. Longer ones are cut, and say so."""
    if rows.frame.empty:
        st.caption(empty or _("Our record holds nothing here."))
        return
    cut = Table(rows.view, rows.edition, rows.frame.head(most), rows.filters)
    st.table(cut.shown(linked=True).apply(_plain), border="horizontal", hide_index=True)
    count = len(rows.frame)
    more = _("{0} of {1} rows; all of them are in the downloads.").format(most, count) if count > most else ""
    downloads(rows, note=more)


def _plain(cells: pd.Series) -> pd.Series:
    """A column that is not of whole numbers only, as text.

    A table would print each with four decimals, and stumble over one that is empty.
    """
    return cells if all(isinstance(cell, Integral) for cell in cells) else cells.map(_cell)


def _cell(cell: object) -> object:
    if isinstance(cell, Integral):
        return str(cell)
    return words.plain(float(cell)) if isinstance(cell, Real) else cell


def long(rows: Table, *, key: str, height: int = 480, empty: str = "") -> None:
    """A long table to sort and search, at most `height` pixels high, with its downloads."""
    if rows.frame.empty:
        st.caption(empty or _("Our record holds nothing here."))
        return
    if printing.on_paper():
        short(rows, most=60)
        return
    shown = rows.shown()
    wide = [heading for heading in shown.columns if shown[heading].map(_length).max() > WIDE]
    config = {heading: st.column_config.TextColumn(width=240) for heading in wide}
    st.dataframe(
        shown,
        key=f"sheet_{key}",
        hide_index=True,
        height=min(height, 3 + 35 * (len(shown) + 1)),
        column_config={**config, _("Link"): st.column_config.LinkColumn(display_text=_("open"))},
        placeholder="",
        alt=rows.view.title,
    )
    downloads(rows)


def _length(cell: object) -> int:
    return len(cell) if isinstance(cell, str) else 0


def downloads(rows: Table, *, note: str = "") -> None:
    """One line: how many rows, under which filters, and the two files. Paper has no links."""
    count = words.many("{0} row", "{0} rows", len(rows.frame)).format(len(rows.frame))
    if printing.on_paper():
        st.caption(words.escape(note or count))
        return
    files = anchors({ending: table_link(rows, ending) for ending in ("csv", "xlsx")})
    st.caption(f"{html.escape(note or count)} · {files}", unsafe_allow_html=True)


def anchors(links: Mapping[str, str]) -> str:
    """Links to files by their ending, in one line of HTML."""
    return " · ".join(
        f'<a href="{html.escape(address)}" download target="_self">{ending.upper()}</a>'
        for ending, address in links.items()
    )


def revisions(edition: Edition, as_of: str, **filters: object) -> None:
    """Cumulative figures that fell; nothing where none did."""
    fallen = table(edition, "revisions", as_of=as_of, **filters)
    if fallen.frame.empty:
        return
    why = _("A count that only adds up cannot fall: a revision, another definition, or a date that is not exact.")
    st.markdown(f"**{_('Cumulative figures that are lower than one before')}**  \n:gray[:small[{why}]]")
    short(fallen)


def provenance(edition: Edition, frame: pd.DataFrame, model: str = "") -> None:
    """The sources behind rows: title, link and kind, evidence, and where they stand in the record.

    Rows that the `model` worked out say so, and name those of the record from which they come.
    """
    if "file" not in frame:
        _model(edition, model)
        if "origin" not in frame:
            return
        frame = queries.lineage(edition, " ".join(frame["origin"]))
        if frame["file"].isna().all():
            return
    on_record = frame[frame["file"].notna()]
    if on_record.empty:
        st.caption(_("Our record holds nothing, so there is no source. Not known is never read as no."))
        return
    rows = [_source(rows) for _title, rows in on_record.groupby("source_title", sort=False)]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    st.caption(
        _(
            "Lines count from the header of the file in data/record, which is line 1;"
            " S0007!Indicators!G12 is a cell of submission 7."
        )
    )


def _model(edition: Edition, model: str) -> None:
    comment = words.escape(" ".join(edition.rows("methods", name=model)["comment"]))
    st.caption(f"{_('Worked out from other tables of this edition. The model says:')}  \n{comment}")


def _source(rows: pd.DataFrame) -> dict[str, str]:
    """One source, and where its rows stand."""
    first = rows.iloc[0].to_dict()
    places = [words.places(file, sorted(part["line"])) for file, part in rows.groupby("file")]
    return {
        _("Source"): cited(first),
        _("Evidence"): words.escape(first.get("evidence", "")),
        _("File and lines"): words.escape("; ".join(places)),
    }
