"""One commitment and its coding: what the country says, the coder's own code, what settles it, the country's reply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.coding import coding
from etl.coding.rating import Code, Coding
from pages.parts.desk import acting, elements
from pages.parts.desk.commitments import SCALES, Item, own_code
from pages.parts.desk.elements import Mark


def card(item: Item, coded: Coding | None, round_: str, store: Path, names: Mapping[str, str]) -> None:
    """One commitment: on the left what was announced and what the country says, on the right its coding."""
    grid = st.grid(2, min_column_width=320, border=True)
    with grid.cell(), st.container(gap="small"):
        announced(item, names)
    with grid.cell(), st.container(gap="small"):
        how = _("Coded from what is on the left and its evidence, by two people, each alone.")
        st.markdown(f"**{SCALES[item.scale]}**  \n:gray[:small[{how}]]")
        scale, own = elements.marks(item.scale), own_code(coded, acting.actor())
        if coded and coded.version and not coded.given:
            st.caption(":orange[◆] " + _("What the country says has changed since it was coded; it is coded anew."))
        if coded and coded.given == 2:
            both(coded, scale)
        elif own:
            st.markdown(
                _("Your code: {0}").format(scale[own.now].markdown)
                + f"  \n:gray[{_('The other coder has not coded yet; you see that code when it is given.')}]"
            )
        if own and coded and not coded.final:
            with st.expander(_("Correct my code"), key=f"correct_{item.code}"):
                _code(item, coded, own, scale, round_, store)
        elif coded is None or coded.given < 2:
            _code(item, coded, own, scale, round_, store)
        if coded and coded.given == 2:
            _settle(item, coded, own, scale, store)
        if coded and coded.final:
            _reply(item, coded, store)


def announced(item: Item, names: Mapping[str, str]) -> None:
    """The commitment as announced, and what the country says became of it."""
    parts = [names.get(item.country, item.country), item.reference, item.goal]
    st.caption(" · ".join(words.escape(part) for part in parts if part))
    due = f"  \n:gray[{_('due {0}').format(words.escape(words.stated(item.due)))}]" if item.due else ""
    st.markdown(f"**{words.escape(item.title)}**{due}")
    if item.scale == "completion":
        st.markdown(_("The country says: **{0}**").format(words.escape(item.status) or _("not reported")))
        st.markdown(words.escape(item.done) or f":gray[{_('Nothing was written on what was done.')}]")
    if item.note:
        st.caption(_("Note: {0}").format(words.escape(item.note)))
    if words.web(item.evidence):
        st.markdown(words.linked(_("Evidence"), item.evidence) + f"  \n:gray[:small[{words.escape(item.evidence)}]]")
    else:
        st.caption(_("No evidence link was given."))
    elements.link(
        "review",
        _("The whole submission, {0}").format(item.submission),
        submission=item.submission,
        country=item.country,
        round=st.query_params.get("round"),
    )


def _code(
    item: Item, coded: Coding | None, own: Code | None, scale: Mapping[str, Mark], round_: str, store: Path
) -> None:
    version, key = coded.version if coded else 0, f"{item.code} {bool(own)}"
    with st.form(f"code_{key}", border=False):
        st.radio(
            _("Your code"),
            list(scale),
            format_func=lambda code: scale[code].markdown,
            captions=[mark.meaning for mark in scale.values()],
            index=None,
            key=f"given_{key}",
        )
        st.text_input(_("Evidence (link)"), key=f"evidence_{key}", placeholder="https://", max_chars=1000)
        st.text_input(_("Why"), key=f"why_{key}", max_chars=2000)

        def enter(by: str) -> None:
            code, evidence, why = (st.session_state[f"{name}_{key}"] for name in ("given", "evidence", "why"))
            place = (store, item.reference, round_, item.scale)
            more = {"evidence": evidence.strip(), "note": why.strip()}
            coding.code(*place, code or "", by, **more, seen=version, again=bool(own), read=item.read)

        acting.button(
            _("Correct my code") if own else _("Give this code"),
            enter,
            key=f"code_go_{key}",
            done=_("The code is entered."),
            in_form=True,
            kind="primary",
        )
    if not acting.actor():
        elements.hint(acting.NAMELESS)


def both(coded: Coding, scale: Mapping[str, Mark]) -> None:
    """The two codes side by side, and the rating when there is one."""
    rows = [
        {_("Coder"): words.escape(code.by), _("Code"): scale[code.now].markdown, _("Why"): words.escape(code.note)}
        for code in coded.codes
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    if not coded.final:
        st.markdown(f":orange[◆] {_('The two differ; somebody who is neither of them settles it.')}")
        return
    how = {"agreed": _("both agree"), "adjudicated": _("adjudicated")}[coded.final_by]
    note = f"  \n:gray[{words.escape(coded.note)}]" if coded.note else ""
    st.markdown(_("Rating: {0}").format(scale[coded.final].markdown) + f" · {how}{note}")
    if coded.waits == "evidence":
        st.caption(":orange[◆] " + _("It counts as complete, and no evidence is linked. Settle it again with a link."))


def _settle(item: Item, coded: Coding, own: Code | None, scale: Mapping[str, Mark], store: Path) -> None:
    key = f"{item.code} {coded.version}"
    if own:
        elements.hint(_("You coded it; it is settled by somebody who did not."))
        return
    label = _("Settle it again") if coded.final else _("Settle it")
    with (
        st.expander(label, expanded=not coded.final, key=f"settle_{item.code}"),
        st.form(f"adjudicate_{key}", border=False),
    ):
        st.selectbox(
            _("Rating"),
            list(scale),
            format_func=lambda code: f"{scale[code].shape} {scale[code].label}",
            index=None,
            key=f"final_{key}",
            placeholder=_("Choose"),
        )
        st.text_input(_("Reason; readers see it beside the rating"), key=f"reason_{key}", max_chars=2000)
        st.text_input(_("Evidence (link)"), key=f"final_evidence_{key}", placeholder="https://", max_chars=1000)

        def enter(by: str) -> None:
            final, reason, link = (st.session_state[f"{name}_{key}"] for name in ("final", "reason", "final_evidence"))
            place = (store, item.reference, coded.round, item.scale)
            coding.adjudicate(
                *place, final or "", by, reason, evidence=link.strip(), seen=coded.version, read=item.read
            )

        done = _("The rating is entered.")
        acting.button(_("Settle"), enter, key=f"settle_go_{key}", done=done, in_form=True)


def _reply(item: Item, coded: Coding, store: Path) -> None:
    if coded.reply:
        when = _("The country replied on {0}:").format(words.stated(coded.replied_at))
        st.markdown(f"{when} “{words.escape(coded.reply)}”")
    key = f"{item.code} {coded.version}"
    with st.expander(_("Right of reply"), key=f"reply_{item.code}"), st.form(f"reply_form_{key}", border=False):
        st.caption(_("What the country says about its rating stands beside it, and changes nothing."))
        st.text_area(_("In the words of the country"), key=f"reply_{key}_text", max_chars=4000, height=100)
        st.date_input(
            _("Date of its letter"), value=None, max_value=date.today(), key=f"reply_{key}_on", format="YYYY-MM-DD"
        )

        def enter(by: str) -> None:
            text, on = (st.session_state[f"reply_{key}_{name}"] for name in ("text", "on"))
            place = (store, item.reference, coded.round, item.scale)
            coding.reply(*place, text, on.isoformat() if on else "", by, seen=coded.version)

        done = _("The reply is entered.")
        acting.button(_("Enter the reply"), enter, key=f"reply_go_{key}", done=done, in_form=True)
