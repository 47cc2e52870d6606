"""Coding: two people alone, a figure for their agreement, somebody else where they differ, and the country's word
beside it."""

import argparse
import math
from datetime import UTC, datetime

import pytest

from etl.coding import coding, visibility
from etl.coding.agreement import kappa, measure, weighted
from etl.coding.coding import Denied
from etl.coding.rating import scale
from etl.commands import coding as command_line
from etl.commands.main import main
from etl.store.journal import Conflict, entries

HERE = ("KEN-2013-01", "progress-2014", "completion")
LINK = "https://example.org/law"


def given(store, *codes, place=HERE, **more):
    """Coder 1, Coder 2, … give these codes; what the last of them then sees."""
    for number, one in enumerate(codes, 1):
        last = coding.code(store, *place, one, f"Coder {number}", **more)
    return last


def only(store):
    (one,) = coding.codings(store)
    return one


def test_two_who_agree_settle_it(store):
    one = given(store, "limited", "limited")
    assert (one.reference, one.round, one.iso3, one.scale, one.first, one.second, one.agreed, one.final, one.final_by,
    one.waits) == (
        "KEN-2013-01", "progress-2014", "KEN", "completion", "limited", "limited", True, "limited", "agreed", "",
    )  # fmt: skip


def test_two_who_differ_wait_for_a_third(store):
    assert given(store, "limited").waits == "second code"
    assert given(store / "b", "limited", "substantial").waits == "adjudication"
    one = coding.adjudicate(store / "b", *HERE, "substantial", "Head of unit", "The law is in force.", evidence=LINK)
    assert (one.first, one.second, one.agreed, one.final, one.final_by, one.note, one.evidence, one.version) == (
        "limited", "substantial", False, "substantial", "adjudicated", "The law is in force.", LINK, 3,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["Coder 1", " coder  1", "CODER 1"])
def test_one_person_is_not_two(store, who):
    given(store, "limited")
    with pytest.raises(Denied, match="a second coder must be somebody else"):
        coding.code(store, *HERE, "limited", who)
    assert only(store).given == 1


def test_a_third_code_is_refused(store):
    given(store, "limited", "substantial")
    with pytest.raises(Denied, match="has its two codes"):
        coding.code(store, *HERE, "limited", "Coder 3")


def test_nobody_sees_a_code_before_giving_one(store):
    coding.code(store, *HERE, "limited", "Coder 1", evidence=LINK, note="begun")
    for who in ("Coder 2", "Head of unit", ""):
        (one,) = visibility.visible(store, who)
        assert (one.codes, one.first, one.second, one.evidence, one.note, one.given, one.version) == (
            (),
            "",
            "",
            "",
            "",
            1,
            0,
        )
        assert visibility.hidden(store, who) == {1}
    (mine,) = visibility.visible(store, "Coder 1")
    assert (mine.first, visibility.hidden(store, "Coder 1")) == ("limited", set())
    coding.code(store, *HERE, "substantial", "Coder 2", seen=0)
    for who in ("Coder 1", "Coder 2", "Head of unit"):
        (one,) = visibility.visible(store, who)
        assert (one.first, one.second, visibility.hidden(store, who)) == ("limited", "substantial", set())


def test_the_list_of_a_second_coder_gives_no_code_away(store, capsys):
    coding.code(store, *HERE, "substantial", "Coder 1", note="planted-note")
    command_line.run_codings(argparse.Namespace(store=store, by="Coder 2", waiting=False))
    said = capsys.readouterr().out
    assert "KEN-2013-01 (progress-2014, completion), version 0: 1 of 2 codes; waits for second code." in said
    assert not {"substantial", "planted-note"} & set(said.replace(",", " ").replace(".", " ").split())
    command_line.run_codings(argparse.Namespace(store=store, by="Coder 1", waiting=False))
    assert "substantial" in capsys.readouterr().out, "the list shows codes at all"


def test_the_journal_of_a_second_coder_gives_no_note_away(store, capsys):
    coding.code(store, *HERE, "substantial", "Coder 1", note="planted-note")
    for who, is_shown in (("Coder 2", False), ("Coder 1", True)):
        assert main(["journal", "--store", str(store), "--by", who]) == 0
        said = capsys.readouterr().out
        assert ("Coder 1: coded" in said, "planted-note" in said) == (True, is_shown)


def test_who_adjudicates_has_not_coded(store):
    given(store, "limited", "substantial")
    with pytest.raises(Denied, match="by somebody who did not"):
        coding.adjudicate(store, *HERE, "limited", "coder 2", "I am right.")
    with pytest.raises(Denied, match="needs a reason"):
        coding.adjudicate(store, *HERE, "limited", "Head of unit", " ")


@pytest.mark.parametrize("codes", [(), ("limited",)])
def test_nothing_is_adjudicated_before_both_codes_are_in(store, codes):
    if codes:
        given(store, *codes)
    with pytest.raises(Denied, match=f"has {len(codes)} of 2 codes"):
        coding.adjudicate(store, *HERE, "limited", "Head of unit", "It is clear.")


def test_a_correction_before_the_second_code_is_the_code(store):
    given(store, "limited")
    coding.code(store, *HERE, "substantial", "Coder 1", again=True)
    assert coding.code(store, *HERE, "substantial", "Coder 2").final_by == "agreed"
    assert coding.agreement(coding.codings(store))[0].agreed == 1


def test_a_correction_after_seeing_the_other_settles_it_but_is_no_agreement_between_blind_coders(store):
    given(store, "limited", "substantial")
    one = coding.code(store, *HERE, "substantial", "Coder 1", again=True)
    assert (one.first, one.second, one.final, one.final_by) == ("limited", "substantial", "substantial", "agreed")
    (figure, _) = coding.agreement([one])
    assert (figure.coded, figure.agreed) == (1, 0)


def test_a_correction_by_the_second_coder_leaves_what_both_said_blind_as_it_was(store):
    given(store, "limited", "substantial")
    one = coding.code(store, *HERE, "limited", "Coder 2", again=True)
    assert (one.first, one.second, one.final, one.final_by) == ("limited", "substantial", "limited", "agreed")
    (figure, _) = coding.agreement([one])
    assert (figure.coded, figure.agreed) == (1, 0)


def test_what_is_settled_is_changed_by_adjudication_only(store):
    given(store, "limited", "limited")
    with pytest.raises(Denied, match="is settled as 'limited'"):
        coding.code(store, *HERE, "complete", "Coder 1", again=True)
    coding.reply(store, *HERE, "The law is in force.", "2014-10-02", "Clerk")
    one = coding.adjudicate(store, *HERE, "substantial", "Head of unit", "The country is right.")
    assert (one.final, one.final_by, one.reply) == ("substantial", "adjudicated", "The law is in force.")


def test_only_who_coded_corrects(store):
    given(store, "limited")
    with pytest.raises(Denied, match="Coder 2 has given no code to correct"):
        coding.code(store, *HERE, "limited", "Coder 2", again=True)


def test_complete_asks_for_evidence(store):
    assert given(store, "complete", "complete").waits == "evidence"
    assert given(store / "b", "complete", "complete", evidence=LINK).waits == ""


def test_a_reply_stands_beside_the_rating_and_changes_nothing(store):
    before = given(store, "limited", "limited")
    after = coding.reply(store, *HERE, "კანონი ძალაშია", "2014-10-02", "Clerk")
    assert (after.reply, after.replied_at) == ("კანონი ძალაშია", "2014-10-02")
    assert (after.first, after.second, after.final, after.final_by) == (
        before.first,
        before.second,
        before.final,
        before.final_by,
    )


@pytest.mark.parametrize(
    ("text", "on", "said"),
    [
        (" ", "2014-10-02", "is empty"),
        ("We disagree.", "02/10/2014", "expected the day"),
        ("We disagree.", "2015-01-02", "not after today"),
    ],
)
def test_a_bad_reply_is_refused(store, text, on, said):
    given(store, "limited", "limited")
    with pytest.raises(Denied, match=said):
        coding.reply(store, *HERE, text, on, "Clerk", now=datetime(2015, 1, 1, tzinfo=UTC))


def test_a_reply_needs_a_rating(store):
    given(store, "limited", "substantial")
    with pytest.raises(Denied, match="no rating yet to reply to; it waits for adjudication"):
        coding.reply(store, *HERE, "We disagree.", "2014-10-02", "Clerk")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reference": "01"}, "is no reference"),
        ({"reference": "KEN 01"}, "is no reference"),
        ({"reporting_round": "progress-2030"}, "is no round"),
        ({"reporting_round": "commitments-2013"}, "completion is coded in a round that reports"),
        ({"scale": "effort"}, "is no scale"),
        (
            {"code": "modest"},
            "is no code of completion; expected one of: no_evidence, not_started, limited, substantial, complete",
        ),
        ({"by": " "}, "Give a name"),
        ({"evidence": "javascript:alert(1)"}, "is no address"),
        ({"evidence": "https://"}, "is no address"),
    ],
)
def test_a_bad_code_is_refused_in_one_sentence(store, change, said):
    asked = {
        "reference": HERE[0],
        "reporting_round": HERE[1],
        "scale": HERE[2],
        "code": "limited",
        "by": "Coder 1",
        **change,
    }
    with pytest.raises(Denied, match=said):
        coding.code(store, **asked)
    assert entries(store) == []


def test_a_promise_is_coded_for_ambition_when_it_is_made(store):
    assert given(store, "modest", "modest", place=("KEN-2013-01", "commitments-2013", "ambition")).final == "modest"


def test_who_looked_before_is_told(store):
    given(store, "limited", "substantial")
    coding.adjudicate(store, *HERE, "limited", "Head of unit", "One law is missing.", seen=2)
    with pytest.raises(Conflict, match="has changed since Deputy looked"):
        coding.adjudicate(store, *HERE, "substantial", "Deputy", "It is done.", seen=2)
    assert only(store).final == "limited"


def test_two_blind_coders_are_not_in_each_others_way(store):
    coding.code(store, *HERE, "limited", "Coder 1", seen=0)
    assert coding.code(store, *HERE, "limited", "Coder 2", seen=0).final == "limited"


def test_the_edition_gets_what_is_final_and_no_coder(store):
    given(store, "limited", "substantial")
    other = ("KEN-2013-02", *HERE[1:])
    given(store, "complete", "complete", place=other, evidence=LINK, note="In force.")
    until = entries(store)[-1].n
    coding.adjudicate(store, *HERE, "substantial", "Head of unit", "One part is open.")
    coding.reply(store, *HERE, "It is done.", "2014-10-02", "Clerk")
    columns = coding.rows(store)
    assert tuple(columns) == tuple(coding.COLUMNS)
    assert list(zip(*columns.values(), strict=True)) == [
        (
            "KEN-2013-01",
            "progress-2014",
            "KEN",
            "completion",
            "limited",
            "substantial",
            "substantial",
            "adjudicated",
            "",
            "One part is open.",
            "It is done.",
            "2014-10-02",
        ),
        (
            "KEN-2013-02",
            "progress-2014",
            "KEN",
            "completion",
            "complete",
            "complete",
            "complete",
            "agreed",
            LINK,
            "In force.",
            "",
            "",
        ),
    ]
    assert not any(who in str(columns) for who in ("Coder", "Head", "Clerk"))
    assert coding.rows(store, until)["reference"] == ["KEN-2013-02"], (
        "an edition made again holds what was final at its time"
    )
    assert coding.rows(store / "empty") == {name: [] for name in coding.COLUMNS}


def test_a_complete_code_that_nothing_shows_is_in_no_edition(store):
    given(store, "complete", "complete")
    given(store, "limited", "limited", place=("KEN-2013-02", *HERE[1:]))
    assert coding.rows(store)["reference"] == ["KEN-2013-02"]
    coding.adjudicate(store, *HERE, "complete", "Head of unit", "Shown by the law.", evidence=LINK)
    assert coding.rows(store)["reference"] == ["KEN-2013-01", "KEN-2013-02"]


def test_the_order_of_coding_does_not_move_the_agreement(store):
    """Coder 1 is the first of each pair, whoever came first."""
    for number, (one, two) in enumerate(
        [("limited", "substantial"), ("limited", "limited"), ("substantial", "limited")]
    ):
        both = [("Coder 1", one), ("Coder 2", two)]
        for who, code in both if number else reversed(both):
            coding.code(store, f"KEN-2013-0{number}", *HERE[1:], code, who)
    assert [(one.first, one.second) for one in coding.codings(store)] == [
        ("limited", "substantial"),
        ("limited", "limited"),
        ("substantial", "limited"),
    ]


def pairs(table, codes):
    """A table of counts, first coder in rows, as pairs of codes."""
    return [
        (one, two)
        for one, row in zip(codes, table, strict=True)
        for two, n in zip(codes, row, strict=True)
        for _ in range(n)
    ]


@pytest.mark.parametrize(
    ("table", "observed", "expected"),
    [
        # Sim and Wright 2005, https://doi.org/10.1093/ptj/85.3.257: 33 of 39 agree; by chance (24*26 + 15*13) / 39^2 =
        # 0.5385; (0.8462 - 0.5385) / 0.4615 = 0.67
        ([[22, 2], [4, 11]], 33 / 39, 2 / 3),
        # Cohen 1960, 200 cases: 0.70 agree; by chance 0.6*0.5 + 0.3*0.3 + 0.1*0.2 = 0.41; 0.29 / 0.59 = 0.49
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.29 / 0.59),
        # By hand: 7 of 10 agree; by chance 0.5*0.6 + 0.5*0.4 = 0.5; 0.2 / 0.5 = 0.4
        ([[4, 1], [2, 3]], 0.7, 0.4),
        # By hand: never the same; by chance 0.5*0.5 + 0.5*0.5 = 0.5; -0.5 / 0.5 = -1
        ([[0, 5], [5, 0]], 0.0, -1.0),
        # By hand: always the same
        ([[3, 0], [0, 7]], 1.0, 1.0),
    ],
)  # fmt: skip
def test_kappa_is_that_of_the_textbooks(table, observed, expected):
    codes = list(scale("completion"))[: len(table)]
    figure = measure("completion", pairs(table, codes), scale("completion"))
    assert figure.coded == sum(map(sum, table))
    assert (figure.observed, figure.kappa) == (pytest.approx(observed), pytest.approx(expected))


def test_weighted_kappa_is_that_of_the_textbooks():
    """85 mammograms in four ordered categories (Stata manual, kappa): 0.4728 unweighted, 0.5684 with linear weights."""
    table = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
    coded = pairs(table, ["not_started", "limited", "substantial", "complete"])
    figure = measure("completion", coded, scale("completion"))
    assert (round(figure.observed, 4), round(figure.kappa, 4), round(figure.weighted, 4)) == (0.6353, 0.4728, 0.5684)


def test_weighted_kappa_by_hand():
    """Four pairs: the distances add up to 0 + 1 + 1 + 0 = 2; every first with every second, 16 pairs, to 20. 1 - 4 * 2
    / 20 = 0.6."""
    assert weighted([(0, 0), (1, 2), (2, 1), (3, 3)]) == pytest.approx(0.6)
    assert weighted([(0, 3), (3, 0)]) == pytest.approx(-1)


def test_what_has_no_order_is_in_no_weighted_kappa():
    figure = measure(
        "completion",
        [("no_evidence", "limited"), ("limited", "limited"), ("complete", "complete")],
        scale("completion"),
    )
    assert (figure.coded, figure.agreed, figure.ordered, figure.weighted) == (3, 2, 2, 1.0)


@pytest.mark.parametrize(
    ("coded", "why"),
    [
        ([], "Nothing has been coded twice yet."),
        ([("limited", "limited")] * 4, "Both coders gave one and the same code"),
    ],
)
def test_an_undefined_kappa_says_why(coded, why):
    figure = measure("completion", coded, scale("completion"))
    assert (figure.kappa, figure.weighted) == (None, None)
    assert figure.why.startswith(why)
    assert figure.observed == (1.0 if coded else None)


def test_no_table_of_small_counts_gives_nan():
    codes = ["limited", "substantial"]
    for a in range(4):
        for b in range(4):
            for c in range(4):
                found = kappa(pairs([[a, b], [c, 1]], codes))
                assert found is None or (math.isfinite(found) and -1 <= found <= 1)


def test_the_scales_are_those_of_the_definitions():
    assert list(scale("completion").items()) == [
        ("no_evidence", ""),
        ("not_started", "0"),
        ("limited", "1"),
        ("substantial", "2"),
        ("complete", "3"),
    ]
    assert list(scale("ambition").items()) == [("unclear", ""), ("modest", "1"), ("substantial", "2")]


def commands(store, by):
    """The commands, on a store and for a person, as the command line sets them."""
    top = argparse.ArgumentParser()
    names = top.add_subparsers()

    def add(name, help):
        parser = names.add_parser(name, help=help)
        parser.set_defaults(store=store, by=by)
        return parser

    command_line.register(add)

    def run(*words):
        chosen = top.parse_args(words)
        return chosen.run(chosen)

    return run


def test_the_command_line_lists_and_replies(store, capsys):
    """What `code` and `adjudicate` need beside is in test_read.py: a report that was accepted."""
    place = ("KEN-2013-01", "--round", "progress-2014")
    given(store, "limited", "complete")
    coding.adjudicate(store, *HERE, "complete", "Head of unit", "It is in force.")
    head = commands(store, "Head of unit")
    assert head("reply", *place, "--text", "We agree.", "--on", "2014-10-02") == 0
    assert head("codings", "--waiting") == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "KEN-2013-01 (progress-2014, completion), version 4: complete (adjudicated); Coder 1: limited; Coder 2: "
        "complete; waits for evidence; the country replied on 2014-10-02.",
        "completion: 0 of 1 coded twice agree, 0%, kappa 0.00, weighted kappa 0.00 (on the 1 with an order).",
        "ambition: Nothing has been coded twice yet.",
    ]
