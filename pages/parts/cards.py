"""Pieces of a page: its opening, a picture with its table and its origin, a table with its downloads, a status in words."""

from __future__ import annotations

import html
from collections.abc import Callable

import pandas as pd
import streamlit as st

from views import charts, pictures, queries, sentences, words
from views.downloads import link
from views.edition import Edition
from views.tables import Table, cited, table
from views.words import _

QUALITY = _("●\u00a0exact  ○\u00a0about  ▲\u00a0at\u00a0least  ◆\u00a0derived")
LED = _("Dotted: the present pace carried on. The band runs from the slowest to the fastest change on record; it is no forecast, and there is none with only two points.")
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
        st.markdown(f":orange-background[**▨ {_('Illustrative: invented figures')}.** {_('Made to learn on; nothing here says anything about a real country.')}]")


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
    more = st.popover(status(edition, "robustness", sure.mark), type="tertiary", key=f"methods_{indicator}_{country}", on_change="rerun")
    if more.open or printing():
        with more:
            st.markdown(words.escape(sentences.robust(sure)))
            listing(table(edition, "assessments", as_of=as_of, indicator=indicator, country=country))


def picture(spec: dict, *, key: str, alt: str, table: Table, legend: str = "", origin: Callable[[], pd.DataFrame] | None = None) -> None:
    """A chart with its twin: the table behind it, where it comes from, and both downloads, one click away. `alt` is one sentence with the takeaway."""
    draw(spec, key=f"chart_{key}", alt=alt)
    twins(table, key, legend=legend, origin=origin)


@st.fragment
def twins(table: Table, key: str, *, legend: str = "", origin: Callable[[], pd.DataFrame] | None = None, most: int = 60) -> None:
    """The lines under a picture: its source and legend, where it comes from, its table. Only what is opened is worked out, and only these lines run again."""
    st.caption(words.escape(sentences.cites(table.frame) + (f". {legend}" if legend else "")))
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


def draw(spec: dict, *, key: str, alt: str) -> None:
    """A chart; over invented figures it says so in its own title, because pictures are copied without their page."""
    seen = st.session_state.get("here")
    if seen is not None and seen.illustrative:
        title = {"text": words.ILLUSTRATIVE, "fontSize": 11, "fontWeight": "normal", "anchor": "start", "offset": 4}
        room = (
            {"padding": {**spec["padding"], "top": 18}, "height": spec["height"] + 18} if "autosize" in spec else {}
        )  # a picture that fits itself into its card leaves no room for a title
        spec, alt = {**spec, "title": title, **room}, f"{words.ILLUSTRATIVE}. {alt}"
    st.vega_lite_chart(spec, key=key, width="stretch", alt=alt)


def provenance(edition: Edition, frame: pd.DataFrame, model: str = "") -> None:
    """The sources behind rows: title, link, kind, evidence, and where they stand in the record."""
    if "file" not in frame:
        method = edition.rows("methods", name=model)
        st.caption(_("Worked out from other tables of this edition. The model says:") + "  \n" + words.escape(" ".join(method["comment"])))
        frame = queries.lineage(edition, " ".join(frame["origin"])) if "origin" in frame else frame.assign(file=None, line=None)
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
    st.caption(_("Lines count from the header of the file in data/record, which is line 1; S0007!Indicators!G12 is a cell of submission 7."))


def listing(table: Table, *, most: int = 40, empty: str = "") -> None:
    """A short table that prints well, with its downloads. Longer ones are cut, and say so."""
    if table.frame.empty:
        st.caption(empty or _("Nothing is on record here."))
        return
    cut = Table(table.view, table.edition, table.frame.head(most), table.filters)
    st.table(cut.shown(linked=True), border="horizontal", hide_index=True)
    more = _("{0} of {1} rows; all of them are in the downloads.").format(most, len(table.frame)) if len(table.frame) > most else ""
    downloads(table, note=more)


def sheet(table: Table, *, key: str, height: int = 480, empty: str = "") -> None:
    """A long table to sort and search, with its downloads."""
    if table.frame.empty:
        st.caption(empty or _("Nothing is on record here."))
        return
    if printing():
        listing(table, most=60)
        return
    shown = table.shown()
    wide = [heading for heading in shown.columns if shown[heading].map(lambda cell: len(cell) if isinstance(cell, str) else 0).max() > 34]
    config = {heading: st.column_config.TextColumn(width=240) for heading in wide} | {_("Link"): st.column_config.LinkColumn(display_text=_("open"))}
    st.dataframe(shown, key=f"sheet_{key}", hide_index=True, height=min(height, 3 + 35 * (len(shown) + 1)), column_config=config, placeholder="", alt=table.view.title)
    downloads(table)


def downloads(table: Table, *, note: str = "") -> None:
    """One line: how many rows, under which filters, and the two files."""
    rows = words.many("{0} row", "{0} rows", len(table.frame)).format(len(table.frame))
    said = note or rows
    anchors = " · ".join(f'<a href="{html.escape(link(table, ending))}" download target="_self">{ending.upper()}</a>' for ending in ("csv", "xlsx"))
    st.caption(f"{html.escape(said)} · {anchors}", unsafe_allow_html=True)


def dots(edition: Edition, totals: pd.DataFrame, *, key: str) -> None:
    """Milestones over all countries as squares, each with its name and "n of 54". `totals` has one row a milestone at one date."""
    said = [sentences.milestone(row) for row in totals.itertuples()]
    spec = pictures.dots(edition, totals["as_of"].iloc[0], tuple(totals["item"]))
    draw(spec, key=f"dots_{key}", alt=" ".join(said))


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
    parts = [f"{row.shape} {row.label}: **{int(counts[row.status])}**" for row in statuses.itertuples() if row.status in counts]
    st.markdown("  ·  ".join(parts))


def terms(edition: Edition) -> None:
    """Older terms and the terms to use today; unconfirmed rows carry their mark."""
    frame = edition.rows("terminology", order="term_in_old_texts")
    with st.expander(_("Words used here instead of older ones"), on_change="rerun", key="terms") as every:
        if every.open:
            st.table(
                pd.DataFrame(
                    {
                        _("In older texts"): map(words.escape, frame["term_in_old_texts"]),
                        _("Used here"): map(words.escape, frame["term_to_use"]),
                        _("Source"): [cited(row) for row in frame.to_dict("records")],
                    }
                ),
                border="horizontal",
                hide_index=True,
            )


def gap_bars(gaps: Table, totals: Table, most: int = 12) -> None:
    """What is missing most often under the filters, as bars; commitments past their due date count as one thing."""
    frame = gaps.frame
    if frame.empty:
        return
    names = frame["label"].where(frame["item_type"] != "commitment", _("Commitments past their due date"))
    counts = (_("Target {0}: {1}").format(target, name) for target, name in zip(frame["target_no"], names, strict=True))
    rows = pd.Series(list(counts)).value_counts().head(most).rename_axis("label").reset_index(name="value")
    rows["said"] = rows["value"].astype(str)
    takeaway = _("Most often missing: {0}.").format("; ".join(f"{row.label} {row.said}" for row in rows.head(5).itertuples()))
    picture(charts.bars(rows), key="gap_bars", alt=takeaway, table=totals, legend=_("Number of gaps under the filters above; the table has all countries"), origin=lambda: frame)


@st.fragment
def origin_and_table(table: Table, key: str) -> None:
    """For a narrow card: one source named, and origin and table behind one word."""
    st.caption(words.escape(sentences.cites(table.frame, most=1)))
    if printing():
        return
    both = st.popover(_("Origin and table"), type="tertiary", key=f"both_{key}", on_change="rerun")
    if both.open:
        with both:
            provenance(table.edition, table.frame, table.view.model)
            listing(table, most=60)
