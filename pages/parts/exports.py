"""Pieces of the page of exports: the files by group, several as one zip, how to cite, older editions."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import date
from itertools import groupby

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import filters, printing
from views import choices, queries
from views.api.problems import PLACE
from views.data import citation
from views.downloads.exports import export_file
from views.downloads.files import File
from views.downloads.links import export_link, zip_link
from views.edition import Edition, edition, numbers
from views.exports import GROUPS, Export, Progress, catalogue, coming, facts
from views.prefix import local

SECONDS = {"pdf": 0.5, "docx": 0.3, "xlsx": 0.3}
"""About how long a file of each ending takes to be made."""
SETS = {
    "alliance": (_("The whole Alliance"), "alliance", ""),
    "targets": (_("All four targets"), "targets", ""),
    "pdf": (_("Briefs of all countries"), "countries", ".pdf"),
    "docx": (_("Briefs to edit"), "countries", ".docx"),
    "xlsx": (_("Workbooks of all countries"), "countries", ".xlsx"),
    "data": (_("Open data"), "data", ""),
}
"""What readers often take together: its label, and the group and ending of its files."""


def state(edition: Edition, as_of: str) -> None:
    """Whether the files are at hand or have to be made, and as known at which date."""
    if as_of != "latest":
        when = queries.conferences(edition).set_index("as_of")["label"][as_of]
        st.caption(
            _(
                "As known at {0}. Files for an earlier date are made when they are asked for, in a second or a few;"
                " open data hold every date."
            ).format(when)
        )
    elif coming(edition):
        still_coming(edition)
    elif not any(facts(edition, name) for name in catalogue(edition)):
        st.caption(
            _(
                "This edition was published without files. Each is made when it is asked for, in a second or a few,"
                " the whole database in about ten."
            )
        )


@st.fragment(run_every="3s")
def still_coming(edition: Edition) -> None:
    """How many files are made, looked at again until all are; then the page says their sizes and hashes."""
    state = coming(edition)
    if state is None:
        st.rerun()
        return
    st.progress(state.made / state.of)
    counted = _("{0} of {1} files are made.").format(state.made, state.of)
    until = _(
        "Until all are, each is made when it is asked for, in a second or a few; then size and SHA-256 stand by it."
    )
    st.caption(words.escape(" ".join(filter(None, [counted, _halted(state), until]))))


def _halted(state: Progress) -> str:
    """Why no files are made just now; empty where they are."""
    if state.is_making:
        return ""
    go_on = _("Who runs this server can go on with 'python -m etl complete'.")
    if state.failed:
        return _("The others could not be made: {0} {1}").format(state.failed, go_on)
    return _("Nobody makes the others just now. {0}").format(go_on)


def date_of(export: Export, as_of: str) -> str:
    """The date of looking for an export: one that holds every date has none of its own."""
    return as_of if export.dated else "latest"


def group(edition: Edition, as_of: str, name: str) -> None:
    """One group of files."""
    st.subheader(GROUPS[name], anchor=False)
    rows(edition, as_of, [export for export in catalogue(edition).values() if export.group == name])


def country(edition: Edition, as_of: str) -> None:
    """The files of one country, to be chosen."""
    st.subheader(GROUPS["countries"], anchor=False)
    code = filters.choose(_("Country"), choices.members(edition, "latest"), "country", width=320)
    exports = catalogue(edition).values()
    rows(edition, as_of, [export for export in exports if export.name.startswith(f"country-{code}.")])


def rows(edition: Edition, as_of: str, exports: list[Export]) -> None:
    """Files, those of one thing together: what each contains, then type, size and SHA-256."""
    grid = st.grid(2, min_column_width=320, gap="medium")
    for title, files in groupby(exports, key=lambda export: export.title):
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(f"**{words.escape(title)}**")
            for export in files:
                st.markdown(line(edition, as_of, export), unsafe_allow_html=True)


def line(edition: Edition, as_of: str, export: Export) -> str:
    """A file in one line of HTML and Markdown: its link, its size, what it contains, the beginning of its SHA-256.

    All of the SHA-256 is under the pointer.
    """
    ending, when = export.name.rpartition(".")[2].upper(), date_of(export, as_of)
    address = html.escape(export_link(edition, export.name, when))
    label = html.escape(f"{export.title}, {ending}")
    link = f'<a href="{address}" download target="_self" aria-label="{label}">{ending}</a>'
    parts = [words.escape(export.contains)]
    known = facts(edition, export.name) if when == "latest" else None
    if known:
        size, digest = known
        title = f'<span title="SHA-256 {digest}">SHA\u2011256\u00a0{digest[:8]}</span>'
        parts = [words.size(size), *parts, title]
    return f"{link} :gray[:small[{' · '.join(parts)}]]"


def programs(edition: Edition) -> None:
    """For programs: the API and its documentation."""
    link = f'<a href="{local(PLACE)}" target="_self">{html.escape(_("the API and its documentation"))}</a>'
    answers = _(
        "It answers as JSON and CSV, for every edition and date;"
        " each page ends with its own view as JSON, CSV, XLSX and PDF."
    )
    st.caption(f"{html.escape(_('For programs:'))} {link}. {html.escape(answers)}", unsafe_allow_html=True)
    known = {name: facts(edition, name) for name in catalogue(edition)}
    digests = [f"{fact[1]}  {name}" for name, fact in known.items() if fact]
    if digests:
        with st.expander(_("Every SHA-256, to copy and to check"), on_change="rerun", key="digests") as expander:
            if expander.open:
                st.code("\n".join(digests), language=None, height=320)


@st.fragment
def several(edition: Edition, as_of: str) -> None:
    """Choose sets, or single files in the list, and take them as one zip."""
    if printing.on_paper():
        return
    exports = list(catalogue(edition).values())
    sets = st.pills(
        _("Often taken together"), list(SETS), selection_mode="multi", format_func=lambda key: SETS[key][0], key="sets"
    )
    with st.expander(_("Choose file by file"), on_change="rerun", key="singly") as singly:
        picked = choice(edition, exports) if singly.open else set()
    names = [
        export.name
        for export in exports
        if export.name in picked or any(_is_in(export, *SETS[key][1:]) for key in sets)
    ]
    if not names:
        st.caption(_("Nothing is chosen yet. A zip holds the files as they are, and a list with the SHA-256 of each."))
        return
    take(edition, as_of, names)


def _is_in(export: Export, group: str, ending: str) -> bool:
    return export.group == group and export.name.endswith(ending)


def choice(edition: Edition, exports: list[Export]) -> set[str]:
    """The files that are marked in the list of all."""
    known = [facts(edition, export.name) for export in exports]
    sizes = {_("KB"): [fact and round(fact[0] / 1000) for fact in known]} if any(known) else {}
    shown = pd.DataFrame(
        {
            _("What"): [export.title for export in exports],
            _("File"): [export.name for export in exports],
            **sizes,
            _("Contains"): [export.contains for export in exports],
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
    return {exports[place].name for place in marked.selection.rows}


def take(edition: Edition, as_of: str, names: list[str]) -> None:
    """How many files of which size, those that have to be made first if the reader likes, and the link to the zip."""
    files = {name: export_file(edition, name, date_of(catalogue(edition)[name], as_of)) for name in names}
    what = words.many("{0} file", "{0} files", len(names)).format(len(names))
    known = [fact for name, file in files.items() if file.kept and (fact := facts(edition, name))]
    if len(known) == len(names):
        what = f"{what}, {words.size(sum(size for size, _digest in known))}"
    address, label = html.escape(zip_link(edition, names, as_of)), html.escape(_("Take {0} as one zip").format(what))
    st.markdown(f'<a href="{address}" download target="_self"><b>{label}</b></a>', unsafe_allow_html=True)
    waiting = {name: file for name, file in files.items() if not file.at_hand and not name.endswith(".zip")}
    if waiting:
        _make_first(waiting)


def _make_first(files: Mapping[str, File]) -> None:
    """How long it takes to make files, and a button that makes them now."""
    seconds = max(1, round(sum(SECONDS[name.rpartition(".")[2]] for name in files)))
    st.caption(
        _(
            "{0} of them are made while the zip is on its way, in about {1} seconds in all."
            " To see how far it is, have them made first."
        ).format(len(files), seconds)
    )
    place = st.empty()
    if place.button(_("Make them first"), key="make"):
        for step, (name, file) in enumerate(files.items()):
            place.progress(step / len(files), text=_("{0} of {1}: {2}").format(step + 1, len(files), name))
            file.body()
        place.caption(_("All of them are made; the zip comes at once."))


def citing(edition: Edition) -> None:
    """The citation of the edition, to copy; and what is decided about its licence."""
    st.code(citation.cite(edition), language=None, wrap_lines=True)
    st.caption(
        _(
            "The licence of the tables is not decided yet. LICENCE.md in the open data package says what is,"
            " and which sources ask to be named: name them too."
        )
    )


def older(chosen: Edition) -> None:
    """Files of other editions: each keeps its own."""
    others = [number for number in reversed(numbers()) if number != chosen.number]
    if not others or printing.on_paper():
        return
    st.subheader(_("Files of other editions"), anchor=False)
    for number in others:
        other = edition(number)
        when = words.day(date.fromisoformat(other.manifest["built_at"][:10]))
        st.page_link(
            "../exports.py",
            label=_("Edition {0} · {1} · {2}").format(number, other.short, when),
            query_params={"edition": str(number)},
        )
