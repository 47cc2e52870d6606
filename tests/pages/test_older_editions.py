"""Older editions stay readable: the list in the header, links that name an edition, and the words on invented
figures."""

import json
import shutil

import pytest

from core.version import version
from etl.build import build
from views import edition

BANNER = "Illustrative: invented figures"


def lines(app):
    return [one.value for kind in ("markdown", "caption") for one in app.get(kind)]


def test_every_edition_stands_in_the_header_and_opens_the_same_page(published, record, visit, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(published))
    assert not [one for one in visit("gaps").get("popover") if one.proto.popover.label == "All editions"], (
        "the control: one edition needs no list"
    )
    record.cell("observations", 2, value="47")
    build(published, record.folder, note="One *figure* was wrong.")
    app = visit("gaps", as_of="Washington 2014")
    app.session_state["editions"] = True
    app.run()
    links = {
        one.proto.label.split(" · ")[0]: one.proto
        for one in app.get("page_link")
        if one.proto.label.startswith("Edition")
    }
    assert list(links) == ["Edition 2", "Edition 1"] and links["Edition 2"].label.endswith("in force · on this page")
    assert "edition=1" in links["Edition 1"].query_string and "as_of=Washington" in links["Edition 1"].query_string
    assert r"One \*figure\* was wrong." in lines(app)
    older = visit("gaps", edition="1")
    assert any(line.startswith("Edition 1 ·") and line.endswith("edition 2 is in force") for line in lines(older))
    del older.query_params["edition"]
    older.switch_page("../targets.py").run()
    assert any(line.startswith("Edition 1 ·") for line in lines(older)) and older.query_params["edition"] == "1", (
        "a page further on, it is still that edition"
    )


def test_an_edition_of_invented_figures_says_so_on_screen_and_on_paper(store, visit, monkeypatch):
    build(store, illustrative=True)
    monkeypatch.setenv("MONITOR_STORE", str(store))
    for page, address in (("overview", {}), ("method", {}), ("countries", {"print": "yes"})):
        assert sum(BANNER in line for line in lines(visit(page, **address))) == 1


def test_the_last_line_of_every_page_names_the_version(seen, visit):
    for page in ("overview", "method"):
        assert lines(visit(page))[-1] == f"Progress monitor {version()}"
    paper = visit("countries", print="yes")
    assert f"Progress monitor {version()}" not in lines(paper), "on paper each sheet says it at its foot"
    (foot,) = [one.proto.body for one in paper.get("html") if "@bottom-left" in one.proto.body]
    assert f'· Progress monitor {version()}"' in foot and seen.number == 1


def test_the_record_says_nothing_of_invented_figures(seen, visit):
    assert not any(BANNER in line for line in lines(visit("overview"))) and seen.number == 1


def test_a_link_to_the_first_choice_wins_over_what_was_chosen_before(seen, visit):
    app = visit("targets", target="Reduce availability")
    assert app.title[0].value.startswith("Target 4") and seen.number == 1
    app.query_params["target"] = "Identify and support victims"
    assert app.run().title[0].value.startswith("Target 1")


def test_an_edition_that_is_not_yet_in_force_is_never_opened(published, visit, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(published))
    shutil.copytree(published / "editions" / "0001", published / "editions" / "0002")
    assert edition.numbers() == [1] and edition.edition(1).number == 1
    with pytest.raises(edition.NoEdition, match="There is no edition 2; there are 1"):
        edition.edition(2)
    assert any(
        "There is no edition" in line
        for line in [one.value for one in visit("overview", edition="2").get("info")]
        + lines(visit("overview", edition="2"))
    )


def test_every_picture_of_invented_figures_says_so_inside(store, visit, monkeypatch):
    build(store, illustrative=True)
    monkeypatch.setenv("MONITOR_STORE", str(store))
    for page in ("overview", "method"):
        specs = [json.loads(one.proto.spec) for one in visit(page).get("vega_lite_chart")]
        assert specs and [spec["title"]["text"] for spec in specs] == [BANNER] * len(specs)
        assert all(
            spec["padding"]["top"] >= 18 for spec in specs if "autosize" in spec and spec["autosize"]["type"] == "none"
        ), "there is room for it"
