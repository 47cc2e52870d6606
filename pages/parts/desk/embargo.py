"""The time before which nobody sees an edition: how it is chosen, and the edition that waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st

from core import words
from core.editions.layout import store_folder
from core.words import _
from etl.jobs.expected import TooSoon, earliest, expected, refuse_too_soon
from etl.publishing.release import Waiting
from pages.parts.desk import acting, elements

PLACES = {
    "Brussels": "Europe/Brussels",
    "Washington": "America/New_York",
    "Abu Dhabi": "Asia/Dubai",
    "Tokyo": "Asia/Tokyo",
    "Auckland": "Pacific/Auckland",
}


def moment(form: int) -> datetime | None:
    """The time (UTC) before which nobody sees it, as chosen; None for at once. `form` tells one form from the next."""
    kind = elements.view(_("When"), {"now": _("At once"), "later": _("At a time")}, f"embargo_kind_{form}")
    if kind == "now":
        return None
    first = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    with st.container(horizontal=True):
        day = st.date_input(_("Day (UTC)"), first.date(), key=f"embargo_day_{form}", format="YYYY-MM-DD", width=180)
        time = st.time_input(_("Time (UTC)"), first.time(), key=f"embargo_time_{form}", width=140, step=60)
    if day is None or time is None:
        return None
    chosen = datetime.combine(day, time, UTC)
    st.caption(_("That is {0}.").format("; ".join(elsewhere(chosen))))
    return chosen


def too_soon(moment: datetime | None) -> str:
    """Why an edition cannot be ready at this time (UTC); empty where it can, and for at once."""
    try:
        if moment:
            refuse_too_soon(store_folder(), moment, datetime.now(UTC))
    except TooSoon as refused:
        return str(refused)
    return ""


def another(form: int) -> None:
    """A button that sets the first time that can be kept."""

    def set_time() -> None:
        first = earliest(store_folder(), datetime.now(UTC))
        st.session_state[f"embargo_day_{form}"] = first.date()
        st.session_state[f"embargo_time_{form}"] = first.time()

    st.button(_("Set another time"), key=f"another_{form}", on_click=set_time)


def takes(moment: datetime | None) -> None:
    """How long it takes, as far as that is known."""
    seconds = expected(store_folder(), "publish", waits=moment is not None)
    if seconds and seconds.is_own:
        elements.hint(_("It takes about {0}, as the last one did.").format(elements.took(seconds.seconds)))
    elif seconds:
        elements.hint(_("It takes about {0} on two quiet cores.").format(elements.took(seconds.seconds)))


def elsewhere(moment: datetime) -> list[str]:
    """The same moment by the clocks of a few places."""
    at = pd.Timestamp(moment)
    local = {place: at.tz_convert(zone) for place, zone in PLACES.items()}
    return [
        f"{words.clock(there)} {_('on')} {words.day_and_month(there)} {_('in')} {_(place)}"
        for place, there in local.items()
    ]


def waits(waiting: Waiting, release: Callable[[], object], cancel: Callable[[str, str], object]) -> None:
    """The edition that waits: its countdown, what it holds, its note, and how to cancel it.

    `cancel` takes the reason, and who cancels.
    """
    _countdown(waiting, release)
    st.caption(
        _("Made by {0}; hash {1}; holds for the first time {2}.").format(
            words.escape(waiting.by), waiting.hash[:6], ", ".join(waiting.publishes) or _("no new submission")
        )
    )
    if waiting.embargo:
        st.caption(_("That is {0}.").format("; ".join(elsewhere(datetime.fromisoformat(waiting.embargo)))))
    with st.expander(_("Its revision note"), key="waiting_note"):
        st.text(waiting.note or _("No revision note."))
    with (
        st.popover(_("Cancel this edition"), key="open_cancel"),
        st.form("form_cancel", border=False, clear_on_submit=True),
    ):
        st.text_area(_("Why it is cancelled"), key="reason_cancel", max_chars=2000, height=100)
        st.caption(_("It never appears. The submissions in it stay approved."))
        acting.button(
            _("Cancel it"),
            lambda by: cancel(st.session_state["reason_cancel"], by),
            key="cancel",
            done=_("Edition {0} is cancelled; it never appears.").format(waiting.edition),
            in_form=True,
            kind="primary",
        )
    if not acting.actor():
        elements.hint(acting.NAMELESS)


@st.fragment(run_every="2s")
def _countdown(waiting: Waiting, release: Callable[[], object]) -> None:
    due = datetime.fromisoformat(waiting.embargo) if waiting.embargo else datetime.now(UTC)
    left = int((due - datetime.now(UTC)).total_seconds())
    if left <= 0:
        _release(waiting, release)
        return
    days, rest = divmod(left, 86_400)
    whole_days = words.many("{0} day", "{0} days", days).format(days) + " " if days else ""
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    with st.container(border=True):
        st.metric(_("Edition {0} appears in").format(waiting.edition), whole_days + clock)
        st.caption(_("on {0}").format(elements.moment(due)))


def _release(waiting: Waiting, release: Callable[[], object]) -> None:
    """Put in force what is due; what stands in the way is said, and tried again with the next beat."""
    try:
        release()
    except Exception as error:
        if not acting.sentence(error):
            raise
        with st.container(border=True):
            late = _("Edition {0} is due and cannot appear.").format(waiting.edition)
            st.markdown(f":red[☒] **{late}** {words.escape(acting.sentence(error))}")
    else:
        st.session_state["desk_done"] = _("Edition {0} is in force.").format(waiting.edition)
        st.rerun()
