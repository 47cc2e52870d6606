"""Each act of the desk as it is asked for: refused in the wrong state, by who saw an older version, without a reason;
and what is read out of originals is kept by all that it depends on."""

import pytest

from etl.desk import acts, readings, receiving
from etl.desk.submission import Submission
from etl.intake.reading import Reading
from etl.source import Source
from etl.store import originals
from etl.store.editions import locked
from etl.store.inputs import Inputs
from etl.store.journal import Act, Conflict, Denied, append
from tests.conftest import Record

ALL = {
    "comment": lambda store, **seen: acts.comment(store, "S0001", "Indicators!G12", "Why?", "Cy", **seen),
    "answer": lambda store, **seen: acts.answer(store, "S0001", "Indicators!G12", "So.", "Cy", **seen),
    "give_back": lambda store, **seen: acts.give_back(store, "S0001", "Cy", "See G12.", **seen),
    "accept": lambda store, **seen: acts.accept(store, "S0001", "Cy", **seen),
    "reopen": lambda store, **seen: acts.reopen(store, "S0001", "Cy", "Again.", **seen),
    "approve": lambda store, **seen: acts.approve(store, "S0001", "Cy", **seen),
    "unapprove": lambda store, **seen: acts.unapprove(store, "S0001", "Cy", "Again.", **seen),
    "withdraw": lambda store, **seen: acts.withdraw(store, "S0001", "Cy", "By mistake.", **seen),
    "check_again": lambda store, **seen: receiving.check_again(store, "S0001", "Cy", **seen),
}
NEEDS = {
    "comment": ("commented", "received or checked or returned or accepted"),
    "answer": ("answered", "received or checked or returned or accepted"),
    "give_back": ("returned", "checked or accepted"),
    "accept": ("accepted", "checked or returned"),
    "reopen": ("reopened", "returned or accepted or replaced"),
    "approve": ("approved", "accepted"),
    "unapprove": ("unapproved", "approved"),
    "withdraw": ("withdrawn", "received or checked or returned or accepted or approved or published"),
    "check_again": ("checked", "received or checked or returned"),
}
STATES = {
    "received": [],
    "checked": [("Ana", "checked", {"findings": []})],
    "accepted": [("Ana", "checked", {"findings": []}), ("Bo", "accepted", {})],
    "approved": [("Ana", "checked", {"findings": []}), ("Bo", "accepted", {}), ("Di", "approved", {})],
    "published": [("Ana", "checked", {"findings": []}), ("Bo", "published", {"edition": 1})],
    "withdrawn": [("Ana", "withdrawn", {})],
}
FITS = {
    **dict.fromkeys(("comment", "answer", "give_back", "accept", "withdraw"), "checked"),
    "reopen": "accepted", "approve": "accepted", "unapprove": "approved",
}  # fmt: skip


def entered(store, state="received", **facts):
    """A submission of Kenya whose desk has taken it so far; nothing of it was ever a workbook."""
    said = {
        "round": "progress-2014",
        "country": "KEN",
        "name": "KEN.xlsx",
        "sha256": "a" * 64,
        "office": "",
        "dated": "",
    }
    with locked(store):
        id_ = f"S{len(acts.submissions(store)) + 1:04d}"
        append(store, [Act("Ana", "received", id_, None, "", said | facts)])
        append(store, [Act(by, act, id_, None, "", more) for by, act, more in STATES[state]])
    return acts.get(store, id_)


@pytest.mark.parametrize("state", ["received", "accepted", "approved", "published", "withdrawn"])
def test_an_act_is_refused_in_every_state_that_does_not_allow_it(store, state):
    one = entered(store, state)
    for act, (word, needed) in NEEDS.items():
        if state not in needed.split(" or "):
            with pytest.raises(Denied) as refused:
                ALL[act](store)
            assert str(refused.value) == f"S0001 is {state}; it can be {word} only when it is {needed}."
    assert acts.get(store, "S0001") == one


@pytest.mark.parametrize(("act", "state"), FITS.items())
def test_who_saw_an_older_version_is_told_that_first(store, act, state):
    seen = entered(store, state).version
    with pytest.raises(Conflict):
        ALL[act](store, seen=seen - 1)
    assert acts.get(store, "S0001").version == seen
    assert ALL[act](store, seen=seen).version == seen + 1
    with pytest.raises(Conflict):
        acts.accept(store, "S0001", "Cy", seen=seen - 1)  # before a word on the state, which it never saw


def test_an_act_is_entered_under_a_name_without_space_around_it_and_with_its_reason(store):
    entered(store, "checked")
    for say in (acts.give_back, acts.withdraw):
        with pytest.raises(Denied, match="Who and why must be said; found nothing"):
            say(store, "S0001", "Cy", " \n")
    for say in (acts.comment, acts.answer):
        with pytest.raises(Denied, match="Who and why must be said; found nothing"):
            say(store, "S0001", "Indicators!G12", " ", "Cy")
    assert acts.accept(store, "S0001", " Cy ").accepted_by == "Cy"
    assert acts.reopen(store, "S0001", "Cy").reason == "", "an undo needs none"
    assert acts.give_back(store, "S0001", "Cy", " See G12. ").reason == "See G12."


def test_a_submission_that_is_not_there_is_named_beside_those_that_are(store):
    entered(store)
    entered(store)
    with pytest.raises(Exception, match=r"^There is no submission S0009; there are S0001, S0002\.$"):
        acts.get(store, "S0009")


# ---- what is read out of originals


def read_as(monkeypatch, *sources):
    """Let every file be read as a workbook of Kenya; returns the names that were read."""
    names = []

    def read(files, **_inputs):
        names.extend(name for name, _content in files)
        return [Reading("", name, "progress-2014", "KEN", sources=list(sources)) for name, _content in files]

    monkeypatch.setattr(readings, "read", read)
    return names


def test_one_file_under_two_names_is_read_under_each_and_remembered(store, monkeypatch):
    names, digest = read_as(monkeypatch), originals.keep(store, b"of two names")
    two = [entered(store, name=name, sha256=digest) for name in ("a.xlsx", "b.xlsx")]
    assert [one.name for one in readings.readings(store, two)] == ["a.xlsx", "b.xlsx"]
    assert [one.name for one in readings.readings(store, [*two[::-1], two[0]])] == ["b.xlsx", "a.xlsx", "a.xlsx"]
    assert names == ["a.xlsx", "b.xlsx"], "each was read once"


def test_another_form_or_another_record_reads_a_file_anew(tmp_path, definitions):
    record = Record(tmp_path / "record")
    forms = [readings._form(Inputs(record.folder, definitions))]
    for path in (record.path("indicators"), definitions / "fields.csv"):
        path.write_bytes(path.read_bytes() + b"\n")
        forms.append(readings._form(Inputs(record.folder, definitions)))
    assert len(set(forms)) == 3
    one = Submission("S0001", "progress-2014", "KEN", "a.xlsx", "a", "", "", "", "")
    assert len({readings._key(one, form) for form in forms}) == 3


@pytest.mark.parametrize(
    ("state", "is_there"),
    [("received", False), ("checked", False), ("accepted", True), ("approved", True), ("published", True)],
)
def test_what_was_accepted_is_coded_also_once_it_is_published(store, monkeypatch, state, is_there):
    columns = ["reference", "status", "done"]
    read_as(monkeypatch, Source("sent_progress", columns, rows=[["C001-KEN", "ongoing", f"Half, {state}."]], lines=[5]))
    monkeypatch.setattr(readings, "texts", lambda sources: {("C001-KEN", "completion"): sources[0].rows[0][2]})
    entered(store, state, sha256=originals.keep(store, state.encode()))
    asked = (store, "C001-KEN", "progress-2014", "completion")
    if is_there:
        assert readings.text_to_code(*asked) == f"Half, {state}."
        return
    with pytest.raises(Denied, match="C001-KEN: no accepted submission of progress-2014 says anything of it"):
        readings.text_to_code(*asked)
