"""Milestones, their shares and commitments: known yes, known no, and not known, each as known at a date. Checked by
reading the record a second time."""

import csv
from calendar import monthrange
from collections import Counter
from datetime import date

import pytest

from etl.source import RECORD

KNOWN_UNTIL = {
    "brussels-2012": date(2012, 12, 5),
    "washington-2014": date(2014, 9, 30),
    "london-2014": date(2014, 12, 10),
    "abu-dhabi-2015": date(2015, 11, 30),
}
KNOWN_UNTIL |= {"brussels-2022": date(2022, 6, 1), "abu-dhabi-2024": date(2024, 12, 4), "latest": date(2026, 11, 22)}
MILESTONES = {
    "OPSC": "un_protocol",
    "BUDAPEST": "budapest",
    "LANZAROTE": "lanzarote",
    "VGT": "vgt",
    "INSAFE": "safer_internet_centre",
    "INHOPE": "inhope_hotline",
}
MILESTONES |= {"ICSE": "icse", "EUROPOL_VIDTF": "vidtf", "INTERPOL_VIDTF": "interpol_vidtf"}
MILESTONES |= {"UN_CYBERCRIME": "un_cybercrime"}
YES = {
    "ratification",
    "accession",
    "succession",
    "entry_into_force",
    "listed_as_party",
    "founder",
    "joined",
    "listed",
    "took_part",
}
TARGETS = {2: ["un_protocol", "budapest", "lanzarote", "vgt"], 3: ["safer_internet_centre"], 4: ["inhope_hotline"]}
STATE = "SELECT state, since FROM milestones WHERE as_of = ? AND milestone = ? AND iso3 = ?"


def rows(file):
    with open(RECORD / f"{file}.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def last_day(text):
    year, month, day = [*map(int, text.split("-")), None, None][:3]
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


PUBLISHED = {row["source_url"]: last_day(row["published"]) for row in rows("sources") if row["published"]}
"""When sources were published that say so: what they tell was not known before."""


def roster(as_of):
    """The countries of the newest list known by then."""
    listed = [
        (row["date"], row["iso3"])
        for row in rows("memberships")
        if row["network"] == "GLOBAL_ALLIANCE" and last_day(row["date"]) <= KNOWN_UNTIL[as_of]
    ]
    return {iso3 for day, iso3 in listed if day == max(listed)[0]}


def settled(told):
    """The state after what was told, as (day or None, yes or no): the newest, or that the sources differ."""
    if not told:
        return "not_known"
    last_no = max((day for day, word in told if word == "no" and day), default=None)
    yes = [day for day, word in told if word == "yes"]
    if yes and last_no and not any(day and day >= last_no for day in yes):
        return "sources_differ"
    return "yes" if yes else "no"


def states(as_of):
    """{(milestone, iso3): state} from the verified facts that say yes or no."""
    found = {(milestone, iso3): [] for milestone in MILESTONES.values() for iso3 in roster(as_of)}
    facts = [
        (row["iso3"], row["treaty"], row["event"], row["date"] or row["status_as_of"], row["evidence"], row)
        for row in rows("treaties")
    ]
    facts += [
        (row["iso3"], row["network"], row["fact"], row["date"], row["evidence"], row) for row in rows("memberships")
    ]
    for iso3, register, fact, day, evidence, row in facts:
        key = (MILESTONES.get(register), iso3)
        says_yes = fact in YES or (register, fact) == ("UN_CYBERCRIME", "signature")
        told = PUBLISHED.get(row["source_url"], date.min)
        known_from = max(last_day(day), told) if day else max(KNOWN_UNTIL.values()) if told == date.min else told
        if (
            key in found
            and evidence == "verified"
            and known_from <= KNOWN_UNTIL[as_of]
            and (says_yes or fact == "listed_as_not_party")
        ):
            found[key].append((last_day(day) if day else None, "yes" if says_yes else "no"))
    return {key: settled(told) for key, told in found.items()}


@pytest.mark.parametrize("as_of", KNOWN_UNTIL)
def test_every_state_is_what_the_record_says(edition, as_of):
    found = edition.rows("SELECT milestone, iso3, state FROM milestones WHERE as_of = ?", as_of)
    assert {(milestone, iso3): state for milestone, iso3, state in found} == states(as_of)
    assert len(found) == 10 * len(roster(as_of))


@pytest.mark.parametrize("as_of", KNOWN_UNTIL)
def test_shares_are_counted_over_all_countries(edition, as_of):
    counted = Counter((milestone, state) for (milestone, _), state in states(as_of).items())
    of = len(roster(as_of))
    expected = {
        m: (counted[m, "yes"], counted[m, "no"], counted[m, "not_known"] + counted[m, "sources_differ"], of)
        for m in MILESTONES.values()
    }
    found = edition.rows(
        "SELECT item, met, not_met, not_known, participants FROM progress WHERE item_type = 'milestone' AND as_of = ?",
        as_of,
    )
    assert {milestone: tuple(counts) for milestone, *counts in found} == expected
    for target, milestones in TARGETS.items():
        met, not_met, not_known, _ = (sum(n) for n in zip(*(expected[m] for m in milestones), strict=True))
        found = edition.one("SELECT * FROM target_progress WHERE as_of = ? AND target_no = ?", as_of, target)
        assert (found["met"], found["not_met"], found["not_known"], found["cells"], found["participants"]) == (
            met,
            not_met,
            not_known,
            of * len(milestones),
            of,
        )
        assert found["met"] + found["not_met"] + found["not_known"] == found["cells"]
        assert found["ratio"] == (pytest.approx(met / found["cells"], abs=1e-9) if met + not_met else None)
        assert found["ratio_at_most"] == pytest.approx((met + not_known) / found["cells"], abs=1e-9)
        assert found["reason"] == ("nothing_known" if not met + not_met else "lower_bound" if not_known else "rated")
        assert found["status"] == (word(found["ratio"]) if met + not_met else "not_known")


def word(share):
    """The status of a share."""
    steps = [(1, "all"), (0.9, "nearly_all"), (2 / 3, "most"), (1 / 3, "some"), (1e-9, "few"), (0, "none")]
    return next(status for at_least, status in steps if share >= at_least - 1e-9)


def test_the_words_of_all_shares(edition):
    found = edition.rows("SELECT status, ratio FROM progress WHERE rule = 'binary' AND ratio IS NOT NULL")
    assert [status for status, _ in found] == [word(ratio) for _, ratio in found]


def test_shares_of_the_record(edition):
    assert edition.rows(
        "SELECT item, met, not_met, not_known, participants, status FROM progress WHERE item_type = 'milestone' AND "
        "as_of = 'latest' ORDER BY item"
    ) == [
        ("budapest", 47, 0, 7, 54, "most"),
        ("icse", 8, 0, 46, 54, "context"),
        ("inhope_hotline", 37, 0, 17, 54, "most"),
        ("interpol_vidtf", 3, 0, 51, 54, "context"),
        ("lanzarote", 39, 0, 15, 54, "most"),
        ("safer_internet_centre", 28, 0, 26, 54, "some"),
        ("un_cybercrime", 20, 0, 34, 54, "context"),
        ("un_protocol", 51, 2, 1, 54, "nearly_all"),
        ("vgt", 9, 0, 45, 54, "few"),
        ("vidtf", 22, 0, 32, 54, "context"),
    ]


@pytest.mark.parametrize(
    ("as_of", "milestone", "iso3", "state", "since"),
    [
        ("latest", "un_protocol", "USA", "yes", "2002-12-23"),
        ("latest", "un_protocol", "IRL", "no", None),
        ("london-2014", "un_protocol", "IRL", "not_known", None),  # the list that says so is of 14 March 2015
        ("latest", "un_protocol", "XKX", "not_known", None),  # Kosovo has no row in the list of the United Nations
        ("brussels-2012", "budapest", "CZE", "not_known", None),  # signed in 2005, ratified on 22 August 2013
        ("washington-2014", "budapest", "CZE", "yes", "2013-08-22"),
        ("brussels-2012", "vgt", "KOR", "not_known", None),  # voted in in December 2012, joined in April 2013
        ("washington-2014", "vgt", "KOR", "yes", "2013-04-17"),
        ("brussels-2022", "lanzarote", "ARM", "yes", "2020-09"),  # named as not a party in 2019
        ("abu-dhabi-2015", "lanzarote", "ARM", "not_known", None),
        ("latest", "safer_internet_centre", "ALB", "not_known", None),  # SIC+ is outside the network
        ("latest", "inhope_hotline", "ALB", "not_known", None),  # set up with support of INHOPE, membership not stated
        ("latest", "budapest", "JPN", "yes", None),  # listed as a party, without a date
    ],
)
def test_states_checked_by_hand(edition, as_of, milestone, iso3, state, since):
    assert edition.rows(STATE, as_of, milestone, iso3) == [(state, since)]


def test_48_countries_at_the_launch_and_54_later(edition):
    assert edition.rows(
        "SELECT as_of, count(*) FROM rosters JOIN conferences USING (as_of) GROUP BY as_of, position ORDER BY position"
    ) == [(as_of, 48 if as_of == "brussels-2012" else 54) for as_of in KNOWN_UNTIL]
    assert [set(edition.column("SELECT iso3 FROM rosters WHERE as_of = ?", as_of)) for as_of in KNOWN_UNTIL] == [
        roster(as_of) for as_of in KNOWN_UNTIL
    ]
    only_launch = edition.column(
        "FROM (SELECT iso3 FROM rosters WHERE as_of = 'brussels-2012' EXCEPT SELECT iso3 FROM rosters WHERE as_of = "
        "'latest')"
    )
    assert (only_launch, roster("brussels-2012") & {"CAN", "VNM"}) == (["VNM"], {"VNM"})


def test_european_union_members_are_those_of_the_date(edition):
    found = edition.rows(
        "SELECT as_of, iso3, eu_member FROM rosters WHERE iso3 IN ('GBR', 'HRV') AND as_of IN ('brussels-2012', "
        "'washington-2014', 'brussels-2022')"
    )
    assert sorted(found) == EU


EU = [
    ("brussels-2012", "GBR", True),
    ("brussels-2012", "HRV", False),
    ("brussels-2022", "GBR", False),
    ("brussels-2022", "HRV", True),
]
EU += [("washington-2014", "GBR", True), ("washington-2014", "HRV", True)]


def kosovo(record, event, day="", as_of="2013-06-01", **cells):
    record.append(
        "treaties",
        iso3="XKX",
        treaty="OPSC",
        event=event,
        date=day,
        date_precision="day" if day else "none",
        status_as_of=as_of,
        **cells,
    )


def kosovo_then(edition):
    return [edition.one(STATE, as_of, "un_protocol", "XKX")["state"] for as_of in ("washington-2014", "london-2014")]


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        ([("signature", "2012-01-01")], ["not_known", "not_known"]),
        ([("listed_as_not_party",)], ["no", "no"]),
        ([("listed_as_party",)], ["yes", "yes"]),
        ([("accession", "2014-09-30")], ["yes", "yes"]),  # the day of the conference itself
        ([("accession", "2014-10-01")], ["not_known", "yes"]),
        ([("listed_as_not_party",), ("accession", "2014-10-01")], ["no", "yes"]),
        ([("accession", "2012-01-01", "", "unconfirmed")], ["not_known", "not_known"]),
    ],
    ids=str,
)
def test_a_fact_says_yes_no_or_nothing_from_its_day_on(record, made, facts, states):
    for event, day, as_of, evidence in [(*fact, *("", "2013-06-01", "verified")[len(fact) - 1 :]) for fact in facts]:
        kosovo(record, event, day, as_of, evidence=evidence)
    found = made()
    assert kosovo_then(found) == states
    assert len(found.rows("SELECT fact FROM milestone_facts WHERE milestone = 'un_protocol' AND iso3 = 'XKX'")) == len(
        facts
    )


def test_exactly_two_thirds_is_most(record, made):
    record.write(
        "memberships", [row for row in record.rows("memberships") if (row["iso3"], row["network"]) != ("AUS", "INHOPE")]
    )
    assert made().rows(
        "SELECT met, ratio, status FROM progress WHERE item = 'inhope_hotline' AND as_of = 'latest'"
    ) == [(36, 0.666666667, "most")]


def test_met_by_none_and_not_known_are_two_things(record, made):
    record.write(
        "treaties",
        [
            row
            for row in record.rows("treaties")
            if row["treaty"] != "LANZAROTE" or row["event"] == "listed_as_not_party"
        ],
    )
    found = made()
    shown = (
        "SELECT status, current_value, ratio, met, not_met, not_known FROM progress "
        "WHERE item = 'lanzarote' AND as_of = ?"
    )
    assert found.rows(shown, "latest") == [("none", 0.0, 0.0, 0, 2, 52)]
    assert found.rows(shown, "abu-dhabi-2015") == [("not_known", None, None, 0, 0, 54)]


def commitments(as_of):
    """(id, status, due state) of each commitment as known then."""
    now, found = KNOWN_UNTIL[as_of], []
    for row in rows("commitments"):
        announced, stated, due = (
            last_day(row[cell]) if row[cell] else None for cell in ("announced_date", "status_as_of", "due_date")
        )
        told = PUBLISHED.get(row["source_url"], date.min)
        if max(told, announced or stated or (max(KNOWN_UNTIL.values()) if told == date.min else told)) > now or row[
            "iso3"
        ] not in roster(as_of):
            continue
        status = (
            row["status"]
            if row["status"] == "baseline" or (stated and max(stated, told) <= now) or not (announced or stated)
            else "committed"
            if stated
            else "not_reported"
        )
        late = due and due < now and status not in ("implemented", "baseline")
        overdue = (
            late
            and status != "committed"
            and stated
            and date(*map(int, (row["status_as_of"] + "-1-1").split("-")[:3])) > due
        )
        found.append((row["commitment_id"], status, "overdue" if overdue else "due_no_report" if late else ""))
    return found


@pytest.mark.parametrize("as_of", KNOWN_UNTIL)
def test_commitments_are_as_known_then(edition, as_of):
    assert sorted(
        edition.rows("SELECT commitment_id, status, due_state FROM commitments WHERE as_of = ?", as_of)
    ) == sorted(commitments(as_of))


def test_a_status_stated_later_is_committed_and_overdue_needs_a_later_word(record, made):
    record.cell(
        "commitments",
        record.line("commitments", commitment_id="C009-CAN"),
        status_as_of="2023-05",
        announced_date="2019",
    )
    found = made()
    shown = "SELECT status, due_state FROM commitments WHERE commitment_id = ? AND as_of = ?"
    assert [
        found.rows(shown, "C048-NLD", as_of) for as_of in ("abu-dhabi-2015", "brussels-2022", "abu-dhabi-2024")
    ] == [[], [("committed", "")], [("implemented", "")]]
    assert [found.rows(shown, "C004-AUS", as_of) for as_of in ("brussels-2022", "latest")] == [
        [("ongoing", "")],
        [("ongoing", "due_no_report")],
    ]
    assert [found.rows(shown, "C009-CAN", as_of) for as_of in ("brussels-2022", "abu-dhabi-2024")] == [
        [("committed", "")],
        [("ongoing", "overdue")],
    ]
    assert found.column("SELECT DISTINCT item FROM gaps WHERE kind = 'overdue'") == ["C009-CAN"]
