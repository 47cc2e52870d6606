"""A rating out of literal entries of the journal: whose code is whose, what it waits for, who may see it, and in which
order; and what the list of codings says of agreement."""

from dataclasses import replace

import pytest

from etl.coding.agreement import Agreement, measure
from etl.coding.coding import _is_day, _is_of
from etl.coding.rating import Code, Coding, anew, country, folded
from etl.coding.read import scale_of, text_hash, texts
from etl.coding.visibility import veiled
from etl.commands.coding import _agreement, _line
from etl.source import Source
from etl.store.journal import Entry

PLACE = ("C001-ALB", "progress-2014", "completion")
NAME = "coding C001-ALB progress-2014 completion"


def entry(n, who, act, reason="", name=NAME, **facts):
    return Entry(n, "2014-10-01T10:00:00.000+00:00", who, act, name, n, reason, facts, n, "", "")


def coded(n, who, code, act="coded", reason="", evidence="", **more):
    return entry(n, who, act, reason, code=code, evidence=evidence, **more)


def rating(*entries):
    (one,) = folded(entries)
    return one


def test_codes_stand_in_the_order_of_the_coders_names_each_with_its_own_words():
    one = rating(
        coded(1, "Zoe", "limited", reason="Late.", evidence="https://z.example"),
        coded(2, "Ana", "complete", reason="Early."),
    )
    assert one.codes == (
        Code("Ana", "complete", "complete", "", "Early."),
        Code("Zoe", "limited", "limited", "https://z.example", "Late."),
    )
    assert (one.first, one.second, one.given, one.version, one.agreed) == ("complete", "limited", 2, 2, False)
    assert (one.final, one.final_by, one.note, one.evidence) == ("", "", "", "https://z.example")


@pytest.mark.parametrize(
    ("entries", "blind", "now"),
    [
        ([coded(2, "Ana", "complete", "recoded")], ["complete"], ["complete"]),
        (
            [coded(2, "Bo", "limited"), coded(3, "Ana", "complete", "recoded")],
            ["limited", "limited"],
            ["complete", "limited"],
        ),
        (
            [coded(2, "Ana", "complete", "recoded"), coded(3, "Bo", "limited")],
            ["complete", "limited"],
            ["complete", "limited"],
        ),
    ],
)
def test_a_correction_is_blind_until_the_other_is_in(entries, blind, now):
    one = rating(coded(1, "Ana", "limited"), *entries)
    assert ([code.blind for code in one.codes], [code.now for code in one.codes]) == (blind, now)


def test_what_two_agree_on_bears_the_notes_of_both_once():
    both = [
        coded(1, "Ana", "limited", reason="A."),
        coded(2, "Bo", "limited", reason="B.", evidence="https://b.example"),
    ]
    one = rating(*both)
    assert (one.final, one.final_by, one.note, one.evidence) == ("limited", "agreed", "A.; B.", "https://b.example")
    assert rating(both[0], replace(both[1], reason="A.")).note == "A."


def test_an_adjudication_stands_above_what_two_agree_on_and_a_reply_beside_it():
    one = rating(
        coded(1, "Ana", "limited", evidence="https://a.example"),
        coded(2, "Bo", "limited"),
        entry(3, "Clerk", "replied", text="No.", on="2014-10-20"),
        coded(4, "Head", "substantial", "adjudicated", "The law is in force."),
    )
    assert (one.final, one.final_by, one.note, one.reply, one.replied_at, one.evidence) == (
        "substantial", "adjudicated", "The law is in force.", "No.", "2014-10-20", "https://a.example",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({"given": 0}, "code"),
        ({"given": 1}, "second code"),
        ({"given": 2}, "adjudication"),
        ({"given": 2, "final": "limited"}, ""),
        ({"given": 2, "final": "complete"}, "evidence"),
        ({"given": 2, "final": "complete", "evidence": "https://a.example"}, ""),
    ],
)
def test_what_a_rating_waits_for(fields, waits):
    assert Coding(*PLACE, **fields).waits == waits


def test_ratings_come_by_reference_round_and_scale():
    names = [
        "coding C2-ALB a ambition",
        "coding C1-ALB b ambition",
        "coding C1-ALB a completion",
        "coding C1-ALB a ambition",
    ]
    made = folded([entry(n, "Ana", "coded", name=name, code="x", evidence="") for n, name in enumerate(names)])
    assert [(one.reference, one.round, one.scale) for one in made] == [
        ("C1-ALB", "a", "ambition"), ("C1-ALB", "a", "completion"), ("C1-ALB", "b", "ambition"),
        ("C2-ALB", "a", "ambition"),
    ]  # fmt: skip
    assert folded([entry(1, "Ana", "received", name="S0001")]) == []


def test_codes_of_another_text_begin_anew_and_codes_without_one_belong_to_any():
    old = [coded(1, "Ana", "limited", read="one"), coded(2, "Bo", "limited", read="one")]
    one = rating(*old, coded(3, "Cy", "complete", read="two"))
    assert ([code.by for code in one.codes], one.read, one.version, one.final) == (["Cy"], "two", 3, "")
    assert rating(*old, coded(3, "Ana", "complete", "recoded")).read == "one"
    whole = rating(*old)
    assert (anew(whole, "one"), anew(whole, ""), anew(replace(whole, read=""), "two").read) == (whole, whole, "")
    assert anew(whole, "two") == Coding(*PLACE, version=2)


@pytest.mark.parametrize(
    ("given", "who", "sees"),
    [(1, "Ana", True), (1, "ANA", True), (1, "Bo", False), (2, "Bo", True), (0, "Ana", True)],
)
def test_one_code_is_seen_by_its_coder_and_two_by_everybody(given, who, sees):
    code = Code("Ana", "limited", "limited") if given else None
    one = Coding(*PLACE, codes=(code,) * bool(given), given=given, evidence="https://a.example", version=3, read="r")
    bare = Coding(*PLACE, given=given, read="r")
    assert veiled(one, who) == (one if sees and given else bare)


@pytest.mark.parametrize(
    ("reference", "iso3"),
    [
        ("C001-ALB", "ALB"),
        ("ALB-C13-01", "ALB"),
        ("KEN-2013-01", "KEN"),
        ("C001-alb", ""),
        ("ALBA-1", ""),
        ("ALB", "ALB"),
    ],
)
def test_a_reference_names_its_country(reference, iso3):
    assert country(reference) == iso3


@pytest.mark.parametrize(
    ("read", "report", "is_of"),
    [("", None, True), ("a", None, True), ("a", {("C001-ALB", "completion"): "a"}, True),
     ("a", {("C001-ALB", "completion"): "b"}, False), ("a", {("C001-ALB", "ambition"): "a"}, False), ("a", {}, False),
     ("", {}, True)],
)  # fmt: skip
def test_a_rating_is_of_the_report_that_says_its_text(read, report, is_of):
    assert _is_of(Coding(*PLACE, read=read), report) is is_of


@pytest.mark.parametrize(
    ("text", "day"), [("2014-10-20", True), ("20141020", False), ("2014-10", False), ("2014-02-30", False)]
)
def test_a_letter_is_dated_by_a_day(text, day):
    assert _is_day(text) is day


@pytest.mark.parametrize(
    ("sheet", "row", "scale"),
    [
        ("sent_progress", {"status": ""}, "completion"),
        ("sent_commitments", {"nature": "new", "title": "A law"}, "ambition"),
        ("sent_commitments", {"nature": "new", "title": ""}, ""),
        ("sent_commitments", {"nature": "baseline", "title": "A law"}, ""),
        ("sent_indicators", {"nature": "new", "title": "A law"}, ""),
    ],
)
def test_what_is_new_is_coded_for_ambition_and_what_is_reported_on_for_completion(sheet, row, scale):
    assert scale_of(sheet, row) == scale


def test_the_texts_of_a_report_are_told_apart_by_reference_and_scale():
    progress = Source("sent_progress", ["reference", "status"], [["C1", "done"], ["", "done"], ["C2", ""]], [5, 6, 7])
    made = Source("sent_commitments", ["reference", "nature", "title"], [["C1", "new", "A law"]], [5])
    found = texts([progress, made])
    assert set(found) == {("C1", "completion"), ("C2", "completion"), ("C1", "ambition")}
    assert found["C1", "completion"] == text_hash({"reference": "C1", "status": "done", "note": None})
    assert len(set(found.values())) == 3


# ---- what is said


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (Agreement("x", 0, 0, None, None, 0, None, "Nothing yet."), "x: Nothing yet."),
        (Agreement("x", 4, 3, 0.75, None, 0, None, "Why."), "x: 3 of 4 coded twice agree, 75%. Why."),
        (Agreement("x", 4, 3, 0.75, 0.4, 0, None, ""), "x: 3 of 4 coded twice agree, 75%, kappa 0.40."),
        (
            Agreement("x", 4, 3, 0.756, 0.404, 2, -0.5, ""),
            "x: 3 of 4 coded twice agree, 76%, kappa 0.40, weighted kappa -0.50 (on the 2 with an order).",
        ),
    ],
)
def test_agreement_is_said_as_far_as_it_is_defined(measured, said):
    assert _agreement(measured) == said


def test_agreement_counts_the_pairs_and_orders_those_that_have_an_order():
    points = {"none": "", "low": "0", "high": "2"}
    found = measure("x", [("low", "low"), ("low", "high"), ("none", "high"), ("none", "none")], points)
    # chance: none 2*1 + low 2*1 = 4 of 16; (2/4 - 4/16) / (12/16) = 1/3
    assert (found.coded, found.agreed, found.observed, found.ordered) == (4, 2, 0.5, 2)
    assert found.kappa == pytest.approx(1 / 3)
    # distances 0 + 2 = 2; of all pairs of a first and a second 0 + 2 + 0 + 2 = 4: 1 - 2 * 2 / 4
    assert found.weighted == 0


def test_a_rating_is_one_line_with_all_that_is_known():
    one = Coding(*PLACE, codes=(Code("Ana", "limited", "complete"),), given=1, version=2)
    where = "C001-ALB (progress-2014, completion), version 2: "
    assert _line(one) == f"{where}1 of 2 codes; Ana: complete; waits for second code."
    done = replace(one, given=2, final="limited", final_by="adjudicated", reply="No.", replied_at="2014-10-20")
    assert _line(done) == f"{where}limited (adjudicated); Ana: complete; the country replied on 2014-10-20."
