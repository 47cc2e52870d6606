"""What would drop out of the next edition, and the fields in which a person lets it go, by the rule of the brake."""

from __future__ import annotations

import streamlit as st

from core import words
from core.words import _
from etl.publishing.differences import Preview
from etl.store import brake

MARKS = {brake.NEVER: ":red[☒]", brake.NAMED: ":orange[◆]", brake.LISTED: "·"}


def agreement(preview: Preview, last: int) -> tuple[tuple[str, ...], str, str]:
    """What is named, why it goes, and why the edition cannot be made yet; all empty where nothing drops out.

    `last` tells one form from the next, as in `publish.prepare`.
    """
    if not preview.losses:
        return (), "", ""
    st.subheader(_("What would drop out"), anchor=False)
    for loss in preview.losses:
        st.markdown(f"{MARKS[loss.verdict]} {words.escape(loss.sentence)}")
    verdicts = {loss.verdict for loss in preview.losses}
    if brake.NEVER in verdicts:
        return (), "", _("Something would drop out that never may. Mend the record, or take the submission back.")
    if brake.NAMED not in verdicts:
        st.caption(_("So little goes without a word; the note lists it."))
        return (), "", ""
    st.caption(_("This goes only when a person names it and says why; both stand in the note, with the name."))
    needed = [word for loss in preview.losses if loss.verdict == brake.NAMED for word in loss.words]
    what = tuple(st.multiselect(_("What goes"), needed, key=f"drop_{last}", placeholder=_("Choose each")))
    because = st.text_input(_("Why it goes"), key=f"because_{last}", max_chars=500).strip()
    is_named = set(needed) <= set(what) and because
    return what, because, "" if is_named else _("Not everything that would drop out is named, with the reason.")
