"""What is found when somebody looks again: what happened since, how a job stands on its disk, which old ones stay."""

import json
from dataclasses import replace

import pytest

from etl.jobs import job as on_disk
from etl.jobs.job import Asked, Job, State
from etl.jobs.since import head, seen, since
from etl.store.editions import locked
from etl.store.journal import Act, append

FACTS = {"round": "progress-2014", "country": "NOR", "name": "a.xlsx", "sha256": "a", "office": "", "dated": ""}


def enter(store, *acts):
    with locked(store):
        for by, act, about in acts:
            append(store, [Act(by, act, about, None, "", FACTS if act == "received" else {})])


def test_since_somebody_looked_the_first_act_is_said_with_whose_report_it_was(store):
    enter(store, ("Ana", "received", "S0001"), ("Bo", "noted", "x"))
    looked = {"head": 2, "edition": 0, "hash": ""}
    assert (seen(store), since(store, looked, "")) == (looked, "")
    enter(store, ("monitor", "made", "exports of edition 1"))
    assert (head(store), since(store, looked, "")) == (2, ""), "exports change nothing of the next edition"
    enter(store, ("Cy", "withdrawn", "S0001"), ("Di", "noted", "x"))
    said = "Since then Norway's report S0001 was withdrawn by Cy; look at the preview again."
    assert (head(store), since(store, looked, "")) == (5, said)
    assert since(store, {**looked, "head": 4}, "") == "Since then x was noted by Di; look at the preview again."
    assert since(store, {**looked, "head": 5}, "") == ""
    assert since(store, {}, "other") == "", "who looked at nothing is told nothing"


@pytest.mark.parametrize(
    ("looked", "now", "is_said"),
    [("a", "b", True), ("a", "a", False), ("", "b", False), ("a", "", False)],
)
def test_another_preview_than_the_one_that_was_seen_is_said(store, looked, now, is_said):
    said = since(store, {"head": 0, "edition": 0, "hash": looked}, now)
    assert bool(said) is is_said
    assert said in ("", "Since then the record, a definition or the day has changed; look at the preview again.")
    in_force = since(store, {"head": 0, "edition": 3, "hash": ""}, "")
    assert in_force == "Since then edition 0 came in force; look at the preview again."


# ---- a job on its disk


def put(store, n, what, outcome):
    on_disk.place(store, n).mkdir(parents=True)
    on_disk.write(on_disk.place(store, n) / "job.json", vars(Asked(what, {}, "Ana", "")))
    on_disk.put(store, n, State(outcome))


def test_twenty_old_jobs_stay_and_the_last_of_each_kind_that_was_done(store):
    kinds = {1: ("rebuild", "done"), 2: ("rebuild", "done"), 3: ("import", "failed"), 4: ("example", "done")}
    for n in range(1, 27):
        put(store, n, *kinds.get(n, ("publish", "done")))
    put(store, 27, "publish", "running")
    on_disk.prune(store)
    assert on_disk.numbers(store) == [2, 4, *range(7, 28)]


@pytest.mark.parametrize(
    ("step", "of", "share"), [(0, 0, 0.0), (0, 4, 0.0), (1, 4, 0.25), (4, 4, 1.0), (5, 4, 1.0), (3, -1, 0.0)]
)
def test_how_far_a_job_is_is_a_share(step, of, share):
    assert State(step=step, of=of).share == share


@pytest.mark.parametrize(
    ("outcome", "is_alive", "found"),
    [("running", True, "running"), ("running", False, "interrupted"), ("done", False, "done"), ("done", True, "done")],
)
def test_one_that_says_it_runs_and_has_no_process_was_interrupted(outcome, is_alive, found):
    assert Job(1, Asked("publish", {}, "Ana", ""), State(outcome), is_alive).outcome == found


def test_the_first_who_asks_a_job_to_stop_is_remembered(store):
    put(store, 1, "publish", "running")
    assert on_disk.asked_to_stop(store, 1) == ""
    on_disk.stop(store, 1, "Ana")
    on_disk.stop(store, 1, "Bo")
    assert on_disk.asked_to_stop(store, 1) == "Ana"
    (on_disk.place(store, 1) / "cancel.json").write_text("[]")
    assert on_disk.asked_to_stop(store, 1) == "?", "somebody asked; who cannot be read"


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("job.json", "[]", "Job 1 cannot be read: job.json in desk/jobs/1 is damaged."),
        ("state.json", '{"step": "3"}', "Job 1 cannot be read: state.json in desk/jobs/1 is damaged."),
        ("state.json", '{"words": null}', "Job 1 cannot be read: state.json in desk/jobs/1 is damaged."),
        ("state.json", '{"result": []}', "Job 1 cannot be read: state.json in desk/jobs/1 is damaged."),
        (
            "state.json",
            json.dumps({"outcome": "done", "new": 1}),
            "Job 1 cannot be read: state.json in desk/jobs/1 is damaged.",
        ),
        ("", "", ""),
    ],
)
def test_a_damaged_job_is_said_by_its_file(store, file, text, fault):
    put(store, 1, "publish", "done")
    if file:
        (on_disk.place(store, 1) / file).write_text(text)
    found = on_disk.read(store, 1)
    assert (found.fault, found.outcome) == (fault, "interrupted" if fault else "done")
    assert found.state.sentence == fault
    (on_disk.place(store, 1) / "state.json").unlink()
    (on_disk.place(store, 1) / "job.json").write_text(json.dumps(vars(Asked("publish", {}, "Ana", ""))))
    fresh = on_disk.read(store, 1)
    assert (fresh.fault, replace(fresh.state)) == ("", State()), "asked for; its process has said nothing yet"
