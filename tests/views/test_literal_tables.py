"""Every table that readers can ask for, by name: its title, its headings in their order, and one row as it is shown."""

import pytest

from views import queries
from views.tables import VIEWS, table

SOURCE = "Source | Kind of source | Link | Evidence | Row"
TABLES = {
    "targets": (
        "Policy targets and their status",
        "Target | Name | Met | Not met | Not known | Countries with an action | Countries",
    ),
    "trajectory": (
        "Observed points, path, and where the present pace leads",
        f"Indicator | Country | Series | Day | Period | Value | {SOURCE}",
    ),
    "assessments": (
        "What every profile says",
        "Indicator | Country | Profile | Rule | Status | Ratio | Base | Last | Why",
    ),
    "robustness": (
        "How sure each judgement is",
        "Indicator | Country | Status | How sure | Doubts | Without the last point | Other profiles that agree",
    ),
    "revisions": (
        "Cumulative figures that were revised",
        f"Indicator | Country | What | Known on | Figure | Then on | Figure then | {SOURCE}",
    ),
    "profile_rules": ("Rules of the profiles", "Profile | Rule | Formula | Needs | Why the Alliance uses it"),
    "thresholds": ("Thresholds of the profiles", "Profile | Rule | Status | Bound | Value | Meaning"),
    "edge_cases": ("Edge cases and their answers", "Profile | Case | Answer | Said | From"),
    "spans": (
        "Growth of the joint goal between neighbouring points",
        "From | To | Victims, from | Victims, to | Days | Growth a year | Additions a year | How far it can be trusted "
        "| Rows",
    ),
    "milestone_totals": (
        "Milestones over all countries",
        "Target | Milestone | Met | Not met | Not known | Countries",
    ),
    "milestones": (
        "Milestones by country",
        f"Country | Milestone | State | Since | Row of that date | As stated | Note | "
        f"Another source says | Its address | {SOURCE}",
    ),
    "directions": (
        "Indicators with a better direction",
        "Goal | Indicator | Country | Status | First | Last | Unit | Points | Rows",
    ),
    "indicators": (
        "Indicators and their rules",
        "Goal | Indicator | Unit | Rule | Why this rule | Figures | Countries | Newest | Caveat",
    ),
    "observations": ("Published figures", f"Indicator | Country | Period | Figure | Unit | Note | {SOURCE}"),
    "commitments": (
        "Actions on record",
        f"Country | Goal | Action | Kind | Whose word | Announced, due | What is known | {SOURCE}",
    ),
    "gaps": ("Gaps", f"Target | Goal | Country | What | Gap | What it would take | As stated | {SOURCE}"),
    "gap_totals": (
        "Gaps by what is missing",
        "Target | What | Countries | of countries | Not joined | Sources differ | Not known | Not in our record | "
        "Overdue | Due, nothing later | Behind the path",
    ),
    "facts": (
        "Treaty acts and memberships of one country",
        f"Milestone | Register | Fact | Date | List of | {SOURCE}",
    ),
    "coverage": (
        "What is known of each country under each target",
        "Country | Target | Actions come from | Actions | Milestones known | Milestones | Indicators | Figures | "
        "Newest figure",
    ),
    "indicator_coverage": (
        "How much our record holds for each indicator",
        "Target | Indicator | Rule | Figures | Countries | of countries | Unconfirmed | Not exact | Newest | "
        "Age in years",
    ),
    "comparison": (
        "Figures of countries side by side",
        f"Indicator | Period | Country | Figure | Unit | Note | {SOURCE}",
    ),
    "changes": ("What changed between two dates", "Target | What | Before | After | Unit"),
    "promises": (
        "Commitments, and what became of them",
        "Country | Goal | Commitment | Due | What is known | What was done, in the country's words | Evidence | "
        "Ambition, coded | Reply of the country | Cell",
    ),
    "reporting": (
        "Who has reported in a round",
        "Country | Report | Office | Dated | Submission | SHA-256 of the file",
    ),
    "answers": (
        "What countries answered",
        "Country | Indicator | Period | Answer | Value | Unit | Note | Cell",
    ),
    "threats": (
        "What national police see changing",
        "Phenomenon | Country | Direction | Confidence | In one sentence | Cell",
    ),
    "practices": (
        "What worked, and for whom it may be useful",
        "Country | Practice | What worked | What worked less well | For whom | Link | Cell",
    ),
    "judgement_sources": (
        "The best kind of source that each judgement rests on",
        "Target | What | Country | Status | Best kind of source | Facts or figures | Rows",
    ),
    "confirmations": (
        "What countries should confirm",
        "Country | Target | What | Why it is asked | Our record says | What to send | Source | Kind of source | Link | "
        "Evidence | Another source | Its address | Rows",
    ),
    "issues": ("What the checks found", "Severity | Rule | File | Line | Column | Found | Expected"),
    "sources": ("Sources", "Source | Link | Kind | Published | Rows | Files"),
    "participants": ("Countries of the Alliance", "Country | Region | Source | Kind of source | Link | Note | Row"),
    "potential_actions": ("Example actions", f"Goal | Action | Kind | {SOURCE}"),
    "events": ("Events", f"Date | Event | What happened | {SOURCE}"),
}
MODELS = {
    "targets": "target_progress",
    "directions": "progress_direction",
    "milestone_totals": "progress_binary",
    "facts": "milestone_facts",
    "promises": "commitments",
}
CHART_185 = (
    "Council of Europe chart of signatures, treaty 185, status as of 03/12/2015 | official | "
    "http://www.coe.int/en/web/conventions/full-list/-/conventions/treaty/185/signatures?p_auth=igXbHmd5 | Verified"
)
BUNDESTAG = (
    "German Bundestag hib, Oct 2014 (2013 report) | official | "
    "https://www.bundestag.de/webarchiv/presse/hib/2014_10/333166-333166 | Verified"
)
PODCAST = "Social World Podcast: CSA victims | weak source | https://socialworldpodcast.com/csa-victims/ | Verified"
THEN = "washington-2014"
ROWS = [
    ("targets", {"target": 2}, "Investigate and prosecute", 6),
    (
        "trajectory",
        {"indicator": "alliance_countries"},
        "alliance_countries | WLD | observed | 5 December 2012 | 5 December 2012 | 48 | European Commission "
        "MEMO/12/937 (EuropaWire copy)",
        11,
    ),
    (
        "trajectory",
        {"indicator": "icse_victims_identified_cum"},
        f"icse_victims_identified_cum | WLD | observed | 2 July 2013 | undated page, read as 2013 | about 3\u202f000 | "
        f"{PODCAST} | observations.csv:466",
        11,
    ),
    (
        "revisions",
        {},
        "Offenders identified through ICSE | World | ≈ Lower, dates overlap | 31 October 2013 | about 2\u202f000 | "
        f"31 December 2013 | about 1\u202f900 | {PODCAST} | observations.csv:459",
        12,
    ),
    (
        "spans",
        {},
        "1 March 2010 | undated page, read as 2013 | 1\u202f617 | about 3\u202f000 | 1\u202f219 | 20.3\u202f% | 414 | "
        "Rests on “about” | observations.csv:465 observations.csv:466",
        9,
    ),
    (
        "milestones",
        {"country": "FRA", "milestone": "budapest"},
        f"Budapest Convention | ■ Yes | 10 January 2006 | treaties.csv:56 | 1 May 2006 | – | – | – | {CHART_185} | "
        "treaties.csv:54",
        13,
    ),
    (
        "milestones",
        {"country": "FRA", "milestone": "safer_internet_centre"},
        "Safer Internet Centre | ■ Yes | – | – | 2012 | source states that all 27 EU member states had a Safer "
        "Internet Centre | – | – | UNICEF CEECIS on Safer Internet Day 2012 | official | "
        "https://www.unicef.org/ceecis/media_19158.html | Verified | memberships.csv:191",
        13,
    ),
    (
        "directions",
        {"country": "DEU"},
        "4.2 | Foreign-hosted material deleted within a week | ▨ Cannot be judged | 73 | 73 | percent | 1 | "
        "observations.csv:685",
        8,
    ),
    (
        "indicators",
        {"target": 1},
        "1.1 | Victims identified through ICSE | victims | annual growth | The only goal with a number: at least 10 % "
        "a year | 3 | 1 | 31 December 2013 | Rounded milestones, not a yearly series; growth between two points must "
        "be annualised",
        9,
    ),
    (
        "observations",
        {"country": "DEU", "indicator": "takedown_domestic_pct_le_2d", "as_of": "london-2014"},
        f"Home-hosted material deleted within 2 days | 2013 | 80 | percent | Best yearly series for goal 4.2 | "
        f"{BUNDESTAG} | observations.csv:697",
        10,
    ),
    (
        "comparison",
        {"country": ["DEU"], "indicator": "takedown_domestic_pct_le_2d", "as_of": "london-2014"},
        "Home-hosted material deleted within 2 days | 2013 | Germany | 80 | percent | Best yearly series for goal 4.2 "
        f"| {BUNDESTAG} | observations.csv:697",
        11,
    ),
    (
        "commitments",
        {"country": "AUS"},
        "4.1 | Major internet providers block the INTERPOL worst-of list | Blocking or takedown | National "
        "announcement | November 2012 | ◧ Ongoing, as of November 2012 | Australian Minister press release on ISP "
        "blocking, Nov 2012",
        11,
    ),
    (
        "commitments",
        {"country": "KOR"},
        "2.2 | Join the Virtual Global Taskforce | International cooperation | National announcement | December 2012, "
        "due 17 April 2013 | ■ Implemented, as of 17 April 2013 | US ICE release, 17 Apr 2013",
        11,
    ),
    (
        "gaps",
        {"country": "FRA"},
        "1 | 1.1 | ICSE connection | ▨ Not known | A confirmation, yes or no; if no: connect, and name the connection "
        "in the next report | – | – | – | – | – | –",
        11,
    ),
    (
        "facts",
        {"country": "FRA"},
        "UN Optional Protocol | UN Optional Protocol | signature | 6 September 2000 | 14 March 2015 | UN Treaty "
        "Collection IV-11-c (OPSC), snapshot of 14 Mar 2015 in public repository zmjones/untreaties | data "
        "repository | https://github.com/zmjones/untreaties | Verified | treaties.csv:190",
        10,
    ),
    ("coverage", {"country": "KOR", "target": 2}, "□ National announcement only | 1 | 2 | 5 | 0 | 0 | –", 7),
    ("milestone_totals", {"target": 3}, "Safer Internet Centre", 5),
    ("gap_totals", {"target": 1}, "No action on record | 50 | 54 | 0 | 0 | 0 | 50 | 0 | 0 | 0", 10),
    (
        "profile_rules",
        {"profile": "alliance"},
        "annual growth | R = CAGR(base, current) / required yearly rate | target | Eurostat and Statistics Canada",
        4,
    ),
    (
        "thresholds",
        {"profile": "alliance"},
        "annual growth | ▲ On track | at least | 0.95 | At least 95 % of the required rate",
        5,
    ),
    (
        "edge_cases",
        {"profile": "alliance"},
        "better | ▲ Improving | The last value is better than the base | Destatis, reduced",
        4,
    ),
    (
        "participants",
        {"country": "VNM"},
        "Viet Nam | Asia | European Commission MEMO/12/937 (EuropaWire copy) | press or copy | https://news.europawire.eu/combating-"
        "sexual-abuse-of-children-online-a-global-alliance-for-greater-results-87458934/eu-press-release/2012/12/06/"
        "00/28/22/3853/ | Named among the 48 at launch but absent from every list of the 54 | participants.csv:56",
        7,
    ),
    (
        "potential_actions",
        {"target": 1},
        "1.1 | Connect the country to the ICSE database and upload material seized in investigations | Connection to a "
        "database | Guiding Principles annex, paraphrased; not yet checked against the text | – | – | ◌ unconfirmed | "
        "potential_actions.csv:2",
        8,
    ),
    ("events", {}, "15 September 2005 | ICSE predecessor project | INTERPOL and G8 partners report", 8),
    (
        "issues",
        {"severity": "question"},
        "question | stock falls | observations | 459 | value | 1900 | at least 2000",
        7,
    ),
    (
        "changes",
        {"since": "brussels-2012"},
        "1 | Victims identified through ICSE | 1\u202f617 | 3\u202f000 | victims",
        5,
    ),
    (
        "assessments",
        {"indicator": "icse_victims_identified_cum"},
        "World | Alliance | annual growth | ▲ On track | 2.03 | 2012 | 2013 | The base lies between two points",
        8,
    ),
    (
        "robustness",
        {"indicator": "icse_victims_identified_cum"},
        "World | ▲ On track | ◌ In doubt | two points only, a value that it rests on is “about” or derived | "
        "▨ Cannot be judged | 0 of 4",
        6,
    ),
]
ILLUSTRATED = [
    (
        "promises",
        {"country": "AUS"},
        "1.1 | Set up a victim identification team of four specialists | December 2015 | ◧ Ongoing, as of "
        "30 September 2014, in the country's own word, due, nothing later in our record | Two of four posts are filled "
        "and trained. | https://example.org/aus-c13-01/report",
        "S0002!Commitments!E5",
    ),
    (
        "answers",
        {"round": "progress-2014", "country": "AUS"},
        "Children removed from harm | 2013 | ■ Value | 35 | children | –",
        "S0053!Indicators!G7",
    ),
    (
        "threats",
        {"round": "progress-2014", "country": "AUS"},
        "Computer-generated material | stable | high | Seen at times in collections, never alone",
        "S0053!Threats!B15",
    ),
    (
        "practices",
        {"round": "progress-2014", "country": "AUT"},
        "Social worker in the unit | Families get help on the day of the search | The post is paid for two years only "
        "| Specialised units",
        "S0054!Practice!A5",
    ),
    (
        "reporting",
        {"round": "progress-2014"},
        "Albania | ■ Reported to the Alliance | Office of the Prosecutor General (Illustrative: invented figures) | "
        "6 September 2014 | S0052",
        "",
    ),
]


def lines(seen, name, **filters):
    """The rows of a table as they are shown, one line each; a dash where a cell is empty."""
    shown = table(seen, name, **(({"as_of": THEN} if "as_of" in VIEWS[name].filters else {}) | filters)).shown()
    return [" | ".join("–" if cell in (None, "") else str(cell) for cell in row) for row in shown.to_numpy()]


def test_every_table_has_its_title_its_headings_and_its_model():
    assert {name: (view.title, " | ".join(view.shown.values())) for name, view in VIEWS.items()} == TABLES
    assert {name: view.model for name, view in VIEWS.items() if view.model != name} == MODELS


@pytest.mark.parametrize(("name", "filters", "begins", "cells"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_is_shown_as_it_stands_in_the_record(seen, name, filters, begins, cells):
    rows = lines(seen, name, **filters)
    found = [row for row in rows if row.startswith(begins)]
    assert len(found) == 1 and (found[0] == begins or len(begins.split(" | ")) <= cells), (begins, rows[:3])
    assert len(found[0].split(" | ")) == cells


@pytest.mark.parametrize(("name", "filters", "begins", "ends"), ILLUSTRATED, ids=[row[0] for row in ILLUSTRATED])
def test_what_countries_wrote_is_shown_as_they_wrote_it(illustrated, name, filters, begins, ends):
    asked = {"as_of": "latest"} if name == "promises" else {}
    shown = table(illustrated, name, **asked, **filters).shown()
    first = [" | ".join("–" if cell in (None, "") else str(cell) for cell in row) for row in shown.to_numpy()][0]
    assert first.startswith(begins) and first.endswith(ends), first


def test_several_countries_have_the_promises_of_each(illustrated):
    many = {
        name: len(queries.promises(illustrated, "latest", country=asked))
        for name, asked in {"both": ["GHA", "FRA"], "GHA": "GHA", "FRA": "FRA"}.items()
    }
    assert many == {"both": 11, "GHA": 5, "FRA": 6}


DIAPHANOUS = "https://github.com/apparebit/diaphanous/blob/72087306615be9cb943efebe1c61079c13e342c4/data"
ORDERS = [
    ("targets", {}, "target_no", [1, 2, 3, 4]),
    ("conferences", {}, "as_of", ["latest", "abu-dhabi-2024", "brussels-2022"]),
    ("facts", {"country": "FRA"}, "date", ["2000-09-06", "2001-11-23", "2003-02-05", "2006-01-10", "2006-05-01"]),
    ("coverage", {"country": ["FRA", "ALB"]}, "target_no", [1, 2, 3, 4, 1, 2, 3, 4]),
    ("coverage", {"country": ["FRA", "ALB"]}, "country", ["Albania"] * 4 + ["France"] * 4),
    ("gaps", {"country": "FRA"}, "kind", ["not_known"] * 3 + ["not_reported"]),
    ("gap_totals", {}, "target_no", [1, 1, 1, 1, 2]),
    ("gap_totals", {"target": 2}, "rank", [1, 2, 3, 4]),
    ("commitments", {"target": 2}, "goal_id", ["2.1", "2.1"]),
    ("milestones", {"country": ["FRA", "DEU"], "target": 1}, "country", ["France", "Germany", "France", "Germany"]),
    (
        "milestones",
        {"country": ["FRA", "DEU"], "target": 1},
        "milestone",
        ["icse", "icse", "interpol_vidtf", "interpol_vidtf", "vidtf"],
    ),
    ("indicators", {"target": 1}, "rule", ["annual_growth", "context"]),
    ("comparison", {"indicator": "victims_identified"}, "period", ["2012", "2011"]),
    ("thresholds", {"profile": "alliance"}, "value", [0.95, 0.6]),
    ("profiles", {}, "profile", ["alliance", "destatis"]),
    ("trajectory", {"indicator": "alliance_countries"}, "value", [48, 53, 54]),
    ("spans", {}, "from_value", [1617]),
    ("issues", {}, "severity", [*["question"] * 6, "note"]),
    ("goals", {}, "goal_id", ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]),
    ("potential_actions", {}, "action_id", ["1.1-01", "1.1-02", "1.1-03"]),
    ("participants", {}, "name", ["Albania", "Armenia", "Australia", "Austria"]),
    ("roster", {}, "country", ["Albania", "Armenia", "Australia", "Austria"]),
    ("events", {}, "event_id", ["E01", "E33", "E02", "E34"]),
    ("sources", {}, "source_url", [f"{DIAPHANOUS}/internet-users.csv"]),
    ("directions", {}, "goal_id", ["1.1", "2.1"]),
    ("changes", {"since": "brussels-2012"}, "rule", ["annual_growth", "binary"]),
    ("assessments", {"indicator": "icse_victims_identified_cum"}, "profile", ["alliance", "destatis", "eurostat"]),
    ("indicator_coverage", {}, "figures", [0, 0, 0]),
]
UNDATED = ("conferences", "thresholds", "profiles", "issues", "goals", "potential_actions", "participants", "sources")


@pytest.mark.parametrize(("name", "filters", "column", "first"), ORDERS)
def test_an_answer_begins_with_what_its_order_puts_first(seen, name, filters, column, first):
    asked = filters if name in UNDATED else {"as_of": THEN, **filters}
    assert getattr(queries, name)(seen, **asked)[column].tolist()[: len(first)] == first


def test_facts_are_known_from_their_last_day(seen):
    """A list of 2012 is known on its last day, after the launch; an act on the day of a conference is known there."""
    france = {as_of: list(queries.facts(seen, as_of, "FRA")["fact"]) for as_of in ("brussels-2012", THEN)}
    assert [len(facts) for facts in france.values()] == [6, 7] and france[THEN][-1] == "listed"
    cells = table(seen, "milestones", as_of="brussels-2012", country="FRA", milestone="safer_internet_centre").frame
    assert cells["state"].tolist() == ["not_known"]


def test_labels_stand_for_the_codes_of_each_vocabulary(seen):
    assert queries.labels(seen, "kind")["blocking_takedown"] == "Blocking or takedown"
    told = queries.statuses(seen)
    said = {key: (told[key]["shape"], told[key]["label"]) for key in LABELS}
    assert said == LABELS


LABELS = {
    ("alliance", "yes"): ("■", "Yes"),
    ("alliance", "no"): ("☒", "No"),
    ("alliance", "not_known"): ("▨", "Not known"),
    ("alliance", "on_track"): ("▲", "On track"),
    ("alliance", "improving"): ("▲", "Improving"),
    ("alliance", "worsening"): ("▼", "Worsening"),
    ("voice", "reported"): ("■", "Reported to the Alliance"),
    ("voice", "announced"): ("□", "National announcement only"),
    ("voice", "silent"): ("▨", "No action in our record"),
    ("report", "silent"): ("▨", "No report in this edition"),
    ("gap", "not_reported"): ("▨", "Not in our record"),
    ("commitment", "implemented"): ("■", "Implemented"),
    ("commitment", "ongoing"): ("◧", "Ongoing"),
}
