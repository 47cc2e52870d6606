"""What judgements rest on, and what each country should confirm: counted once more from the files of the record alone,
in plain Python, and read off them row by row for four countries.
"""

import csv
import io
import json
from collections import Counter, defaultdict

import openpyxl
import pandas as pd
import pytest

from etl.source import DEFINITIONS, RECORD
from tests.support.requests import ask
from views import confirming, queries
from views.edition import in_force
from views.queries import kinds_of_sources as kinds
from views.tables import table
from views.workbook.tables import workbook

LOWER = ("press, copy or secondary", "weak")
NINE = "Cybercrimelaw.net: list of 47 ratifying states, Sep 2015"
MINE = ["asked_because", "item_type", "item", "is_judged", "says", "source_title", "source_tier", "origin"]
PRESS, BANK = "press, copy or secondary", "publisher or official body"
ASKED = {
    "NZL": [
        (
            "sources_differ", "milestone", "budapest", False,
            "one source: accession, undated; another: listed as not party, 7 August 2025",
            "Transparency International New Zealand: Make haste slowly, the Budapest Convention (undated)", PRESS,
            "treaties.csv:414 treaties.csv:310",
        ),
        (
            "unconfirmed", "milestone", "lanzarote", False, "listed as not party, 7 September 2020",
            "Artsakh news: Armenia ratification of Lanzarote Convention", PRESS, "treaties.csv:354",
        ),
        (
            "press_alone", "milestone", "vgt", True, "listed, 18 April 2013", "Softpedia, 18 Apr 2013", PRESS,
            "memberships.csv:228",
        ),
        (
            "press_alone", "milestone", "icse", False, "listed, June 2015",
            "Correio da Manha (Lusa), Jan 2017 on the ICSE database", PRESS, "memberships.csv:234",
        ),
        (
            "press_alone", "action", "C115-NZL", False, "18 February 2021; implemented",
            "Bell Gully, 7 Aug 2025 (Budapest Convention Act)", PRESS, "commitments.csv:116",
        ),
        ("press_alone", "action", "C052-NZL", False, "May 2025; implemented", "Scoop, May 2025", PRESS,
            "commitments.csv:53"),
    ],
    "IRL": [
        (
            "unconfirmed", "milestone", "budapest", False, "listed as not party, undated page, read as 2024",
            "Council of Europe: Budapest Convention page", BANK, "treaties.csv:312",
        ),
        (
            "unconfirmed", "milestone", "un_protocol", False, "listed as not party, 4 December 2025",
            "Netherlands Treaty Database: Optional Protocol on the sale of children, change log to 4 Dec 2025", BANK,
            "treaties.csv:322",
        ),
        (
            "press_alone", "figure", "hotline_csam_confirmed", False, "3 figures, the newest: 335 reports in 2014",
            "Irish Examiner on Hotline.ie", PRESS, "observations.csv:392 observations.csv:393 observations.csv:394",
        ),
        (
            "press_alone", "figure", "hotline_reports_total", False,
            "2 figures, the newest: 4\u202f863 reports in 2014", "Irish Examiner on Hotline.ie", PRESS,
            "observations.csv:421 observations.csv:422",
        ),
        ("press_alone", "action", "C028-IRL", False, "November 2014; implemented", "Irish Independent, Nov 2014", PRESS,
            "commitments.csv:29"),
    ],
    "PRT": [
        (
            "undated press_alone", "figure", "hotline_reports_cum", False,
            "about 19\u202f700 reports (undated page, read as 2017)",
            "Diario de Noticias on ten years of Linha Alerta", PRESS, "observations.csv:809",
        ),
        ("press_alone", "milestone", "budapest", True, "listed as party, September 2015", NINE, PRESS,
            "treaties.csv:86"),
        ("press_alone", "figure", "hotline_csam_reports", False, "676 reports in 2019",
            "Publico, 11 Feb 2020 (Linha Internet Segura)", PRESS, "observations.csv:810"),
        ("press_alone", "action", "C117-PRT", False, "2007; ongoing", "Diario de Noticias on ten years of Linha Alerta",
            PRESS, "commitments.csv:118"),
    ],
    "HRV": [],
}  # fmt: skip


def lines(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return [{**row, "line": line} for line, row in enumerate(csv.DictReader(handle), 2)]


class Counted:
    """The record counted without the code under test; everything in it is known at the latest date."""

    def __init__(self):
        self.tier = {row["source_url"]: row["tier"] for row in lines(RECORD / "sources.csv")}
        self.members = {row["iso3"] for row in lines(RECORD / "participants.csv") if row["in_list_54"] == "yes"}
        self.rules = {row["milestone"]: row["rule"] for row in lines(DEFINITIONS / "milestones.csv")}
        self.sure, self.doubtful = self.facts()

    def is_lower(self, row):
        return all(self.tier[address] in LOWER for address in row["source_url"].split(" ; "))

    def facts(self):
        says = {(row["register"], row["fact"]): row["state"] for row in lines(DEFINITIONS / "milestone_facts.csv")}
        milestone = {row["register"]: row["milestone"] for row in lines(DEFINITIONS / "registers.csv")}
        sure, doubtful = defaultdict(list), Counter()
        for file, register, fact in (("treaties", "treaty", "event"), ("memberships", "network", "fact")):
            for row in lines(RECORD / f"{file}.csv"):
                state = says.get((row[register], row[fact]))
                if state in ("yes", "no") and row["iso3"] in self.members:
                    cell = milestone[row[register]], row["iso3"]
                    if row["evidence"] == "unconfirmed":
                        doubtful[row["iso3"]] += 1
                    else:
                        sure[cell].append((state, row["date"] or row.get("status_as_of", ""), self.is_lower(row)))
        return sure, doubtful

    def states(self):
        """Each milestone of a country that is yes or no: its rule, and whether what says so is of the lower kinds."""
        for (milestone, iso3), facts in self.sure.items():
            noes = [day for state, day, _lower in facts if state == "no"]
            yeses = [lower for state, day, lower in facts if state == "yes" and day > max(noes, default="")]
            if yeses or len(noes) == len(facts):
                deciding = yeses or [lower for _state, _day, lower in facts]
                yield milestone, iso3, self.rules[milestone], all(deciding)

    def things(self):
        """How much each country should confirm."""
        things = self.doubtful + Counter(iso3 for _milestone, iso3, _rule, is_lower in self.states() if is_lower)
        known = {(milestone, iso3) for milestone, iso3, *_more in self.states()}
        things += Counter(iso3 for milestone, iso3 in self.sure if (milestone, iso3) not in known)
        figures = [row for row in lines(RECORD / "observations.csv") if row["iso3"] in self.members]
        better = {self.figure(row) for row in figures if not self.is_lower(row)}
        asked = [row for row in figures if self.figure(row) not in better or "undated" in row["note"]]
        series = {tuple(row[name] for name in ("iso3", "indicator", "source_title", "source_url")) for row in asked}
        actions = [row for row in lines(RECORD / "commitments.csv") if row["iso3"] in self.members]
        things += Counter(row["iso3"] for row in actions if self.is_lower(row) or "undated" in row["note"])
        return dict(things + Counter(iso3 for iso3, *_more in series))

    @staticmethod
    def figure(row):
        return tuple(row[name] for name in ("iso3", "indicator", "period", "unit"))


def by_target(rows):
    return {
        None if pd.isna(target) else int(target): (len(part), int(part["is_lower_alone"].sum()))
        for target, part in rows.groupby("target_no", dropna=False)
    }


def test_of_230_judgements_31_rest_on_the_lower_two_kinds_alone(seen):
    rows = queries.judgement_sources(seen, "latest")
    assert by_target(rows) == {1: (3, 0), 2: (151, 28), 3: (28, 0), 4: (47, 2), None: (1, 1)}
    then = queries.judgement_sources(seen, "washington-2014")
    assert by_target(then) == {1: (2, 1), 2: (82, 6), 3: (28, 0), 4: (6, 2), None: (1, 1)}
    indicators = rows[(rows["item_type"] == "indicator") & rows["is_lower_alone"]]
    assert sorted(indicators["item"]) == [
        *("alliance_countries", "icmec_no_legislation", "icmec_not_criminalising_possession"),
        *("icmec_sufficient_legislation", "takedown_abroad_pct_le_28d", "takedown_abroad_pct_le_7d"),
    ]


def test_milestones_are_counted_alike_from_the_files_of_the_record(seen):
    counted = [state for state in Counted().states() if state[2] == "binary"]
    rows = queries.judgement_sources(seen, "latest")
    rows = rows[rows["item_type"] == "milestone"]
    judged = [*zip(rows["item"], rows["iso3"], rows["rule"], rows["is_lower_alone"], strict=True)]
    assert sorted(judged) == sorted(counted) and len(counted) == 213


def test_how_much_each_country_should_confirm_is_counted_alike_from_the_files_of_the_record(seen):
    rows = confirming.confirmations(seen, "latest")
    assert rows["iso3"].value_counts().to_dict() == Counted().things()
    assert (len(rows), rows["iso3"].nunique()) == (246, 47)


@pytest.mark.parametrize("iso3", ASKED)
def test_what_a_country_should_confirm_is_read_off_the_record(seen, iso3):
    rows = confirming.confirmations(seen, "latest", country=iso3)
    assert [*rows[MINE].itertuples(index=False, name=None)] == ASKED[iso3]


def test_each_thing_says_what_to_send_and_a_contradiction_names_its_other_source(seen):
    rows = confirming.confirmations(seen, "latest", country=["NZL", "IRL"]).set_index("item")
    assert rows.loc["budapest", "send"].tolist() == [
        "Which of the two is right, with a dated official text",
        "Since when it is a party, or that it is not, with the depositary’s page or an official gazette",
    ]
    assert (
        rows.loc["icse", "send"] == "Since when it takes part, or that it does not, with an official page that says so"
    )
    sends = [rows.loc[item, "send"] for item in ("hotline_csam_confirmed", "C115-NZL")]
    assert sends == [
        "The figures as the authority published them, with the page and its date",
        "An official page or document about it, with its date and how it stands",
    ]
    (other,) = rows["other_title"].dropna()
    assert other == "Bell Gully, 7 Aug 2025 (Budapest Convention Act)"
    assert rows["other_tier"].dropna().tolist() == [PRESS]


def test_the_control_another_kind_of_one_source_moves_the_count(built, record, monkeypatch):
    """With the list of 47 states as an official one, only four of the 25 milestones rest on the lower kinds."""
    record.cell("sources", record.line("sources", source_title=NINE), tier="publisher or official body")
    monkeypatch.setenv("MONITOR_STORE", str(built().store))
    rows = queries.judgement_sources(in_force(), "latest")
    assert by_target(rows)[2] == (151, 28 - 21)
    lower = rows[rows["is_lower_alone"] & (rows["item_type"] == "milestone")]
    assert lower[["item", "iso3"]].values.tolist() == [
        ["budapest", "POL"],
        ["lanzarote", "ARM"],
        ["vgt", "ITA"],
        ["vgt", "NZL"],
    ]
    asked = confirming.confirmations(in_force(), "latest", country="PRT")
    assert asked["item"].tolist() == ["hotline_reports_cum", "hotline_csam_reports", "C117-PRT"]


def test_the_best_of_several_sources_counts_and_a_report_is_as_good_as_an_official_one():
    rows = pd.DataFrame(
        [
            ("weak", "verified"),
            ("press, copy or secondary ; public data repository", "verified"),
            (None, "reported"),
            (None, "verified"),
            ("publisher or official body", "unconfirmed"),
        ],
        columns=["source_tier", "evidence"],
    )
    assert kinds.places(rows).tolist() == [3, 1, 0, kinds.UNKNOWN, 0]


def test_reports_of_countries_stand_among_judgements_and_are_not_asked_for_again(illustrated):
    rows = queries.judgement_sources(illustrated, "latest")
    reported = rows["origin"].str.fullmatch(r"(S\d+!\S+ ?)+")
    assert reported.any() and set(rows.loc[reported, "best_kind"]) == {"publisher or official body"}
    asked = confirming.confirmations(illustrated, "latest")
    assert not asked["origin"].str.contains("!").any() and len(asked)


@pytest.mark.parametrize("name", ["judgement_sources", "confirmations"])
def test_every_column_says_what_it_means_in_each_file(seen, name):
    (one,) = json.loads(ask(f"/download/{name}.json?edition=1&country=PRT").body)["tables"]
    assert [column["name"] for column in one["columns"] if not column["meaning"]] == []
    rows = table(seen, name, as_of="latest", country="PRT")
    notes = openpyxl.load_workbook(io.BytesIO(workbook(rows)))["Notes"]
    said = {name.value: meaning.value for name, meaning, *_more in notes.iter_rows() if name.value}
    assert [column for column in rows.frame if not said.get(column)] == []


@pytest.mark.parametrize(
    ("country", "says"),
    [
        (
            "New Zealand",
            [
                "**New Zealand should confirm 6 things; judgements rest on 1 of them.**",
                "**Sources differ: milestones (1)** - **Budapest Convention** :gray[:small[Target 2]] Our record says: "
                "one source: accession, undated; another: listed as not party, 7 August 2025 [Transparency "
                "International New Zealand: Make haste slowly, the Budapest Convention (undated)]"
                "(<https://www.transparency.org.nz/blog/make-haste-slowly-the-budapest-convention>) · press or copy"
                " "
                "· "
                "[Bell Gully, 7 Aug 2025 (Budapest Convention Act)](<https://www.bellgully.com/insights/"
                "new-zealand-moves-closer-to-joining-the-budapest-convention-on-cybercrime>) · press or copy "
                ":gray[To send: Which of the two is right, with a dated official text]",
                "**Press or copy alone: actions (2)**",
                "6 rows · ",
            ],
        ),
        ("Portugal", ["**Portugal should confirm 4 things; judgements rest on 1 of them.**"]),
        ("Croatia", ["**Our record holds nothing that Croatia should confirm at this date.**"]),
        ("Viet Nam", ["Viet Nam is in no list of the Alliance that was the newest at this date"]),
    ],
)
def test_the_page_says_what_a_country_should_confirm(seen, visit, country, says):
    app = visit("quality", country=country)
    page = " ".join(one.value for kind in ("markdown", "caption", "info") for one in app.get(kind))
    page = " ".join(page.replace("\\", "").split())
    assert [text for text in says if text not in page] == [] and not app.exception and seen.number == 1
    assert "**31 of 230 judgements rest on press, copies or weak sources alone.**" in page
    assert "**Of no target:** 1 of 1 on press" in page


def test_a_long_list_opens_when_it_is_asked_for_and_paper_has_all_of_it(seen, visit):
    app = visit("quality", country="Germany")
    (closed,) = [one for one in app.get("expander") if "figures (35)" in one.proto.label]
    held = " ".join(one.value for one in app.markdown)
    assert "Germany should confirm 36 things; judgements rest on 22 of them." in held and not closed.markdown
    assert held.count("The figures as the authority published them") == 0 and seen.number == 1
    paper = " ".join(one.value for one in visit("quality", country="Germany", print="yes").markdown)
    assert paper.count("The figures as the authority published them") == 35


def test_without_a_country_the_page_counts_for_each(seen, visit):
    app = visit("quality")
    shown = next(one.value for one in app.dataframe if "To confirm" in one.value)
    assert [*shown.columns] == [
        *("Country", "To confirm", "Sources differ", "Unconfirmed", "Undated"),
        *("Press, copies or weak sources alone", "Judgements rest on"),
    ]
    rows = {row[0]: row[1:] for row in shown.itertuples(index=False, name=None)}
    assert [rows[name] for name in ("New Zealand", "Ireland", "Portugal", "Croatia")] == [
        *((6, 1, 1, 0, 4, 1), (5, 0, 2, 0, 3, 0), (4, 0, 0, 1, 3, 1), (0, 0, 0, 0, 0, 0)),
    ]
    assert len(rows) == 54 and seen.number == 1
    held = " ".join(one.value for one in app.markdown).replace("\\", "")
    assert "47 of 54 countries have something to confirm: 246 things, of which judgements rest on 47." in held


def test_the_page_of_a_country_leads_there(seen, visit):
    links = {one.proto.label: one.proto for one in visit("countries", country="New Zealand").get("page_link")}
    there = links["New Zealand should confirm 6 things; judgements rest on 1 of them."]
    assert (there.page, there.query_string, seen.number) == ("quality", "country=New+Zealand", 1)
    assert not any("confirm" in one.proto.label for one in visit("countries", country="Croatia").get("page_link"))


def test_a_date_of_looking_is_counted_by_itself(seen):
    assert len(confirming.confirmations(seen, "washington-2014", country="ITA")) == 3
    assert confirming.confirmations(seen, "washington-2014", target=2, country="ITA")["item"].tolist() == [
        *("vgt", "C031-ITA"),
    ]
