"""Pieces of a page: its opening, a picture with its table and its origin, a status in words, its last line."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import listings, printing
from views import pictures, queries, sentences
from views.downloads.contents import CONTENTS
from views.downloads.links import page_link, picture_link
from views.edition import Edition
from views.pictures import Picture
from views.tables import Table, table

SITE = _("Global Alliance · Progress monitor")
QUALITY = _("●\u00a0exact  ○\u00a0about  ▲\u00a0at\u00a0least  ◆\u00a0derived")
LED = _(
    "Dotted: the present pace carried on. The band runs from the slowest to the fastest change on record;"
    " it is no forecast, and there is none with only two points."
)
AHEAD = _(
    "●\u00a0figures  ┄\u00a0path  ⋯\u00a0present\u00a0pace; the band runs from the slowest to the fastest span"
    " on record, no forecast. Log scale: equal growth is a straight line"
)
STATE = _("■\u00a0yes  ☒\u00a0no  ≠\u00a0sources\u00a0differ  ▨\u00a0not\u00a0known")


def footer() -> None:
    """The last line of every page: the version of the program that shows it; on paper each sheet says it below."""
    if not printing.on_paper():
        st.caption(printing.program())


def illustrative(edition: Edition) -> None:
    """On every page of an edition made of invented figures, on paper too: the words that say so."""
    if edition.manifest.get("illustrative"):
        why = _("Made to learn on; nothing here says anything about a real country.")
        st.markdown(f":orange-background[**▨ {_('Illustrative: invented figures')}.** {why}]")


def titled(title: str) -> None:
    """The title of the window, by which tabs, bookmarks and histories are told apart: what is seen stands first."""
    st.set_page_config(page_title=f"{title} · {SITE}")


def opening(title: str, sentence: str) -> None:
    """The title of a page, on it and of its window, and the one sentence that answers the reader's question."""
    titled(title)
    st.title(words.escape(title), anchor=False)
    st.markdown(f":gray[{words.escape(sentence)}]", width=820)


def status(edition: Edition, scale: str, code: str) -> str:
    """A status as Markdown: shape and word, the word in bold."""
    known = queries.statuses(edition)[scale, code]
    return f":primary[{known['shape']}] **{known['label']}**"


def judged(edition: Edition, scale: str, code: str, rule: str) -> None:
    """A status with its meaning and its rule, one touch away."""
    meaning = queries.statuses(edition)[scale, code]["meaning"]
    in_words = words.escape(edition.rows("rules", rule=rule).iloc[0]["in_words"])
    st.markdown(status(edition, scale, code), help=f"{meaning}.  \n**{_('Rule')}:** {in_words}")


@st.fragment
def other_methods(edition: Edition, as_of: str, indicator: str | None, country: str | None) -> None:
    """How sure the judgement of an indicator is, and what every other profile that fits says; one touch away."""
    judgements = queries.robustness(edition, as_of, indicator=indicator, country=country)
    if indicator is None or judgements.empty or judgements.iloc[0].mark == "not_judged":
        return
    first = judgements.iloc[0]
    more = st.popover(
        status(edition, "robustness", first.mark),
        type="tertiary",
        key=f"methods_{indicator}_{country}",
        on_change="rerun",
    )
    if more.open or printing.on_paper():
        with more:
            st.markdown(words.escape(sentences.robust(first)))
            listings.short(table(edition, "assessments", as_of=as_of, indicator=indicator, country=country))


def picture(
    drawn: Picture, *, key: str, rows: Table, legend: str = "", origin: Callable[[], pd.DataFrame] | None = None
) -> None:
    """A picture with its twin: the table behind it, where it comes from, and the downloads of both, one click away."""
    draw(drawn, key=f"chart_{key}")
    twins(rows, key, legend=legend, origin=origin, drawn=drawn)


@st.fragment
def twins(
    rows: Table,
    key: str,
    *,
    legend: str = "",
    origin: Callable[[], pd.DataFrame] | None = None,
    most: int = 60,
    drawn: Picture | None = None,
) -> None:
    """The lines under a picture: its source and legend, where it comes from, its table, the picture as a file.

    Only what is opened is worked out, and only these lines run again. `origin` gives the rows whose sources are named,
    where those are not the rows of the table.
    """
    source = sentences.cites(rows.frame) + (f". {legend}" if legend else "")
    st.caption(words.escape(source) + picture_files(drawn), unsafe_allow_html=True)
    if printing.on_paper():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        why = st.popover(_("Where does this come from?"), type="tertiary", key=f"why_{key}", on_change="rerun")
        as_table = st.popover(_("Table"), type="tertiary", key=f"table_{key}", on_change="rerun")
    if as_table.open:
        with as_table:
            listings.short(rows, most=most)
    if why.open:
        with why:
            listings.provenance(rows.edition, origin() if origin else rows.frame, rows.view.model)


@st.fragment
def origin_and_table(rows: Table, key: str, drawn: Picture | None = None) -> None:
    """For a narrow card: one source named, and origin, table and the picture as a file behind one word."""
    st.caption(words.escape(sentences.cites(rows.frame, most=1)))
    if printing.on_paper():
        return
    label = _("Origin, table, picture") if drawn else _("Origin and table")
    both = st.popover(label, type="tertiary", key=f"both_{key}", on_change="rerun")
    if both.open:
        with both:
            listings.provenance(rows.edition, rows.frame, rows.view.model)
            listings.short(rows, most=60)
            if drawn:
                st.caption(picture_files(drawn).removeprefix(" · "), unsafe_allow_html=True)


def draw(drawn: Picture, *, key: str) -> None:
    """A picture of the edition, with its takeaway for those who do not see it."""
    chart(drawn.edition, drawn.spec, key=key, alt=drawn.takeaway)


def chart(edition: Edition, spec: Mapping[str, object], *, key: str, alt: str) -> None:
    """A chart; over invented figures its own title says so, because pictures are copied without their page."""
    if edition.illustrative:
        spec, alt = _illustrated(spec), f"{words.ILLUSTRATIVE}. {alt}"
    st.vega_lite_chart(spec, key=key, width="stretch", alt=alt)


def _illustrated(spec: Mapping[str, object]) -> dict[str, object]:
    """A chart under the title of invented figures; one that fits itself into its card leaves no room for it."""
    title = {"text": words.ILLUSTRATIVE, "fontSize": 11, "fontWeight": "normal", "anchor": "start", "offset": 4}
    padding, height = spec.get("padding"), spec.get("height")
    if "autosize" in spec and isinstance(padding, dict) and isinstance(height, (int, float)):
        return {**spec, "title": title, "padding": {**padding, "top": 18}, "height": height + 18}
    return {**spec, "title": title}


def picture_files(drawn: Picture | None) -> str:
    """The end of a caption (HTML): the picture as SVG and as PNG, with title, sources and edition inside.

    Nothing on paper.
    """
    if drawn is None or printing.on_paper():
        return ""
    files = listings.anchors({ending: picture_link(drawn, ending) for ending in ("svg", "png")})
    return f" · {html.escape(_('Picture'))} {files}"


def leaving(edition: Edition, page: str, usual: Mapping[str, object] = MappingProxyType({}), **filters: object) -> None:
    """The last line of a page: the page as it is seen, with the filters of its address, as files.

    Filters that are None or empty do not count. Where a filter is as `usual`, the page's own workbook and brief show
    the same and are linked without it.
    """
    if printing.on_paper():
        return
    asked = {key: value for key, value in filters.items() if value not in (None, [])}
    unusual = {key: value for key, value in asked.items() if usual.get(key) != value}
    own = CONTENTS[page].exports
    links = {
        ending: page_link(edition, page, ending, **(unusual if ending in own else asked))
        for ending in dict.fromkeys(("json", "csv", "xlsx", "pdf", *own))
    }
    st.divider()
    st.caption(f"{html.escape(_('This view as'))} {listings.anchors(links)}", unsafe_allow_html=True)


def facts(pairs: list[tuple[str, str]]) -> None:
    """Short facts, one a line, each with a bold beginning."""
    st.caption("  \n".join(f"**{words.escape(name)}:** {words.escape(text)}" for name, text in pairs if text))


def gap_counts(edition: Edition, gaps: pd.DataFrame) -> None:
    """One line: how many gaps of each kind, in how many countries."""
    statuses = queries.scale(edition, "gap")
    counts = gaps["kind"].value_counts()
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
    picture(
        pictures.picture(gaps.edition, "gaps", **gaps.filters),
        key="gap_bars",
        rows=totals,
        legend=_("Number of gaps under the filters above; the table has all countries"),
        origin=lambda: gaps.frame,
    )
