"""Pieces of the page of exports: the files by group, several as one zip, how to cite, older editions."""

from __future__ import annotations

import html
from datetime import date
from itertools import groupby

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, filters
from views import queries
from views.data import citation
from views.downloads.exports import export_file
from views.downloads.links import export_link, zip_link
from views.edition import Edition, edition, numbers
from views.exports import GROUPS, Export, catalogue, facts

SECONDS = {"pdf": 0.5, "docx": 0.3, "xlsx": 0.3}
SETS = {
    "alliance": (_("The whole Alliance"), lambda one: one.group == "alliance"),
    "targets": (_("All four targets"), lambda one: one.group == "targets"),
    "pdf": (_("Briefs of all countries"), lambda one: one.group == "countries" and one.name.endswith(".pdf")),
    "docx": (_("Briefs to edit"), lambda one: one.group == "countries" and one.name.endswith(".docx")),
    "xlsx": (_("Workbooks of all countries"), lambda one: one.group == "countries" and one.name.endswith(".xlsx")),
    "data": (_("Open data"), lambda one: one.group == "data"),
}
"""What readers often take together."""


def state(edition: Edition, as_of: str) -> None:
    """Whether the files are at hand or have to be made, and as known at which date."""
    if as_of != "latest":
        when = queries.conferences(edition).set_index("as_of")["label"][as_of]
        st.caption(
            _(
                "As known at {0}. Files for an earlier date are made when they are asked for, in a second or a few; open data hold every date."
            ).format(when)
        )
    elif not any(facts(edition, name) for name in catalogue(edition)):
        st.caption(
            _(
                "This edition was published without files. Each is made when it is asked for, in a second or a few, the whole database in about ten."
            )
        )


def at(one: Export, as_of: str) -> str:
    """The date of looking for an export: one that holds every date has none of its own."""
    return as_of if one.dated else "latest"


def group(edition: Edition, as_of: str, name: str) -> None:
    """One group of files."""
    st.subheader(GROUPS[name], anchor=False)
    rows(edition, as_of, [one for one in catalogue(edition).values() if one.group == name])


def country(edition: Edition, as_of: str) -> None:
    """The files of one country, to be chosen."""
    st.subheader(GROUPS["countries"], anchor=False)
    roster = queries.roster(edition, "latest")
    chosen = filters.choose(
        _("Country"), dict(zip(roster["iso3"], roster["country"], strict=True)), "country", width=320
    )
    rows(edition, as_of, [one for one in catalogue(edition).values() if one.name.startswith(f"country-{chosen}.")])


def rows(edition: Edition, as_of: str, found: list[Export]) -> None:
    """Files, those of one thing together: what each contains, then type, size and SHA-256."""
    grid = st.grid(2, min_column_width=320, gap="medium")
    for title, files in groupby(found, key=lambda one: one.title):
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(f"**{words.escape(title)}**")
            for one in files:
                st.markdown(line(edition, as_of, one), unsafe_allow_html=True)


def line(edition: Edition, as_of: str, one: Export) -> str:
    """A file in one line: its link, its size, the beginning of its SHA-256 (all of it under the pointer), what it contains."""
    ending, known = (
        one.name.rpartition(".")[2].upper(),
        facts(edition, one.name) if at(one, as_of) == "latest" else None,
    )
    link = f'<a href="{html.escape(export_link(edition, one.name, at(one, as_of)))}" download target="_self" aria-label="{html.escape(f"{one.title}, {ending}")}">{ending}</a>'
    size, digest = (
        ([words.size(known[0])], [f'<span title="SHA-256 {known[1]}">SHA\u2011256\u00a0{known[1][:8]}</span>'])
        if known
        else ([], [])
    )
    return f"{link} :gray[:small[{' · '.join([*size, words.escape(one.contains), *digest])}]]"


def programs(edition: Edition) -> None:
    """For programs: the API and its documentation."""
    st.caption(
        f'{html.escape(_("For programs:"))} <a href="/api/docs" target="_self">{html.escape(_("the API and its documentation"))}</a>. '
        + html.escape(
            _(
                "It answers as JSON and CSV, for every edition and date; each page ends with its own view as JSON, CSV, XLSX and PDF."
            )
        ),
        unsafe_allow_html=True,
    )
    known = {name: facts(edition, name) for name in catalogue(edition)}
    if any(known.values()):
        with st.expander(_("Every SHA-256, to copy and to check"), on_change="rerun", key="digests") as every:
            if every.open:
                st.code(
                    "\n".join(f"{told[1]}  {name}" for name, told in known.items() if told), language=None, height=320
                )


@st.fragment
def several(edition: Edition, as_of: str) -> None:
    """Choose sets, or single files in the list, and take them as one zip."""
    if cards.printing():
        return
    every = list(catalogue(edition).values())
    sets = st.pills(
        _("Often taken together"), list(SETS), selection_mode="multi", format_func=lambda key: SETS[key][0], key="sets"
    )
    with st.expander(_("Choose file by file"), on_change="rerun", key="singly") as singly:
        picked = choice(edition, every) if singly.open else []
    names = [one.name for one in every if one.name in picked or any(SETS[key][1](one) for key in sets)]
    if not names:
        st.caption(_("Nothing is chosen yet. A zip holds the files as they are, and a list with the SHA-256 of each."))
        return
    take(edition, as_of, names)


def choice(edition: Edition, every: list[Export]) -> set[str]:
    """The files that are marked in the list of all."""
    known = [facts(edition, one.name) for one in every]
    sizes = {_("KB"): [told and round(told[0] / 1000) for told in known]} if any(known) else {}
    shown = pd.DataFrame(
        {
            _("What"): [one.title for one in every],
            _("File"): [one.name for one in every],
            **sizes,
            _("Contains"): [one.contains for one in every],
        }
    )
    marked = st.dataframe(
        shown,
        key="choice",
        hide_index=True,
        height=420,
        on_select="rerun",
        selection_mode="multi-row",
        placeholder="",
        alt=_("All files"),
    )
    return {every[place].name for place in marked.selection.rows}


def take(edition: Edition, as_of: str, names: list[str]) -> None:
    """How many files of which size, those that have to be made first if the reader likes, and the link to the zip."""
    files = {name: export_file(edition, name, at(catalogue(edition)[name], as_of)) for name in names}
    waits = [name for name, file in files.items() if not file.at_hand and not name.endswith(".zip")]
    count = words.many("{0} file", "{0} files", len(names)).format(len(names))
    known = [facts(edition, name) for name, file in files.items() if file.kept]
    said = f"{count}, {words.size(sum(size for size, _digest in known))}" if len(known) == len(names) else count
    link = zip_link(edition, names, as_of)
    st.markdown(
        f'<a href="{html.escape(link)}" download target="_self"><b>{html.escape(_("Take {0} as one zip").format(said))}</b></a>',
        unsafe_allow_html=True,
    )
    if waits:
        seconds = max(1, round(sum(SECONDS[name.rpartition(".")[2]] for name in waits)))
        st.caption(
            _(
                "{0} of them are made while the zip is on its way, in about {1} seconds in all. To see how far it is, have them made first."
            ).format(len(waits), seconds)
        )
        place = st.empty()
        if place.button(_("Make them first"), key="make"):
            for step, name in enumerate(waits):
                place.progress(step / len(waits), text=_("{0} of {1}: {2}").format(step + 1, len(waits), name))
                files[name].body()
            place.caption(_("All of them are made; the zip comes at once."))


def citing(edition: Edition) -> None:
    """The citation of the edition, to copy; and what is decided about its licence."""
    st.code(citation.cite(edition), language=None, wrap_lines=True)
    st.caption(
        _(
            "The licence of the tables is not decided yet. LICENCE.md in the open data package says what is, and which sources ask to be named: name them too."
        )
    )


def older(chosen: Edition) -> None:
    """Files of other editions: each keeps its own."""
    others = [number for number in reversed(numbers()) if number != chosen.number]
    if not others or cards.printing():
        return
    st.subheader(_("Files of other editions"), anchor=False)
    for number in others:
        one = edition(number)
        when = words.day(date.fromisoformat(one.manifest["built_at"][:10]))
        st.page_link(
            "../exports.py",
            label=_("Edition {0} · {1} · {2}").format(number, one.short, when),
            query_params={"edition": str(number)},
        )
