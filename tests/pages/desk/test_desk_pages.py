"""The desk through its frame: every page opens, an act is one click and one entry, and what a person or a state does
not allow is said calmly."""

import io
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from core.editions.hashes import content_hash, sha256
from core.editions.manifest import current, manifest
from etl.desk import acts as desk
from etl.desk import receiving
from etl.desk.board import round_board
from etl.form.rounds import rounds
from etl.jobs import job as jobs
from etl.publishing import preparation, release
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template
from etl.source import ROOT
from etl.store import journal, originals
from etl.store.editions import locked
from etl.store.inputs import Inputs
from pages.parts.desk import previews, publish, review
from tests.support.jobs import ended
from views import lists

PAGES = sorted(path.stem for path in (ROOT / "pages" / "desk").glob("*.py") if path.stem != "__init__")
ROUND = rounds()["progress-2014"]


def workbook(iso3, round="progress-2014", **cells):
    """The template of a country with an office, a date and these cells, such as Indicators_G6=12."""
    asked = rounds()[round]
    book = openpyxl.load_workbook(io.BytesIO(template(asked, prefills(asked)[iso3])))
    for place, value in {"Read me_C8": "Ministry of Justice", "Read me_C9": "2014-09-02", **cells}.items():
        sheet, _mark, cell = place.rpartition("_")
        book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SENT = {
    "Australia.xlsx": ("AUS", {"Indicators_G5": 12, "Progress_E5": "Ongoing", "Progress_F5": "A unit was set up."}),
    "Kenya.xlsx": ("JPN", {"Indicators_G5": "about *sixty* <b>"}),
    "Italy.xlsx": ("ITA", {"Indicators_G5": 700, "Progress_E5": "Not started"}),
}


@pytest.fixture(scope="session")
def arrived(edition, shelf):
    """A store with an edition, in which three countries have sent: a clean workbook, one with an error, one with
    something to ask. Only to copy."""
    return shelf.folder("desk with three submissions", lambda store: _arrived(store, edition.store))[0]


def _arrived(store, before):
    shutil.copytree(before, store)
    files = [(name, workbook(iso3, **cells)) for name, (iso3, cells) in SENT.items()]
    assert [(one.id, one.code) for one in receiving.receive(store, files, "Clerk")] == [
        ("S0001", ""),
        ("S0002", ""),
        ("S0003", ""),
    ]


@pytest.fixture
def office(arrived, tmp_path, monkeypatch):
    """A desk of its own over a copy of that store."""
    monkeypatch.setenv("MONITOR_STORE", str(shutil.copytree(arrived, tmp_path / "store")))
    monkeypatch.setenv("MONITOR_DESK", "yes")
    return tmp_path / "store"


@pytest.fixture
def sit(visit, monkeypatch):
    """Call it with a page of the desk and a name; returns the page inside its frame, with that person at the desk."""
    monkeypatch.setenv("MONITOR_DESK", "yes")

    def at(page, who="", **address):
        app = visit(f"desk/{page}", **address)
        return app.text_input(key="desk_name").set_value(who).run() if who else app

    return at


def said(app):
    """Everything that a page says."""
    return [
        one.value for kind in ("title", "subheader", "markdown", "caption", "info", "error") for one in app.get(kind)
    ]


def calm(app):
    """A page with a title and without any sign of an error."""
    assert (list(app.exception), list(app.error), list(app.warning)) == ([], [], [])
    assert len(app.title) == 1 and app.title[0].value
    return app


def find(app, label):
    """The one button of this label."""
    (found,) = [one for one in app.button if one.label == label]
    return found


def made(store, app):
    """The page once the job that it began has ended."""
    job = ended(store, jobs.numbers(store)[-1])
    assert job.outcome == "done", job.state.sentence
    return calm(app.run())


def state(store, id="S0001"):
    return desk.submissions(store)[id].state


@pytest.mark.parametrize("page", PAGES)
def test_a_desk_page_opens(office, sit, page):
    app = calm(sit(page))
    assert any("on this computer only" in line and "edition 1" in line for line in said(app)) and office.exists()


@pytest.mark.parametrize("page", PAGES)
def test_a_desk_page_opens_before_the_first_edition(tmp_path, sit, monkeypatch, page):
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path / "new"))
    assert any("no edition has been published yet" in line for line in said(calm(sit(page))))


@pytest.mark.parametrize("page", PAGES)
def test_a_desk_page_is_short(page):
    assert len((ROOT / "pages" / "desk" / f"{page}.py").read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("page", PAGES)
def test_readers_have_no_desk_page(seen, visit, page):
    app = visit(f"desk/{page}")
    assert (
        app.title[0].value == "Where the Alliance stands"
        and not [one for one in app.text_input if one.key == "desk_name"]
        and seen.number == 1
    )


def test_the_readers_server_never_reads_a_module_of_the_desk(seen):
    code = (
        "import sys; from streamlit.testing.v1 import AppTest\n"
        "AppTest.from_file('pages/parts/frame.py', default_timeout=60).run()\n"
        "print([name for name in sys.modules if name.startswith(('etl.', 'pages.desk', 'pages.parts.desk'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]" and seen.number == 1


def test_a_desk_that_others_could_reach_does_not_start(monkeypatch):
    monkeypatch.setenv("MONITOR_DESK", "yes")
    words = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "0"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "only runs for this computer" in done.stderr and "Traceback" not in done.stderr


def test_the_round_counts_silent_countries(office, sit):
    app = calm(sit("round"))
    assert any(
        line.startswith(":gray[3 of 54 have sent a workbook; 0 of 54 are approved or published.")
        and "51 of 54 are overdue" in line
        for line in said(app)
    )
    assert any("Not sent: **51 of 54**" in line and "Checked: **3 of 54**" in line for line in said(app))
    tiles = [one for one in app.get("page_link") if one.proto.page_script_hash]
    assert sum("▨" in one.proto.label for one in tiles) == 51 and sum("◧" in one.proto.label for one in tiles) == 3
    app.selectbox(key="show").set_value("checked").run()
    assert sum("◧" in one.proto.label for one in calm(app).get("page_link")) == 3 and not any(
        "▨" in one.proto.label for one in app.get("page_link")
    )
    assert office.exists()


def test_nobody_is_overdue_before_the_due_date_is_over(office):
    from datetime import date

    from pages.parts.desk import board as desk_board

    before, on, after = (
        round_board(office, ROUND.round, date.fromisoformat(f"2014-{day}")) for day in ("09-20", "09-30", "10-01")
    )
    assert (before["overdue"].sum(), on["overdue"].sum(), after["overdue"].sum()) == (0, 0, 51)
    told = [
        desk_board.sentence(board, ROUND.due, date.fromisoformat(f"2014-{day}"))
        for board, day in ((before, "09-20"), (on, "09-30"), (after, "10-01"))
    ]
    assert (
        "in 10 days" in told[0]
        and "today" in told[1]
        and "51 of 54 are overdue" in told[2]
        and not any("overdue" in one for one in told[:2])
    )


def test_the_reminder_list_is_text_that_no_spreadsheet_runs():
    import pandas as pd

    frame = pd.DataFrame({"Country": ["=1+1", "@x"], "Days": [3, None]})
    assert lists.csv(frame).decode("utf-8-sig") == "Country,Days\r\n'=1+1,3.0\r\n'@x,\r\n"
    sheet = openpyxl.load_workbook(io.BytesIO(lists.xlsx(frame, "a/b"))).active
    assert (sheet.title, sheet["A2"].value, sheet["A2"].data_type, sheet["B3"].value) == ("a b", "=1+1", "s", None)


def test_without_a_name_nothing_can_be_done_and_the_reason_stands_beside(office, sit):
    app = calm(sit("review", country="Australia"))
    assert all(find(app, label).disabled for label in ("Accept", "Check again", "Withdraw"))
    assert any("First say who you are" in line for line in said(app)) and state(office) == "checked"


def test_a_submission_is_accepted_by_one_and_approved_by_another(office, sit):
    app = sit("review", "Ana", country="Australia")
    find(app, "Accept").click().run()
    assert state(office) == "accepted" and calm(app).toast[0].value == "S0001 is accepted."
    assert find(app, "Approve").disabled and any("somebody else must approve it" in line for line in said(app))
    app.text_input(key="desk_name").set_value("ana ").run()
    assert find(app, "Approve").disabled, "the same person in other letters"
    app.text_input(key="desk_name").set_value("Bo").run()
    find(app, "Approve").click().run()
    assert state(office) == "approved"
    find(calm(app), "Undo: not approved").click().run()
    assert state(office) == "accepted"
    find(app, "Undo: not accepted").click().run()
    assert state(office) == "checked"
    acts = [(one.act, one.by) for one in journal.entries(office) if one.object == "S0001"]
    assert acts[2:] == [("accepted", "Ana"), ("approved", "Bo"), ("unapproved", "Bo"), ("reopened", "Bo")]


def test_who_is_second_is_told_and_nothing_is_overwritten(office, sit):
    app = sit("review", "Ana", country="Australia")
    desk.give_back(office, "S0001", "Bo", "A page is missing.")
    find(app, "Accept").click().run()
    assert (
        state(office) == "returned"
        and [one.act for one in journal.entries(office) if one.object == "S0001"][-1] == "returned"
    )
    assert any("Nothing was entered" in line and "Bo was first" in line for line in said(calm(app)))
    find(app, "Look again").click().run()
    assert not any("Nothing was entered" in line for line in said(calm(app)))


def test_giving_back_needs_a_reason(office, sit):
    app = sit("review", "Ana", country="Australia")
    find(app, "Give back").click().run()
    assert state(office) == "checked" and any("Nothing was entered" in line for line in said(calm(app)))
    app.text_area(key="reason_give_back_S0001").set_value("Please *fill* row 7.")
    find(app, "Give back").click().run()
    assert state(office) == "returned" and any("Please \\*fill\\* row 7." in line for line in said(calm(app)))


def test_what_a_workbook_says_is_shown_as_text(office, sit):
    app = calm(sit("review", country="Japan"))
    (errors,) = [one.value for one in app.table if "Expected" in one.value]
    assert errors["Found"][0] == r"about \*sixty\* \<b\>" and errors["Cell"][0] == "Indicators!G5" and office.exists()


def test_a_question_is_answered_in_the_words_of_the_country(office, sit):
    one = desk.submissions(office)["S0003"]
    assert one.open_questions, "the control: something is asked"
    app = sit("review", "Ana", country="Italy")
    assert find(app, "Accept").disabled and any(
        "open question" in line or "is open" in line or "are open" in line for line in said(app)
    )
    for key in one.open_questions[:-1]:
        app.button(key=f"confirm_S0003 {key}").click().run()
    last = one.open_questions[-1]
    app.text_input(key=f"text_S0003 {last}").set_value("We counted again.")
    app.button(key=f"enter_S0003 {last}").click().run()
    assert desk.submissions(office)["S0003"].open_questions == [] and not find(calm(app), "Accept").disabled
    assert any("We counted again." in line for line in said(app))


def test_a_comment_on_a_cell_is_kept_with_its_address(office, sit):
    app = sit("review", "Ana", country="Australia")
    app.text_input(key="comment_cell_S0001").set_value("indicators!g5")
    app.text_input(key="comment_text_S0001").set_value("Is this the whole country?")
    app.button(key="comment_enter").click().run()
    assert list(desk.submissions(office)["S0001"].answers) == ["Indicators!G5"] and any(
        "Is this the whole country?" in line for line in said(calm(app))
    )


def test_changed_cells_are_marked_beside_what_was_before(office, sit):
    receiving.receive(
        office,
        [("again.xlsx", workbook("AUS", Indicators_G5=15, Progress_E5="Ongoing", Progress_F5="A unit was set up."))],
        "Clerk",
    )
    app = calm(sit("review", country="Australia", submission="S0004"))
    (cells,) = [one.value for one in app.dataframe if "Before" in one.value]
    assert cells[["Cell", "As sent", "Read as", "Before", "Change"]].values.tolist() == [
        ["G5", "15", "15", "12", "≠ changed"]
    ]


def test_another_round_is_no_reason_to_call_a_cell_gone(office, sit):
    sent = workbook("GHA", "commitments-2013", Commitments_E5="A unit against such crimes", Indicators_G5=12)
    assert receiving.receive(office, [("first.xlsx", sent)], "Clerk")[0].id == "S0004"
    assert receiving.receive(office, [("report.xlsx", workbook("GHA", Indicators_G5=15))], "Clerk")[0].id == "S0005"
    app = calm(sit("review", country="Ghana", submission="S0005"))
    assert any("Beside S0004 of an earlier round" in line for line in said(app))
    (cells,) = [one.value for one in app.dataframe if "Change" in one.value]
    assert "15" in list(cells["As sent"]) and "− gone" not in list(cells["Change"])


def test_a_replaced_submission_is_not_taken_up_again_beside_a_newer_one(office, sit):
    receiving.receive(office, [("again.xlsx", workbook("AUS", Indicators_G5=15))], "Clerk")
    assert "S0004 is newer." in review.newer(desk.submissions(office)["S0001"], desk.submissions(office))
    assert review.newer(desk.submissions(office)["S0004"], desk.submissions(office)) == ""
    assert not [
        one
        for one in calm(sit("review", "Ana", country="Australia", submission="S0001")).button
        if one.label.startswith("Undo")
    ]


def test_a_silent_country_has_a_page_that_says_what_comes_next(office, sit):
    app = calm(sit("review", country="Ghana"))
    assert (
        any("Nothing has arrived from Ghana" in line and "overdue" in line for line in said(app))
        and not app.dataframe
        and office.exists()
    )


def test_files_are_taken_in_each_with_its_answer(office, sit):
    app = sit("inbox", "Ana")
    known_one = originals.content(office, desk.submissions(office)["S0001"].sha256)
    app.file_uploader(key="desk_files").upload("Spain.xlsx", workbook("ESP", Indicators_G5=3))
    for name, content in (("again.xlsx", known_one), ("photo.png", b"\x89PNG\r\n\x1a\n")):
        app.file_uploader(key="desk_files").upload(name, content)
    find(app, "Store and check").click().run()
    lines = "\n".join(said(calm(app)))
    assert (
        "S0004" in {one.id for one in app.session_state["desk_receipts"]}
        and desk.submissions(office)["S0004"].received_by == "Ana"
    )
    assert (
        "is here already as S0001" in lines
        and re.search(r"photo.*is a picture", lines)
        and "**1** not taken" in lines
        and "**1** here already" in lines
    )


def test_nothing_dropped_is_said_calmly(office, sit):
    app = sit("inbox", "Ana")
    find(app, "Store and check").click().run()
    assert any("No file was dropped yet." in line for line in said(calm(app))) and len(desk.submissions(office)) == 3


def approved(store, id="S0001"):
    desk.accept(store, id, "Ana")
    desk.approve(store, id, "Bo")


def test_differences_name_conferences_and_rounds_by_their_labels():
    labels = {"abu-dhabi-2015": "Abu Dhabi 2015", "progress-2014": "Progress reports 2014"}
    said = [publish.in_words(period, labels) for period in ("abu-dhabi-2015", "progress-2014 completion", "2013", "")]
    assert said == ["Abu Dhabi 2015", "Progress reports 2014 completion", "2013", ""]


def test_where_nothing_differs_the_page_says_so(office, sit):
    # an edition of before, with a table more, that is what its manifest says
    path, named = office / "editions" / "0001" / "manifest.json", office / "current.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    held["tables"]["of_before"] = {"rows": 0, "hash": "0" * 64}
    held["hash"] = content_hash(held["tables"])
    path.chmod(0o644)
    path.write_text(json.dumps(held), encoding="utf-8")
    named.write_text(json.dumps({"edition": 1, "hash": held["hash"], "manifest": sha256(path)}), encoding="utf-8")
    app = calm(sit("publish"))
    assert not any("first edition" in line for line in said(app)) and any(
        "No figure and no status differs" in line for line in said(app)
    )


def test_an_edition_waits_for_its_time_and_can_be_cancelled(office, sit):
    approved(office)
    app = calm(sit("publish", "Ana"))
    assert (
        any("1 approved submission waits" in line and "Australia (S0001)" in line for line in said(app))
        and app.dataframe
    )
    (note,) = app.text_area
    ready = note.value
    note.set_value("Nothing to see.").run()
    assert find(app, "Publish edition 2 now").disabled and any("Not named yet" in line for line in said(calm(app)))
    app.text_area[0].set_value(ready)
    next(one for one in app.segmented_control if one.label == "When").set_value("later").run()
    assert any("in Tokyo" in line and "in Washington" in line for line in said(calm(app)))
    made(office, find(app, "Make it, to appear at this time").click().run())
    assert release.waiting(office).edition == 2 and [one.label for one in calm(app).metric] == ["Edition 2 appears in"]
    app.text_area(key="reason_cancel").set_value("A figure was wrong.")
    find(app, "Cancel it").click().run()
    assert release.waiting(office) is None and not (office / "editions" / "0002").exists() and calm(app)


def test_a_time_that_cannot_be_kept_is_said_with_two_ways_on(office, sit):
    approved(office)
    folder = jobs.place(office, 1)
    folder.mkdir(parents=True)
    jobs.write(folder / "job.json", vars(jobs.Asked("publish", {}, "Ana", jobs.now())))
    jobs.put(office, 1, jobs.State("done", seconds=200_000.0, updated=jobs.now(), sentence="Edition 1 is in force."))
    app = calm(sit("publish", "Ana"))
    assert any("Edition 1 is in force." in line and "Done" in line for line in said(app))
    find(app, "Close").click().run()
    assert not any("Edition 1 is in force." in line for line in said(calm(app)))
    next(one for one in app.segmented_control if one.label == "When").set_value("later").run()
    (refused,) = [line for line in said(calm(app)) if "Ready at" in line.replace("\\", "")]
    assert "publish now, or set another time" in refused
    assert not find(app, "Publish edition 2 now").disabled
    find(app, "Set another time").click().run()
    day, time = app.date_input[0].value, app.time_input[0].value
    first = datetime.combine(day, time, UTC)
    assert timedelta(seconds=250_000) < first - datetime.now(UTC) < timedelta(seconds=250_000 + 300)
    assert not find(calm(app), "Make it, to appear at this time").disabled


def test_a_preview_is_worked_out_once_whoever_clicks_away_meanwhile():
    begun, go_on = Event(), Event()

    def work_out(report):
        begun.set()
        report(1, 2, "one of two")
        assert go_on.wait(20)
        return object()

    with ThreadPoolExecutor(2) as people:
        first = people.submit(previews.previewed, "a state", work_out)
        assert begun.wait(20)
        second = people.submit(previews.previewed, "a state", lambda _: None)
        go_on.set()
        assert first.result() is second.result() is previews.previewed("a state", lambda _: None)
    assert previews.previewed("another state", lambda _: None) is None


def test_an_edition_that_cannot_appear_says_why_and_waits(office, sit):
    approved(office)
    now = datetime.now(UTC)
    note, embargo = preparation.preview(office).ready, now - timedelta(minutes=1)
    preparation.prepare(office, "Ana", note, embargo, now=lambda: now - timedelta(hours=1))
    desk.unapprove(office, "S0001", "Bo")
    app = calm(sit("publish", "Ana"))
    assert (
        any("is due and cannot appear" in line and "S0001" in line for line in said(app))
        and release.waiting(office).edition == 2
    )
    desk.approve(office, "S0001", "Bo")
    assert any("Readers see edition 2" in line for line in said(calm(sit("publish")))) and not release.waiting(office)


def test_the_other_code_is_hidden_until_both_are_in_even_in_the_journal(office, sit):
    approved(office)
    app = calm(sit("coding", "Ana"))
    assert any("The country says: **Ongoing**" in line for line in said(app)), "the word of the form, not its code"
    item = app.query_params["commitment"] if "commitment" in app.query_params else app.selectbox(key="commitment").value
    app.radio(key=f"given_{item} False").set_value("limited")
    app.text_input(key=f"why_{item} False").set_value("Words of the first coder.")
    find(app, "Give this code").click().run()
    assert [one.act for one in journal.entries(office)][-1] == "coded"
    for page in ("coding", "journal"):
        other = calm(sit(page, "Bo", **({"commitment": item} if page == "coding" else {})))
        everything = "\n".join(said(other)) + "".join(one.value.to_csv() for one in [*other.dataframe, *other.table])
        assert (
            "Words of the first coder." not in everything
            and "Limited" not in everything.replace(":primary", "").split("**How far")[0]
        )
    rows = calm(sit("journal", "Bo")).dataframe[0].value
    assert rows.loc[rows["Act"] == "coded", ["Why", "What"]].to_numpy().tolist() == [
        ["(hidden until both coders are in)", "(hidden until both coders are in)"]
    ]
    second = sit("coding", "Bo", commitment=item)
    second.radio(key=f"given_{item} False").set_value("complete")
    find(second, "Give this code").click().run()
    lines = said(calm(second))
    assert any("The two differ" in line for line in lines) and any(
        "settled by somebody who did not" in line for line in lines
    )
    assert not [one for one in second.button if one.label == "Settle"]
    third = sit("coding", "Cy", commitment=item)
    third.selectbox(key=f"final_{item} 2").set_value("substantial")
    third.text_input(key=f"reason_{item} 2").set_value("The law is in force since May.")
    find(third, "Settle").click().run()
    assert any("Rating:" in line and "Substantial" in line for line in said(calm(third)))


def test_what_was_published_is_still_coded(office, sit):
    def says(text):
        return any(line.startswith(f":gray[{text}") for line in said(calm(sit("coding", "Ana"))))

    assert says("Nothing can be coded yet"), "it was only checked"
    for act, facts in (("accepted", {}), ("approved", {}), ("published", {"edition": 2})):
        with locked(office):
            journal.append(office, [journal.Act("Bo", act, "S0001", None, "", facts)])
        assert says(r"0 of 1 are settled. Waiting\: 1 for a first code.]")


def test_a_rule_is_named_in_words(office, sit):
    one = desk.submissions(office)["S0003"]
    asked = next(key for key in one.open_questions if "_" in key)
    desk.answer(office, "S0003", asked, "It is right.", "Ana")
    history = next(table.value for table in calm(sit("review", country="Italy")).table if "About" in table.value)
    assert asked.replace("_", " ").split("!")[1] in " ".join(history["About"]).replace("\\", "")
    app = calm(sit("journal"))
    assert asked not in " ".join(app.dataframe[0].value["What"]) and asked.replace("_", " ") in " ".join(
        app.dataframe[0].value["What"]
    )


def test_the_journal_is_searched_and_verified(office, sit):
    app = calm(sit("journal", search="no"))
    app.text_input(key="journal_search").set_value("japan.xlsx kenya").run()
    app.text_input(key="journal_search").set_value("kenya").run()
    assert app.dataframe[0].value["About"].tolist() == ["S0002"]
    find(app, "Verify").click().run()
    assert any("Everything is as it was written." in line for line in said(calm(app)))
    path = office / "desk" / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Kenya.xlsx", b"Konya.xlsx"))
    broken = sit("journal")
    assert len(broken.error) == 1 and "chain of hashes breaks" in broken.error[0].value and not broken.exception


def test_what_would_drop_out_goes_only_when_a_person_names_it_on_the_page(published, record, sit, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(published))
    record.append("participants", iso3="NAM", iso2="NA", name="Namibia")
    record.append("participants", iso3="BWA", iso2="BW", name="Botswana")
    inputs = Inputs(record.folder)
    preparation.prepare(published, "Ana", preparation.preview(published, inputs).ready, inputs=inputs)
    app = calm(sit("publish", "Ana"))
    assert any("2 countries of 57 (BWA, NAM)" in line for line in said(app))
    assert find(app, "Publish edition 3 now").disabled
    app.multiselect[0].set_value(["participants:NAM"]).run()
    assert find(calm(app), "Publish edition 3 now").disabled
    next(one for one in app.text_input if one.label == "Why it goes").set_value("It was never asked.").run()
    assert find(calm(app), "Publish edition 3 now").disabled, "one of two is named"
    app.multiselect[0].set_value(["participants:NAM", "participants:BWA"]).run()
    made(published, find(calm(app), "Publish edition 3 now").click().run())
    assert calm(app) and current(published)["edition"] == 3
    assert manifest(published, 3)["note"].splitlines()[-1] == (
        "Let go by Ana: 2 countries of 57 (BWA, NAM). Why: It was never asked."
    )


def test_the_last_twelve_that_arrived_are_shown_the_newest_first():
    def page():
        from etl.store.journal import Entry
        from pages.parts.desk import inbox

        facts = [{"name": f"{n}.xlsx"} for n in range(1, 15)]
        entries = [
            Entry(n, "2014-09-30T09:00:00+00:00", "Ana", "refused", "", 1, f"{n}.xlsx: No.", fact, n, "", "")
            for n, fact in enumerate(facts, 1)
        ]
        inbox.lately(entries, {}, {}, {})

    app = AppTest.from_function(page).run()
    assert app.table[0].value["File"].tolist() == [f"{n}.xlsx" for n in range(14, 2, -1)]
    assert app.caption[-1].value == "The last 12 of 14; all of them are in the journal."
