"""A desk at random: what may follow what, what an edition may hold, and when a published value may change. Used by the
fast and the full tier."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from core.editions.hashes import sha256
from core.editions.layout import editions, place
from core.editions.manifest import current, manifest
from etl.desk import acts, receiving
from etl.form.rounds import rounds
from etl.models import SQL, TABLES, models
from etl.publishing import preparation
from etl.source import DEFINITIONS
from etl.store.inputs import Inputs
from etl.store.journal import Conflict, Denied, entries
from etl.store.sealing import discard
from tests.support.round import ROUND, workbook

PEOPLE = ("Clerk", "Head", "clerk ")
COUNTRIES = ("FRA", "GHA", "JPN")
FLOOR = ("participants", "policy_targets", "operational_goals")
"""Tables of which every first edition must hold rows."""

KEPT = ("answers", "columns", "events", "observations", "submissions", "tables", *FLOOR)
"""Tables of the small edition: with all of them one publishing would take six times as long, and nothing here looks at
the others."""

# act: the states in which it is allowed, and the state after it; written from the issue, not from the code
ALLOWED = {
    "accept": ({"checked", "returned"}, "accepted"),
    "approve": ({"accepted"}, "approved"),
    "unapprove": ({"approved"}, "accepted"),
    "give_back": ({"checked", "accepted"}, "returned"),
    "reopen": ({"returned", "accepted", "replaced"}, "checked"),
    "withdraw": ({"checked", "returned", "accepted", "approved", "published"}, "withdrawn"),
}
ENTERED = {
    "accept": "accepted",
    "approve": "approved",
    "unapprove": "unapproved",
    "give_back": "returned",
    "reopen": "reopened",
    "withdraw": "withdrawn",
}


@cache
def sent(iso3, value):
    return workbook(iso3, ROUND, arrests=value)


@cache
def small():
    """The inputs of a small edition: only the models that `KEPT` need."""
    folder = Path(tempfile.mkdtemp(prefix="small-"))
    needs, wanted = {one.name: one.needs for one in models()}, set(KEPT)
    while more := {need for name in wanted for need in needs[name] if need in needs} - wanted:
        wanted |= more
    shutil.copytree(
        SQL,
        folder / "sql",
        ignore=lambda path, names: [
            n
            for n in names
            if Path(path).parent == SQL and Path(path).name in TABLES and n.endswith(".sql") and n[:-4] not in wanted
        ],
    )
    shutil.copytree(DEFINITIONS, folder / "definitions")
    for name in ("tables", "columns"):
        path = folder / "definitions" / f"{name}.csv"
        head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(head + "".join(row for row in rows if row.split(",")[0] in KEPT), encoding="utf-8")
    return Inputs(definitions=folder / "definitions", sql=folder / "sql")


class RandomDesk(RuleBasedStateMachine):
    """One store and everybody who works on it, beside a model of what must be so."""

    @initialize()
    def begin(self):
        self.store = Path(tempfile.mkdtemp(prefix="desk-"))
        self.states, self.accepted, self.acts = {}, {}, {}
        self.editions = {}

    def teardown(self):
        if hasattr(self, "store"):
            discard(self.store)

    def here(self):
        return sorted(self.states)

    def did(self, id, act, state):
        self.acts.setdefault(id, []).append(act)
        self.states[id] = state

    @rule(iso3=st.sampled_from(COUNTRIES), value=st.integers(10, 14))
    def upload(self, iso3, value):
        before = acts.submissions(self.store)
        (receipt,) = receiving.receive(self.store, [sent(iso3, value)], "Clerk")
        assert receipt.new == (receipt.id not in before)
        assert receipt.new == all(
            self.states[id] in ("withdrawn", "replaced") for id, one in before.items() if one.sha256 == receipt.sha256
        )
        if not receipt.new:
            return
        for id, one in acts.submissions(self.store).items():
            if id != receipt.id and one.country == iso3 and self.states[id] in ("checked", "returned"):
                self.did(id, "replaced", "replaced")
        said = [text for thread in acts.get(self.store, receipt.id).answers.values() for _, _, _, text in thread]
        assert set(said) <= {"as before: It is right."}
        self.states[receipt.id], self.acts[receipt.id] = "checked", ["received", "checked", *["answered"] * len(said)]

    @precondition(lambda self: self.states)
    @rule(data=st.data(), act=st.sampled_from(sorted(ALLOWED)), by=st.sampled_from(PEOPLE))
    def act(self, data, act, by):
        id = data.draw(st.sampled_from(self.here()))
        allowed, after = ALLOWED[act]
        before = acts.get(self.store, id)
        fine = before.state in allowed
        fine &= act != "accept" or not before.open_questions
        fine &= act != "approve" or self.accepted.get(id, "").strip().casefold() != by.strip().casefold()
        fine &= act != "reopen" or not before.edition
        newer = [
            one
            for one in acts.submissions(self.store).values()
            if one.country == before.country and one.number > before.number
        ]
        fine &= act != "approve" or not any(self.states[one.id] in ("approved", "published") for one in newer)
        why = () if act in ("accept", "approve") else ("Because.",)
        try:
            getattr(acts, act)(self.store, id, by, *why, seen=before.version)
        except Denied:
            assert not fine, (id, before.state, act, by)
            assert acts.get(self.store, id) == before
            return
        assert fine, (id, before.state, act, by)
        self.did(id, ENTERED[act], after)
        if act == "accept":
            self.accepted[id] = by

    @precondition(lambda self: self.states)
    @rule(data=st.data())
    def answer(self, data):
        id = data.draw(st.sampled_from(self.here()))
        one = acts.get(self.store, id)
        for key in one.open_questions if one.state in ("checked", "returned", "accepted") else ():
            acts.answer(self.store, id, key, "It is right.", "Clerk")
            self.acts[id].append("answered")

    @precondition(lambda self: self.states)
    @rule(data=st.data(), act=st.sampled_from(sorted(ALLOWED)))
    def stale(self, data, act):
        id = data.draw(st.sampled_from(self.here()))
        one = acts.get(self.store, id)
        try:
            getattr(acts, act)(
                self.store, id, "Head", *(() if act in ("accept", "approve") else ("Because.",)), seen=one.version - 1
            )
        except Conflict:
            assert acts.get(self.store, id) == one
        else:
            raise AssertionError(f"{act} of {id} was entered although the actor saw an older version")

    @precondition(lambda self: "approved" in self.states.values() or self.editions)
    @rule(named=st.booleans())
    def publish(self, named):
        seen = preparation.preview(self.store, small())
        try:
            said = preparation.prepare(self.store, "Head", seen.ready if named else "A new edition.", inputs=small())
        except Denied:
            assert seen.same or (not named and seen.lines)
            return
        assert named or not seen.lines
        inside = {one["id"] for one in said["submissions"]}
        for id in inside:
            if self.states[id] == "approved":
                self.did(id, "published", "published")
        for id, state in self.states.items():
            if state in ("approved", "published") and id not in inside:
                self.did(id, "replaced", "replaced")
        self.looked_at(said["edition"])

    def looked_at(self, number):
        folder = place(self.store, number)
        rows = duckdb.execute(
            "SELECT country, label, period, value_as_published FROM read_parquet(?) WHERE evidence = 'reported' AND "
            "superseded_from IS NULL",
            [str(folder / "observations.parquet")],
        )
        values = {tuple(row[:3]): row[3] for row in rows.fetchall()}
        self.editions[number] = (values, {path.name: sha256(path) for path in folder.iterdir()})
        before = self.editions.get(number - 1, ({}, {}))[0]
        note = manifest(self.store, number)["note"].casefold()
        for key in before.keys() | values.keys():
            if key in before and before[key] != values.get(key):
                assert all(word.casefold() in note for word in key), (key, note)
            elif key not in before and number > 1:  # the first edition changes nothing
                assert key[0].casefold() in note, (key, note)
        for one in manifest(self.store, number)["submissions"]:
            journal = [entry for entry in entries(self.store) if entry.object == one["id"]]
            accepted = [entry.by for entry in journal if entry.act == "accepted"]
            approved = [entry.by for entry in journal if entry.act == "approved"]
            assert approved and accepted[-1].strip().casefold() != approved[-1].strip().casefold(), one["id"]

    def check(self):
        """Every state is what the acts made of it, each act has its one entry, and no old edition has changed."""
        found = acts.submissions(self.store)
        assert {id: one.state for id, one in found.items()} == self.states
        journal = entries(self.store)
        assert {id: [entry.act for entry in journal if entry.object == id] for id in found} == self.acts
        assert all(entry.by and entry.at for entry in journal)
        assert editions(self.store) == sorted(self.editions)
        assert (current(self.store) or {"edition": 0})["edition"] == max(self.editions, default=0)
        for number, (_, hashes) in self.editions.items():
            assert {path.name: sha256(path) for path in place(self.store, number).iterdir()} == hashes

    @rule()
    def look(self):
        self.check()


class Ready(RandomDesk):
    """A desk that begins with one submission accepted and one approved, so that publishing is near."""

    @initialize()
    def begin(self):
        super().begin()
        for iso3 in ("FRA", "GHA"):
            self.upload(iso3, 10)
        for id in ("S0001", "S0002"):
            acts.accept(self.store, id, "Clerk")
            self.did(id, "accepted", "accepted")
            self.accepted[id] = "Clerk"
        acts.approve(self.store, "S0002", "Head")
        self.did("S0002", "approved", "approved")


def run(runs, steps, desk=RandomDesk):
    """Run a desk `runs` times, each for up to `steps` acts."""
    assert rounds()[ROUND]
    chance = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(desk, settings=chance)
