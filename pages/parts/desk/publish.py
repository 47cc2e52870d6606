"""Pieces of the publish page: what would change, the note, the embargo, the edition that waits, and those before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts.desk import page
from pages.parts.desk.round import CSV, XLSX
from views.workbook import lists

Report = Callable[[int, int, str], None]
PLACES = {
    "Brussels": "Europe/Brussels",
    "Washington": "America/New_York",
    "Abu Dhabi": "Asia/Dubai",
    "Tokyo": "Asia/Tokyo",
    "Auckland": "Pacific/Auckland",
}
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
    waiting: object | None, approved: Sequence[object], in_force: Mapping | None, names: Mapping[str, str]
) -> str:
    """What waits, or what would go into the next edition."""
    if waiting:
        return _(
            "Edition {0} is made and waits. Nothing else can be published before it is in force or cancelled."
        ).format(waiting.edition)
    seen = _("Readers see edition {0}.").format(in_force["edition"]) if in_force else _("Readers see nothing yet.")
    if not approved:
        return seen + " " + _("No submission is approved and waiting to be published.")
    said = words.many(
        "{0} approved submission waits to be published: {1}.",
        "{0} approved submissions wait to be published: {1}.",
        len(approved),
    )
    return (
        seen
        + " "
        + said.format(
            len(approved), words.listed([f"{names.get(one.country, one.country)} ({one.id})" for one in approved], 8)
        )
    )


def previewed(key: object, work_out: Callable[[Report], object]) -> object | None:
    """The next edition as it would be, worked out once for each state of the journal; None while it cannot be."""
    kept, found = st.session_state.get("desk_preview", (None, None))
    if kept != key:
        bar = st.progress(0.0, text=_("Working out what would change"))
        try:
            found = work_out(lambda step, of, what: bar.progress(min(step / of, 1.0), text=words.escape(what)))
        finally:
            bar.empty()
        st.session_state["desk_preview"] = (key, found)
    return found


def differences(preview: object, labels: Mapping[str, str], first: bool) -> None:
    """Every figure and status that would change, before and after, and why. `labels` are the words for conferences and rounds by code; the `first` edition differs from nothing."""
    st.subheader(_("What would change"), anchor=False)
    if preview.same:
        page.empty(
            _("Nothing: an edition made now would say the same as the one in force. Approve a submission first.")
        )
        return
    rows = preview.differences
    if rows.empty:
        page.empty(
            _("This is the first edition, so there is nothing to compare with.")
            if first
            else _(
                "No figure and no status differs from the edition in force; something else in it does, such as a source, a word or a rule."
            )
        )
        return
    rows = rows.assign(period=[said(period, labels) for period in rows["period"]])
    found = ", ".join(f"{n} {why}" for why, n in rows["why"].value_counts().items())
    st.caption(
        words.escape(
            words.many("{0} difference", "{0} differences", len(rows)).format(words.number(len(rows))) + f": {found}."
        )
    )
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
        page.take(_("List as XLSX"), f"{name}.xlsx", XLSX, lambda: lists.xlsx(rows, _("Differences")))
        page.take(_("List as CSV"), f"{name}.csv", CSV, lambda: lists.csv(rows))


def said(period: str, labels: Mapping[str, str]) -> str:
    """A period or a date of looking in words: "abu-dhabi-2015" as "Abu Dhabi 2015"; a year as it stands."""
    return " ".join(labels.get(part, part.replace("_", " ")) for part in period.split())


def prepare(
    preview: object, head: Mapping | None, publish: Callable[[str, str, datetime | None, Report], object]
) -> None:
    """The note, ready to be edited; now or at a time; and the button. Every act of the desk begins the form anew, so that what is shown is what is sent."""
    if preview.same:
        return
    anew = head["n"] if head else 0
    st.subheader(_("Revision note"), anchor=False)
    st.caption(
        _(
            "Readers find it beside the edition. It must name every figure and status that is revised, withdrawn or seen in another way; a ready text stands here."
        )
        if preview.ready
        else _(
            "Readers find it beside the edition. Nothing has to be named this time; one sentence says why the edition is made."
        )
    )
    note = st.text_area(
        _("Revision note"),
        preview.ready,
        key=f"note_{anew}",
        height=200 if preview.ready else 80,
        label_visibility="collapsed",
        placeholder=_("Why this edition was made"),
    )
    missing = preview.missing(note)
    if missing:
        st.caption(
            ":orange[◆] "
            + words.escape(_("Not named yet: {0}").format("; ".join(missing[:5]) + (" …" if missing[5:] else "")))
        )
    st.subheader(_("When readers see it"), anchor=False)
    embargo = when(anew)
    late = embargo is not None and embargo <= datetime.now(UTC)
    why = _("The note does not name every difference yet.") if missing else _("This time is past.") if late else ""
    said = _("Make it, to appear at this time") if embargo else _("Publish edition {0} now").format(preview.edition)
    go = st.button(said, key="prepare", type="primary", disabled=bool(why) or not page.name())
    page.hint(why or ("" if page.name() else page.NAMELESS))
    if go:
        bar = st.progress(0.0, text=_("Making the edition"))
        report = lambda step, of, what: bar.progress(min(step / of, 1.0), text=words.escape(what))  # noqa: E731
        done = _("Edition {0} is made and waits.") if embargo else _("Edition {0} is in force.")
        page.attempt(lambda by: publish(by, note, embargo, report), done.format(preview.edition))
        st.rerun()


def when(anew: int) -> datetime | None:
    """The time (UTC) before which nobody sees it; None for at once. `anew` tells one form from the next."""
    looks = {"now": _("At once"), "later": _("At a time")}
    look = st.segmented_control(
        _("When"),
        list(looks),
        format_func=looks.get,
        default="now",
        required=True,
        key=f"embargo_kind_{anew}",
        label_visibility="collapsed",
    )
    if look == "now":
        return None
    first = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    with st.container(horizontal=True):
        day = st.date_input(_("Day (UTC)"), first.date(), key=f"embargo_day_{anew}", format="YYYY-MM-DD", width=180)
        time = st.time_input(_("Time (UTC)"), first.time(), key=f"embargo_time_{anew}", width=140)
    if day is None or time is None:
        return None
    moment = datetime.combine(day, time, UTC)
    st.caption(_("That is {0}.").format("; ".join(elsewhere(moment))))
    return moment


def elsewhere(moment: datetime) -> list[str]:
    """The same moment by the clocks of a few places."""
    at = pd.Timestamp(moment)
    return [
        f"{words.clock(there)} {_('on')} {words.day_and_month(there)} {_('in')} {_(place)}"
        for place, there in ((place, at.tz_convert(zone)) for place, zone in PLACES.items())
    ]


def waits(waiting: object, release: Callable[[], object], cancel: Callable[[str, str], object]) -> None:
    """The edition that waits: its countdown, what it holds, its note, and how to cancel it."""
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
        done = _("Edition {0} is cancelled; it never appears.").format(waiting.edition)
        page.button(
            _("Cancel it"),
            lambda by: cancel(st.session_state["reason_cancel"], by),
            key="cancel",
            done=done,
            widget=st.form_submit_button,
            type="primary",
        )
    if not page.name():
        page.hint(page.NAMELESS)


@st.fragment(run_every="2s")
def _countdown(waiting: object, release: Callable[[], object]) -> None:
    moment = datetime.fromisoformat(waiting.embargo) if waiting.embargo else datetime.now(UTC)
    left = int((moment - datetime.now(UTC)).total_seconds())
    if left <= 0:
        _release(waiting, release)
        return
    days, rest = divmod(left, 86_400)
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    with st.container(border=True):
        st.metric(
            _("Edition {0} appears in").format(waiting.edition),
            (words.many("{0} day", "{0} days", days).format(days) + " " if days else "") + clock,
        )
        st.caption(_("on {0}").format(page.moment(moment)))


def _release(waiting: object, release: Callable[[], object]) -> None:
    """Put in force what is due; what stands in the way is said, and tried again with the next beat."""
    try:
        release()
    except Exception as error:
        if not page.sentence(error):
            raise
        with st.container(border=True):
            st.markdown(
                f":red[☒] **{_('Edition {0} is due and cannot appear.').format(waiting.edition)}** {words.escape(page.sentence(error))}"
            )
    else:
        st.session_state["desk_done"] = _("Edition {0} is in force.").format(waiting.edition)
        st.rerun()


def past(manifests: Sequence[Mapping]) -> None:
    """The editions that were published, newest first, each with its note and a link as readers see it."""
    st.subheader(_("Editions"), anchor=False)
    if not manifests:
        page.empty(_("None has been published yet."))
        return
    for said in list(reversed(manifests))[:20]:
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
                st.markdown(
                    f"**{_('Edition {0}').format(said['edition'])}** · {said['hash'][:6]} · {page.moment(said['built_at'])}",
                    width="content",
                )
                st.page_link(
                    "../overview.py", label=_("As readers see it"), query_params={"edition": str(said["edition"])}
                )
            st.markdown(words.escape(said.get("note") or _("No revision note.")).replace("\n", "  \n"))
