"""Sentences that tell apart what is easily mixed up."""

from views import queries, sentences


def test_when_the_margin_has_run_out_by_the_date_of_looking_the_advice_says_so(seen):
    ahead, late = (sentences.takes_now(queries.joint_goal(seen, as_of)) for as_of in ("latest", "abu-dhabi-2015"))
    assert ahead.startswith("To go on") and "until about July 2038" in ahead
    assert (
        "was ahead; at this date the path asks for about 3\u202f590" in late
        and "about 20\u202f% a year until November 2017" in late
    )


def test_peers_of_which_nothing_is_known_are_not_none():
    assert sentences.peers(0, 26, 26, "EU members") == "Not known of any of 26 other EU members"
    assert sentences.peers(3, 20, 26, "EU members") == "Yes in 3 of 26 other EU members; 3 no; 20 not known"
