"""Which act each state of a submission allows, what each act leaves behind, and who may approve: as literal tables."""

from dataclasses import replace

import pytest

from etl.desk.arrival import give_way, kept, last
from etl.desk.board import participants
from etl.desk.submission import Submission, approvable, folded, included, key
from etl.intake.loading import Given
from etl.source import Finding
from etl.store.journal import Entry

FACTS = {"round": "progress-2014", "country": "KEN", "name": "KEN.xlsx", "sha256": "a" * 64, "office": "", "dated": ""}
ONE = Submission("S0007", **FACTS, received_at="2014-07-01T10:00:00.000+00:00", received_by="Receiver")
ACTS = ("checked", "commented", "answered", "returned", "accepted", "reopened", "approved", "unapproved", "withdrawn")
MAY = {
    "received": "checked commented answered withdrawn",
    "checked": "checked commented answered returned accepted withdrawn",
    "returned": "checked commented answered accepted reopened withdrawn",
    "accepted": "commented answered returned reopened approved withdrawn",
    "approved": "unapproved withdrawn",
    "published": "withdrawn",
    "withdrawn": "",
    "replaced": "reopened",
}
ASKED = Finding("jump", "question", "sent_indicators", 700012, "value", "77", "about 8")
WRONG = Finding("not_a_number", "error", "sent_indicators", 700013, "value", "x", "a number")


@pytest.mark.parametrize("state", MAY)
def test_each_state_allows_these_acts_and_no_other(state):
    one = replace(ONE, state=state)
    assert [act for act in ACTS if one.may(act) == ""] == [act for act in ACTS if act in MAY[state].split()]


def test_why_an_act_is_refused_names_the_state_and_the_states_it_needs():
    assert ONE.may("approved") == "S0007 is received; it can be approved only when it is accepted."
    assert ONE.may("accepted") == "S0007 is received; it can be accepted only when it is checked or returned."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"counts": {"error": 2}}, "S0007 has 2 errors; it cannot be taken. Give it back to the country."),
        ({"counts": {"note": 1}, "findings": (replace(ASKED, severity="note"),)}, ""),
        (
            {"counts": {"note": 2}, "findings": (replace(ASKED, severity="note"),)},
            "S0007 has 2 findings, more than can be gone through (1). Give it back to the country.",
        ),
        (
            {"counts": {"question": 1}, "findings": (ASKED,)},
            "S0007 has 1 open question; each must be answered or confirmed first.",
        ),
        (
            {
                "counts": {"question": 1},
                "findings": (ASKED,),
                "answers": {key(ASKED): (("2014-07-02", "Clerk", "commented", "Is it?"),)},
            },
            "S0007 has 1 open question; each must be answered or confirmed first.",
        ),
        (
            {
                "counts": {"question": 1},
                "findings": (ASKED,),
                "answers": {key(ASKED): (("2014-07-02", "Clerk", "answered", "It is."),)},
            },
            "",
        ),
    ],
)
def test_what_was_found_forbids_taking_it_until_it_is_settled(fields, said):
    assert replace(ONE, state="checked", **fields).may("accepted") == said


def test_what_was_published_is_not_opened_again_when_a_newer_report_replaced_it():
    assert replace(ONE, state="replaced", edition=3).may("reopened") == (
        "S0007 was published in edition 3; a newer report has taken its place."
    )
    assert replace(ONE, state="replaced").may("reopened") == ""


def test_counts_of_findings_are_told_apart():
    one = replace(ONE, counts={"error": 1, "question": 2, "note": 4}, findings=(WRONG, ASKED))
    assert (one.number, one.errors, one.questions, one.notes) == (7, 1, 2, 4)
    assert one.open_questions == ["Indicators!G12 jump"]


@pytest.mark.parametrize(
    ("about", "speaks"),
    [
        ("Indicators!G12", True),
        ("Read me!C9", True),
        ("Indicators!G0", False),
        ("Indicators!g12", False),
        ("Issues!F4", False),
        ("Indicators!G12 jump", True),
        ("Indicators!G13 jump", False),
        ("x Indicators!G12", False),
    ],
)
def test_what_can_be_spoken_of_is_a_cell_of_the_form_or_a_finding(about, speaks):
    assert replace(ONE, findings=(ASKED,)).speaks_of(about) is speaks


# ---- what the entries of the journal leave


def entry(n, act, who="Clerk", reason="", **facts):
    return Entry(n, f"2014-07-{n:02d}T10:00:00.000+00:00", who, act, "S0007", n, reason, facts, n, "", "")


def after(*acts):
    """S0007 after it was received and checked and after these acts, each an act, a reason and its facts."""
    checked = {"findings": [["jump", "question", "sent_indicators", 700012, "value", "77", "about 8"]]}
    more = [entry(n, act, f"Person {n}", f"why {n}", **facts) for n, (act, facts) in enumerate(acts, 3)]
    return folded([entry(1, "received", "Receiver", **FACTS), entry(2, "checked", **checked), *more])["S0007"]


@pytest.mark.parametrize(
    ("acts", "fields"),
    [
        ((), {"state": "checked", "version": 2, "received_by": "Receiver", "counts": {"question": 1}, "reason": ""}),
        (("returned",), {"state": "returned", "reason": "why 3", "version": 3}),
        (("returned", "reopened"), {"state": "checked", "reason": "why 4"}),
        (("accepted",), {"accepted_by": "Person 3", "accepted_at": "2014-07-03T10:00:00.000+00:00", "reason": ""}),
        (("accepted", "approved"), {"state": "approved", "accepted_by": "Person 3", "approved_by": "Person 4"}),
        (("accepted", "approved"), {"approved_at": "2014-07-04T10:00:00.000+00:00"}),
        (("accepted", "approved", "unapproved"), {"state": "accepted", "reason": "why 5"}),
        (("withdrawn",), {"state": "withdrawn", "reason": "why 3"}),
    ],
)
def test_each_act_leaves_its_state_and_its_facts(acts, fields):
    one = after(*((act, {}) for act in acts))
    assert {name: getattr(one, name) for name in fields} == fields


def test_what_is_said_is_kept_under_its_key_in_order_and_moves_no_state():
    about = {"key": "Indicators!G12"}
    one = after(("commented", about), ("answered", about), ("answered", {"key": "Read me!C9"}))
    assert one.answers == {
        "Indicators!G12": (
            ("2014-07-03T10:00:00.000+00:00", "Person 3", "commented", "why 3"),
            ("2014-07-04T10:00:00.000+00:00", "Person 4", "answered", "why 4"),
        ),
        "Read me!C9": (("2014-07-05T10:00:00.000+00:00", "Person 5", "answered", "why 5"),),
    }
    assert (one.state, one.reason, one.version) == ("checked", "", 5)


def test_an_edition_and_a_newer_report_are_named():
    one = after(("accepted", {}), ("approved", {}), ("published", {"edition": 3}), ("replaced", {"by": "S0009"}))
    assert (one.state, one.edition, one.replaced_by) == ("replaced", 3, "S0009")


def test_a_check_counts_what_the_journal_counted_and_leaves_what_went_back_there():
    row = ["jump", "question", "sent_indicators", 700012, "value", "77", "about 8"]
    one = after(("returned", {}), ("checked", {"findings": [row], "counts": {"question": 9}}))
    assert (one.state, one.questions, one.version) == ("returned", 9, 4)
    one = after(("accepted", {}), ("reopened", {}), ("checked", {"findings": []}))
    assert (one.state, one.findings, one.was_checked) == ("checked", (), True)


# ---- who may approve, and what an edition takes

TAKEN = replace(ONE, state="accepted", accepted_by="Anna Berg")


def other(number, state, **fields):
    return replace(ONE, id=f"S{number:04d}", state=state, **fields)


@pytest.mark.parametrize(
    ("by", "others", "said"),
    [
        ("Bo", (), ""),
        ("ANNA  berg", (), "S0007 was accepted by Anna Berg; somebody else must approve it."),
        ("Bo", (other(6, "approved"),), ""),
        ("Bo", (other(8, "accepted"),), ""),
        ("Bo", (other(8, "approved", country="FRA"),), ""),
        ("Bo", (other(8, "approved", round="progress-2015"),), ""),
        (
            "Bo",
            (other(8, "approved"),),
            "S0008 is newer and approved; it would stand in the edition, not S0007.",
        ),
        (
            "Bo",
            (other(8, "published"), other(9, "withdrawn")),
            "S0008 is newer and published; it would stand in the edition, not S0007.",
        ),
    ],
)
def test_somebody_else_approves_and_only_the_newest(by, others, said):
    assert approvable(TAKEN, by, (TAKEN, *others)) == said


def test_an_edition_takes_the_newest_approved_or_published_of_each_country_and_round_oldest_first():
    every = [
        other(1, "published"),
        other(2, "approved", country="FRA"),
        other(3, "approved"),
        other(4, "accepted"),
        other(5, "withdrawn", country="FRA"),
        other(6, "published", round="commitments-2013"),
        other(7, "approved", country="ALB"),
    ]
    assert [one.id for one in included({one.id: one for one in every})] == ["S0002", "S0003", "S0006", "S0007"]


# ---- which earlier one gives way


def sent(number, iso3="KEN", asked="progress-2014"):
    return Given(number, f"S{number:04d}", asked, iso3, "", "", "", "", "", "", "", ())


@pytest.mark.parametrize(
    ("state", "gives_way"),
    [("received", True), ("checked", True), ("returned", True), ("accepted", False), ("approved", False),
     ("published", False), ("withdrawn", False), ("replaced", False)],
)  # fmt: skip
def test_what_nobody_took_gives_way_to_a_newer_one(state, gives_way):
    here = {"S0007": other(7, state)}
    assert give_way(here, [sent(8)]) == ({"S0007": "S0008"} if gives_way else {})
    assert give_way(here, [sent(8, "FRA"), sent(9, asked="commitments-2013")]) == {}


def test_of_several_that_come_together_the_last_stands():
    assert give_way({}, [sent(8), sent(9, "FRA"), sent(10)]) == {"S0008": "S0010"}


def test_the_last_of_a_country_in_a_round_is_the_newest():
    here = {one.id: one for one in (other(3, "replaced"), other(4, "checked"), other(5, "checked", country="FRA"))}
    assert last(here, sent(8)).id == "S0004"
    assert last(here, sent(8, asked="commitments-2013")) is None


def test_of_what_was_found_the_gravest_are_kept_in_their_order_with_all_counts():
    note = replace(ASKED, severity="note")
    rows = kept([note, ASKED, WRONG, replace(WRONG, line=700014)])
    assert [(row[1], row[3]) for row in rows["findings"]] == [
        ("error", 700013), ("error", 700014), ("question", 700012), ("note", 700012),
    ]  # fmt: skip
    assert rows["counts"] == {"error": 2, "question": 1, "note": 1}


def test_who_must_report_is_on_the_list_of_the_round_by_name(tmp_path):
    (tmp_path / "participants.csv").write_text(
        "iso3,name,in_launch_list_48,in_list_54\nCHE,Switzerland,yes,yes\nSWE,Sweden,yes,no\nKEN,Kenya,no,yes\n"
    )
    found = {who: [row["iso3"] for row in participants(who, tmp_path)] for who in ("launch_list", "list_54")}
    assert found == {"launch_list": ["SWE", "CHE"], "list_54": ["KEN", "CHE"]}
