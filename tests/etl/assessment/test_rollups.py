"""`python -m etl rollup`: series to indicator to target to goal, by hand; what is missing is counted, and every fault
is named."""

import csv
import io
import random
import re
from itertools import chain

import pytest

from tests.support.command_line import here

# parent: {child: (status, score)}; a child without a status is in the tree and in no row of statuses
STATCAN = {
    "substantial from 2.5": {"a": ("substantial_progress", 3), "b": ("moderate_progress", 2)},
    "moderate under 2.5": {"a": ("substantial_progress", 2.98), "b": ("moderate_progress", 2)},
    "moderate from 0": {"a": ("moderate_progress", 1), "b": ("limited_progress", -1)},
    "limited under 0": {"a": ("moderate_progress", 1), "b": ("limited_progress", -1.02)},
    "limited from -2.5": {"a": ("limited_progress", -2), "b": ("deterioration", -3)},
    "deterioration under -2.5": {"a": ("limited_progress", -2), "b": ("deterioration", -3.02)},
    "one child": {"a": ("limited_progress", -0.25)},
    "all achieved": {"a": ("target_achieved", 5), "b": ("target_achieved", 5)},
    "achieved but one": {"a": ("target_achieved", 5), "b": ("substantial_progress", 5)},
    "achieved or missing": {"a": ("target_achieved", 5), "b": ("not_available", ""), "c": None},
    "some missing": {
        "a": ("substantial_progress", 4),
        "b": ("not_available", ""),
        "c": ("limited_progress", -1),
        "d": None,
    },
}
STATCAN_ROWS = {
    "substantial from 2.5": (2, 0, 2.5, "substantial_progress"),
    "moderate under 2.5": (2, 0, 2.49, "moderate_progress"),
    "moderate from 0": (2, 0, 0, "moderate_progress"),
    "limited under 0": (2, 0, -0.01, "limited_progress"),
    "limited from -2.5": (2, 0, -2.5, "limited_progress"),
    "deterioration under -2.5": (2, 0, -2.51, "deterioration"),
    "one child": (1, 0, -0.25, "limited_progress"),
    "all achieved": (2, 0, 5, "target_achieved"),
    "achieved but one": (2, 0, 5, "substantial_progress"),
    "achieved or missing": (3, 2, 5, "target_achieved"),
    "some missing": (4, 2, 1.5, "moderate_progress"),
}
# points: achieved and on track 1, fair 0, limited and not achieved -1, deterioration -2
UNSD = {
    "over 0.5": {"a": ("target_achieved", ""), "b": ("on_track", ""), "c": ("fair_progress", "")},
    "at 0.5": {"a": ("on_track", ""), "b": ("fair_progress", "")},
    "over -0.5": {"a": ("limited_progress", ""), "b": ("fair_progress", ""), "c": ("fair_progress", "")},
    "at -0.5": {"a": ("on_track", ""), "b": ("deterioration", "")},
    "at -0.5 from limited": {"a": ("fair_progress", ""), "b": ("limited_progress", "")},
    "not achieved": {
        "a": ("target_not_achieved", ""),
        "b": ("fair_progress", ""),
        "c": ("fair_progress", ""),
        "d": ("fair_progress", ""),
    },
    "a deterioration weighs two": {"a": ("deterioration", ""), "b": ("on_track", ""), "c": ("target_achieved", "")},
    "all deteriorate": {"a": ("deterioration", ""), "b": ("deterioration", "")},
    "some missing": {
        "a": ("on_track", ""),
        "b": ("insufficient_data", ""),
        "c": ("no_data_after_2015", ""),
        "d": ("not_available", ""),
        "e": None,
    },
    "all missing": {"a": ("insufficient_data", ""), "b": None},
    "an empty status is missing": {"a": ("", ""), "b": ("fair_progress", "")},
}
UNSD_ROWS = {
    "over 0.5": (3, 0, 2 / 3, "on_track"),
    "at 0.5": (2, 0, 0.5, "for_review"),
    "over -0.5": (3, 0, -1 / 3, "for_review"),
    "at -0.5": (2, 0, -0.5, "identified_gap"),
    "at -0.5 from limited": (2, 0, -0.5, "identified_gap"),
    "not achieved": (4, 0, -0.25, "for_review"),
    "a deterioration weighs two": (3, 0, 0, "for_review"),
    "all deteriorate": (2, 0, -2, "identified_gap"),
    "some missing": (5, 4, 1, "on_track"),
    "all missing": (2, 2, None, None),
    "an empty status is missing": (2, 1, 0, "for_review"),
}
ALLIANCE = {
    "the worst counts": {"a": ("reached", ""), "b": ("on_track", ""), "c": ("limited_progress", "")},
    "moving away is worse than limited": {
        "a": ("limited_progress", ""),
        "b": ("moving_away", ""),
        "c": ("acceleration_needed", ""),
    },
    "all reached": {"a": ("reached", ""), "b": ("reached", "")},
    "acceleration is worse than on track": {"a": ("on_track", ""), "b": ("acceleration_needed", "")},
    "no is worse than yes": {"a": ("yes", ""), "b": ("no", ""), "c": ("yes", "")},
    "worsening is worse than improving": {"a": ("improving", ""), "b": ("worsening", ""), "c": ("unchanged", "")},
    "some missing": {"a": ("on_track", ""), "b": ("not_judged", ""), "c": ("not_known", ""), "d": None, "e": ("", "")},
}
ALLIANCE_ROWS = {
    "the worst counts": (3, 0, None, "limited_progress"),
    "moving away is worse than limited": (3, 0, None, "moving_away"),
    "all reached": (2, 0, None, "reached"),
    "acceleration is worse than on track": (2, 0, None, "acceleration_needed"),
    "no is worse than yes": (3, 0, None, "no"),
    "worsening is worse than improving": (3, 0, None, "worsening"),
    "some missing": (5, 4, None, "on_track"),
}
COLUMNS = [
    "id",
    "level",
    "n",
    "n_missing",
    "completeness",
    "n_series",
    "n_series_missing",
    "series_completeness",
    "mean_score",
    "status",
]
HAND = {"statcan": (STATCAN, STATCAN_ROWS), "unsd": (UNSD, UNSD_ROWS), "alliance": (ALLIANCE, ALLIANCE_ROWS)}


def text(*rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def roll(folder, profile, statuses, tree):
    """The run over statuses [(id, status, score)] and tree [(id, parent)]; what came out is in out.csv."""
    (folder / "statuses.csv").write_text(text(("id", "status", "score"), *statuses), encoding="utf-8")
    (folder / "tree.csv").write_text(text(("id", "parent"), *tree), encoding="utf-8")
    return run(profile, folder)


def run(profile, folder):
    """The run over the files in `folder`, in the process of the tests."""
    files = {name: folder / f"{name}.csv" for name in ("statuses", "tree", "out")}
    return here("rollup", "--profile", profile, *chain(*((f"--{name}", path) for name, path in files.items())))


def rows(folder):
    """{id: (n, n_missing, mean_score, status)}, an empty cell as None."""
    with open(folder / "out.csv", encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        assert reader.fieldnames == COLUMNS
        return {
            row["id"]: (
                int(row["n"]),
                int(row["n_missing"]),
                float(row["mean_score"]) if row["mean_score"] else None,
                row["status"] or None,
            )
            for row in reader
        }


def near(row):
    n, missing, mean, status = row
    return (n, missing, None if mean is None else pytest.approx(mean, rel=1e-12, abs=1e-12), status)


@pytest.fixture(scope="module")
def hand(tmp_path_factory):
    """What comes out of the parents of a profile, all in one run."""
    found = {}
    for profile, (parents, _) in HAND.items():
        folder = tmp_path_factory.mktemp(profile)
        children = [
            (f"{parent}/{child}", parent, said) for parent, below in parents.items() for child, said in below.items()
        ]
        ran = roll(
            folder,
            profile,
            [(name, *said) for name, _, said in children if said],
            [(name, parent) for name, parent, _ in children],
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        found[profile] = rows(folder)
    return found


@pytest.mark.parametrize(
    ("profile", "parent"), [(profile, parent) for profile, (parents, _) in HAND.items() for parent in parents]
)
def test_a_roll_up_by_hand(profile, parent, hand):
    assert hand[profile][parent] == near(HAND[profile][1][parent])


@pytest.mark.parametrize("profile", HAND)
def test_every_parent_has_one_row_and_no_leaf_has(profile, hand):
    assert sorted(hand[profile]) == sorted(HAND[profile][0])


def test_statcan_means_are_means_of_means(tmp_path):
    # indicator 1: (4 + 2)/2 = 3; indicator 2: (-1 - 1 - 1 - 3)/4 = -1.5; the target (3 - 1.5)/2 = 0.75, not the mean of
    # six, 0; the goal (0.75 + 5)/2
    tree = [
        ("a", "1"),
        ("b", "1"),
        ("c", "2"),
        ("d", "2"),
        ("e", "2"),
        ("f", "2"),
        ("1", "target"),
        ("2", "target"),
        ("target", "goal"),
        ("g", "goal"),
        ("h", "goal"),
    ]
    statuses = [
        ("a", "substantial_progress", 4),
        ("b", "moderate_progress", 2),
        ("c", "limited_progress", -1),
        ("d", "limited_progress", -1),
    ]
    statuses += [("e", "limited_progress", -1), ("f", "deterioration", -3), ("g", "target_achieved", 5)]
    ran = roll(tmp_path, "statcan", statuses, tree)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert rows(tmp_path) == {
        "1": (2, 0, 3, "substantial_progress"),
        "2": (4, 0, -1.5, "limited_progress"),
        "target": (2, 0, 0.75, "moderate_progress"),
        "goal": (3, 1, 2.875, "substantial_progress"),
    }


def test_statcan_achieved_climbs_only_where_all_below_are(tmp_path):
    tree = [
        ("a", "1"),
        ("b", "1"),
        ("c", "2"),
        ("d", "3"),
        ("1", "x"),
        ("2", "x"),
        ("1b", "y"),
        ("e", "1b"),
        ("3", "y"),
    ]
    statuses = [
        ("a", "target_achieved", 5),
        ("c", "target_achieved", 5),
        ("d", "substantial_progress", 5),
        ("e", "target_achieved", 5),
    ]
    assert roll(tmp_path, "statcan", statuses, tree).returncode == 0
    found = rows(tmp_path)
    assert {name: found[name] for name in ("1", "x", "y")} == {
        "1": (2, 1, 5, "target_achieved"),
        "x": (2, 0, 5, "target_achieved"),
        "y": (2, 0, 5, "substantial_progress"),
    }


def test_statcan_without_any_score_has_no_mean(tmp_path):
    assert (
        roll(
            tmp_path,
            "statcan",
            [("a", "not_available", ""), ("c", "limited_progress", -1)],
            [("a", "1"), ("b", "1"), ("1", "goal"), ("c", "goal")],
        ).returncode
        == 0
    )
    found = rows(tmp_path)
    assert found["1"][:3] == (2, 2, None)
    assert found["goal"] == (2, 1, -1, "limited_progress")


def test_unsd_levels_count_words_not_means(tmp_path):
    # indicator 1: (1 + 1)/2 = 1; indicator 2: (-2 - 2)/2 = -2, a gap, and a gap is -1 a level up: the target is (1 -
    # 1)/2 = 0, not -0.5
    tree = [
        ("a", "1"),
        ("b", "1"),
        ("c", "2"),
        ("d", "2"),
        ("1", "target"),
        ("2", "target"),
        ("target", "goal"),
        ("3", "goal"),
        ("e", "3"),
    ]
    statuses = [
        ("a", "on_track", ""),
        ("b", "target_achieved", ""),
        ("c", "deterioration", ""),
        ("d", "deterioration", ""),
        ("e", "no_data_after_2015", ""),
    ]
    ran = roll(tmp_path, "unsd", statuses, tree)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert rows(tmp_path) == {
        "1": (2, 0, 1, "on_track"),
        "2": (2, 0, -2, "identified_gap"),
        "3": (1, 1, None, None),
        "target": (2, 0, 0, "for_review"),
        "goal": (2, 1, 0, "for_review"),
    }


def test_unsd_thresholds_are_the_same_a_level_up(tmp_path):
    tree = [(f"{indicator}{number}", indicator) for indicator in "gfo" for number in range(3)]
    tree += [("g", "low"), ("f", "low"), ("x", "low2"), ("f0x", "x"), ("o", "high"), ("y", "high"), ("o0x", "y")]
    statuses = (
        [(f"g{n}", "deterioration", "") for n in range(3)]
        + [(f"f{n}", "fair_progress", "") for n in range(3)]
        + [(f"o{n}", "on_track", "") for n in range(3)]
    )
    statuses += [("f0x", "fair_progress", ""), ("o0x", "on_track", "")]
    assert roll(tmp_path, "unsd", statuses, tree).returncode == 0
    found = rows(tmp_path)
    assert {name: found[name] for name in ("low", "low2", "high")} == {
        "low": (2, 0, -0.5, "identified_gap"),
        "low2": (1, 0, 0, "for_review"),
        "high": (2, 0, 1, "on_track"),
    }


def test_alliance_worst_of_climbs(tmp_path):
    tree = [("a", "1"), ("b", "1"), ("c", "2"), ("1", "goal"), ("2", "goal"), ("d", "goal")]
    statuses = [("a", "on_track", ""), ("b", "moving_away", ""), ("c", "reached", "")]
    assert roll(tmp_path, "alliance", statuses, tree).returncode == 0
    assert rows(tmp_path) == {
        "1": (2, 0, None, "moving_away"),
        "2": (1, 0, None, "reached"),
        "goal": (3, 1, None, "moving_away"),
    }


GOOD = {
    "statcan": ([("a", "substantial_progress", 4), ("b", "moderate_progress", 1)], (2, 0, 2.5, "substantial_progress")),
    "unsd": ([("a", "on_track", ""), ("b", "fair_progress", "")], (2, 0, 0.5, "for_review")),
    "alliance": ([("a", "on_track", ""), ("b", "limited_progress", "")], (2, 0, None, "limited_progress")),
}
# planted statuses, planted rows of the tree, then what must be named: file, line (the header and two rows stand
# before), id, and what was found
FAULTS = {
    "an id that is not in the tree": ([("stray", "on_track", "")], [], "statuses", 4, "stray", "stray"),
    "a status that is no word of the profile": (
        [("c", "splendid", "")],
        [("c", "other")],
        "statuses",
        4,
        "c",
        "splendid",
    ),
    "an id twice": ([("dup", "WORD", 1), ("dup", "WORD", 1)], [("dup", "other")], "statuses", 5, "dup", "dup"),
    "two parents": ([("two", "WORD", 1)], [("two", "other"), ("two", "another")], "tree", 5, "two", "another"),
}


def named(said, file, line, name, found):
    return file in said and re.search(rf"(?<!\d){line}(?!\d)", said) and name in said and found in said


@pytest.mark.parametrize("profile", GOOD)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_and_the_rest_goes_on(fault, profile, tmp_path):
    statuses, tree, *place = FAULTS[fault]
    good, row = GOOD[profile]
    ran = roll(
        tmp_path,
        profile,
        [*good, *[(name, good[0][1] if word == "WORD" else word, score) for name, word, score in statuses]],
        [("a", "goal"), ("b", "goal"), *tree],
    )
    assert ran.returncode == 2, ran.stderr
    assert "Traceback" not in ran.stderr
    assert len([said for said in ran.stderr.splitlines() if named(said, *place)]) == 1, ran.stderr
    assert rows(tmp_path)["goal"] == row


@pytest.mark.parametrize(
    "circle",
    [[("x", "y"), ("y", "x")], [("x", "x")], [("x", "y"), ("y", "z"), ("z", "x")]],
    ids=["two", "itself", "three"],
)
@pytest.mark.parametrize("profile", GOOD)
def test_a_circle_is_named_and_the_rest_goes_on(profile, circle, tmp_path):
    good, row = GOOD[profile]
    ran = roll(tmp_path, profile, good, [("a", "goal"), ("b", "goal"), *circle])
    assert ran.returncode == 2, ran.stderr
    assert "Traceback" not in ran.stderr
    assert any(
        named(said, "tree", line, circle[line - 4][0], "")
        for line in range(4, 4 + len(circle))
        for said in ran.stderr.splitlines()
    ), ran.stderr
    assert rows(tmp_path)["goal"] == row
    assert not {"x", "y", "z"} & set(rows(tmp_path))


@pytest.mark.parametrize("profile", HAND)
def test_the_order_of_rows_never_matters(profile, tmp_path):
    parents = HAND[profile][0]
    children = [
        (f"{parent}/{child}", parent, said) for parent, below in parents.items() for child, said in below.items()
    ]
    statuses = [(name, *said) for name, _, said in children if said]
    tree = [(name, parent) for name, parent, _ in children] + [(parent, "goal") for parent in parents]
    assert roll(tmp_path, profile, statuses, tree).returncode == 0
    before = (tmp_path / "out.csv").read_bytes()
    random.Random(5).shuffle(statuses)
    random.Random(6).shuffle(tree)
    assert roll(tmp_path, profile, statuses, tree).returncode == 0
    assert (tmp_path / "out.csv").read_bytes() == before


@pytest.mark.parametrize("missing", ["statuses", "tree"])
def test_a_file_that_is_not_there_stops_with_one_sentence(missing, tmp_path):
    assert roll(tmp_path, "unsd", GOOD["unsd"][0], [("a", "goal"), ("b", "goal")]).returncode == 0
    (tmp_path / "out.csv").unlink()
    (tmp_path / f"{missing}.csv").unlink()
    ran = run("unsd", tmp_path)
    assert ran.returncode == 1
    assert (
        len(ran.stderr.strip().splitlines()) == 1 and f"{missing}.csv" in ran.stderr and "Traceback" not in ran.stderr
    )
    assert not (tmp_path / "out.csv").exists()


# a goal of two targets; 1 has three series of which one is known, 2 has two indicators: 2a with both series missing, 2b
# with one known
LEVELS = [("a", "1"), ("b", "1"), ("c", "1"), ("d", "2a"), ("e", "2a"), ("f", "2b"), ("2a", "2"), ("2b", "2")]
LEVELS += [("1", "goal"), ("2", "goal")]
COMPLETE = [
    ("1", "1", "3", "2", 1 / 3, "3", "2", 1 / 3),
    ("2", "1", "2", "1", 1 / 2, "3", "2", 1 / 3),
    ("2a", "2", "2", "2", 0.0, "2", "2", 0.0),
    ("2b", "2", "1", "0", 1.0, "1", "0", 1.0),
    ("goal", "0", "2", "0", 1.0, "6", "4", 1 / 3),
]
KNOWN_AND_NOT = {
    "alliance": ("on_track", "not_judged"),
    "statcan": ("limited_progress", "not_available"),
    "eurostat": ("moderate_progress", "not_available"),
    "sdsn": ("stagnating", "not_available"),
    "unsd": ("fair_progress", "insufficient_data"),
    "destatis": ("cloud", "not_available"),
}


@pytest.mark.parametrize("profile", KNOWN_AND_NOT)
def test_every_profile_says_how_complete_each_level_is(profile, tmp_path):
    known, not_known = KNOWN_AND_NOT[profile]
    score = -1 if profile == "statcan" else ""
    statuses = [("a", known, score), ("f", known, score), ("b", not_known, ""), ("d", not_known, "")]
    ran = roll(tmp_path, profile, statuses, LEVELS)
    assert (ran.returncode, ran.stderr) == (0, "")
    with open(tmp_path / "out.csv", encoding="utf-8", newline="") as handle:
        out = list(csv.DictReader(handle))
    shares = ("completeness", "series_completeness")
    assert [tuple(float(row[c]) if c in shares else row[c] for c in COLUMNS[:8]) for row in out] == COMPLETE


@pytest.mark.parametrize("profile", ["eurostat", "sdsn", "destatis"])
def test_a_profile_that_publishes_no_status_above_a_series_gives_none(profile, tmp_path):
    assert roll(tmp_path, profile, [("a", KNOWN_AND_NOT[profile][0], "")], [("a", "goal")]).returncode == 0
    assert rows(tmp_path) == {"goal": (1, 0, None, None)}


def test_an_unknown_profile_is_refused(tmp_path):
    ran = roll(tmp_path, "oecd", [("a", "sun", "")], [("a", "goal")])
    assert ran.returncode in (1, 2)
    assert "'oecd' is not known here" in ran.stderr and "Traceback" not in ran.stderr
    assert not (tmp_path / "out.csv").exists()
