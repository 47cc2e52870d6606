"""What arrives: nothing is judged beside what nobody approved, nothing stands in the way of sending again, and what
cannot be read again stops what needs it."""

import io
import threading
from datetime import date

import openpyxl
import pytest

from etl.coding.rating import by_name
from etl.desk import acts, arrival, readings, receiving
from etl.desk.board import participants, round_board
from etl.desk.submission import included, key
from etl.form.sheets import COVER, COVERED
from etl.source import Finding, Unreadable
from etl.store import originals
from etl.store.editions import locked
from etl.store.journal import Act, Conflict, Denied, append, entries
from tests.support.round import approved, checked, workbook

DOUBT = {"takedown_hints": 10, "takedown_hosted_domestic": 4, "takedown_hosted_abroad": 5}


def states(store):
    return {one.id: one.state for one in acts.submissions(store).values()}


def changed(content, change):
    """A workbook with some of its cells changed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def entered(store, name, content, **facts):
    """As if it had been received once; returns the submission."""
    digest = originals.keep(store, content)
    with locked(store):
        said = {
            "round": "commitments-2013",
            "country": "GHA",
            "name": name,
            "sha256": digest,
            "office": "",
            "dated": "",
        } | facts
        append(store, [Act("Clerk", "received", f"S{len(acts.submissions(store)) + 1:04d}", None, "", said)])
    return list(acts.submissions(store).values())[-1]


def test_of_two_workbooks_of_a_country_in_one_drop_the_later_stands_and_neither_is_judged_by_the_other(store):
    receipts = receiving.receive(
        store,
        [
            ("a.xlsx", workbook("GHA", arrests=12)[1]),
            ("b.xlsx", workbook("GHA", arrests=15)[1]),
            workbook("FRA", arrests=3),
        ],
        "Clerk",
    )
    assert [(one.id, one.errors, one.questions) for one in receipts] == [
        ("S0001", 0, 0),
        ("S0002", 0, 0),
        ("S0003", 0, 0),
    ]
    assert states(store) == {"S0001": "replaced", "S0002": "checked", "S0003": "checked"}


def test_a_file_that_was_withdrawn_or_replaced_may_be_sent_again(store):
    first, second = workbook("GHA", arrests=12), workbook("GHA", arrests=15)
    receiving.receive(store, [first], "Clerk")
    acts.withdraw(store, "S0001", "Clerk", "By mistake.")
    (again,) = receiving.receive(store, [first], "Clerk")
    assert (again.id, again.new, states(store)) == ("S0002", True, {"S0001": "withdrawn", "S0002": "checked"})
    receiving.receive(store, [second], "Clerk")
    (third,) = receiving.receive(store, [first], "Clerk")
    assert (third.id, third.new, states(store)["S0003"]) == ("S0004", True, "replaced")


def test_a_country_that_the_round_does_not_ask_is_told_so(store):
    listed = {one["iso3"] for one in participants("launch_list")}
    other = next(one["iso3"] for one in participants("list_54") if one["iso3"] not in listed)
    content = changed(
        workbook("GHA", arrests=1)[1], lambda book: book[COVER].__setitem__(COVERED["country"], f"{other} · Somewhere")
    )
    (receipt,) = receiving.receive(store, [("other.xlsx", content)], "Clerk")
    assert (receipt.id, receipt.code) == ("", "not_asked")
    assert (
        receipt.sentence == f"other.xlsx: is of {other}, which is not asked in Commitments 2013; "
        "look at the country and the round on its first sheet."
    )
    assert states(store) == {}


def test_an_answer_stands_for_the_next_workbook_while_the_same_is_found(store):
    receiving.receive(store, [workbook("GHA", **DOUBT)], "Clerk")
    (question,) = acts.get(store, "S0001").open_questions
    acts.answer(store, "S0001", question, "One was hosted in both.", "Clerk")
    for n, more in ((2, {"arrests": 12}), (3, {"arrests": 13})):
        receiving.receive(store, [workbook("GHA", **DOUBT, **more)], "Clerk")
        one = acts.get(store, f"S000{n}")
        assert (one.questions, one.open_questions, one.answers[question][-1][3]) == (
            1,
            [],
            "as before: One was hosted in both.",
        )
    receiving.receive(store, [workbook("GHA", **{**DOUBT, "takedown_hints": 11})], "Clerk")
    assert acts.get(store, "S0004").open_questions == [question]


def test_whatever_the_country_writes_on_the_sheet_issues_is_kept(store):
    receiving.receive(store, [workbook("GHA", hotline_removed_pct_le_72h=120)], "Clerk")
    (error,) = acts.get(store, "S0001").findings

    def remark(book):
        issues = book["Issues"]
        (row,) = [row for row in range(1, issues.max_row + 1) if "Error" in str(issues.cell(row, 1).value)]
        issues.cell(row, 6).value = "We count every hotline."

    receiving.receive(store, [("again.xlsx", changed(acts.returned(store, "S0001"), remark))], "Clerk")
    assert [(about, said[0][2:]) for about, said in acts.get(store, "S0002").answers.items()] == [
        (key(error), ("commented", "We count every hotline."))
    ]


def test_errors_come_before_questions_and_notes_however_many_there_are(store):
    found = [Finding("remark", "note", "sent_practice", n, "link", "x", "y") for n in range(5, 900)] + [
        Finding("unknown_word", "error", "sent_practice", 900, "target", "9", "1")
    ]
    said = arrival.kept(found)
    assert (len(said["findings"]), said["findings"][0][1], said["counts"]) == (
        arrival.MOST,
        "error",
        {"error": 1, "question": 0, "note": 895},
    )
    one = entered(store, *workbook("GHA", arrests=12))
    with locked(store):
        append(store, [Act("Clerk", "checked", one.id, None, "", said)])
    assert (acts.get(store, one.id).errors, acts.get(store, one.id).notes) == (1, 895)
    with pytest.raises(Denied, match="S0001 has 1 error; it cannot be taken"):
        acts.accept(store, one.id, "Clerk")
    with locked(store):
        append(store, [Act("Clerk", "checked", one.id, None, "", arrival.kept(found[:-1]))])
    with pytest.raises(Denied, match=r"S0001 has 895 findings, more than can be gone through \(500\)"):
        acts.accept(store, one.id, "Clerk")


def test_only_a_cell_or_a_question_can_be_answered(store):
    id = checked(store, "GHA", arrests=12)
    for about in ("Indicators!G", "Elsewhere!G12", "Indicators!G12 stock_falls", "nothing"):
        with pytest.raises(Denied, match="is neither a cell such as 'Indicators!G12' nor a question of S0001"):
            acts.answer(store, id, about, "Yes.", "Clerk")
    assert acts.answer(store, id, "Indicators!G12", "Yes.", "Clerk").answers["Indicators!G12"][0][2] == "answered"


def test_what_was_given_back_stays_so_when_it_is_checked_again(store):
    id = checked(store, "GHA", arrests=12)
    acts.give_back(store, id, "Clerk", "See G12.")
    with pytest.raises(Conflict):
        receiving.check_again(store, id, "Clerk", seen=1)
    assert receiving.check_again(store, id, "Clerk").state == "returned"
    with pytest.raises(Denied, match="Who and why"):
        receiving.check_again(store, id, " ")


def test_an_older_report_is_not_approved_beside_a_newer_one(store):
    first = checked(store, "GHA", arrests=12)
    acts.accept(store, first, "Accepter")
    approved(store, "GHA", arrests=13)
    with pytest.raises(Denied, match="S0002 is newer and approved; it would stand in the edition, not S0001"):
        acts.approve(store, first, "Approver")
    assert [one.id for one in included(acts.submissions(store))] == ["S0002"]


def test_a_person_is_one_whatever_blanks_and_signs_nobody_sees_are_in_the_name():
    assert {
        by_name(name)
        for name in ("Anna Berg", " anna  BERG", "Anna\u200b Berg", "Anna\u00a0Berg", "An\u00adna Be\u2060rg")
    } == {"anna berg"}
    assert by_name(" \u200b\ufeff") == ""


def test_what_cannot_be_read_again_stops_what_needs_it_and_is_not_remembered(store):
    broken = entered(store, "letter.xlsx", b"Dear secretariat")
    for _ in range(2):
        with pytest.raises(
            Unreadable, match=r"S0001 cannot be read again, and nothing is made without it: letter\.xlsx: "
        ):
            receiving.given_of_all(store, [broken])
    other = entered(store, *workbook("GHA", arrests=12), country="FRA")
    with pytest.raises(
        Unreadable, match="S0002 reads as GHA, commitments-2013; the journal says FRA, commitments-2013"
    ):
        acts.content(store, other.id)
    assert not any(key.startswith((broken.sha256, other.sha256)) for key in readings._memory)


def test_more_readings_than_are_remembered_are_still_all_there(store, monkeypatch):
    monkeypatch.setattr(readings, "KEPT", 1)
    receiving.receive(store, [workbook(iso3, arrests=12) for iso3 in ("GHA", "FRA", "ALB")], "Clerk")
    every, found = list(acts.submissions(store).values()), []
    runs = [
        threading.Thread(target=lambda: found.append([one.country for one in readings.readings(store, every)]))
        for _ in range(3)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert found == [[one.country for one in every]] * 3


def test_an_original_that_was_damaged_is_healed_by_the_same_file(store):
    name, content = workbook("GHA", arrests=12)
    (receipt,) = receiving.receive(store, [(name, content)], "Clerk")
    path = originals.original(store, receipt.sha256)
    path.chmod(0o644)
    path.write_bytes(bytes(len(content)))
    receiving.receive(store, [(name, content)], "Clerk")
    assert originals.content(store, receipt.sha256) == content
    assert [one.name for one in path.parent.iterdir()] == [receipt.sha256] and path.stat().st_mode & 0o777 == 0o444


def test_many_threads_store_the_same_file_once(store):
    content, wrong = bytes(3_000_000), []

    def keep():
        try:
            originals.keep(store, content)
        except Unreadable as error:
            wrong.append(error)

    runs = [threading.Thread(target=keep) for _ in range(8)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert (wrong, len(list((store / "desk" / "originals").iterdir()))) == ([], 1)


def test_who_has_a_report_in_the_next_edition_is_not_overdue_and_late_is_counted_from_the_first_arrival(store):
    approved(store, "GHA", arrests=12)
    approved_at = date.fromisoformat(acts.get(store, "S0001").received_at[:10])
    receiving.receive(store, [workbook("GHA", arrests=13), workbook("FRA", arrests=1)], "Clerk")
    for id in ("S0002", "S0003"):
        acts.give_back(store, id, "Clerk", "See the cells.")
    frame = round_board(store, "commitments-2013").set_index("iso3")
    late = (approved_at - date(2013, 12, 31)).days
    assert [tuple(frame.loc[iso3, ["state", "overdue", "days_late"]]) for iso3 in ("GHA", "FRA")] == [
        ("returned", False, late),
        ("returned", True, late),
    ]


def test_the_acts_of_a_drop_are_entered_together(store):
    receiving.receive(store, [workbook("GHA", **DOUBT), workbook("FRA", arrests=1)], "Clerk")
    assert {one.until for one in entries(store)} == {len(entries(store))}


def test_of_many_files_some_are_told_and_others_act_before_the_next_are_read(store, monkeypatch):
    monkeypatch.setattr("etl.desk.receiving.BATCH", 2)
    told, others = [], []

    def note():
        with locked(store):
            others.extend(append(store, [Act("Another", "noted", "the store")]))

    def arrived(receipts):
        told.append([(receipt.id, receipt.sentence, receipt.unchecked) for receipt in receipts])
        thread = threading.Thread(target=note)
        thread.start()
        thread.join(60)  # it would wait for the lock, were it held

    files = [(f"{number}.xlsx", workbook("GHA", arrests=number)[1]) for number in (1, 2, 3)]
    receiving.receive(store, files, "Receiver", arrived=arrived)
    read = "Commitments 2013, Ghana; 61 rows read."
    assert told == [
        [
            ("S0001", f"1.xlsx: {read} S0002 came with it, is later and stands; this one was not checked.", "S0002"),
            ("S0002", f"2.xlsx: {read}", ""),
        ],
        [("S0003", f"3.xlsx: {read}", "")],
    ]
    assert len(others) == 2
    found = {one.id: (one.state, one.was_checked, one.replaced_by) for one in acts.submissions(store).values()}
    assert found == {
        "S0001": ("replaced", False, "S0002"),
        "S0002": ("replaced", True, "S0003"),
        "S0003": ("checked", True, ""),
    }


def test_one_that_was_never_checked_is_checked_before_it_can_be_taken(store):
    files = [(f"{number}.xlsx", workbook("GHA", arrests=number)[1]) for number in (-1, 2)]
    receiving.receive(store, files, "Receiver")
    acts.withdraw(store, "S0002", "Clerk", "Sent by mistake.")
    assert acts.reopen(store, "S0001", "Clerk").state == "received"
    with pytest.raises(Denied, match="S0001 is received; it can be accepted only when it is checked or returned"):
        acts.accept(store, "S0001", "Clerk")
    checked = receiving.check_again(store, "S0001", "Clerk")
    assert (checked.state, checked.errors + checked.questions > 0) == ("checked", True)
