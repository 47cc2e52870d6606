"""One person under two spellings stays one person, wherever a rule asks for somebody else."""

import pytest

from etl.coding import coding, visibility
from etl.desk import acts
from etl.desk.submission import Submission, approvable
from etl.publishing import preparation, release
from etl.store import journal
from etl.store.editions import locked
from etl.store.journal import Act, Denied
from etl.store.persons import legible, refusal, same
from pages.parts.desk.commitments import own_code

NAME = "Ama Clerk"
SAME = {
    "case": "AMA CLERK",
    "spaces": "  Ama\u00a0 Clerk ",
    "full width": "Ａｍａ　Ｃｌｅｒｋ",
    "Cyrillic a": "Amа Clerk",
    "Cyrillic capital": "Аma Сlerk",
    "Cyrillic capitals": "АМА СLЕRК",
    "Greek capitals": "ΑΜΑ CLΕRΚ",
    "mathematical": "𝐀𝐦𝐚 𝐂𝐥𝐞𝐫𝐤",
    "a variant of Latin": "Amɑ Clerk",
}
UNSEEN = ["\u3164", "\ufe0f", "\u115f", "\u1160", "\u2800", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f",
    "\uffa0", "\u202e", "\U000e0041", "\U000e0100", "\x07"]  # fmt: skip
UNLIKE = [
    ("Ama Clerk", "Ama Clark"),
    ("Ana", "Aná"),
    ("Nora", "Vora"),
    ("Νίκος", "Βίκος"),
    ("Иван", "Иванов"),
    ("", ""),
]


@pytest.mark.parametrize("other", SAME.values(), ids=list(SAME))
def test_what_looks_alike_is_one_person(other):
    assert same(NAME, other) and same(other, NAME)


@pytest.mark.parametrize(("one", "other"), [("Иван Петров", "ИВАН ПЕТРОВ"), ("Νίκος", "ΝΊΚΟΣ"), ("Ősz", "Ősz")])
def test_case_and_composition_make_no_other_in_any_script(one, other):
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_the_control_others_stay_others(one, other):
    assert not same(one, other)


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_that_nobody_sees_is_refused_and_makes_no_other(sign):
    assert same(NAME, f"Ama{sign} Clerk") and same(NAME, f"{NAME}{sign}") and not legible(sign)
    assert refusal(f"Ama{sign} Clerk").startswith(f"The name has a sign that nobody sees at place 4 (U+{ord(sign):04X}")


@pytest.mark.parametrize("name", [NAME, "Zoë Müller-Ångström", "นารี", "ខ្មែរ", "محمد", "山田太郎", "O’Brien"])
def test_names_of_any_script_are_taken(name):
    assert refusal(name) == ""


ACTS = {
    "accept": lambda store, by: acts.accept(store, "S0001", by),
    "approve": lambda store, by: acts.approve(store, "S0001", by),
    "answer": lambda store, by: acts.answer(store, "S0001", "Indicators!G5", "Yes.", by),
    "code": lambda store, by: coding.code(store, "C001-ALB", "progress-2014", "completion", "limited", by),
    "adjudicate": lambda store, by: coding.adjudicate(
        store, "C001-ALB", "progress-2014", "completion", "limited", by, "A reason."
    ),
    "prepare": lambda store, by: preparation.prepare(store, by, "A note."),
    "recover": lambda store, by: journal.recover(store, by, "A reason."),
}


@pytest.fixture
def with_one(store):
    """A store in which one submission waits for its acceptance."""
    facts = dict.fromkeys(("round", "country", "name", "sha256", "office", "dated"), "")
    with locked(store):
        journal.append(store, [Act(NAME, "received", "S0001", 0, "", facts)])
    return store


@pytest.mark.parametrize("act", ACTS)
def test_every_act_refuses_a_name_with_a_sign_that_nobody_sees(with_one, act):
    with pytest.raises(Denied, match=r"sign that nobody sees at place 4 \(U\+3164, hangul filler\); type it again"):
        ACTS[act](with_one, "Ama\u3164 Clerk")
    assert len(journal.entries(with_one)) == 1


def test_a_cancellation_refuses_it_too(with_one):
    facts = {"hash": "", "embargo": None, "publishes": []}
    with locked(with_one):
        journal.append(with_one, [Act(NAME, "prepared", "edition 1", None, "", facts)])
    with pytest.raises(Denied, match="sign that nobody sees"):
        release.cancel(with_one, "Ama\u2800", "A reason.")


@pytest.mark.parametrize("other", SAME.values(), ids=list(SAME))
def test_who_accepted_cannot_approve_under_another_spelling(other):
    accepted = Submission("S0001", *[""] * 8, state="accepted", accepted_by=NAME)
    assert approvable(accepted, other) == "S0001 was accepted by Ama Clerk; somebody else must approve it."
    assert approvable(accepted, "Bo") == ""


PLACE = ("C001-ALB", "progress-2014", "completion")


@pytest.mark.parametrize("other", SAME.values(), ids=list(SAME))
def test_who_coded_is_no_second_coder_and_no_judge_under_another_spelling(store, other):
    coding.code(store, *PLACE, "limited", NAME)
    with pytest.raises(Denied, match="a second coder must be somebody else"):
        coding.code(store, *PLACE, "substantial", other)
    (mine,) = visibility.visible(store, other)
    assert (mine.first, own_code(mine, other).now) == ("limited", "limited")
    coding.code(store, *PLACE, "substantial", "Bo")
    with pytest.raises(Denied, match="it is adjudicated by somebody who did not"):
        coding.adjudicate(store, *PLACE, "limited", other, "A reason.")


def test_a_correction_comes_under_the_name_of_the_code(store):
    coding.code(store, *PLACE, "limited", NAME)
    with pytest.raises(Denied, match="another spelling of this name; write it as then"):
        coding.code(store, *PLACE, "substantial", "Amа Clerk", again=True)
    assert coding.code(store, *PLACE, "substantial", "ama clerk", again=True).codes[0].now == "substantial"
