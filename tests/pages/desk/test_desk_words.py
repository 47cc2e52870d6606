"""The words of the desk, case by case and on their edges: states, times, obstacles, counts, lists to take away."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from etl.coding.agreement import Agreement
from etl.coding.rating import Code, Coding
from etl.desk.receiving import Receipt
from etl.desk.submission import Submission
from etl.form.sheets import sheets
from etl.source import Finding
from etl.store.journal import Entry
from pages.parts.desk import (
    agreement,
    board,
    cells,
    commitments,
    conversation,
    elements,
    embargo,
    findings,
    inbox,
    journal,
    publish,
    review,
)

ONE = Submission(
    "S0007", "progress-2014", "KEN", "KEN.xlsx", "a", "", "", "2014-09-03T14:05:00+00:00", "Ana", "checked"
)
ASKED = Finding("jump", "question", "sent_indicators", 700_012, "value", "77", "about 8")
MARKS = elements.marks("submission")
NOW = datetime(2014, 10, 3, 14, 5, tzinfo=UTC)


# ---- moments and days


@pytest.mark.parametrize(
    ("at", "said"),
    [
        *[("2014-10-03T14:03:01+00:00", "just now"), ("2014-10-03T14:03:00+00:00", "2 min ago")],
        *[("2014-10-03T13:05:01+00:00", "59 min ago"), ("2014-10-03T13:05:00+00:00", "1 hour ago")],
        *[("2014-10-02T14:06:00+00:00", "23 hours ago"), ("2014-10-02T14:05:00+00:00", "1 day ago")],
        *[("2013-10-04T14:05:00+00:00", "364 days ago"), ("2013-10-03T14:05:00+00:00", "1 year ago")],
        *[("2011-10-05T14:05:00+00:00", "2 years ago"), ("2014-10-03T15:05:00+02:00", "1 hour ago")],
        ("2014-10-03T12:05:00", "2 hours ago"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_whole_unit(at, said):
    assert elements.ago(at, NOW) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 days"), (1, "1 day"), (89, "89 days"), (90, "3 months"), (729, "24 months"), (730, "2 years")],
)
def test_days_are_said_as_people_count_them(count, said):
    assert elements.days(count) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (60, "1 min 0 s"), (185, "3 min 5 s"), (3661, "61 min 1 s")],
)
def test_what_work_took_is_minutes_and_seconds(seconds, said):
    assert elements.took(seconds) == said


def test_a_moment_is_said_in_utc_wherever_it_was_written():
    assert elements.moment("2014-09-03T16:05:59+02:00") == "3 September 2014, 14:05 UTC"
    assert elements.moment("2014-09-03T14:05:59") == "3 September 2014, 14:05 UTC"
    assert (elements.moment(""), elements.moment(pd.NaT)) == ("–", "–")
    assert elements.stamp("2014-09-03T14:05:59.123+00:00") == "2014-09-03 14:05"


def test_one_moment_by_the_clocks_of_five_places():
    assert embargo.elsewhere(datetime(2014, 9, 30, 22, 30, tzinfo=UTC)) == [
        "00:30 on 1 October in Brussels",
        "18:30 on 30 September in Washington",
        "02:30 on 1 October in Abu Dhabi",
        "07:30 on 1 October in Tokyo",
        "11:30 on 1 October in Auckland",
    ]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("progress-2014-KEN-S0007.xlsx", "progress-2014-KEN-S0007.xlsx"),
        ("Côte d'Ivoire (1).xlsx", "C-te-d-Ivoire-1-.xlsx"),
        *[("../../etc/passwd", "etc-passwd"), ("a_b+c.csv", "a_b+c.csv"), ("..", "file"), ("", "file")],
    ],
)
def test_the_name_of_a_file_to_take_away_is_safe(name, kept):
    assert elements.safe(name) == kept


def test_a_mark_is_shape_and_word_in_the_colour_of_its_tone():
    mark = elements.Mark("◆", "In *doubt*", "weak", "It waits.")
    assert mark.markdown == r":orange[◆] In \*doubt\*"
    assert replace(mark, tone="elsewhere").markdown == r":gray[◆] In \*doubt\*"
    assert list(MARKS)[:3] == ["not_sent", "received", "checked"]


# ---- the round


def row(**cells):
    usual = {"iso3": "KEN", "country": "Kenya", "region": "Africa", "state": "checked", "submission": "S0007",
        "received_at": "2014-09-03T14:05:00+00:00", "days_late": 0, "overdue": False}  # fmt: skip
    return SimpleNamespace(**{**usual, **cells})


def standings(*rows):
    return pd.DataFrame([vars(row(**cells)) for cells in rows])


THREE = standings(
    {"iso3": "ALB", "country": "Albania", "region": "Europe", "state": "not_sent", "submission": "", "overdue": True},
    {},
    {"iso3": "GHA", "country": "Ghana", "state": "returned", "submission": "S0009"},
)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, "S0007 came on 3 September 2014, 14:05 UTC, in time"),
        ({"days_late": 1}, "S0007 came on 3 September 2014, 14:05 UTC, 1 day after the due date"),
        ({"state": "not_sent", "submission": ""}, "Nothing has arrived yet."),
        ({"state": "not_sent", "overdue": True, "days_late": 95}, "Nothing has arrived. 3 months past the due date."),
    ],
)
def test_a_tile_says_when_a_workbook_came_and_how_late(cells, said):
    assert board.arrived(row(**cells)) == said


def test_a_tile_ends_with_overdue_or_since_when():
    assert board.since(row(overdue=True)) == ":orange[◷] overdue"
    assert board.since(row(state="not_sent")) == ""
    assert board.since(row(received_at="2012-01-01T00:00:00+00:00")).endswith(" years ago")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"counts": {"error": 1, "question": 2}, "findings": (ASKED,)}, ", 1 error"),
        ({"counts": {"error": 2}}, ", 2 errors"),
        ({"counts": {"question": 1}, "findings": (ASKED,)}, ", 1 question"),
        ({}, ", ready"),
        ({"state": "returned", "counts": {"error": 2}}, ""),
    ],
)
def test_a_tile_of_what_was_checked_says_what_stands_in_the_way(fields, said):
    assert board.obstacle(replace(ONE, **fields)) == said
    assert board.obstacle(None) == ""


def test_what_can_be_shown_of_a_round_are_the_states_that_are_there():
    assert list(board.offered(THREE, MARKS)) == [None, "late", "not_sent", "checked", "returned"]
    assert list(board.offered(THREE[1:], MARKS)) == [None, "checked", "returned"]
    shown = {state: list(board.shown(THREE, state)["iso3"]) for state in (None, "late", "checked")}
    assert shown == {None: ["ALB", "KEN", "GHA"], "late": ["ALB"], "checked": ["KEN"]}


def test_who_is_silent_or_has_its_workbook_back_is_reminded():
    rows = board.reminded(THREE, MARKS, "2014-09-30")
    assert list(rows) == ["Country", "Code", "Region", "State", "What is asked", "Due", "Overdue", "Submission"]
    assert rows.to_numpy().tolist() == [
        ["Albania", "ALB", "Europe", MARKS["not_sent"].label, "Send the workbook", "2014-09-30", "yes", ""],
        [
            *("Ghana", "GHA", "Africa", MARKS["returned"].label),
            *("Mend and answer what is marked in the workbook, and send it again", "2014-09-30", "no", "S0009"),
        ],
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2014-09-29", "Due on 30 September 2014, in 1 day; nobody is late before that day is over."),
        ("2014-09-30", "Due on 30 September 2014, today; nobody is late before that day is over."),
        ("2014-10-01", "It was due on 30 September 2014: 1 of 3 are overdue."),
    ],
)
def test_a_round_says_who_has_sent_and_when_it_is_due(day, said):
    found = board.sentence(THREE, "2014-09-30", date.fromisoformat(day))
    assert found == f"2 of 3 have sent a workbook; 0 of 3 are approved or published. {said}"
    done = THREE.assign(state=["approved", "published", "accepted"])
    assert "3 of 3 have sent a workbook; 2 of 3 are approved" in board.sentence(done, "2014-09-30", date(2014, 9, 1))


# ---- the review


ROUND = SimpleNamespace(due="2014-09-30", round="progress-2014")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"counts": {"error": 2}}, "2 errors forbid taking it: give it back, the cells are marked in the workbook."),
        (
            {"counts": {"error": 1, "question": 1}, "findings": (ASKED,), "state": "received"},
            "1 error forbids taking it: give it back, the cells are marked in the workbook.",
        ),
        (
            {"counts": {"question": 1}, "findings": (ASKED,)},
            "1 question is open: enter the country’s answers below, or give it back.",
        ),
        ({"counts": {"note": 9}}, "Nothing stands in the way of accepting it."),
        ({"state": "returned"}, "It waits for the country; when the mended workbook comes, drop it in the inbox."),
        ({"state": "accepted", "accepted_by": "Bo"}, "It waits for approval by somebody other than Bo."),
        ({"state": "approved"}, "It will be in the next edition."),
        ({"state": "published", "edition": 4}, "It is in the editions from 4 on."),
        ({"state": "withdrawn", "reason": "By mistake."}, "It is in no later edition: By mistake."),
        ({"state": "replaced"}, "A newer submission took its place."),
    ],
)
def test_a_review_says_what_comes_next(fields, said):
    one = replace(ONE, **fields)
    state = MARKS[one.state].label.lower()
    assert review.sentence(one, row(), MARKS, ROUND) == f"S0007 is {state}. {said}"


def test_of_a_silent_country_the_due_date_is_said():
    begins = "Nothing has arrived from Kenya in this round."
    assert review.sentence(None, row(overdue=True), MARKS, ROUND) == (
        f"{begins} It was due on 30 September 2014 and is overdue."
    )
    assert review.sentence(None, row(), MARKS, ROUND) == f"{begins} It is due on 30 September 2014."


SENT = {
    one.id: one
    for one in (
        replace(ONE, id="S0001", round="commitments-2013"),
        replace(ONE, id="S0002", country="GHA"),
        replace(ONE, id="S0003", state="replaced"),
        replace(ONE, id="S0004", state="withdrawn"),
        replace(ONE, id="S0005"),
        replace(ONE, id="S0006", round="commitments-2013"),
        replace(ONE, id="S0008"),
        replace(ONE, id="S0009", state="withdrawn"),
    )
}


@pytest.mark.parametrize(
    ("id_", "before", "after"),
    [
        *[("S0001", None, "S0006 is newer."), ("S0002", None, ""), ("S0003", "S0001", "S0008 is newer.")],
        *[("S0004", "S0003", "S0008 is newer."), ("S0005", "S0003", "S0008 is newer."), ("S0006", "S0001", "")],
        *[("S0008", "S0005", ""), ("S0009", "S0008", "")],
    ],
)
def test_a_submission_stands_beside_the_last_of_its_country_and_round_that_was_not_withdrawn(id_, before, after):
    found = review.earlier(SENT[id_], SENT)
    assert (found and found.id, review.newer(SENT[id_], SENT)) == (before, after)


# ---- what the checks found, and what was said


def test_a_finding_stands_with_its_cell_its_key_and_the_row_of_the_workbook():
    title = sheets()["sent_indicators"].title
    contents = {title: pd.DataFrame([{"row": 700_012, "indicator": "arrests", "label": "Arrests", "period": "2013"}])}
    other = replace(ASKED, line=700_013, severity="error")
    assert [tuple(one) for one in findings.shown([ASKED, other], contents)] == [
        ("question", "77", "about 8", "Indicators!G12 jump", "Indicators!G12", "Arrests · 2013"),
        ("error", "77", "about 8", "Indicators!G13 jump", "Indicators!G13", ""),
    ]


def test_a_finding_is_asked_with_its_row_and_what_was_expected_as_text():
    one = findings.ShownFinding("question", "7*7", "about <8>", "key", "Indicators!G12", "Arrests")
    assert findings._asked(one) == ("**Indicators!G12** · Arrests · found 7\\*7  \n:gray[Expected: about \\<8\\>]")
    assert findings._asked(one._replace(about="")).startswith("**Indicators!G12** · found 7")


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        (" indicators ! g12 ", "Indicators!G12"),
        *[("READ ME!c9", "Read me!C9"), (" g12 ", "g12"), ("!g12", "!g12"), ("a!b!c3", "A!b!C3")],
    ],
)
def test_a_cell_is_taken_in_small_letters_too(typed, cell):
    assert conversation._cell(typed) == cell


def test_an_act_has_its_own_verb():
    assert [conversation.ACTS[act] for act in ("accepted", "approved", "unapproved", "reopened", "replaced")] == [
        *("accepted it", "approved it", "undid the approval", "reopened it", "replaced it"),
    ]


# ---- the inbox


def receipt(**fields):
    return Receipt(**{"name": "KEN.xlsx", "sha256": "a", "id": "S0007", "code": "", "sentence": "", **fields})


@pytest.mark.parametrize(
    ("fields", "mark", "summary"),
    [
        ({}, ":primary[■]", "**1** clean"),
        ({"notes": 3}, ":primary[■]", "**1** clean"),
        ({"questions": 1}, ":orange[◆]", "**1** with questions only"),
        ({"questions": 1, "errors": 1}, ":red[▼]", "**1** with errors"),
        ({"new": False, "errors": 1}, ":gray[=]", "**1** here already"),
        ({"unchecked": "S0008"}, ":gray[=]", "**1** replaced by a later one"),
        ({"id": "", "code": "picture"}, ":red[☒]", "**1** not taken"),
    ],
)
def test_a_file_that_was_dropped_has_one_mark_and_is_counted_once(fields, mark, summary):
    one = receipt(**fields)
    assert (inbox._mark(one), inbox._summary([one])) == (mark, f"Of 1 file: {summary}")


def test_files_of_all_kinds_are_summed_up_in_one_line():
    kinds = [{}, {}, {"questions": 2}, {"errors": 2}, {"new": False}, {"unchecked": "S0008"}, {"id": ""}]
    assert inbox._summary([receipt(**fields) for fields in kinds]) == (
        "Of 7 files: **2** clean  ·  **1** with questions only  ·  **1** with errors  ·  **1** here already  ·  "
        "**1** replaced by a later one  ·  **1** not taken"
    )


def test_what_was_found_is_counted_by_kind():
    assert inbox.counted(receipt(errors=1, questions=2, notes=0)) == "☒ 1 error  ·  ◆ 2 questions  ·  – 0 notes"


def test_what_arrived_is_named_by_country_and_round_or_by_why_it_was_not_taken():
    rounds = {"progress-2014": SimpleNamespace(label="Progress 2014")}
    arrival = Entry(1, "", "Ana", "received", "S0007", 1, "", {"name": "KEN.xlsx"}, 1, "", "")
    assert inbox._what(arrival, {"S0007": ONE}, rounds, {"KEN": "Kenya"}) == "S0007: Kenya, Progress 2014"
    assert inbox._what(arrival, {"S0007": ONE}, rounds, {}) == "S0007: KEN, Progress 2014"
    refused = replace(arrival, act="refused", object="file a", reason="KEN.xlsx: is a picture.")
    assert inbox._what(refused, {}, rounds, {}) == "Not taken: is a picture."


# ---- coding


ITEM = commitments.Item("C1-KEN", "completion", "KEN", "A law", "2.1", "", "Ongoing", "", "", "", "S0007", "")


def coded(*codes, **fields):
    given = tuple(Code(f"Coder {n}", code, code) for n, code in enumerate(codes))
    return Coding("C1-KEN", "progress-2014", "completion", given, len(given), **fields)


SAME = {"final": "limited", "final_by": "agreed"}
STAND = {
    "code": coded(),
    "second code": coded("full"),
    "adjudication": coded("complete", "limited"),
    "evidence": coded("complete", "complete", final="complete", final_by="agreed"),
    "nothing": coded("limited", "limited", **SAME),
}


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["nothing", "nothing"], "2 of 2 are settled."),
        (["evidence", None], "0 of 2 are settled. Waiting: 1 for a first code, 1 for evidence."),
        (
            [None, "code", "second code", "adjudication", "nothing"],
            "1 of 5 are settled. Waiting: 2 for a first code, 1 for a second code, 1 for adjudication.",
        ),
    ],
)
def test_a_round_of_coding_says_what_is_settled_and_what_waits_for_what(kinds, said):
    items = [replace(ITEM, reference=f"C{n}-KEN") for n in range(len(kinds))]
    codings = {
        (item.reference, "completion"): STAND[kind] for item, kind in zip(items, kinds, strict=True) if kind is not None
    }
    assert commitments.sentence(items, codings) == said
    assert commitments.sentence([], {}).startswith("Nothing can be coded yet: what accepted submissions")


def test_the_whole_list_of_coding_shows_how_many_codes_are_in_and_none_of_them():
    rows = [
        commitments._row(ITEM, {("C1-KEN", "completion"): one} if one else {}, {}) for one in (None, *STAND.values())
    ]
    assert [(one["Codes given"], one["Waits for"]) for one in rows] == [
        *[(0, "a first code"), (0, "a first code"), (1, "a second code"), (2, "adjudication"), (2, "evidence")],
        (2, "nothing"),
    ]
    assert list(rows[0].values())[:4] == ["KEN", "C1-KEN", "A law", "How far is it done?"]
    assert commitments._row(ITEM, {}, {"KEN": "Kenya"})["Country"] == "Kenya"


def test_ones_own_code_is_found_whatever_blanks_and_capitals_the_name_has():
    assert commitments.own_code(coded("full", "limited"), " coder  1 ").now == "limited"
    assert [
        commitments.own_code(one, by) for one, by in ((coded("full"), "Bo"), (coded("full"), ""), (None, "Bo"))
    ] == [None] * 3


def workbook(**sheets_of_rows):
    empty = {"reference": "", "title": "", "goal_id": "", "due_date": "", "evidence_url": "", "note": "", "nature": "",
        "status": "", "done": ""}  # fmt: skip
    return {
        sheets()[name].title: pd.DataFrame([{**empty, **one} for one in rows]) for name, rows in sheets_of_rows.items()
    }


def test_what_is_coded_are_new_commitments_and_in_a_round_of_progress_what_was_reported():
    books = {
        "S0001": workbook(
            sent_commitments=[
                {"reference": "C1-KEN", "title": "A law", "nature": "new"},
                {"reference": "C2-KEN", "title": "", "nature": "new"},
                {"reference": "C3-KEN", "title": "A unit", "nature": "existing"},
                {"reference": "", "title": "Nothing", "nature": "new"},
            ],
            sent_progress=[{"reference": "C9-KEN", "title": "A course", "status": "ongoing", "done": "Half."}],
        ),
        "S0002": workbook(sent_commitments=[{"reference": "C1-KEN", "title": "A better law", "nature": "new"}]),
    }
    sent = [replace(ONE, id=id_, sha256=f"of coding {id_}") for id_ in ("S0002", "S0001")]
    found = {
        is_progress: [
            (one.reference, one.scale, one.title, one.status, one.done, one.submission)
            for one in commitments.items(sent, books.__getitem__, is_progress)
        ]
        for is_progress in (False, True)
    }
    law = ("C1-KEN", "ambition", "A better law", "", "", "S0002")
    assert found == {False: [law], True: [law, ("C9-KEN", "completion", "A course", "Ongoing", "Half.", "S0001")]}


@pytest.mark.parametrize(
    ("kappa", "word"),
    [
        *[(1.0, "almost perfect"), (0.801, "almost perfect"), (0.8, "substantial"), (0.6, "moderate"), (0.4, "fair")],
        *[(0.2, "slight"), (0.001, "slight"), (0.0, "no better than chance"), (-0.5, "no better than chance")],
    ],
)
def test_kappa_has_a_word_from_above_each_step(kappa, word):
    assert agreement._strength(kappa) == word


def test_agreement_of_a_scale_is_one_row_and_what_is_not_defined_is_a_dash():
    row = agreement._row(Agreement("ambition", 4, 3, 0.75, 0.5, 2, 0.63, ""))
    assert list(row) == ["Scale", "Coded twice", "Same code", "Kappa", "Weighted", "Remark"]
    assert list(row.values()) == ["How ambitious is it?", 4, "3 of 4 (75\u202f%)", "0.50 · moderate", "0.63", ""]
    row = agreement._row(Agreement("completion", 0, 0, None, None, 0, None, "Nothing *yet*."))
    assert list(row.values())[2:] == ["–", "–", "–", r"Nothing \*yet\*."]


# ---- the journal and what would be published


def entry(n, at, who, act, about, why, facts):
    return Entry(n, f"2014-09-{at}:00+00:00", who, act, about, 1, why, facts, 1, "", f"h{n}")


MADE = {"publishes": ["S0001", "S0002"], "replaces": [], "embargo": None, "hash": "x", "manifest": "y", "exports": True}
ENTRIES = [
    entry(1, "03T14:05", "Ana", "received", "S0001", "", {"round": "r", "sha256": "abc", "office": ""}),
    entry(2, "04T09:00", "Bo", "commented", "S0001", "Is *it*?", {"key": "Indicators!G12 stock_falls"}),
    entry(3, "05T09:00", "Cy", "coded", "coding x", "Because.", {"code": "full"}),
    entry(4, "06T09:00", "Bo", "prepared", "edition 2", "A note.", {**MADE, "counts": {"error": 1}}),
]


def test_the_journal_shows_the_newest_first_and_veils_what_may_not_be_seen_yet_also_in_the_search():
    frame = journal.table(ENTRIES, {3})
    veiled = "(hidden until both coders are in)"
    assert frame[["n", "at", "by", "act", "object", "reason", "facts", "hash"]].to_numpy().tolist() == [
        [4, "2014-09-06 09:00", "Bo", "prepared", "edition 2", "A note.",
         'publishes: S0001, S0002; exports: true; counts: {"error": 1}', "h4"],
        [3, "2014-09-05 09:00", "Cy", "coded", "coding x", veiled, veiled, "h3"],
        [2, "2014-09-04 09:00", "Bo", "commented", "S0001", "Is *it*?", "about: Indicators!G12 stock falls", "h2"],
        [1, "2014-09-03 14:05", "Ana", "received", "S0001", "", "round: r", "h1"],
    ]  # fmt: skip
    assert frame["words"][1] == f"2014-09-05 09:00 cy coded coding x {veiled} {veiled}"
    assert frame["words"][2].startswith("2014-09-04 09:00 bo commented s0001 is *it*?")


def test_the_journal_says_how_much_it_holds_from_when_to_when():
    ends = ". None can be changed or removed without being noticed."
    assert journal.sentence(ENTRIES) == (
        f"4 entries, from 3 September 2014, 14:05 UTC to 6 September 2014, 09:00 UTC{ends}"
    )
    assert journal.sentence(ENTRIES[:1]).startswith("1 entry, from 3 September 2014, 14:05 UTC to 3 September")
    assert journal.sentence([]).startswith("Nothing has been entered yet.")


@pytest.mark.parametrize(
    ("waiting", "approved", "in_force", "said"),
    [
        (
            SimpleNamespace(edition=5), [ONE], {"edition": 4},
            "Edition 5 is made and waits. Nothing else can be published before it is in force or cancelled.",
        ),
        (
            None, [], {"edition": 4},
            "Readers see edition 4. No submission is approved and waiting to be published.",
        ),
        (None, [], None, "Readers see nothing yet. No submission is approved and waiting to be published."),
        (
            None, [ONE, replace(ONE, id="S0008", country="GHA")], {"edition": 4},
            "Readers see edition 4. 2 approved submissions wait to be published: Kenya (S0007), GHA (S0008).",
        ),
    ],
)  # fmt: skip
def test_the_page_to_publish_says_what_waits_or_what_would_go_in(waiting, approved, in_force, said):
    assert publish.sentence(waiting, approved, in_force, {"KEN": "Kenya"}) == said


def test_of_nine_that_wait_to_be_published_eight_are_named():
    nine = [replace(ONE, id=f"S000{n}") for n in range(1, 10)]
    assert "(S0008) and 1 more." in publish.sentence(None, nine, {"edition": 4}, {})
    assert "(S0008)." in publish.sentence(None, nine[:8], {"edition": 4}, {})


def test_why_there_is_nothing_to_publish_is_told_apart():
    assert publish._nothing(True, True).startswith("Nothing: an edition made now would say the same")
    assert publish._nothing(False, True) == "This is the first edition, so there is nothing to compare with."
    assert publish._nothing(False, False).startswith("No figure and no status differs from the edition in force;")


# ---- cell by cell


def line(row, **said):
    empty = {column.field: "" for column in sheets()["sent_indicators"].columns}
    return {**empty, "row": row, **said}


def compared(now, then):
    form = sheets()["sent_indicators"]
    frames = [
        None if rows is None else pd.DataFrame([line(*one[:1], **one[1]) for one in rows]) for rows in (now, then)
    ]
    found = cells.compare(form, *frames, {"Indicators!G6": "question"}, {})
    return found[["cell", "about", "read", "before", "change", "finding"]].to_numpy().tolist()


def arrests(value, row=5, **more):
    return (row, {"indicator": "arrests", "label": "Arrests", "period": "2013", "value": value, **more})


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        ([arrests("12")], None, [["G5", "Arrests · 2013", "12", "", "first", ""]]),
        ([arrests("12")], [arrests("12", 9)], [["G5", "Arrests · 2013", "12", "12", "same", ""]]),
        ([arrests("12")], [arrests("15")], [["G5", "Arrests · 2013", "12", "15", "changed", ""]]),
        ([arrests("12")], [arrests("")], [["G5", "Arrests · 2013", "12", "", "new", ""]]),
        ([arrests("")], [arrests("15", 9)], [["G5", "Arrests · 2013", "", "15", "gone", ""]]),
        ([], [arrests("15", 9)], [["G9", "Arrests · 2013", "", "15", "gone", ""]]),
        ([arrests("", 6)], None, [["G6", "Arrests · 2013", "", "", "same", "question"]]),
        ([arrests("")], None, []),
        (
            [arrests("12", period="2014")], [arrests("12")],
            [["G5", "Arrests · 2014", "12", "", "new", ""], ["G5", "Arrests · 2013", "", "12", "gone", ""]],
        ),
        (
            [arrests("1"), arrests("2", 6)], [arrests("1"), arrests("3", 6)],
            [["G5", "Arrests · 2013", "1", "1", "same", ""], ["G6", "Arrests · 2013", "2", "3", "changed", "question"]],
        ),
    ],
)  # fmt: skip
def test_a_cell_stands_beside_what_its_row_said_before(now, then, said):
    found = [one for one in compared(now, then) if "Arrests" in one[1]]
    assert [one for one in found if one[0][0] == "G"] == said
