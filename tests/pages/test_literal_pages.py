"""Every page as a reader meets it at one date: title, headings in their order, what opens, and what stands there."""

import re

import pytest
from streamlit.testing.v1 import AppTest

THEN = "washington-2014"
TWINS = ["Where does this come from?", "Table"]
MENU = [
    ("Overview", ""),
    ("Targets", "targets"),
    ("Countries", "countries"),
    ("Compare", "compare"),
    ("Gaps", "gaps"),
    ("Reporting", "reporting"),
    ("Quality", "quality"),
    ("Method and sources", "method"),
    ("Exports", "exports"),
]
ADDRESS = {
    "overview": {},
    "targets": {"target": "2"},
    "countries": {"country": "FRA"},
    "compare": {"country": ["FRA", "DEU"]},
    "gaps": {"country": "FRA"},
    "reporting": {},
    "quality": {"country": "ITA"},
    "method": {},
    "exports": {"country": "FRA"},
}
HEADINGS = {
    "overview": [
        "Where the Alliance stands",
        "Victims identified in INTERPOL’s ICSE database, cumulative",
        "Largest gaps",
        "What changed, and what became known",
    ],
    "targets": [
        r"Target 2\: Investigate and prosecute",
        *("Operational goals", "Milestones", "Indicators", "Actions on record", "Gaps"),
    ],
    "countries": [
        *("France", "Milestones", "On record over time", "Actions on record", "Figures"),
        "What is missing in our record",
    ],
    "compare": ["Compare countries", "Milestones of all countries", "Countries in detail", "Figures"],
    "gaps": ["Gaps", "Missing most often"],
    "reporting": [
        *("What our record holds of each country", "Country by country", "National documents seen listed"),
    ],
    "quality": [
        *("How good is the record", "What the checks found", "What judgements rest on"),
        *("What countries should confirm", "Age of each figure", "Coverage by country", "Coverage by indicator"),
    ],
    "method": [
        *("Method and sources", "Rules", "Progress methods", "Laboratory", "Statuses", "As known at", "Events"),
        *("Formulas, from the SQL files themselves", "Terms", "Sources"),
    ],
    "exports": [
        *("Exports", "The whole Alliance", "One policy target", "One country", "Open data", "Several as one zip"),
        "How to cite",
    ],
}
OPENS = {
    "overview": [
        *TWINS,
        "Base and additions",
        ":primary[◌] **In doubt**",
        *["Origin, table, picture"] * 4,
        *TWINS,
    ],
    "targets": [
        *TWINS * 6,
        "Example actions from which a country may choose",
        "All indicators of the target, with their rules",
        "What other methods say, and how sure each judgement is",
        "Each action, with its source",
    ],
    "countries": TWINS * 2,
    "compare": [*TWINS * 2, "**Europe**", "**Asia**", "**Americas**", "**Africa**", "**Oceania**"],
    "gaps": TWINS,
    "reporting": TWINS,
    "quality": TWINS,
    "method": [
        *("Or a CSV file", "Rules", "Thresholds", "Edge cases", "The same on the command line"),
        "Every status, its shape and its meaning",
        "Conferences, reports, secretariats and milestones",
        *("The SQL of progress_growth", "Words used here instead of older ones"),
    ],
    "exports": ["Choose file by file"],
}
SAYS = {
    "overview": [
        ":primary[▲] **On track**",
        "## :primary[+150]",
        "Growth since the launch is about 20 % a year, against a goal of at least 10 %. No single year can "
        "be judged: the "
        "record has 2 points, no two of them a year apart; 1 is “about”.",
        "more victims identified than the path asks for: about 3 000 against about 2 850 (undated page, read as 2013)",
        "##### Raise awareness",
        ":small[28 of 54 country milestones are known to be met, as stated in 2012; 26 not known.]",
        "Our record holds something of 29 of 54 countries: a milestone, a figure or an action. At least 52 %; at most "
        "100 % if all that are not known had met it.",
        "Safer Internet Centre, as stated in 2012.",
        r"Source\: UNICEF CEECIS on Safer Internet Day 2012 (official)",
        ":gray[Target 4] - **Hotline in INHOPE:** 50 not known → 50 confirmations - **No figure on record:** "
        "our record "
        r"holds no figure of 49 → a published figure of each of 49 - **No action on record:** our record "
        r"holds no action "
        r"of 38\: the reports of 2013 and 2014 are not public → a report or public source of each of 38",
        "A list that becomes known is no change: each count bears the date of its list. Nothing in our record is not "
        "zero.",
    ],
    "targets": [
        ":gray[80 of 216 country milestones are known to be met, as stated between 2 October 2001 and May "
        "2014; 136 not "
        "known.]",
        ":primary[◇] **Met by some**",
        ":primary[◆] **Met by nearly all**",
        r"UN Optional Protocol\: 51 yes, 0 no, 3 not known, of 54 countries, as stated between 2 October 2001 and 26 "
        "August 2013.",
        "**Not known (3):** Ghana, Ireland, Kosovo",
        "■ yes ☒ no ≠ sources differ ▨ not known",
        "No indicator of this target with a better direction had three comparable figures at this date.",
        "**Cumulative figures that are lower than one before** :gray[:small[A count that only adds up cannot fall: a "
        "revision, another definition, or a date that is not exact.]]",
        "15 actions: 5 from a statement that names the Alliance; 10 announced nationally: real, dated and "
        "sourced, but not "
        "promised to the Alliance.",
    ],
    "countries": [
        ":gray[4 of 6 judged milestones known to be met, as stated between 5 February 2003 and 2012; 2 not known. Our "
        r"record holds no action of it under any target\: the reports of 2013 and 2014 are not public, so that says "
        "nothing of the country.]",
        "**ICSE connection** :gray[▨] Not known",
        "**Budapest Convention** :primary[■] Yes, ratified 10 January 2006",
        "**Lanzarote Convention** :primary[■] Yes, in force since 1 January 2011",
        "**Safer Internet Centre** :primary[■] Yes, as of 2012",
        "Target 1 · context",
        "Yes in 26 of 27 other EU members; 0 no; 1 not known",
        "Our record held no figure of this country at this date.",
    ],
    "compare": [
        "No figure is on record for two or more of these countries in one unit, period and definition.",
        "**Not compared, and why**",
    ],
    "gaps": ["▨ Not in our record: **8** · ▨ Not known: **3**"],
    "reporting": [
        ":gray[Our record holds at least one action of 29 of 54 countries, of 1 from a report to the "
        "Alliance, and none of "
        "25. The reports of 2013 and 2014 are not public, so what it lacks says nothing of a country.]",
        "**13 of 54** with an action in our record",
        r"■ Reported to the Alliance\: 0 of 54 ◧ Statement naming the Alliance\: 4 of 54 □ National "
        r"announcement only\: 9 "
        r"of 54 ▨ No action in our record\: 41 of 54",
        "- **Bosnia and Herzegovina:** national report 2014",
        "The other 51 countries: no national document was seen listed. The reports of 2013 and 2014 "
        "themselves are not in "
        "the record, but for the opening of one.",
    ],
    "quality": [
        "- **0 rows left out** - **6 questions to answer**: dated after publication (4), sources differ (1), "
        "stock falls (1) - **74 notes**: not an address (1), unconfirmed (55), unit differs (18)",
        "**10 of 119 judgements rest on press, copies or weak sources alone.** - **Target 1 · Identify and support "
        "victims:** 1 of 2 on press, copies or weak sources alone; 1 on official sources, 0 on repositories - **Target "
        "2 · Investigate and prosecute:** 6 of 82 on press, copies or weak sources alone; 25 on official sources, 51 "
        "on repositories - **Target 3 · Raise awareness:** 0 of 28 on press, copies or weak sources alone; 28 on "
        "official sources, 0 on repositories - **Target 4 · Reduce availability:** 2 of 6 on press, copies or weak "
        "sources alone; 4 on official sources, 0 on repositories - **Of no target:** 1 of 1 on press, copies or weak "
        "sources alone; 0 on official sources, 0 on repositories",
        "**Italy should confirm 3 things; judgements rest on 1 of them.**",
    ],
    "method": [
        "A fact counts from the last day of its stated date: a figure of 2013 from 31 December 2013, an "
        "undated entry of a list from the date of the list. Where its source says when it was published, it does not "
        "count before: 132 of 326 sources say so, and stand below with that date. Facts of the other 194 count from "
        "their own date alone.",
        "**From:** Definition of this project, by the methods named at each rule",
        "#### :primary[◆] Acceleration needed",
        r"3.44 % a year where 4.73 % is needed, ratio 0.727\: at least 60 % of the growth that the target needs. 49 in "
        r"2021, where the path asks for 52.8\: 3.78 below, 1.6 years behind.",
    ],
    "exports": [
        "As known at Second conference, Washington, 30 September 2014. Files for an earlier date are made "
        "when they are "
        "asked for, in a second or a few; open data hold every date.",
        "Nothing is chosen yet. A zip holds the files as they are, and a list with the SHA-256 of each.",
        "**France**",
    ],
}
HEADS = {
    "targets": ["Kind", "□ Committed", "□ Planned", "◧ Ongoing", "■ Implemented"],
    "compare": ["What", "France", "Germany"],
    "quality": ["Country", "Milestones known", "of", "Actions", "Indicators", "Figures", "Newest figure"],
    "method": ["Date of looking", "Facts known until", "Why this day"],
    "countries": ["Target", "Goal", "What", "Gap", "What it would take", "As stated", "Source", "Row"],
    "gaps": [
        "Target",
        "Goal",
        "What",
        "Gap",
        "What it would take",
        "As stated",
        "Source",
        "Kind of source",
        "Link",
        "Evidence",
        "Row",
    ],
}
CELLS = {
    "targets": "International cooperation | 0 | 1 | 1 | 6",
    "compare": "Budapest Convention | ■ Yes, ratified 10 January 2006 | ■ Yes, ratified 9 March 2009",
    "quality": "Republic of Korea | 2 | 10 | 1 | 0 | 0 | –",
    "method": "Second conference, Washington, 30 September 2014 | 30 September 2014 | The closing day, on which "
    "progress reports were presented and the 54 were listed",
    "gaps": "4 | 4.2 | Hotline in INHOPE | ▨ Not known | A confirmation, yes or no; if no: open a hotline and join "
    "INHOPE | None | None |  | None |  | –",
}
"""One row of the table with these headings, read off data/record."""
LINKS = {
    "overview": [
        ("Target 1 in depth", "targets", f"as_of={THEN}&target=Identify+and+support+victims"),
        ("Target 4 in depth", "targets", f"as_of={THEN}&target=Reduce+availability"),
        ("All gaps by country", "gaps", f"as_of={THEN}"),
    ],
    "targets": [("These gaps by country", "gaps", f"as_of={THEN}&target=Investigate+and+prosecute")],
}
CHOICES = {
    "overview": [("As known at", "Latest"), ("Since", "Brussels 2012")],
    "targets": [("As known at", "Latest"), ("Policy target", "Identify and support victims")],
    "countries": [("As known at", "Latest"), ("Country", "Albania")],
    "compare": [("As known at", "Latest"), ("Groups", "By region")],
    "gaps": [
        ("As known at", "Latest"),
        ("Policy target", "All targets"),
        ("Operational goal", "All goals"),
        ("Country", "All countries"),
        ("Gap", "All gaps"),
    ],
    "reporting": [("As known at", "Latest")],
    "quality": [("As known at", "Latest"), ("Country", "All countries")],
    "exports": [("As known at", "Latest"), ("Country", "Albania")],
}


def plain(text):
    """A text with one blank where any stood, so that a line of code holds it."""
    return re.sub(r"\s+", " ", text)


def opening(app):
    popovers = [one.proto.popover.label for one in app.get("popover")]
    return popovers + [one.proto.label.partition(" · ")[0] for one in app.get("expander")]


@pytest.mark.parametrize("page", ADDRESS)
def test_a_page_has_its_headings_its_choices_and_what_opens_in_their_order(seen, visit, page):
    app = visit(page, as_of=THEN, **ADDRESS[page])
    assert [one.value for one in [*app.title, *app.subheader]] == HEADINGS[page]
    assert opening(app) == OPENS[page]
    lines = [plain(one.value) for kind in ("markdown", "caption") for one in app.get(kind)]
    assert [text for text in SAYS[page] if text not in lines] == []
    assert any(line.startswith(f"Edition 1 · {seen.hash[:6]} · public record to ") for line in lines)
    tables = [list(one.value.columns) for one in [*app.table, *app.dataframe]]
    assert page not in HEADS or HEADS[page] in tables, tables
    cells = [" | ".join(map(str, row)) for one in [*app.table, *app.dataframe] for row in one.value.to_numpy()]
    assert page not in CELLS or CELLS[page] in cells, cells[:6]
    links = [(one.proto.label, one.proto.page, one.proto.query_string) for one in app.get("page_link")]
    assert [link for link in LINKS.get(page, []) if link not in links] == []
    assert [link[:2] for link in links][-10:-1] == MENU and {link[2] for link in links[-10:-1]} == {f"as_of={THEN}"}
    assert links[-1][0] == "Print view" and links[-1][2].endswith("&print=yes")
    chosen = [(one.label, one.options[0]) for one in app.selectbox]
    assert page not in CHOICES or chosen == CHOICES[page]


def test_the_first_date_has_nothing_before_it(seen, visit):
    app = visit("overview", as_of="brussels-2012")
    assert "This is the first date; nothing came before it." in [one.value for one in app.caption]
    assert [one.label for one in app.selectbox] == ["As known at"] and seen.number == 1


def test_a_country_that_is_in_no_list_says_so_and_has_no_pieces(seen, visit):
    app = visit("countries", country="VNM", as_of=THEN)
    assert [one.value for one in app.info] == [
        "Viet Nam is in no list of the Alliance that was the newest at this date, so it is in no count either."
    ]
    assert list(app.subheader) == [] and seen.number == 1
    (source,) = [one.value for one in app.table]
    assert source["File and lines"].tolist() == [r"participants.csv\: 56"]
    assert "Named among the 48 at launch but absent from every list of the 54" in [one.value for one in app.caption]


def test_filters_that_leave_nothing_say_so(seen, visit):
    app = visit("gaps", as_of=THEN, country="FRA", kind="overdue")
    assert "Nothing is missing under these filters." in [one.value for one in app.caption] and seen.number == 1
    assert len(app.get("vega_lite_chart")) == 0


def test_one_country_alone_is_not_compared(seen, visit):
    app = visit("compare", as_of=THEN, groups="eu", country=["FRA"])
    assert "Choose two to six countries to see their milestones, actions and figures side by side." in [
        one.value for one in app.caption
    ]
    groups = [one.proto.label for one in app.get("expander")]
    assert groups == ["**EU members** · 28", "**Outside the EU** · 26"] and seen.number == 1


def test_on_paper_nothing_opens_and_the_date_stands_in_bold(seen, visit):
    app = visit("overview", print="yes")
    said = [one.value for one in app.caption]
    assert "**Latest**" in said and not any("This view as" in text for text in said) and seen.number == 1
    assert [one.proto.popover.label for one in app.get("popover")] == ["Base and additions", ":primary[◌] **In doubt**"]
    assert [one.proto.label for one in app.get("page_link")][-1] == "All gaps by country"


def test_the_command_line_stands_beside_the_answer_of_the_laboratory(seen, visit):
    app = visit("method")
    app.session_state["lab_command"] = True
    app.run()
    codes = [one.value for one in app.code]
    assert "python -m etl assess --profile alliance --settings settings.csv --series series.csv" in codes
    assert seen.number == 1 and any(text.startswith("case_id,") for text in codes)


LAUNCH = {
    "gaps": ":gray[267 country milestones are not known, those in no rating included. Of 33 of 48 countries our record "
    r"holds no action under any target\: the reports of 2013 and 2014 are not public.]",
    "reporting": r"■ Reported to the Alliance\: 0 of 48  "
    + "\n"
    + r"◧ Statement naming the Alliance\: 0 of 48  "
    + "\n"
    r"□ National announcement only\: 4 of 48  " + "\n" + r"▨ No action in our record\: 44 of 48",
    "countries": "Yes in 1 of 26 other EU members; 0 no; 25 not known",
}


@pytest.mark.parametrize("page", LAUNCH)
def test_at_the_launch_a_page_counts_the_48_countries_of_that_day(seen, visit, page):
    app = visit(page, as_of="brussels-2012", **{"country": "FRA"} if page == "countries" else {})
    texts = [one.value for one in (*app.caption, *app.markdown)]
    assert LAUNCH[page] in texts and seen.number == 1


def form():
    """The form of the laboratory alone, as filled by the session; what it asks stands in the state."""
    import streamlit as st

    from pages.parts import laboratory_form
    from views.edition import in_force

    laboratory_form.begin()
    st.session_state["asked"] = laboratory_form.question(in_force())


FORM = {"target": 80.0, "target_year": 2030.0, "base_year": 2015.0}
ASKED = {
    "annual_growth": {"target": 0.1, "target_year": 2030.0, "base_year": 2015.0},
    "growth_to_target": {"direction": "up", **FORM},
    "level": {"direction": "up", **FORM},
    "doubling": {"target_year": 2030.0, "base_year": 2015.0},
    "halving": {"target_year": 2030.0, "base_year": 2015.0},
    "parity": {"target_year": 2030.0, "base_year": 2015.0},
    "score": {"lower_bound": 0.0, "red_threshold": 40.0, "green_threshold": 80.0, **FORM},
    "growth": {"direction": "up", "base_year": 2015.0, "limit": None},
    "direction": {"direction": "up", "base_year": 2015.0, "limit": None},
    "keep": {"direction": "up", "target": 80.0},
    "binary": {"target": 80.0},
    "ordinal": {"target": 80.0, "base_year": 2015.0},
}


def test_the_laboratory_asks_of_each_kind_of_goal_the_numbers_that_it_needs_and_growth_as_a_share(seen):
    app = AppTest.from_function(form, default_timeout=30)
    found = {}
    for rule in ASKED:
        app.session_state["lab_rule"] = rule
        found[rule] = {name: value for name, value in app.run().session_state["asked"].items() if name != "rule"}
    assert found == ASKED and seen.number == 1
    app.session_state["lab_rule"] = "annual_growth"
    app.run()
    app.number_input(key="lab_rate").set_value(None).run()
    assert app.session_state["asked"]["target"] is None
