"""Pieces of desk pages as they stand on the screen: what a state allows, what lets something go, what is looked at."""

import pytest
from streamlit.testing.v1 import AppTest


def agreement():
    """The fields in which a person lets go what would drop out, over three losses; the verdicts stand in the state."""
    import streamlit as st

    from etl.publishing.differences import Preview
    from etl.store.brake import Loss
    from pages.parts.desk import losses

    found = [
        Loss("participants", 2, 57, ("NAM", "BWA"), "named", True),
        Loss("treaties", 3, 200, (), st.session_state.get("verdict", "listed"), False),
    ]
    preview = Preview(3, "h", None, [], [], {}, False, found[st.session_state.get("first", 0) :])
    st.session_state["said"] = losses.agreement(preview, 7)


LACKS = "Not everything that would drop out is named, with the reason."
BOTH = ["participants:NAM", "participants:BWA"]


@pytest.mark.parametrize(
    ("named", "because", "why_not"),
    [([], "", LACKS), (BOTH, "", LACKS), (BOTH, "  ", LACKS), (BOTH[:1], "It left.", LACKS), (BOTH, " It left. ", "")],
)
def test_what_drops_out_goes_only_with_every_name_and_a_reason(named, because, why_not):
    app = AppTest.from_function(agreement).run()
    assert app.multiselect[0].options == BOTH, "what goes without a word is not asked for"
    app.multiselect[0].set_value(named)
    app.text_input[0].set_value(because).run()
    assert app.session_state["said"] == (tuple(named), because.strip(), why_not)
    assert [one.value for one in app.markdown] == [
        ":orange[◆] 2 countries of 57 (NAM, BWA)",
        "· 3 rows of 200 of treaties",
    ]


def test_what_never_drops_out_cannot_be_let_go_and_so_little_needs_no_word():
    app = AppTest.from_function(agreement)
    app.session_state["verdict"] = "never"
    never = app.run().session_state["said"]
    assert never == ((), "", "Something would drop out that never may. Mend the record, or take the submission back.")
    assert (list(app.multiselect), app.markdown[1].value[:9]) == ([], ":red[☒] 3")
    app.session_state["verdict"], app.session_state["first"] = "listed", 1
    assert app.run().session_state["said"] == ((), "", "")
    assert (list(app.multiselect), app.caption[0].value) == ([], "So little goes without a word; the note lists it.")
    app.session_state["first"] = 2
    assert app.run().session_state["said"] == ((), "", "") and not app.caption


def reviewed():
    """The buttons of a submission in the state that the session names, for Bo."""
    import streamlit as st

    from etl.desk.submission import Submission
    from etl.source import Finding
    from pages.parts.desk import review

    state = st.session_state["state"]
    asked = (Finding("jump", "question", "sent_indicators", 700_012, "value", "77", "8"),)
    fields = {"findings": asked, "counts": {"question": 1}} if st.session_state.get("asked") else {}
    one = Submission("S0007", "r", "KEN", *[""] * 4, "", "", state, accepted_by="Ana", **fields)
    review.actions(one, {"S0007": one}, None)


MAY = {
    "received": {"Accept": False, "Withdraw": True},
    "checked": {"Accept": True, "Give back": True, "Check again": True, "Withdraw": True},
    "returned": {"Accept": True, "Undo: not given back": True, "Check again": True, "Withdraw": True},
    "accepted": {"Approve": True, "Give back": True, "Undo: not accepted": True, "Withdraw": True},
    "approved": {"Undo: not approved": True, "Withdraw": True},
    "published": {"Withdraw": True},
    "withdrawn": {},
    "replaced": {"Undo: not replaced": True},
}


def buttons(state, who="Bo", **more):
    app = AppTest.from_function(reviewed)
    for name, value in {"state": state, "desk_name": who, **more}.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app, {one.label: not one.disabled for one in app.button}


@pytest.mark.parametrize("state", MAY)
def test_a_state_has_these_buttons_and_no_other(state):
    assert buttons(state)[1] == MAY[state]


def test_why_a_button_waits_is_said_below_it():
    app, shown = buttons("checked", asked=True)
    assert (shown["Accept"], shown["Give back"]) == (False, True)
    assert [one.value for one in app.caption] == [
        "S0007 has 1 open question; each must be answered or confirmed first."
    ]
    app, shown = buttons("accepted", who=" ana ")
    assert (shown["Approve"], [one.value for one in app.caption]) == (
        False,
        ["S0007 was accepted by Ana; somebody else must approve it."],
    )
    app, shown = buttons("approved", who="")
    assert not any(shown.values()) and app.caption[-1].value.startswith("First say who you are")
    assert not buttons("withdrawn", who="")[0].caption
