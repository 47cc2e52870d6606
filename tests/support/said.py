"""Every sentence of `views.sentences` as a literal: what it is, beside how it is asked for.

Most are of the real record and a real country, read off the rows of `data/record`; a row of our own stands where the
record has no such case. Nothing here is worked out by the code under test.
"""

from types import SimpleNamespace

import pandas as pd

from views import confirming, queries, sentences

NOT_PUBLIC = "the reports of 2013 and 2014 are not public"
BY_DATE = (
    "A fact counts from the last day of its stated date: a figure of 2013 from 31 December 2013, an undated entry of a "
    "list from the date of the list."
)
LEAST, ABOUT, THIN = "“at least”", "“about”", "\u202f"


class Record:
    """The edition of the real record, to ask as pages do."""

    def __init__(self, edition):
        self.edition = edition

    def joint(self, as_of="latest", **cells):
        return pd.Series({**queries.joint_goal(self.edition, as_of), **cells})

    def states(self, as_of="latest", **keep):
        rows = queries.milestones(self.edition, as_of)
        return rows[rows[list(keep)].eq(pd.Series(keep)).all(axis=1)] if keep else rows

    def alliance(self, as_of="latest", targets=None, **cells):
        targets = queries.targets(self.edition, as_of) if targets is None else targets
        return sentences.alliance(targets, self.joint(as_of, **cells), self.states(as_of))

    def target(self, number, as_of="latest", joint=None, **cells):
        row = pd.Series({**queries.targets(self.edition, as_of, number).iloc[0], **cells})
        return sentences.target(row, self.joint(as_of, **(joint or {})), self.states(as_of))

    def known(self, number, as_of="latest"):
        return sentences.known(queries.targets(self.edition, as_of, number).iloc[0])

    def country(self, iso3, as_of="latest", **coverage):
        rows = queries.coverage(self.edition, as_of, country=iso3).assign(**coverage)
        return sentences.country(rows, self.states(as_of, iso3=iso3))

    def milestone(self, name, as_of="latest"):
        (row,) = (row for row in queries.milestone_totals(self.edition, as_of).itertuples() if row.item == name)
        return sentences.milestone(row, self.states(as_of, milestone=name))

    def gap(self, number, item, say=sentences.gap):
        rows = queries.gap_totals(self.edition, "latest", number)
        return say(next(row for row in rows.itertuples() if row.item == item))

    def changed(self, item, as_of="latest", since="washington-2014", target=None, **cells):
        rows = queries.changes(self.edition, as_of, since)
        row = next(row for row in rows.itertuples() if row.item == item and target in (None, row.target_no))
        return sentences.changed(row._replace(**cells), queries.behind_changes(self.edition, as_of, since))

    def on_record(self, iso3, number, as_of="latest"):
        row = queries.coverage(self.edition, as_of, number, iso3).iloc[0]
        return sentences.on_record(row, queries.statuses(self.edition)["voice", row["voice"]])

    def questions(self, iso3, **given):
        asked = {
            "gaps": queries.gaps(self.edition, "latest", country=iso3),
            "promises": queries.promises(self.edition, "latest", country=iso3),
            "directions": queries.directions(self.edition, "latest", country=iso3),
        }
        names = {row.target_no: row.short_name for row in queries.targets(self.edition, "latest").itertuples()}
        kinds, known = self.edition.rows("milestone_kinds"), queries.undated(self.edition)
        country = queries.participants(self.edition, iso3).iloc[0]["name"]
        pairs = sentences.questions(country, *{**asked, **given}.values(), kinds, names, known, most=6)
        return " / ".join(f"{question} {why}" for question, why in pairs)

    def figures(self, iso3, indicator=None):
        return queries.observations(self.edition, "latest", country=iso3, indicator=indicator)

    def series(self, iso3, indicator):
        return sentences.series(self.figures(iso3, indicator))

    def direction(self, indicator, name=True, say=sentences.direction, **cells):
        rows = queries.directions(self.edition, "latest")
        row = rows[(rows["item"] == indicator) & (rows["iso3"] == "WLD")].iloc[0]
        plain = SimpleNamespace(**{**row, **cells})
        return say(plain) if say is not sentences.direction else say(plain, queries.undated(self.edition), name=name)

    def related(self, iso3):
        return " ".join(sentences.related(self.figures(iso3)).values())

    def origins(self, as_of="latest", target=None, country=None):
        return sentences.origins(queries.commitments(self.edition, as_of, target, country))

    def revised(self, indicator):
        rows = queries.revisions(self.edition, "latest")
        return sentences.revised(next(rows[rows["label"] == indicator].itertuples()))

    def span(self, number):
        return sentences.span(list(queries.spans(self.edition, "latest").itertuples())[number])

    def quality(self):
        return sentences.quality(queries.issues(self.edition), queries.observations(self.edition, "latest"))

    def robust(self, indicator):
        rows = queries.robustness(self.edition, "latest", indicator=indicator, country="WLD")
        return sentences.robust(next(rows.itertuples()))

    def sources(self, iso3, milestone):
        (row,) = self.states(iso3=iso3, milestone=milestone).itertuples()
        return f"{sentences.first_source(row)} | {sentences.other_source(row)}"

    def other(self, iso3, milestone):
        (row,) = self.states(iso3=iso3, milestone=milestone).itertuples()
        return sentences.other_source(row)

    def not_drawn(self, iso3, as_of="latest"):
        rows = queries.facts(self.edition, as_of, iso3)
        return sentences.not_drawn(rows[sentences.has_no_date(rows)])

    def gaps(self, as_of="latest"):
        members = len(queries.roster(self.edition, as_of))
        return sentences.gaps(queries.gaps(self.edition, as_of), members)

    def judged(self, target=None, as_of="latest"):
        return queries.judgement_sources(self.edition, as_of, target=target)

    def confirms(self, name, iso3):
        return sentences.to_confirm(name, confirming.confirmations(self.edition, "latest", country=iso3))

    def stated(self, iso3, indicator):
        rows = queries.observations(self.edition, "latest", country=iso3, indicator=indicator)
        return sentences.stated_figures([*rows.itertuples()])


def row(**cells):
    return SimpleNamespace(**cells)


def gaps_of(country, **kinds):
    """Gaps of one country: so many of each kind."""
    cells = [{"iso3": country, "kind": kind, "item": "milestone"} for kind, many in kinds.items() for _ in range(many)]
    return pd.DataFrame(cells, columns=["iso3", "kind", "item"])


def gap_of(**counts):
    names = ("behind_path", "not_joined", "overdue", "due_no_report", "not_reported", "sources_differ", "not_known")
    return row(item="action", **{**dict.fromkeys(names, 0), **counts})


def pooled(**counts):
    """One target with so many country milestones."""
    return pd.DataFrame([{"scale": "share", "target_no": 9, "met": 0, "not_met": 0, "not_known": 0, **counts}])


def robust(doubts="", mark="in_doubt", **profiles):
    return row(mark=mark, doubts=doubts, **{"profiles": 0, "profiles_judged": 0, "profiles_agree": 0, **profiles})


def pace(reach, rule="annual_growth", **cells):
    days = {"pace_from": pd.Timestamp("2013-07-02"), "pace_to": pd.Timestamp("2017-01-09")}
    return sentences.pace(row(**{"reach": reach, "rule": rule, "pace": 0.05, "reach_date": None, **days, **cells}))


JULY = pd.Timestamp("2038-07-18")
DOUBT = (
    "In doubt: its base is derived, not reported; its newest figure, of 18 November 2022, is a lower bound; "
    "no single year can be judged, and the goal asks for growth in each."
)
LEAD = "The one number that all countries signed up to"
NONE = f"{NOT_PUBLIC}, so that says nothing of the country."
NO_ACTION = {"actions": 1}

NO_STATES = pd.DataFrame(columns=["target_no", "rule", "state", "stated", "note"])

SENTENCES = {
    # ---- the overview
    f"{LEAD} is judged on track. {DOUBT} Of 324 country milestones, 211 are known to be met, as stated between "
    "2003 and November 2024; 2 were known not to be when last listed; 111 are not known (the sources differ "
    "of 1).": lambda of: of.alliance(),
    f"{LEAD} could not be judged at this date. Of 288 country milestones, 67 are known to be met, as stated between "
    "1999 and 1 December 2012; 221 are not known.": lambda of: of.alliance("brussels-2012"),
    f"{LEAD} is judged on track. In doubt: its base is derived, not reported; its newest figure is of an undated page, "
    "read as 2013; no single year can be judged, and the goal asks for growth in each. Of 324 country milestones, 112 "
    "are known to be met, as stated between 1999 and May 2014; 212 are not known.": lambda of: of.alliance(
        "washington-2014"
    ),
    f"{LEAD} is judged on track, but slowing. {DOUBT} Of 2 country milestones, 1 is known to be met; 1 was "
    f"known not to "
    "be when last listed.": lambda of: of.alliance(targets=pooled(met=1, not_met=1, cells=2), status="slowing"),
    f"{LEAD} grows too slowly. {DOUBT} Of 3 country milestones, 2 are known to be met; 1 is not known.": lambda of: (
        of.alliance(targets=pooled(met=2, not_known=1, cells=3), status="acceleration_needed")
    ),
    f"{LEAD} has hardly grown. {DOUBT} Of 2 country milestones, 0 are known to be met; 2 were known not to be "
    f"when last "
    "listed.": lambda of: of.alliance(targets=pooled(not_met=2, cells=2), status="limited_progress"),
    f"{LEAD} was revised downwards. Of 1 country milestones, 1 is known to be met.": lambda of: of.alliance(
        targets=pooled(met=1, cells=1), status="revision"
    ),
    # ---- targets
    f"The shared goal is judged on track. {DOUBT} Our record holds actions under it of 9 of 54 countries.": lambda of: (
        of.target(1)
    ),
    "The shared goal could not be judged at this date. Our record holds an action under it of 1 of 48 countries.": (
        lambda of: of.target(1, "brussels-2012")
    ),
    "The shared goal is judged on track, and slowing. In doubt: its newest figure is of 18 November 2022. Our record "
    "holds an action under it of 1 of 54 countries.": lambda of: of.target(
        1,
        joint={"base_qualifier": "exact", "current_qualifier": "exact", "single_years": 9},
        status="slowing",
        countries_with_action=1,
    ),
    f"The shared goal grows, but not fast enough. {DOUBT} Our record holds actions under it of 9 of 54 countries.": (
        lambda of: of.target(1, status="acceleration_needed")
    ),
    f"The shared goal grows far too slowly. {DOUBT} Our record holds actions under it of 9 of 54 countries.": (
        lambda of: of.target(1, status="limited_progress")
    ),
    "The shared goal was revised downwards. Our record holds actions under it of 9 of 54 countries.": lambda of: (
        of.target(1, status="revision", joint={"status": "revision"})
    ),
    "146 of 216 country milestones are known to be met, as stated between 2003 and 2024 (undated page); 2 known not to "
    "be when last listed; 68 not known (the sources differ of 1).": lambda of: of.target(2),
    "28 of 54 country milestones are known to be met, as stated between 2012 and November 2024; 26 not known.": (
        lambda of: of.target(3)
    ),
    "37 of 54 country milestones are known to be met, by an undated page, read as 2017; 17 not known.": lambda of: (
        of.target(4)
    ),
    "2 of 48 country milestones are known to be met, as stated between 1999 and 2009; 46 not known.": lambda of: (
        of.target(4, "brussels-2012")
    ),
    "1 of 48 country milestones is known to be met; 47 not known.": lambda _: sentences.target(
        row(scale="share", status="few", target_no=9, met=1, cells=48, not_met=0, not_known=47), None, NO_STATES
    ),
    "Our record held nothing about its milestones at this date.": lambda of: of.target(3, "brussels-2012"),
    "Our record holds something of 30 of 54 countries: a milestone, a figure or an action.": lambda of: of.known(1),
    f"Our record holds something of 38 of 54 countries: a milestone, a figure or an action. At least 52{THIN}%; "
    f"at most "
    f"100{THIN}% if all that are not known had met it.": lambda of: of.known(3),
    "All are known.": lambda _: sentences.bound(row(ratio=0.5, ratio_at_most=0.5)),
    "UN Optional Protocol: 51 yes, 2 no, 1 not known, of 54 countries, as stated in August 2022.": lambda of: (
        of.milestone("un_protocol")
    ),
    "Lanzarote Convention: 39 yes, 0 no, 15 not known, of 54 countries, as stated between 2019 (undated page) and "
    "1 January 2021.": lambda of: of.milestone("lanzarote"),
    "Budapest Convention: 47 yes, 0 no, 7 not known (the sources differ of 1), of 54 countries, as stated between "
    "1 June 2015 and 2024 (undated page).": lambda of: of.milestone("budapest"),
    "UN Optional Protocol: 51 yes, 2 no, 1 not known, of 54 countries, as stated on 14 March 2015.": lambda of: (
        of.milestone("un_protocol", "brussels-2022")
    ),
    "Known not to / Sources differ / Not known": lambda _: " / ".join(sentences.NOT_MET.values()),
    "accession, undated (Transparency International New Zealand: Make haste slowly, the Budapest Convention (undated), "
    "press or copy) | listed as not party, 7 August 2025 (Bell Gully, 7 Aug 2025 (Budapest Convention Act), press or "
    "copy)": lambda of: of.sources("NZL", "budapest"),
    "◌ unconfirmed: listed as not party, 7 September 2020 (Artsakh news: Armenia ratification of Lanzarote "
    "Convention, press or copy)": lambda of: of.other("JPN", "lanzarote"),
    "Without a date, so not drawn: Budapest Convention, accession.": lambda of: of.not_drawn("NZL"),
    "Europol taskforce, as stated between April 2016 and May 2023; ICSE connection, as stated "
    "between 1 March 2010 and 18 November 2022; INTERPOL taskforce, as stated in July 2021.": lambda of: (
        sentences.lists(of.states(target_no=1).sort_values("label"))
    ),
    "": lambda of: sentences.lists(of.states("brussels-2012", target_no=3)),
    "Yes in 3 of 26 other EU members; 3 no; 20 not known": lambda _: sentences.peers(3, 20, 26, "EU members"),
    "Not known of any of 26 other EU members": lambda _: sentences.peers(0, 26, 26, "EU members"),
    "The only one of the EU members": lambda _: sentences.peers(0, 0, 0, "EU members"),
    "yearly growth, direction only, met or not met, context, never judged": lambda _: ", ".join(
        map(sentences.rule, ("annual_growth", "direction", "binary", "context"))
    ),
    # ---- countries
    "5 of 6 judged milestones known to be met, as stated between 2012 and August 2022; 1 not known. Our record "
    f"holds no action of it under targets 1, 2, 3: {NONE}": lambda of: of.country("FRA"),
    "1 of 6 judged milestones known to be met, as stated between August 2022 and 2024 (undated page); 1 known not to "
    "be when last listed; 4 not known. Our record holds actions under every target.": lambda of: of.country("GHA"),
    "3 of 6 judged milestones known to be met, as stated between 18 April 2013 and August 2022; 3 not known (the "
    "sources differ of 1). Our record holds actions under every target.": lambda of: of.country("NZL", actions=1),
    f"0 of 6 judged milestones known to be met; 6 not known. Our record holds no action of it under target 1: {NONE}": (
        lambda of: of.country("XKX", actions=[0, 1, 1, 1])
    ),
    f"0 of 6 judged milestones known to be met; 6 not known. Our record holds no action of it under any target: "
    f"{NONE}": (lambda of: of.country("XKX", actions=0)),
    "5 of 6 judged milestones known to be met, as stated between 2012 and August 2022; 1 not known. Our record "
    "holds actions under every target.": lambda of: of.country("DEU", actions=1),
    "Not in the list of the Alliance at this date.": lambda of: of.country("VNM"),
    "▨ No action in our record; 1 of 3 milestones known; no figure": lambda of: of.on_record("FRA", 1),
    "□ National announcement only: 1 action; 1 of 1 milestones known; 12 figures, the newest of December 2024": (
        lambda of: of.on_record("FRA", 4)
    ),
    "◧ Statement naming the Alliance: 2 actions; no figure": lambda of: sentences.on_record(
        row(actions=2, milestones=0, milestones_known=0, figures=0, newest_figure=None),
        queries.statuses(of.edition)["voice", "named"],
    ),
    "■ Reported to the Alliance: 1 action; 1 figure, of July 2013": lambda of: sentences.on_record(
        row(actions=1, milestones=0, milestones_known=0, figures=1, newest_figure=pd.Timestamp("2013-07-02")),
        queries.statuses(of.edition)["voice", "reported"],
    ),
    "1 action: 1 announced nationally: real, dated and sourced, but not promised to the Alliance.": lambda of: (
        of.origins(country="FRA")
    ),
    "58 actions: 6 from a statement that names the Alliance; 52 announced nationally: real, dated and sourced, but not "
    "promised to the Alliance. A project of several countries counts once.": lambda of: of.origins(target=2),
    "12 actions: 2 from a report to the Alliance; 10 announced nationally: real, dated and sourced, but not promised "
    "to the Alliance.": lambda of: of.origins(target=1),
    f"Our record holds no action at this date: {NOT_PUBLIC}. That is said of the record, "
    f"not of the country.": lambda of: of.origins("brussels-2012", country="XKX"),
    "Our record holds at least one action of every one of 54 countries, of 1 from a report to the Alliance. The "
    "reports of 2013 and 2014 are not public, so what it lacks says nothing of a country.": lambda of: (
        sentences.reporting(queries.coverage(of.edition, "latest"))
    ),
    "Our record holds at least one action of 44 of 54 countries, of 1 from a report to the Alliance, and none of 10. "
    "The reports of 2013 and 2014 are not public, so what it lacks says nothing of a country.": lambda of: (
        sentences.reporting(queries.coverage(of.edition, "brussels-2022"))
    ),
    # ---- gaps
    "2 country milestones were known not to be met when last listed; of 1 country milestone the sources differ; 156 "
    "country milestones are not known, those in no rating included. Our record holds an action of every country: "
    f"{NOT_PUBLIC}.": lambda of: of.gaps(),
    "2 country milestones were known not to be met when last listed; 163 country milestones are not known, those in no "
    f"rating included. Of 10 of 54 countries our record holds no action under any target: {NOT_PUBLIC}.": lambda of: (
        of.gaps("brussels-2022")
    ),
    "1 country milestone was known not to be met when last listed; of 2 country milestones the sources differ; 1 "
    "country milestone is not known, those in no rating included. Our record holds an action of every country: "
    f"{NOT_PUBLIC}.": (lambda _: sentences.gaps(gaps_of("FRA", not_joined=1, not_known=1, sources_differ=2), 2)),
    f"our record holds no action of 45: {NOT_PUBLIC}": lambda of: of.gap(1, "action"),
    "our record holds no figure of 47": lambda of: of.gap(1, "figure"),
    "a report or public source of each of 45": lambda of: of.gap(1, "action", sentences.takes),
    "a published figure of each of 47": lambda of: of.gap(1, "figure", sentences.takes),
    "46 not known": lambda of: of.gap(1, "icse"),
    "2 known not to have joined when last listed, 1 not known": lambda of: of.gap(2, "un_protocol"),
    "2 to join; 1 confirmation": lambda of: of.gap(2, "un_protocol", sentences.takes),
    "46 confirmations": lambda of: of.gap(1, "icse", sentences.takes),
    "1 of which the sources differ, 6 not known": lambda of: of.gap(2, "budapest"),
    "1 source that settles it; 6 confirmations": lambda of: of.gap(2, "budapest", sentences.takes),
    "2 sources that settle it": lambda _: sentences.takes(gap_of(sources_differ=2)),
    "1 past the due date, with nothing later in our record": lambda of: of.gap(4, "commitments"),
    "1 source that says what became of it": lambda of: of.gap(4, "commitments", sentences.takes),
    "the joint goal is behind its path, 2 overdue": lambda _: sentences.gap(gap_of(behind_path=1, overdue=2)),
    "faster identification of victims; 1 to join; 2 sources that say what became of it": lambda _: sentences.takes(
        gap_of(behind_path=1, not_joined=1, overdue=2)
    ),
    "Faster identification of victims | Join: ratify | Finish it, or set a new date | A source that says what "
    "became of "
    "it | A report, or a public source | A source that settles it; if it says no: ratify | A confirmation, yes or no; "
    "if no: ratify": lambda _: " | ".join(sentences.TAKES.values()).format("ratify"),
    f"Largest gap: No action on record, 21 of 54 countries; our record holds no action of "
    f"21: {NOT_PUBLIC}.": lambda of: sentences.largest_gap(queries.gap_totals(of.edition, "latest", 4)),
    "Our record shows no gap.": lambda _: sentences.largest_gap(pd.DataFrame()),
    # ---- the joint goal
    f"The joint goal is ahead of its path: at least 31{THIN}000 victims identified, where the path asks for about "
    f"6{THIN}970. The goal is growth in every year, which a stock ahead of its path does not show.": lambda of: (
        sentences.joint_goal(of.joint())
    ),
    f"The joint goal is behind its path: at least 31{THIN}000 victims identified, where the path asks for about "
    f"6{THIN}970.": lambda of: sentences.joint_goal(of.joint(gap_value=-1)),
    "The joint goal could not be judged at this date: one figure was on record, and growth needs two.": lambda of: (
        sentences.joint_goal(of.joint("brussels-2012"))
    ),
    "The joint goal cannot be judged: the launch, from which it counts, is not on record.": lambda _: (
        sentences.joint_goal(row(status="not_judged", reason="no_launch"))
    ),
    "Nothing was on record about the joint goal at this date.": lambda _: sentences.joint_goal(
        row(status="not_judged", reason="no_points")
    ),
    "The joint goal could not be judged at this date: no figure from after the launch was on record, so there is no "
    "base.": lambda _: sentences.joint_goal(row(status="not_judged", reason="no_base")),
    "The joint goal could not be judged at this date: the newest figure is from before the launch.": lambda _: (
        sentences.joint_goal(row(status="not_judged", reason="before_launch"))
    ),
    "The stock was revised downwards; a stock cannot fall, so the joint goal is not judged until the revision is "
    "explained.": lambda _: sentences.joint_goal(row(status="revision")),
    f"more victims identified than the path asks for: at least 31{THIN}000 against about 6{THIN}970 on 18 November "
    "2022": lambda of: sentences.against_the_path(of.joint()),
    f"more victims identified than the path asks for: about 3{THIN}000 against about 2{THIN}850 (undated page, read as "
    "2013)": lambda of: sentences.against_the_path(of.joint("washington-2014")),
    f"fewer victims identified than the path asks for: at least 31{THIN}000 against about 6{THIN}970 on 18 November "
    "2022": lambda of: sentences.against_the_path(of.joint(gap_value=-1)),
    f"Growth since the launch is about 28{THIN}% a year, against a goal of at least 10{THIN}%. No single year can be "
    f"judged: the record has 6 points, no two of them a year apart; 3 are {LEAST}; 2 are {ABOUT}.": lambda of: (
        sentences.growth(of.joint())
    ),
    f"Growth since the launch is about 28{THIN}% a year, against a goal of at least 10{THIN}%. 1 single year can be "
    "judged.": lambda of: sentences.growth(of.joint(single_years=1)),
    f"No single year can be judged: the record has 1 point, no two of them a year apart; 1 is {LEAST}; 1 is {ABOUT}.": (
        lambda of: sentences.single_year(of.joint(points=1, points_at_least=1, points_about=1))
    ),
    "2 single years can be judged.": lambda of: sentences.single_year(of.joint(single_years=2)),
    f"about 2{THIN}700 victims on 5 December 2012, derived: interpolated on a log scale between 1{THIN}617 (1 March "
    f"2010) and about 3{THIN}000 (undated page, read as 2013).": lambda of: sentences.base(of.joint()),
    f"2{THIN}698 victims, the figure of the launch day, 5 December 2012.": lambda of: sentences.base(
        of.joint(base_qualifier="exact")
    ),
    "There is no base at the launch.": lambda of: sentences.base(of.joint("brussels-2012")),
    f"Growth of at least 10{THIN}% in every year: the goal asks for it each year, however large the stock is. "
    f"The newest "
    "figure is of 18 November 2022; our record holds no dated figure of what was added since.": lambda of: (
        sentences.takes_now(of.joint())
    ),
    f"The newest figure, of an undated page, read as 2013, was ahead; at this date the path asks for about 3{THIN}590. "
    f"From that figure it takes about 20{THIN}% a year until November 2017.": lambda of: sentences.takes_now(
        of.joint("abu-dhabi-2015")
    ),
    f"About 12{THIN}% a year until November 2028 to be back on the path; it is 1.5 years behind.": lambda of: (
        sentences.takes_now(of.joint(gap_value=-1, gap_years=-1.5, needed_rate=0.12))
    ),
    "A second figure from after the launch.": lambda of: sentences.takes_now(of.joint("brussels-2012")),
    f"about 2{THIN}840 a year since the launch, 3{THIN}630 over the last span of a year or more; the goal asks for "
    f"3{THIN}100 in the year after the newest figure.": lambda of: sentences.additions(of.joint()),
    f"The newest figure is a lower bound. The base is derived, and rests on an {ABOUT} figure. The newest "
    f"figure is 4.0 "
    "years old at this date.": lambda of: sentences.how_sure(of.joint()),
    "The base is derived, not reported. Two points only. Base and newest figure lie in one span, so this is the growth "
    "of that span.": lambda of: sentences.how_sure(
        of.joint(current_qualifier="exact", base_to_qualifier="exact", age_years=0.5, points=2, base_in_last_span=True)
    ),
    "Base and newest figure are both published figures.": lambda of: sentences.how_sure(
        of.joint(current_qualifier="exact", base_qualifier="exact", age_years=0.5)
    ),
    "Not judged.": lambda of: sentences.how_sure(of.joint("brussels-2012")),
    f"Shorter than a year, so a yearly rate says little; rests on {LEAST}": lambda of: of.span(3),
    f"Rests on {LEAST}; rests on {ABOUT}": lambda of: of.span(2),
    "A drop: a stock cannot fall, so this is a revision, and no growth is worked out.": lambda _: sentences.span(
        row(is_drop=True)
    ),
    "Both ends are exact.": lambda _: sentences.span(
        row(is_drop=False, is_short=False, rests_on_at_least=False, rests_on_about=False)
    ),
    # ---- outlook
    f"If the pace from 2017 to 2022, 22.0{THIN}% a year, went on, the stock would grow at least as fast as the "
    f"goal asks; "
    "that is arithmetic, no forecast.": lambda of: sentences.pace(of.joint()),
    f"If the pace from 2013 to 2017, 5.0{THIN}% a year, went on, growth would miss the goal in each year, and "
    f"the stock "
    "would fall behind the path in July 2038.": lambda _: pace("falls_behind", reach_date=JULY),
    f"If the pace from 2013 to 2017, 5.0{THIN}% a year, went on, the stock would be back on the path only in more than "
    "two hundred years.": lambda _: pace("catches_up"),
    f"If the pace from 2013 to 2017, 5.0{THIN}% a year, went on, the stock would never "
    f"get back to the path.": lambda _: pace("never"),
    "The newest figure is more than five years old, so no pace is carried on from it.": lambda _: pace("too_old"),
    "All countries are there.": lambda _: pace("reached", "binary"),
    "Our record holds no date of joining of the last ten years.": lambda _: pace("never", "binary"),
    "Lists say who has joined, few say when: no pace can be worked out.": lambda _: pace("no_pace", "binary"),
    "At the pace of the last ten years, 0.5 a year, all would be there in more than a hundred years.": lambda _: pace(
        "at_this_pace", "binary", pace=0.5
    ),
    "−7.7 countries a year on average; no target is set, so no speed can be called enough.": lambda of: of.direction(
        "icmec_no_legislation", say=sentences.change_a_year
    ),
    "+0.25 percentage points a year on average; no target is set, so no speed can be called enough.": lambda _: (
        sentences.change_a_year(row(pace=0.25, unit="percent"))
    ),
    "None of the doubts that can be tested was found. 1 of 2 other profiles that fit "
    "agree; 1 cannot judge.": lambda _: sentences.robust(
        robust(mark="robust", profiles=2, profiles_judged=1, profiles_agree=1)
    ),
    f"In doubt: two points only; a value that it rests on is {LEAST}; a value that it rests on is {ABOUT} or derived; "
    "the newest figure is more than five years old; without the last point it would be another; another profile sees "
    "it the other way. 1 of 1 other profile that fits agrees.": lambda _: sentences.robust(
        robust(
            "two_points at_least about old last_point other_profiles", profiles=1, profiles_judged=1, profiles_agree=1
        )
    ),
    "The only other profile that fits cannot judge it.": lambda _: sentences.others(robust(profiles=1)),
    "None of the 2 other profiles that fit can judge it.": lambda _: sentences.others(robust(profiles=2)),
    # ---- figures
    f"CyberTipline reports by country, Ghana: 12{THIN}707 reports in 2019, 20{THIN}586 reports in 2023.": lambda of: (
        of.series("GHA", "cybertipline_reports")
    ),
    "Out of the Shadows Index rank, France: rank 2 of 60 in 2022, rank 2 of 60 in 2022.": lambda of: of.series(
        "FRA", "oosi_rank"
    ),
    "Countries with no specific legislation, World: from 93 in 2008 to 16 countries in 2018.": lambda of: of.direction(
        "icmec_no_legislation"
    ),
    "From 33 in 2011 to about 72 countries (undated page, read as 2024).": lambda of: of.direction(
        "icse_countries_connected", name=False
    ),
    "Countries that criminalise possession, World: 140 countries; no direction can be said.": lambda of: of.direction(
        "icmec_criminalise_possession"
    ),
    f"Comes to the 21{THIN}909 reports of “CyberTipline reports by country”, 2022: probably the same fact, not "
    f"a second "
    "one.": lambda of: of.related("GHA"),
    f"Offenders identified through ICSE: about 1{THIN}900 on 31 December 2013, lower than about 2{THIN}000 on "
    f"31 October "
    "2013. A count that only adds up cannot fall: a revision, another definition, or a date that is not exact.": (
        lambda of: of.revised("Offenders identified through ICSE")
    ),
    "Not in our record: France.": lambda of: sentences.absent(["FRA", "GHA"], of.figures("GHA"), {"FRA": "France"}),
    # ---- what changed, and what became known
    f"Victims identified through ICSE: from about 3{THIN}000 (undated page, read as 2013) to at least 31{THIN}000 on "
    "18 November 2022": lambda of: of.changed("icse_victims_identified_cum"),
    "Countries connected to ICSE: from 33 on 28 November 2011 to about 40 (undated page, read as 2013)": lambda of: (
        of.changed("icse_countries_connected", "washington-2014", "brussels-2012")
    ),
    "Countries in a Europol Victim Identification Taskforce edition: 22 in September 2025; our record held nothing "
    "before": lambda of: of.changed("vidtf_countries"),
    "Lanzarote Convention: 3 of 54 known now, as stated between 2010 and 1 January 2011; 3 of 48 known then. Nothing "
    "new became known.": lambda of: of.changed("lanzarote", "washington-2014", "brussels-2012"),
    "Hotline in INHOPE: 37 of 54 known now, by an undated page, read as 2017; 4 of 54 known then. 1 joining is dated "
    "between; all else became known, which is no change.": lambda of: of.changed("inhope_hotline"),
    "Budapest Convention: 47 of 54 known now, as stated between 1 June 2015 and 2024 (undated page); 17 of 54 known "
    "then. 4 joinings are dated between; all else became known, which is no change.": lambda of: of.changed("budapest"),
    "Virtual Global Taskforce: 9 of 54 known now, as stated between 2003 and May 2014; 3 of 48 known then. 3 "
    "joinings are "
    "dated between; all else became known, which is no change.": lambda of: of.changed(
        "vgt", "washington-2014", "brussels-2012"
    ),
    "Safer Internet Centre: 28 of 54 known now, as stated in 2012; nothing known then. No joining is dated "
    "between: what "
    "is new became known, which is no change.": lambda of: of.changed(
        "safer_internet_centre", "washington-2014", "brussels-2012"
    ),
    "Lanzarote Convention: 3 of 54 known now, as stated between 2010 and 1 January 2011; 2 of 48 known then. No "
    "joining is dated between: what is new became known, which is no change.": lambda of: of.changed(
        "lanzarote", "washington-2014", "brussels-2012", before=2
    ),
    "Target 2: countries of which our record holds an action: from 13 of 54 to 33 of 54": lambda of: of.changed(
        "actions", target=2
    ),
    "A list that becomes known is no change: each count bears the date of its list. Nothing in our record is "
    "not zero.": (lambda _: sentences.COUNTS),
    "Our record shows no change.": lambda _: sentences.UNCHANGED,
    # ---- questions to expect
    "Is the country named as connected to the ICSE database? Nothing in our record says yes or no; not known is never "
    "read as no. / What has France done under target 1, Identify and support victims? Our record holds no action under "
    f"it: {NOT_PUBLIC}. / Which figure shows where France stands on target 1, Identify and support victims? Our record "
    "holds no figure under it.": lambda of: " / ".join(of.questions("FRA").split(" / ")[:3]),
    "Is the country a party to the Optional Protocol? If not, what stands in the way? Known not to have joined when "
    "last listed: August 2022.": lambda of: next(
        part for part in of.questions("IRL").split(" / ") if "Optional Protocol" in part
    ),
    "Is the country a party to the Budapest Convention? Two sources in our record contradict each other, and nothing "
    "later settles it.": lambda of: next(part for part in of.questions("NZL").split(" / ") if "Two sources" in part),
    "What can France show to others? Our record lacks nothing.": lambda of: of.questions(
        "FRA", gaps=queries.gaps(of.edition, "latest", country="FRA").head(0)
    ),
    "What became of “A unit”, which was due September 2014? Past its due date, and nothing in our record says "
    "that it is "
    "done. / You report “A law” as implemented. What is there to show for it? Two people read the report; they found "
    "less than all of it done. / What is done about Days? Days, France: from 2 in 2013 to 3 days in 2014.": lambda of: (
        of.questions(
            "FRA",
            gaps=pd.DataFrame(
                [{"kind": "overdue", "item": "C1", "label": "A unit", "known_at": "2014-09", "target_no": 1}]
            ),
            promises=pd.DataFrame([{"status": "implemented", "completion": "limited", "title": "A law"}]),
            directions=pd.DataFrame([WORSE]),
        )
    ),
    "Derived from the record by one rule, not written by a person: first what is past its due date, then a word "
    "that two "
    "readers coded lower, a milestone known not to be met, a figure that grows worse, what sources contradict, what is "
    "not known, and what our record lacks; one of each before a second.": lambda _: sentences.QUESTIONS_FROM,
    # ---- what judgements rest on, and what countries should confirm
    "31 of 230 judgements rest on press, copies or weak sources alone.": lambda of: sentences.rests(of.judged()),
    "Nothing is judged.": lambda of: sentences.rests(of.judged().head(0)),
    "The one judgement rests on no press, copy or weak source alone.": lambda of: sentences.rests(of.judged(1).head(1)),
    "None of 28 judgements rests on press, copies or weak sources alone.": lambda of: sentences.rests(of.judged(3)),
    "1 of 2 judgements rests on press, copies or weak sources alone.": lambda of: sentences.rests(
        of.judged(1, as_of="washington-2014")
    ),
    "28 of 151 on press, copies or weak sources alone; 70 on official sources, 53 on repositories": lambda of: (
        sentences.best_kinds(of.judged(2))
    ),
    "A judgement is a yes or no of a milestone that counts in the share of a target, or the status of the joint goal "
    "or of an indicator with a better direction. It rests on the facts that say the same, or on the figures that it is "
    "worked out from, and counts by the best kind among their sources. What is not known, and what the sources differ "
    "on, is no judgement.": lambda _: sentences.what_is_a_judgement(),
    "Asked are states of milestones, figures and actions that rest on press, copies or weak sources alone, that are "
    "unconfirmed or bear no date, or on which the sources differ. A country’s own official source settles each.": (
        lambda _: sentences.what_is_asked()
    ),
    "Our record holds nothing that Croatia should confirm at this date.": lambda of: of.confirms("Croatia", "HRV"),
    "New Zealand should confirm 6 things; judgements rest on 1 of them.": lambda of: of.confirms("New Zealand", "NZL"),
    "Portugal should confirm 4 things; judgements rest on 1 of them.": lambda of: of.confirms("Portugal", "PRT"),
    "Albania should confirm 1 thing; no judgement rests on them.": lambda of: of.confirms("Albania", "ALB"),
    "47 of 54 countries have something to confirm: 246 things, of which judgements rest on 47.": lambda of: (
        sentences.all_to_confirm(confirming.confirmations(of.edition, "latest"), 54)
    ),
    "Sources differ; Unconfirmed; Undated; Press or copy alone; Weak source alone": lambda _: sentences.why_asked(
        "sources_differ unconfirmed undated press_alone weak_alone"
    ),
    "Weak source alone: milestones (1)": lambda _: sentences.asked("weak_alone", "milestone", 1),
    "Press or copy alone: figures (20)": lambda _: sentences.asked("press_alone", "figure", 20),
    "Undated: actions (2)": lambda _: sentences.asked("undated", "action", 2),
    "Since when it is a party, or that it is not, with the depositary’s page or an official gazette": lambda _: (
        sentences.to_send("unconfirmed", "treaties")
    ),
    "Since when it takes part, or that it does not, with an official page that says so": lambda _: sentences.to_send(
        "press_alone", "memberships"
    ),
    "Which of the two is right, with a dated official text": lambda _: sentences.to_send("sources_differ", "treaties"),
    "The figures as the authority published them, with the page and its date": lambda _: sentences.to_send("figure"),
    "The date of the page, or of the figure": lambda _: sentences.to_send("undated"),
    "An official page or document about it, with its date and how it stands": lambda _: sentences.to_send("action"),
    "one source: accession, undated; another: listed as not party, 7 August 2025": lambda of: sentences.both(
        next(of.states(iso3="NZL", milestone="budapest").itertuples())
    ),
    "3 figures, the newest: 335 reports in 2014": lambda of: of.stated("IRL", "hotline_csam_confirmed"),
    "about 19 700 reports (undated page, read as 2017)": lambda of: of.stated("PRT", "hotline_reports_cum"),
    "2007, due 2010; ongoing": lambda _: sentences.stated_action(
        row(announced_date="2007", due_date="2010"), "Ongoing"
    ),
    # ---- rounds, quality, citations
    "2 indicators asked for: ■ Value 1; ▨ Not reported 1.": lambda of: answered(of, "value", "not_reported"),
    "1 indicator asked for: ■ Value 1.": lambda of: answered(of, "value"),
    "Answers to 1 indicator, one a country: ■ Value: 1 of 2; ▨ Not reported: 1 of 2.": lambda of: (
        sentences.answered_by_all(
            pd.DataFrame({"answer": ["value", "not_reported"], "indicator": ["a", "a"]}),
            scale(of, "value", "not_reported"),
        )
    ),
    "Answers to 2 indicators, one a country: ■ Value: 2 of 2.": lambda of: sentences.answered_by_all(
        pd.DataFrame({"answer": ["value", "value"], "indicator": ["a", "b"]}), scale(of, "value")
    ),
    "The status is the country's own word. Two people read 1 of 2 reports independently and coded what was done; where "
    "they differed, a third settled it. The country's reply stands beside.": lambda _: sentences.whose_word(1, 2),
    f"0 rows left out, 6 questions to answer and 74 notes stand. Of 1{THIN}063 figures, 125 are {ABOUT}, {LEAST}, "
    "counted or derived.": lambda of: of.quality(),
    "1 question to answer": lambda _: sentences.severity("question", 1),
    "1 row left out, 2 questions to answer, 1 note": lambda _: ", ".join(
        sentences.severity(*pair) for pair in (("error", 1), ("question", 2), ("note", 1))
    ),
    "Source: worked out from the record": lambda _: sentences.cites(pd.DataFrame({"a": [1]})),
    "Source: none, our record holds nothing": lambda _: sentences.cites(pd.DataFrame({"source_title": [None]})),
    "Source: A; B and 1 more": lambda _: sentences.cites(pd.DataFrame({"source_title": ["A", "B", "C"]})),
    "Source: A (official / data repository); B (press or copy); C (weak source)": lambda _: sentences.cites(
        pd.DataFrame(
            {
                "source_title": ["A", "B", "C", "B"],
                "source_tier": [
                    *("publisher or official body ; public data repository", "press, copy or secondary", "weak"),
                    "press, copy or secondary",
                ],
            }
        ),
        most=3,
    ),
    f"{BY_DATE} Where its source says when it was published, it does not count before: 132 of 326 sources say so, and "
    "stand below with that date. Facts of the other 194 count from their own date alone.": lambda of: (
        sentences.counts_from(queries.sources(of.edition))
    ),
    BY_DATE: lambda _: sentences.counts_from(pd.DataFrame({"published": [None, None]})),
    "Latest data; facts known until 22 November 2026": lambda of: sentences.known_at(
        of.edition.rows("conferences", as_of="latest").iloc[0]
    ),
    "[n] is the number of a source. Behind the dot stand the rows that were used: lines count from the header of the "
    "file in data/record, which is line 1. S0007!Indicators!G12 is a cell of submission 7. Edition 1, method bedc9d6f, "
    "hash cc5d73.": lambda _: sentences.how_to_read(1, "cc5d73", "bedc9d6f", reports=True),
}
"""What is said, word for word, and how it is asked for."""

WORSE = {
    "status": "worsening",
    "item": "days",
    "iso3": "FRA",
    "label": "Days",
    "country": "France",
    "unit": "days",
    "base_value": 2.0,
    "base_qualifier": "exact",
    "base_date": pd.Timestamp("2013-07-02"),
    "current_value": 3.0,
    "current_qualifier": "exact",
    "current_date": pd.Timestamp("2014-07-02"),
}


def scale(of, *codes):
    rows = queries.scale(of.edition, "answer")
    return rows[rows["status"].isin(codes)]


def answered(of, *codes):
    return sentences.answered(pd.DataFrame({"answer": codes}), scale(of, *codes))
