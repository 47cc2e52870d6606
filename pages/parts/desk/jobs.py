"""Jobs as everybody at the desk sees them: how far one is, how to cancel it, and how the last one ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from core import words
from core.editions.layout import store_folder
from core.words import _
from etl.jobs import job as on_disk
from etl.jobs.expected import expected_of
from etl.jobs.job import CANCELLED, DONE, FAILED, INTERRUPTED, Job
from etl.jobs.kinds import KINDS
from etl.jobs.start import busy, cancel, resume
from pages.parts.desk import acting, elements

NEWS = timedelta(hours=24)
"""So long how a job ended stands on the pages of the desk, until it is closed."""
MARKS = {DONE: ":primary[■]", FAILED: ":red[☒]", CANCELLED: ":gray[□]", INTERRUPTED: ":orange[◆]"}
ENDS = {
    DONE: _("Done"),
    FAILED: _("Not done"),
    CANCELLED: _("Cancelled"),
    INTERRUPTED: _("Interrupted"),
}


def line(is_publish: bool) -> None:
    """What runs and what ended, on every page of the desk; on Publish with a bar. Interrupted jobs are taken up."""
    try:
        resume(store_folder())
    except Exception as error:
        if not acting.sentence(error):
            raise
        st.caption(words.escape(acting.sentence(error)))
    _line(is_publish, _state())


def blocks() -> bool:
    """Whether a job runs beside which no edition is made."""
    return busy(store_folder()) is not None


def _state() -> list[tuple[int, str]]:
    return [(job.n, job.outcome) for job in on_disk.jobs(store_folder())]


@st.fragment(run_every="1s")
def _line(is_publish: bool, before: list[tuple[int, str]]) -> None:
    found = on_disk.jobs(store_folder())
    if is_publish and [(job.n, job.outcome) for job in found] != before:
        st.rerun()  # what can be published is another now
    for job in found:
        if job.is_alive:
            _running(job, is_publish)
    news = next((job for job in reversed(found) if not job.is_alive and _is_news(job)), None)
    if news:
        _ended(news)


def _is_news(job: Job) -> bool:
    try:
        at = datetime.fromisoformat(job.state.updated or job.asked.asked_at)
    except ValueError:
        return job.n not in _closed()
    return job.n not in _closed() and abs(datetime.now(UTC) - at) < NEWS


def _closed() -> set[int]:
    closed: set[int] = st.session_state.setdefault("desk_jobs_closed", set())
    return closed


def _running(job: Job, is_publish: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"job_{job.n}"):
        if is_publish:
            st.progress(job.state.share, text=words.escape(job.state.words or _("It begins.")))
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":primary[◧] **{words.escape(_who(job))}** · {words.escape(_how_far(job))}", width="content")
            by = on_disk.asked_to_stop(store_folder(), job.n)
            if by:
                st.caption(words.escape(_("{0} cancelled it; it stops in a moment.").format(by)))
            elif is_publish:
                acting.button(
                    _("Cancel"),
                    lambda who: cancel(store_folder(), job.n, who),
                    key=f"cancel_job_{job.n}",
                    done=_("Job {0} is asked to stop.").format(job.n),
                )
            else:
                elements.link("publish", _("Look at it"))


def _who(job: Job) -> str:
    name = KINDS[job.asked.what].name if job.asked.what in KINDS else job.state.sentence
    at = elements.moment(job.asked.asked_at) if job.asked.asked_at else "–"
    return _("{0} makes {1}, asked for on {2}").format(job.asked.by, _(name), at)


def _how_far(job: Job) -> str:
    state = job.state
    step = [_("step {0} of {1}").format(state.step, state.of)] if state.of else []
    takes = expected_of(store_folder(), job)
    worked = _("{0} so far").format(elements.took(state.seconds))
    if takes:
        worked += _(", of about {0}").format(elements.took(takes.seconds))
    return " · ".join([*step, worked])


def _ended(job: Job) -> None:
    at = elements.moment(job.state.updated or job.asked.asked_at) if job.asked.asked_at else "–"
    said = job.state.sentence or _("Its process ended before its work.")
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="job_news"
    ):
        st.markdown(
            f"{MARKS.get(job.outcome, '')} **{ENDS.get(job.outcome, job.outcome)}** · {words.escape(said)} "
            f":gray[{words.escape(job.asked.by)}, {at}]",
            width="content",
        )
        st.button(_("Close"), key=f"close_job_{job.n}", on_click=lambda: _closed().add(job.n))
