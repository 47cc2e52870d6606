"""Pieces of a page: its opening, a picture with its table and its origin, a table with its downloads, a status in words."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from numbers import Integral, Real
from types import MappingProxyType

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.downloads.contents import CONTENTS
from views.downloads.links import page_link, picture_link, table_link
from views.edition import Edition
from views.pictures import Picture
from views.tables import Table, cited, table

QUALITY = _("●\u00a0exact  ○\u00a0about  ▲\u00a0at\u00a0least  ◆\u00a0derived")
LED = _(
    "Dotted: the present pace carried on. The band runs from the slowest to the fastest change on record; it is no forecast, and there is none with only two points."
)
AHEAD = _(
    "●\u00a0figures  ┄\u00a0path  ⋯\u00a0present\u00a0pace; the band runs from the slowest to the fastest span on record, no forecast. Log scale: equal growth is a straight line"
)
STATE = _("■\u00a0yes  ☒\u00a0no  ▨\u00a0not\u00a0known")


def printing() -> bool:
    """Whether the page is asked for as it prints best: no menus, and tables as text."""
    return "print" in st.query_params


def illustrative(edition: Edition) -> None:
    """On every page of an edition made of invented figures, on paper too: the words that say so."""
    if edition.manifest.get("illustrative"):
        st.markdown(
            f":orange-background[**▨ {_('Illustrative: invented figures')}.** {_('Made to learn on; nothing here says anything about a real country.')}]"
        )


def opening(title: str, sentence: str) -> None:
    """The title of a page and the one sentence that answers the reader's question."""
    st.title(title, anchor=False)
    st.markdown(f":gray[{words.escape(sentence)}]", width=820)


def status(edition: Edition, scale: str, code: str) -> str:
    """A status as Markdown: shape and word, the word in bold."""
    found = queries.statuses(edition)[scale, code]
    return f":primary[{found['shape']}] **{found['label']}**"


def judged(edition: Edition, scale: str, code: str, rule: str) -> None:
    """A status with its meaning and its rule, one touch away."""
    meaning = queries.statuses(edition)[scale, code]["meaning"]
    said = edition.rows("rules", rule=rule).iloc[0]
    st.markdown(status(edition, scale, code), help=f"{meaning}.  \n**{_('Rule')}:** {words.escape(said['in_words'])}")


@st.fragment
def other_methods(edition: Edition, as_of: str, indicator: str | None, country: str | None) -> None:
    """How sure the judgement of an indicator is, and what every other profile that fits says; one touch away."""
    found = queries.robustness(edition, as_of, indicator=indicator, country=country)
    if indicator is None or found.empty or found.iloc[0].mark == "not_judged":
        return
    sure = found.iloc[0]
    more = st.popover(
        status(edition, "robustness", sure.mark),
        type="tertiary",
        key=f"methods_{indicator}_{country}",
        on_change="rerun",
    )
    if more.open or printing():
        with more:
            st.markdown(words.escape(sentences.robust(sure)))
            listing(table(edition, "assessments", as_of=as_of, indicator=indicator, country=country))


def picture(
    drawn: Picture, *, key: str, table: Table, legend: str = "", origin: Callable[[], pd.DataFrame] | None = None
) -> None:
    """A picture with its twin: the table behind it, where it comes from, and the downloads of both, one click away."""
    draw(drawn, key=f"chart_{key}")
    twins(table, key, legend=legend, origin=origin, drawn=drawn)


@st.fragment
def twins(
    table: Table,
    key: str,
    *,
    legend: str = "",
    origin: Callable[[], pd.DataFrame] | None = None,
    most: int = 60,
    drawn: Picture | None = None,
) -> None:
    """The lines under a picture: its source and legend, where it comes from, its table, the picture as a file. Only what is opened is worked out, and only these lines run again."""
    st.caption(
        words.escape(sentences.cites(table.frame) + (f". {legend}" if legend else "")) + picture_files(drawn),
        unsafe_allow_html=True,
    )
    if printing():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        why = st.popover(_("Where does this come from?"), type="tertiary", key=f"why_{key}", on_change="rerun")
        rows = st.popover(_("Table"), type="tertiary", key=f"table_{key}", on_change="rerun")
    if rows.open:
        with rows:
            listing(table, most=most)
    if why.open:
        with why:
            provenance(table.edition, origin() if origin else table.frame, table.view.model)


def draw(drawn: Picture, *, key: str) -> None:
    """A picture of the edition, with its takeaway for those who do not see it."""
    chart(drawn.edition, drawn.spec, key=key, alt=drawn.said)


def chart(edition: Edition, spec: Mapping, *, key: str, alt: str) -> None:
    """A chart; over invented figures it says so in its own title, because pictures are copied without their page."""
    if edition.illustrative:
        title = {"text": words.ILLUSTRATIVE, "fontSize": 11, "fontWeight": "normal", "anchor": "start", "offset": 4}
        room = (
            {"padding": {**spec["padding"], "top": 18}, "height": spec["height"] + 18} if "autosize" in spec else {}
        )  # a picture that fits itself into its card leaves no room for a title
        spec, alt = {**spec, "title": title, **room}, f"{words.ILLUSTRATIVE}. {alt}"
    st.vega_lite_chart(spec, key=key, width="stretch", alt=alt)


def picture_files(drawn: Picture | None) -> str:
    """The end of a caption: the picture as SVG and as PNG, with title, sources and edition inside. Nothing on paper."""
    return (
        ""
        if drawn is None or printing()
        else f" · {html.escape(_('Picture'))} {anchors({ending: picture_link(drawn, ending) for ending in ('svg', 'png')})}"
    )


def anchors(links: Mapping[str, str]) -> str:
    """Links to files by their ending, in one line."""
    return " · ".join(
        f'<a href="{html.escape(address)}" download target="_self">{ending.upper()}</a>'
        for ending, address in links.items()
    )


def leaving(edition: Edition, page: str, usual: Mapping[str, object] = MappingProxyType({}), **filters: object) -> None:
    """The last line of a page: the page as it is seen, with the filters of its address, as files. Filters that are None or empty do not count.

    Where a filter is as `usual`, the page's own workbook and brief show the same and are linked without it.
    """
    if printing():
        return
    asked = {key: value for key, value in filters.items() if value not in (None, [])}
    unusual = {key: value for key, value in asked.items() if usual.get(key) != value}
    own = CONTENTS[page].exports
    links = {
        ending: page_link(edition, page, ending, **(unusual if ending in own else asked))
        for ending in dict.fromkeys(("json", "csv", "xlsx", "pdf", *own))
    }
    st.divider()
    st.caption(f"{html.escape(_('This view as'))} {anchors(links)}", unsafe_allow_html=True)


def provenance(edition: Edition, frame: pd.DataFrame, model: str = "") -> None:
    """The sources behind rows: title, link, kind, evidence, and where they stand in the record."""
    if "file" not in frame:
        method = edition.rows("methods", name=model)
        st.caption(
            _("Worked out from other tables of this edition. The model says:")
            + "  \n"
            + words.escape(" ".join(method["comment"]))
        )
        frame = (
            queries.lineage(edition, " ".join(frame["origin"]))
            if "origin" in frame
            else frame.assign(file=None, line=None)
        )
        if frame["file"].isna().all():
            return
    known = frame[frame["file"].notna()]
    if known.empty:
        st.caption(_("Nothing is on record, so there is no source. Not known is never read as no."))
        return
    tiers = edition.rows("sources").set_index("source_url")["tier"]
    rows = []
    for _title, group in known.groupby("source_title", sort=False):
        first = group.iloc[0].to_dict()
        places = [words.places(file, sorted(part["line"])) for file, part in group.groupby("file")]
        rows.append(
            {
                _("Source"): cited(first),
                _("Kind"): tiers.get(str(first["source_url"]).split(" ; ")[0], ""),
                _("Evidence"): first.get("evidence", ""),
                _("File and lines"): words.escape("; ".join(places)),
            }
        )
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    st.caption(
        _(
            "Lines count from the header of the file in data/record, which is line 1; S0007!Indicators!G12 is a cell of submission 7."
        )
    )


def listing(table: Table, *, most: int = 40, empty: str = "") -> None:
    """A short table that prints well, with its downloads. Longer ones are cut, and say so."""
    if table.frame.empty:
        st.caption(empty or _("Nothing is on record here."))
        return
    cut = Table(table.view, table.edition, table.frame.head(most), table.filters)
    st.table(cut.shown(linked=True).apply(_plain), border="horizontal", hide_index=True)
    more = (
        _("{0} of {1} rows; all of them are in the downloads.").format(most, len(table.frame))
        if len(table.frame) > most
        else ""
    )
    downloads(table, note=more)


def _plain(cells: pd.Series) -> pd.Series:
    """A column that is not of whole numbers only, as text: a table would print each with four decimals, and stumble over one that is empty."""
    whole = all(isinstance(cell, Integral) for cell in cells)
    return (
        cells
        if whole
        else cells.map(
            lambda cell: (
                str(cell) if isinstance(cell, Integral) else words.plain(cell) if isinstance(cell, Real) else cell
            )
        )
    )


def sheet(table: Table, *, key: str, height: int = 480, empty: str = "") -> None:
    """A long table to sort and search, with its downloads."""
    if table.frame.empty:
        st.caption(empty or _("Nothing is on record here."))
        return
    if printing():
        listing(table, most=60)
        return
    shown = table.shown()
    wide = [
        heading
        for heading in shown.columns
        if shown[heading].map(lambda cell: len(cell) if isinstance(cell, str) else 0).max() > 34
    ]
    config = {heading: st.column_config.TextColumn(width=240) for heading in wide} | {
        _("Link"): st.column_config.LinkColumn(display_text=_("open"))
    }
    st.dataframe(
        shown,
        key=f"sheet_{key}",
        hide_index=True,
        height=min(height, 3 + 35 * (len(shown) + 1)),
        column_config=config,
        placeholder="",
        alt=table.view.title,
    )
    downloads(table)


def downloads(table: Table, *, note: str = "") -> None:
    """One line: how many rows, under which filters, and the two files. Paper has no links."""
    rows = words.many("{0} row", "{0} rows", len(table.frame)).format(len(table.frame))
    if printing():
        st.caption(words.escape(note or rows))
        return
    st.caption(
        f"{html.escape(note or rows)} · {anchors({ending: table_link(table, ending) for ending in ('csv', 'xlsx')})}",
        unsafe_allow_html=True,
    )


def revisions(edition: Edition, as_of: str, **filters: object) -> None:
    """Cumulative figures that fell; nothing where none did."""
    found = table(edition, "revisions", as_of=as_of, **filters)
    if len(found.frame):
        st.markdown(
            f"**{_('Cumulative figures that are lower than one before')}**  \n:gray[:small[{_('A count that only adds up cannot fall: a revision, another definition, or a date that is not exact.')}]]"
        )
        listing(found)


def facts(pairs: list[tuple[str, str]]) -> None:
    """Short facts, one a line, each with a bold beginning."""
    st.caption("  \n".join(f"**{words.escape(name)}:** {words.escape(text)}" for name, text in pairs if text))


def gap_counts(edition: Edition, frame: pd.DataFrame) -> None:
    """One line: how many gaps of each kind, in how many countries."""
    statuses = edition.rows("statuses", order="rank", scale="gap")
    counts = frame["kind"].value_counts()
    parts = [
        f"{row.shape} {row.label}: **{int(counts[row.status])}**"
        for row in statuses.itertuples()
        if row.status in counts
    ]
    st.markdown("  ·  ".join(parts))


def gap_bars(gaps: Table, totals: Table) -> None:
    """What is missing most often under the filters, as bars."""
    if gaps.frame.empty:
        return
    legend = _("Number of gaps under the filters above; the table has all countries")
    picture(
        pictures.picture(gaps.edition, "gaps", **gaps.filters),
        key="gap_bars",
        table=totals,
        legend=legend,
        origin=lambda: gaps.frame,
    )


@st.fragment
def origin_and_table(table: Table, key: str, drawn: Picture | None = None) -> None:
    """For a narrow card: one source named, and origin, table and the picture as a file behind one word."""
    st.caption(words.escape(sentences.cites(table.frame, most=1)))
    if printing():
        return
    both = st.popover(
        _("Origin, table, picture") if drawn else _("Origin and table"),
        type="tertiary",
        key=f"both_{key}",
        on_change="rerun",
    )
    if both.open:
        with both:
            provenance(table.edition, table.frame, table.view.model)
            listing(table, most=60)
            if drawn:
                st.caption(picture_files(drawn).removeprefix(" · "), unsafe_allow_html=True)
