"""Pieces of the coding page: what waits, one commitment with what the country says, the coder's own code, what settles it, how far coders agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts.desk import page
from pages.parts.desk.page import Mark

SCALES = {"completion": _("How far is it done?"), "ambition": _("How ambitious is it?")}
WAITS = {
    "code": _("a first code"),
    "second code": _("a second code"),
    "adjudication": _("adjudication"),
    "evidence": _("evidence"),
    "": _("nothing"),
}


@dataclass(frozen=True)
class Item:
    """One commitment on one scale: what was announced, and what the country says of it now."""

    reference: str
    scale: str
    country: str
    title: str
    goal: str
    due: str
    status: str
    done: str
    evidence: str
    note: str
    submission: str

    @property
    def code(self) -> str:
        """How the address names it."""
        return f"{self.reference} {self.scale}"


def items(
    sent: Sequence[object],
    content: Callable[[str], Mapping[str, pd.DataFrame]],
    titles: Mapping[str, str],
    reports: bool,
    statuses: Mapping[str, str],
) -> list[Item]:
    """Everything in the accepted submissions of a round that is coded: each commitment that was reported on, and each new one. `statuses` are the words of the form by code."""
    found: dict[tuple[str, str], Item] = {}
    for one in sorted(sent, key=lambda one: one.id):
        sheets = _content(content, one.id, one.sha256)
        for row in (
            sheets[titles["progress"]].fillna("").to_dict("records") if reports and titles["progress"] in sheets else ()
        ):
            found[row["reference"], "completion"] = _item(
                one, row, "completion", row["due_date"], statuses.get(row["status"], row["status"]), row["done"]
            )
        for row in (
            sheets[titles["commitments"]].fillna("").to_dict("records") if titles["commitments"] in sheets else ()
        ):
            if row["nature"] == "new" and row["title"]:
                found[row["reference"], "ambition"] = _item(one, row, "ambition", row["due_date"], "", "")
    return sorted(
        (one for one in found.values() if one.reference), key=lambda one: (one.country, one.reference, one.scale)
    )


@st.cache_data(max_entries=200, show_spinner=False)
def _content(_content: Callable[[str], Mapping[str, pd.DataFrame]], id: str, sha256: str) -> Mapping[str, pd.DataFrame]:
    del sha256  # part of the key
    return _content(id)


def _item(one: object, row: Mapping[str, str], scale: str, due: str, status: str, done: str) -> Item:
    return Item(
        row["reference"],
        scale,
        one.country,
        row["title"],
        row["goal_id"],
        due,
        status,
        done,
        row["evidence_url"],
        row["note"],
        one.id,
    )


def sentence(items: Sequence[Item], seen: Mapping[tuple[str, str], object]) -> str:
    """How many are coded, and what the others wait for."""
    if not items:
        return _(
            "Nothing can be coded yet: what accepted submissions of this round say is coded here, by two people, each alone."
        )
    waits = pd.Series([_waits(one, seen) for one in items])
    counted = waits.value_counts()
    settled = int((waits == "").sum())
    rest = [f"{counted[code]} {_('for')} {said}" for code, said in WAITS.items() if code and code in counted]
    return _("{0} are settled.").format(words.of(settled, len(items))) + (
        _(" Waiting: {0}.").format(", ".join(rest)) if rest else ""
    )


def _waits(item: Item, seen: Mapping[tuple[str, str], object]) -> str:
    one = seen.get((item.reference, item.scale))
    return one.waits if one else "code"


def _mine(item: Item, seen: Mapping[tuple[str, str], object], by: str) -> bool:
    """Whether `by` has given a code here."""
    one = seen.get((item.reference, item.scale))
    return bool(one) and any(code.by.casefold() == by.casefold() for code in one.codes)


def chosen(
    items: Sequence[Item], seen: Mapping[tuple[str, str], object], by: str, names: Mapping[str, str]
) -> Item | None:
    """The commitment in hand: those that wait for this coder first."""
    if not items:
        page.empty(_("When a submission has been accepted, its commitments appear here."))
        return None
    wait = [one for one in items if _waits(one, seen) in ("code", "second code") and not _mine(one, seen, by)]
    settle = [one for one in items if _waits(one, seen) in ("adjudication", "evidence") and not _mine(one, seen, by)]
    looks = {
        "mine": _("Waits for my code ({0})").format(len(wait)),
        "settle": _("Waits to be settled ({0})").format(len(settle)),
        "all": _("All ({0})").format(len(items)),
    }
    look = st.segmented_control(
        _("List"),
        list(looks),
        format_func=looks.get,
        default="mine",
        required=True,
        key="coding_list",
        label_visibility="collapsed",
    )
    every = {"mine": wait, "settle": settle, "all": items}[look]
    if st.query_params.get("commitment") and not any(one.code == st.query_params["commitment"] for one in items):
        st.query_params.pop("commitment")
    in_hand = st.query_params.get("commitment") or st.session_state.get(
        "commitment"
    )  # stays in hand when it leaves the list, so that its answer is seen
    held = next((one for one in items if one.code == in_hand), None)
    options = {one.code: one for one in ([held] if held and held not in every else []) + list(every)}
    if not options:
        page.empty(
            {"mine": _("Nothing waits for your code."), "settle": _("Nothing waits to be settled by you.")}.get(
                look, ""
            )
        )
        return None
    code = page.choose(_("Commitment"), {one: one for one in options}, "commitment")
    following = next((one for one in every if one.code != code), None)
    if following:
        page.to(
            "coding",
            _("Next: {0}, {1}").format(names.get(following.country, following.country), following.reference),
            commitment=following.code,
            round=st.query_params.get("round"),
        )
    return options[code]


def listed(items: Sequence[Item], seen: Mapping[tuple[str, str], object], names: Mapping[str, str]) -> None:
    """Everything that is coded in this round, and what each waits for; no code is in it."""
    if not items:
        return
    with st.expander(_("The whole list"), key="coding_all", on_change="rerun") as every:
        if every.open:
            rows = [
                {
                    _("Country"): names.get(one.country, one.country),
                    _("Reference"): one.reference,
                    _("Commitment"): one.title,
                    _("Scale"): SCALES[one.scale],
                    _("Codes given"): seen[one.reference, one.scale].given if (one.reference, one.scale) in seen else 0,
                    _("Waits for"): WAITS[_waits(one, seen)],
                }
                for one in items
            ]
            st.dataframe(
                pd.DataFrame(rows),
                key="coding_rows",
                hide_index=True,
                height=min(420, 3 + 35 * (len(rows) + 1)),
                placeholder="",
                alt=_("What is coded"),
            )


def card(
    item: Item,
    names: Mapping[str, str],
    scale: Mapping[str, Mark],
    one: object | None,
    by: str,
    do: Mapping[str, Callable],
) -> None:
    """One commitment: on the left what was announced and what the country says, on the right its coding."""
    grid = st.grid(2, min_column_width=320, border=True)
    with grid.cell(), st.container(gap="small"):
        announced(item, names)
    with grid.cell(), st.container(gap="small"):
        st.markdown(
            f"**{SCALES[item.scale]}**  \n:gray[:small[{_('Coded from what is on the left and its evidence, by two people, each alone.')}]]"
        )
        mine = next((code for code in one.codes if code.by.casefold() == by.casefold()), None) if one and by else None
        if one and one.given == 2:
            both(one, scale)
        elif mine:
            st.markdown(
                _("Your code: {0}").format(scale[mine.now].said)
                + f"  \n:gray[{_('The other coder has not coded yet; you see that code when it is given.')}]"
            )
        if mine and not one.final:
            with st.expander(_("Correct my code"), key=f"correct_{item.code}"):
                _code(item, scale, one, mine, do["code"])
        elif one is None or one.given < 2:
            _code(item, scale, one, mine, do["code"])
        if one and one.given == 2:
            _settle(item, scale, one, mine, do["adjudicate"])
        if one and one.final:
            _reply(item, one, do["reply"])


def announced(item: Item, names: Mapping[str, str]) -> None:
    """The commitment as announced, and what the country says became of it."""
    st.caption(
        f"{words.escape(names.get(item.country, item.country))} · {words.escape(item.reference)}"
        + (f" · {words.escape(item.goal)}" if item.goal else "")
    )
    st.markdown(
        f"**{words.escape(item.title)}**"
        + (f"  \n:gray[{_('due {0}').format(words.escape(words.stated(item.due)))}]" if item.due else "")
    )
    if item.scale == "completion":
        st.markdown(_("The country says: **{0}**").format(words.escape(item.status) or _("not reported")))
        st.markdown(words.escape(item.done) or f":gray[{_('Nothing was written on what was done.')}]")
    if item.note:
        st.caption(_("Note: {0}").format(words.escape(item.note)))
    if words.web(item.evidence):
        st.markdown(words.linked(_("Evidence"), item.evidence) + f"  \n:gray[:small[{words.escape(item.evidence)}]]")
    else:
        st.caption(_("No evidence link was given."))
    page.to(
        "review",
        _("The whole submission, {0}").format(item.submission),
        submission=item.submission,
        country=item.country,
        round=st.query_params.get("round"),
    )


def _code(item: Item, scale: Mapping[str, Mark], one: object | None, mine: object | None, code: Callable) -> None:
    version, key = one.version if one else 0, f"{item.code} {bool(mine)}"
    with st.form(f"code_{key}", border=False):
        st.radio(
            _("Your code"),
            list(scale),
            format_func=lambda word: scale[word].said,
            captions=[scale[word].meaning for word in scale],
            index=None,
            key=f"given_{key}",
        )
        st.text_input(_("Evidence (link)"), key=f"evidence_{key}", placeholder="https://", max_chars=1000)
        st.text_input(_("Why"), key=f"why_{key}", max_chars=2000)

        def do(by: str) -> None:
            given, link, why = (st.session_state[f"{name}_{key}"] for name in ("given", "evidence", "why"))
            code(given or "", by, evidence=link.strip(), note=why.strip(), seen=version, again=bool(mine))

        label = _("Correct my code") if mine else _("Give this code")
        page.button(
            label,
            do,
            key=f"code_go_{key}",
            done=_("The code is entered."),
            widget=st.form_submit_button,
            type="primary",
        )
    if not page.name():
        page.hint(page.NAMELESS)


def both(one: object, scale: Mapping[str, Mark]) -> None:
    """The two codes side by side, and the rating when there is one."""
    rows = [
        {_("Coder"): words.escape(code.by), _("Code"): scale[code.now].said, _("Why"): words.escape(code.note)}
        for code in one.codes
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    if one.final:
        how = {"agreed": _("both agree"), "adjudicated": _("adjudicated")}[one.final_by]
        st.markdown(
            _("Rating: {0}").format(scale[one.final].said)
            + f" · {how}"
            + (f"  \n:gray[{words.escape(one.note)}]" if one.note else "")
        )
        if one.waits == "evidence":
            st.caption(
                ":orange[◆] " + _("It counts as complete, and no evidence is linked. Settle it again with a link.")
            )
    else:
        st.markdown(f":orange[◆] {_('The two differ; somebody who is neither of them settles it.')}")


def _settle(item: Item, scale: Mapping[str, Mark], one: object, mine: object | None, adjudicate: Callable) -> None:
    key = f"{item.code} {one.version}"
    if mine:
        page.hint(_("You coded it; it is settled by somebody who did not."))
        return
    with (
        st.expander(
            _("Settle it again") if one.final else _("Settle it"), expanded=not one.final, key=f"settle_{item.code}"
        ),
        st.form(f"adjudicate_{key}", border=False),
    ):
        st.selectbox(
            _("Rating"),
            list(scale),
            format_func=lambda word: f"{scale[word].shape} {scale[word].label}",
            index=None,
            key=f"final_{key}",
            placeholder=_("Choose"),
        )
        st.text_input(_("Reason; readers see it beside the rating"), key=f"reason_{key}", max_chars=2000)
        st.text_input(_("Evidence (link)"), key=f"final_evidence_{key}", placeholder="https://", max_chars=1000)

        def do(by: str) -> None:
            final, reason, link = (st.session_state[f"{name}_{key}"] for name in ("final", "reason", "final_evidence"))
            adjudicate(final or "", by, reason, evidence=link.strip(), seen=one.version)

        page.button(
            _("Settle"), do, key=f"settle_go_{key}", done=_("The rating is entered."), widget=st.form_submit_button
        )


def _reply(item: Item, one: object, reply: Callable) -> None:
    if one.reply:
        st.markdown(
            _("The country replied on {0}:").format(words.stated(one.replied_at)) + f" “{words.escape(one.reply)}”"
        )
    key = f"{item.code} {one.version}"
    with st.expander(_("Right of reply"), key=f"reply_{item.code}"), st.form(f"reply_form_{key}", border=False):
        st.caption(_("What the country says about its rating stands beside it, and changes nothing."))
        st.text_area(_("In the words of the country"), key=f"reply_{key}_text", max_chars=4000, height=100)
        st.date_input(
            _("Date of its letter"), value=None, max_value=date.today(), key=f"reply_{key}_on", format="YYYY-MM-DD"
        )

        def do(by: str) -> None:
            on = st.session_state[f"reply_{key}_on"]
            reply(st.session_state[f"reply_{key}_text"], on.isoformat() if on else "", by, seen=one.version)

        page.button(
            _("Enter the reply"),
            do,
            key=f"reply_go_{key}",
            done=_("The reply is entered."),
            widget=st.form_submit_button,
        )
