"""Pieces of the publish page: what would change, the note, the button, and the editions before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import streamlit as st

from core import words
from core.words import _
from etl.desk.submission import Submission
from etl.publishing.differences import Preview
from etl.publishing.release import Waiting
from pages.parts.desk import acting, elements, embargo, losses
from pages.parts.desk.elements import CSV, XLSX
from views import lists

Manifest = Mapping[str, object]
SHOWN = {
    "what": _("What"),
    "country": _("Country"),
    "label": _("Item"),
    "period": _("Period"),
    "before": _("Before"),
    "after": _("After"),
    "why": _("Why"),
}


def sentence(
    waiting: Waiting | None, approved: Sequence[Submission], in_force: Manifest | None, names: Mapping[str, str]
) -> str:
    """What waits, or what would go into the next edition."""
    if waiting:
        return _(
            "Edition {0} is made and waits. Nothing else can be published before it is in force or cancelled."
        ).format(waiting.edition)
    readers = _("Readers see edition {0}.").format(in_force["edition"]) if in_force else _("Readers see nothing yet.")
    if not approved:
        return f"{readers} {_('No submission is approved and waiting to be published.')}"
    text = words.many(
        "{0} approved submission waits to be published: {1}.",
        "{0} approved submissions wait to be published: {1}.",
        len(approved),
    )
    listed = words.listed([f"{names.get(sent.country, sent.country)} ({sent.id})" for sent in approved], 8)
    return f"{readers} {text.format(len(approved), listed)}"


def meanwhile() -> None:
    """What stands here while an edition is made."""
    elements.empty(_("What comes next is worked out when the job above has ended. You can leave this page meanwhile."))


def differences(preview: Preview, labels: Mapping[str, str], is_first: bool) -> None:
    """Every figure and status that would change, before and after, and why.

    `labels` are the words for conferences and rounds by code; the first edition differs from nothing.
    """
    st.subheader(_("What would change"), anchor=False)
    rows = preview.differences
    if preview.same or rows.empty:
        elements.empty(_nothing(preview.same, is_first))
        return
    rows = rows.assign(period=[in_words(period, labels) for period in rows["period"]])
    reasons = ", ".join(f"{count} {why}" for why, count in rows["why"].value_counts().items())
    count = words.many("{0} difference", "{0} differences", len(rows)).format(words.number(len(rows)))
    st.caption(words.escape(f"{count}: {reasons}."))
    shown = rows[list(SHOWN)].rename(columns=SHOWN).astype(object).where(rows[list(SHOWN)].notna().to_numpy(), "–")
    st.dataframe(
        shown,
        key="differences",
        hide_index=True,
        height=min(420, 3 + 35 * (len(shown) + 1)),
        placeholder="",
        alt=_("Differences"),
    )
    name = f"differences-edition-{preview.edition}-{preview.hash[:6]}"
    with st.container(horizontal=True):
        elements.download(_("List as XLSX"), f"{name}.xlsx", XLSX, lambda: lists.xlsx(rows, _("Differences")))
        elements.download(_("List as CSV"), f"{name}.csv", CSV, lambda: lists.csv(rows))


def _nothing(is_same: bool, is_first: bool) -> str:
    if is_same:
        return _("Nothing: an edition made now would say the same as the one in force. Approve a submission first.")
    if is_first:
        return _("This is the first edition, so there is nothing to compare with.")
    return _(
        "No figure and no status differs from the edition in force; something else in it does,"
        " such as a source, a word, a rule, or the day on which it is made."
    )


def in_words(period: str, labels: Mapping[str, str]) -> str:
    """A period or a date of looking in words: "abu-dhabi-2015" as "Abu Dhabi 2015"; a year as it stands."""
    return " ".join(labels.get(part, part.replace("_", " ")) for part in period.split())


Publishing = Callable[[str, Mapping[str, object]], object]
"""Begins to publish: called with who, and the note, the embargo and what may drop out."""


def prepare(preview: Preview, last: int, publish: Publishing) -> None:
    """The note, ready to be edited; what would drop out; now or at a time; and the button.

    `last` is the number of the last entry of the journal that changes an edition: every such act of the desk begins the
    form anew, so that what is shown is what is sent.
    """
    if preview.same:
        return
    note = _note(preview, last)
    missing = preview.missing(note)
    if missing:
        named = "; ".join(missing[:5]) + (" …" if missing[5:] else "")
        st.caption(":orange[◆] " + words.escape(_("Not named yet: {0}").format(named)))
    what, because, unnamed = losses.agreement(preview, last)
    st.subheader(_("When readers see it"), anchor=False)
    moment = embargo.moment(last)
    why_not = _("The note does not name every difference yet.") if missing else unnamed
    asked = {"note": note, "drop": list(what), "because": because}

    def button(label: str, key: str, at: datetime | None) -> None:
        acting.button(
            label,
            lambda by: publish(by, {**asked, "embargo": at.isoformat() if at else None}),
            key=key,
            done=_("Edition {0} is being made.").format(preview.edition),
            why_not=why_not,
            kind="primary",
        )

    at_once = _("Publish edition {0} now").format(preview.edition)
    too_soon = embargo.too_soon(moment)
    if too_soon:
        st.markdown(f":orange[◆] {words.escape(too_soon)}")
        with st.container(horizontal=True):
            button(at_once, "prepare", None)
            embargo.another(last)
    else:
        button(_("Make it, to appear at this time") if moment else at_once, "prepare", moment)
        embargo.takes(moment)
    elements.hint(why_not or ("" if acting.actor() else acting.NAMELESS))


def _note(preview: Preview, last: int) -> str:
    st.subheader(_("Revision note"), anchor=False)
    if preview.ready:
        hint = _(
            "Readers find it beside the edition. It must name every figure and status that is revised, withdrawn or"
            " seen in another way; a ready text stands here."
        )
    else:
        hint = _(
            "Readers find it beside the edition. Nothing has to be named this time;"
            " one sentence says why the edition is made."
        )
    st.caption(hint)
    return st.text_area(
        _("Revision note"),
        preview.ready,
        key=f"note_{last}",
        height=200 if preview.ready else 80,
        label_visibility="collapsed",
        placeholder=_("Why this edition was made"),
    )


def past(manifests: Sequence[Manifest]) -> None:
    """The editions that were published, newest first, each with its note and a link as readers see it."""
    st.subheader(_("Editions"), anchor=False)
    if not manifests:
        elements.empty(_("None has been published yet."))
        return
    for manifest in list(reversed(manifests))[:20]:
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
                name = _("Edition {0}").format(manifest["edition"])
                built_at = elements.moment(str(manifest["built_at"]))
                st.markdown(f"**{name}** · {str(manifest['hash'])[:6]} · {built_at}", width="content")
                st.page_link(
                    "../overview.py", label=_("As readers see it"), query_params={"edition": str(manifest["edition"])}
                )
            st.markdown(words.escape(str(manifest.get("note") or _("No revision note."))).replace("\n", "  \n"))
