"""The sentences that readers see, each from the figures of one row or one table. Formats come from `words`."""

from __future__ import annotations

import pandas as pd

from core.words import _, day, figure, many, missing, month, number, of, percent, rounded, stated


def joint_goal(row: pd.Series) -> str:
    """One sentence: where the joint goal stands."""
    if row.status == "not_judged":
        return {
            "no_launch": _("The joint goal cannot be judged: the launch, from which it counts, is not on record."),
            "no_points": _("Nothing was on record about the joint goal at this date."),
            "one_point": _(
                "The joint goal could not be judged at this date: one figure was on record, and growth needs two."
            ),
            "no_base": _(
                "The joint goal could not be judged at this date: no figure from after the launch was on record, so there is no base."
            ),
            "before_launch": _(
                "The joint goal could not be judged at this date: the newest figure is from before the launch."
            ),
        }[row.reason]
    if row.status == "revision":
        return _(
            "The stock was revised downwards; a stock cannot fall, so the joint goal is not judged until the revision is explained."
        )
    if row.gap_value >= 0:
        return _(
            "The joint goal is ahead of its path: {0} victims identified, where the path asks for about {1}."
        ).format(figure(row.current_value, row.current_qualifier), rounded(row.path_value))
    return _("The joint goal is behind its path: {0} victims identified, where the path asks for about {1}.").format(
        figure(row.current_value, row.current_qualifier), rounded(row.path_value)
    )


def growth(row: pd.Series) -> str:
    """One sentence: the yearly growth, and what a single year can say."""
    if missing(row.observed_rate):
        return ""
    first = _("Growth since the launch is about {0} a year, against a goal of at least {1}.").format(
        percent(row.observed_rate), percent(row.required_rate)
    )
    return first + " " + single_year(row)


def milestone(row: pd.Series) -> str:
    """One sentence about a milestone over all countries."""
    return _("{0}: {1} yes, {2} no, {3} not known, of {4} countries.").format(
        row.label, int(row.met), int(row.not_met), int(row.not_known), int(row.participants)
    )


def peers(met: int, unknown: int, every: int, name: str) -> str:
    """How the peers of a country stand on the same question; not known is never counted as no."""
    if unknown == every:
        return _("Not known of any of {0} other {1}").format(every, name)
    return _("Yes in {0} other {1}; {2} no; {3} not known").format(of(met, every), name, every - met - unknown, unknown)


def span(row: pd.Series) -> str:
    """How far the growth of one span can be trusted."""
    if row.is_drop:
        return _("A drop: a stock cannot fall, so this is a revision, and no growth is worked out.")
    parts = [
        (row.is_short, _("shorter than a year, so a yearly rate says little")),
        (row.rests_on_at_least, _("rests on “at least”")),
        (row.rests_on_about, _("rests on “about”")),
    ]
    return "; ".join(text for true, text in parts if true).capitalize() or _("Both ends are exact.")


def against_the_path(row: pd.Series) -> str:
    """What the number of the gap counts."""
    text = (
        _("more victims identified than the path asks for: {0} against about {1} in {2}")
        if row.gap_value >= 0
        else _("fewer victims identified than the path asks for: {0} against about {1} in {2}")
    )
    return text.format(
        figure(row.current_value, row.current_qualifier), rounded(row.path_value), month(row.current_date)
    )


def single_year(row: pd.Series) -> str:
    """Why no single year can be judged, or how many can."""
    if row.single_years:
        return many("{0} single year can be judged.", "{0} single years can be judged.", int(row.single_years)).format(
            int(row.single_years)
        )
    quality = [
        many("{0} is “at least”", "{0} are “at least”", int(n)).format(int(n)) for n in [row.points_at_least] if n
    ]
    quality += [many("{0} is “about”", "{0} are “about”", int(n)).format(int(n)) for n in [row.points_about] if n]
    reason = many("the record has {0} point", "the record has {0} points", int(row.points)).format(int(row.points)) + _(
        ", no two of them a year apart"
    )
    return _("No single year can be judged: {0}.").format("; ".join([reason, *quality]))


def base(row: pd.Series) -> str:
    """How the base at the launch was got."""
    if missing(row.base_value):
        return _("There is no base at the launch.")
    if row.base_qualifier == "exact":
        return _("{0} victims, the figure of the launch day, {1}.").format(number(row.base_value), day(row.base_date))
    return _("about {0} victims on {1}, derived: interpolated on a log scale between {2} ({3}) and {4} ({5}).").format(
        rounded(row.base_value),
        day(row.base_date),
        number(row.base_from_value),
        stated(row.base_from_period),
        figure(row.base_to_value, row.base_to_qualifier),
        stated(row.base_to_period),
    )


def takes_now(row: pd.Series) -> str:
    """What the joint goal takes from now on, or the margin."""
    if missing(row.gap_value):
        return _("A second figure from after the launch.")
    if row.gap_value >= 0 and row.path_now > row.current_value:
        return _(
            "The newest figure, of {0}, was ahead; at this date the path asks for about {1}. From that figure it takes about {2} a year until {3}."
        ).format(month(row.current_date), rounded(row.path_now), percent(row.needed_rate), month(row.horizon_date))
    if row.gap_value >= 0:
        return _(
            "To go on: the goal asks for growth in every year. The stock is {0} years ahead; even with no new identification it would stay above the path until about {1}."
        ).format(number(row.gap_years, 1), month(row.ahead_until))
    return _("About {0} a year until {1} to be back on the path; it is {2} years behind.").format(
        percent(row.needed_rate), month(row.horizon_date), number(-row.gap_years, 1)
    )


def additions(row: pd.Series) -> str:
    """The yearly additions beside the growth."""
    if missing(row.additions_a_year):
        return ""
    text = _("about {0} a year since the launch").format(rounded(row.additions_a_year))
    if not missing(row.last_span_additions):
        text += _(", {0} over the last span of a year or more").format(rounded(row.last_span_additions))
    return text + _("; the goal asks for {0} in the year after the newest figure.").format(
        rounded(row.additions_needed)
    )


def how_sure(row: pd.Series) -> str:
    """What the judgement of the joint goal rests on."""
    if missing(row.base_value):
        return _("Not judged.")
    parts = []
    if row.current_qualifier == "at_least":
        parts.append(_("The newest figure is a lower bound."))
    if row.base_qualifier == "derived":
        rests = (
            _("The base is derived, and rests on an “about” figure.")
            if row.base_to_qualifier == "approx"
            else _("The base is derived, not reported.")
        )
        parts.append(rests)
    if row.age_years >= 1:
        parts.append(_("The newest figure is {0} years old at this date.").format(number(row.age_years, 1)))
    if row.points == 2:
        parts.append(_("Two points only."))
    if row.base_in_last_span is True:
        parts.append(_("Base and newest figure lie in one span, so this is the growth of that span."))
    return " ".join(parts) or _("Base and newest figure are both published figures.")


DOUBTS = {
    "two_points": _("two points only"),
    "at_least": _("a value that it rests on is “at least”"),
    "about": _("a value that it rests on is “about” or derived"),
    "old": _("the newest figure is more than five years old"),
    "last_point": _("without the last point it would be another"),
    "other_profiles": _("another profile sees it the other way"),
}


def robust(row: pd.Series) -> str:
    """How sure a judgement is: its doubts, and how many other profiles see it the same way. `row` is of the table robustness."""
    if row.mark == "not_judged":
        return _("Not judged.")
    doubts = _("; ").join(DOUBTS[code] for code in row.doubts.split())
    return " ".join(
        [
            _("In doubt: {0}.").format(doubts) if doubts else _("None of the doubts that can be tested was found."),
            others(row),
        ]
    ).strip()


def others(row: pd.Series) -> str:
    """How many of the other profiles that fit agree, and how many cannot judge."""
    fit, judged = int(row.profiles), int(row.profiles_judged)
    if not fit:
        return ""
    if not judged:
        return many(
            "The {0} other profile that fits cannot judge it.",
            "None of the {0} other profiles that fit can judge it.",
            fit,
        ).format(fit)
    text = many("{0} other profile that fits agrees", "{0} other profiles that fit agree", fit).format(
        of(int(row.profiles_agree), fit)
    )
    return text + (
        many("; {0} cannot judge.", "; {0} cannot judge.", fit - judged).format(fit - judged) if judged < fit else "."
    )


def pace(row: pd.Series) -> str:
    """Where the present pace leads, with the date, or that it never gets there. `row` is of the table progress."""
    if missing(row.reach) or row.reach == "no_target":
        return ""
    if row.rule == "annual_growth":
        if row.reach == "too_old":
            return _("The newest figure is more than five years old, so no pace is carried on from it.")
        lead = _("If the pace from {0} to {1}, {2} a year, went on,").format(
            row.pace_from.year, row.pace_to.year, percent(row.pace, 1)
        )
        when = (
            _("in {0}").format(month(row.reach_date))
            if not missing(row.reach_date)
            else _("only in more than two hundred years")
        )
        return lead + {
            "stays_ahead": _(" the stock would stay ahead of the path."),
            "falls_behind": _(" the stock would fall behind the path {0}."),
            "catches_up": _(" the stock would be back on the path {0}."),
            "never": _(" the stock would never get back to the path."),
        }[row.reach].format(when)
    return {
        "reached": _("All countries are there."),
        "never": _("No date of joining in the last ten years is on record."),
        "no_pace": _("Lists say who has joined, few say when: no pace can be worked out."),
        "at_this_pace": _("At the pace of the last ten years, {0} a year, all would be there in {1}.").format(
            number(row.pace or 0, 1),
            row.reach_date.year if not missing(row.reach_date) else _("more than a hundred years"),
        ),
    }[row.reach]


def change_a_year(row: pd.Series) -> str:
    """The mean change a year of an indicator with a better direction."""
    if missing(row.pace):
        return ""
    digits = 2 if abs(row.pace) < 1 else 1
    unit = _("percentage points") if row.unit == "percent" else row.unit
    return _("{0} {1} a year on average; no target is set, so no speed can be called enough.").format(
        ("+" if row.pace > 0 else "") + number(row.pace, digits), unit
    )


def target(row: pd.Series) -> str:
    """One plain sentence for a target card."""
    if row.scale == "alliance":
        acts = many(
            "{0} of {1} countries has an action of its own on record.",
            "{0} of {1} countries have an action of their own on record.",
            int(row.countries_with_action),
        ).format(int(row.countries_with_action), int(row.participants))
        lead = {
            "on_track": _("The shared goal is on track."),
            "slowing": _("The shared goal is on track, and slowing."),
            "acceleration_needed": _("The shared goal grows, but not fast enough."),
            "limited_progress": _("The shared goal grows far too slowly."),
            "revision": _("The shared goal was revised downwards."),
        }.get(row.status, _("The shared goal could not be judged at this date."))
        return f"{lead} {acts}"
    if row.status == "not_known":
        return _("Nothing was on record about its milestones at this date.")
    text = many(
        "{0} of {1} country milestones is known to be met",
        "{0} of {1} country milestones are known to be met",
        int(row.met),
    ).format(int(row.met), int(row.cells))
    if row.not_met:
        text += _("; {0} known not to be when last listed").format(int(row.not_met))
    if row.not_known:
        text += _("; {0} not known").format(int(row.not_known))
    return text + "."


def known(row: pd.Series) -> str:
    """How many countries are known at all, and how far the unknown could move the status."""
    text = _("Something is on record of {0} countries: a milestone, a figure or an action.").format(
        of(int(row.countries_known), int(row.participants))
    )
    return text if row.scale == "alliance" or missing(row.ratio) else f"{text} {bound(row)}"


def bound(row: pd.Series) -> str:
    """How far the unknown could move a share."""
    if missing(row.ratio_at_most) or row.ratio_at_most == row.ratio:
        return _("All are known.")
    return _("At least {0}; at most {1} if all that are not known had met it.").format(
        percent(row.ratio), percent(row.ratio_at_most)
    )


def alliance(targets: pd.DataFrame, joint: pd.Series) -> str:
    """The sentence on top of the overview."""
    lead = {
        "on_track": _("The one number that all countries signed up to is on track."),
        "slowing": _("The one number that all countries signed up to is on track, but slowing."),
        "acceleration_needed": _("The one number that all countries signed up to grows too slowly."),
        "limited_progress": _("The one number that all countries signed up to has hardly grown."),
        "revision": _("The one number that all countries signed up to was revised downwards."),
    }.get(joint.status, _("The one number that all countries signed up to could not be judged at this date."))
    pooled = targets[targets["scale"] == "share"]
    met, not_met, cells, unknown = (int(pooled[name].sum()) for name in ("met", "not_met", "cells", "not_known"))
    rest = _(
        "Of {0} country milestones, {1} are known to be met and {2} were known not to be when last listed; {3} are not known."
    ).format(cells, met, not_met, unknown)
    return f"{lead} {rest}"


def gap(row: pd.Series) -> str:
    """What is missing, in a few words."""
    parts = [
        (row.behind_path, _("the joint goal is behind its path")),
        (row.not_joined, _("{0} known not to have joined")),
        (row.overdue, _("{0} overdue")),
        (row.due_no_report, _("{0} past the due date without a report")),
        (row.not_reported, _("{0} without a figure") if row.item == "figure" else _("{0} silent")),
        (row.not_known, _("{0} not known")),
    ]
    return ", ".join(text.format(int(count)) for count, text in parts if count)


def takes(row: pd.Series) -> str:
    """What closing a gap would take."""
    parts = [
        (row.behind_path, _("faster identification of victims")),
        (row.not_joined, many("{0} to join", "{0} to join", int(row.not_joined))),
        (
            row.overdue + row.due_no_report,
            many(
                "{0} report on what became of it",
                "{0} reports on what became of it",
                int(row.overdue + row.due_no_report),
            ),
        ),
        (
            row.not_reported,
            _("a first figure for each of {0}") if row.item == "figure" else _("a first report from each of {0}"),
        ),
        (row.not_known, many("{0} confirmation", "{0} confirmations", int(row.not_known))),
    ]
    return "; ".join(text.format(int(count)) for count, text in parts if count)


TAKES = {
    "behind_path": _("Faster identification of victims"),
    "not_joined": _("Join: {0}"),
    "overdue": _("Finish it, or set a new date"),
    "due_no_report": _("A report on what became of it"),
    "not_reported": _("A first report"),
    "not_known": _("A confirmation, yes or no; if no: {0}"),
}


def changed(row: pd.Series) -> str:
    """One line: what a figure was and what it is."""
    if row.unit == "countries" and not missing(row.after_of):
        after = of(int(row.after), int(row.after_of))
        before = _("nothing on record") if missing(row.before) else of(int(row.before), int(row.before_of))
    else:
        after, before = (
            figure(row.after, row.after_qualifier),
            _("nothing on record") if missing(row.before) else figure(row.before, row.before_qualifier),
        )
    label = _("Target {0}: {1}").format(row.target_no, row.label.lower()) if row.item_type == "action" else row.label
    return _("{0}: from {1} to {2}").format(label, before, after)


def direction(row: pd.Series, *, name: bool = True) -> str:
    """One sentence about an indicator with a better direction; without its name where that stands above."""
    if not name:
        return direction(row).removeprefix(f"{row.label}, {row.country}: ").capitalize()
    if missing(row.base_value) or row.status == "not_judged":
        return _("{0}, {1}: {2} {3}; no direction can be said.").format(
            row.label, row.country, figure(row.current_value, row.current_qualifier), row.unit
        )
    return _("{0}, {1}: from {2} in {3} to {4} {5} in {6}.").format(
        row.label,
        row.country,
        figure(row.base_value, row.base_qualifier),
        row.base_date.year,
        figure(row.current_value, row.current_qualifier),
        row.unit,
        row.current_date.year,
    )


def series(rows: pd.DataFrame) -> str:
    """One sentence about a series of figures: the first and the last."""
    first, last = rows.iloc[0], rows.iloc[-1]
    return _("{0}, {1}: {2} {3} in {4}, {5} {6} in {7}.").format(
        last.label,
        last.country,
        figure(first.value, first.qualifier),
        first.unit,
        first.period,
        figure(last.value, last.qualifier),
        last.unit,
        last.period,
    )


def cites(frame: pd.DataFrame, most: int = 2) -> str:
    """The line under a picture that names its sources; the rest are one click away."""
    if "source_title" not in frame:
        return _("Source: worked out from the record")
    titles = list(dict.fromkeys(frame["source_title"].dropna()))
    if not titles:
        return _("Source: none, nothing is on record")
    more = _(" and {0} more").format(len(titles) - most) if len(titles) > most else ""
    return _("Source: {0}{1}").format("; ".join(titles[:most]), more)


def rule(code: str) -> str:
    """A rule in two or three words."""
    return {
        "annual_growth": _("yearly growth"),
        "direction": _("direction only"),
        "binary": _("met or not met"),
        "context": _("context, never judged"),
    }[code]


def origins(frame: pd.DataFrame) -> str:
    """Whose word the actions on record are; national announcements are no promises to the Alliance."""
    if frame.empty:
        return _("No action is on record at this date. That is silence, not inaction.")
    counts = frame["origin"].value_counts()
    parts = [
        (counts.get("alliance_report", 0), _("{0} from a report to the Alliance")),
        (counts.get("alliance_linked", 0), _("{0} from a statement that names the Alliance")),
        (
            counts.get("national_announcement", 0),
            _("{0} announced nationally: real, dated and sourced, but not promised to the Alliance"),
        ),
    ]
    said = "; ".join(text.format(int(count)) for count, text in parts if count)
    return many("{0} action: {1}.", "{0} actions: {1}.", len(frame)).format(len(frame), said)


def largest_gap(totals: pd.DataFrame) -> str:
    """One sentence: the largest gap of a target."""
    if totals.empty:
        return _("No gap is on record.")
    first = totals.iloc[0]
    return _("Largest gap: {0}, {1} countries.").format(first.label, of(int(first.countries), int(first.participants)))


def country(coverage: pd.DataFrame, milestones: pd.DataFrame) -> str:
    """The sentence on top of a country's page."""
    if coverage.empty:
        return _("Not in the list of the Alliance at this date.")
    asked = milestones[milestones["rule"] == "binary"]
    met, unknown, outside = ((asked["state"] == state).sum() for state in ("yes", "not_known", "no"))
    silent = [str(row.target_no) for row in coverage.itertuples() if row.actions == 0]
    text = _("{0} of {1} judged milestones known to be met").format(met, len(asked))
    text += _(", {0} known not to be").format(outside) if outside else ""
    text += _(", {0} not known").format(unknown) if unknown else ""
    if len(silent) == len(coverage):
        return text + _("; no action on record under any target.")
    if silent:
        return text + many(
            "; no action on record under target {0}.", "; no action on record under targets {0}.", len(silent)
        ).format(", ".join(silent))
    return text + _("; actions on record under every target.")


def absent(countries: list[str], rows: pd.DataFrame, names: dict[str, str]) -> str:
    """Which of the countries asked for have no figure here."""
    without = [names[code] for code in countries if code not in set(rows["iso3"])]
    return _("Not reported: {0}.").format(", ".join(without)) if without else ""


def gaps(frame: pd.DataFrame, participants: int) -> str:
    """The sentence on top of the gaps page."""
    outside, silent = (
        frame[frame["kind"] == "not_joined"],
        frame[(frame["kind"] == "not_reported") & (frame["item"] == "action")],
    )
    everywhere = silent.groupby("iso3").size()
    return _(
        "{0} milestones were known not to be met when last listed, {1} are not known, those in no rating included; {2} countries have no action on record under any target."
    ).format(len(outside), (frame["kind"] == "not_known").sum(), of(int((everywhere == 4).sum()), participants))


def reporting(coverage: pd.DataFrame) -> str:
    """The sentence on top of the reporting page."""
    by_country = coverage.groupby("iso3")
    heard = int((by_country["actions"].sum() > 0).sum())
    told = int((by_country["from_reports"].sum() > 0).sum())
    return _(
        "{0} countries have at least one action on record, {1} of them from a report to the Alliance; {2} are silent under every target. Silence is not a no."
    ).format(of(heard, by_country.ngroups), told, by_country.ngroups - heard)


def quality(issues: pd.DataFrame, observations: pd.DataFrame) -> str:
    """The sentence on top of the quality page."""
    counts = issues["severity"].value_counts()
    soft = int((observations["qualifier"] != "exact").sum())
    return _("{0}, {1} and {2} stand. Of {3} figures, {4} are “about”, “at least”, counted or derived.").format(
        *(severity(code, int(counts.get(code, 0))) for code in ("error", "question", "note")),
        number(len(observations)),
        soft,
    )


def severity(code: str, count: int) -> str:
    """How many findings of one severity."""
    return {
        "error": many("{0} row left out", "{0} rows left out", count),
        "question": many("{0} question to answer", "{0} questions to answer", count),
        "note": many("{0} note", "{0} notes", count),
    }[code].format(count)


def on_record(row: pd.Series, voice: pd.Series) -> str:
    """What is on record of one country under one target; `row` is of the table coverage, `voice` its status."""
    text = f"{voice['shape']} {voice['label']}"
    if row.actions:
        text += ": " + many("{0} action", "{0} actions", int(row.actions)).format(int(row.actions))
    if not row.figures:
        return text + "; " + _("no figure")
    return (
        text
        + "; "
        + many("{0} figure, of {1}", "{0} figures, the newest of {1}", int(row.figures)).format(
            int(row.figures), month(row.newest_figure)
        )
    )


def answered(rows: pd.DataFrame, answers: pd.DataFrame) -> str:
    """How a country answered the indicators of a round; five answers that are never added up. `answers` are the statuses of that scale."""
    counts = rows["answer"].value_counts()
    parts = [f"{row.shape} {row.label} {int(counts.get(row.status, 0))}" for row in answers.itertuples()]
    return many("{0} indicator asked for: {1}.", "{0} indicators asked for: {1}.", len(rows)).format(
        len(rows), "; ".join(parts)
    )


def revised(row: pd.Series) -> str:
    """A cumulative figure that is lower than one before."""
    return _(
        "{0}: {1} on {2}, lower than {3} on {4}. A count that only adds up cannot fall: a revision, another definition, or a date that is not exact."
    ).format(
        row.label,
        figure(row.to_value, row.to_qualifier),
        day(row.to_date),
        figure(row.from_value, row.from_qualifier),
        day(row.from_date),
    )


QUESTIONS_FROM = _(
    "Derived from the record by one rule, not written by a person: first what is past its due date, then a word that two readers coded lower, a milestone known not to be met, "
    "a figure that grows worse, what is not known, and silence; one of each before a second."
)


def questions(
    country: str,
    gaps: pd.DataFrame,
    promises: pd.DataFrame,
    directions: pd.DataFrame,
    kinds: pd.DataFrame,
    targets: dict[int, str],
    most: int = 3,
) -> list[tuple[str, str]]:
    """Questions that a country can expect, each with the reason, the most pressing first: one of each kind before a second of any.

    `gaps`, `promises` and `directions` are the country's own rows, `kinds` the table milestone_kinds, `targets` the names of the targets.
    """
    asked = kinds.set_index("milestone")["question"]
    of_kind = {kind: list(rows.itertuples()) for kind, rows in gaps.groupby("kind")}
    late = [*of_kind.get("overdue", []), *of_kind.get("due_no_report", [])]
    silent = {
        item: [row for row in of_kind.get("not_reported", []) if row.item == item] for item in ("action", "figure")
    }
    lower = promises[
        (promises["status"] == "implemented")
        & promises["completion"].isin(["no_evidence", "not_started", "limited", "substantial"])
    ]
    worse = directions[directions["status"] == "worsening"]
    ranks = [
        [
            (
                _("What became of “{0}”, which was due {1}?").format(row.label, stated(row.known_at)),
                _("Past its due date, and no report says that it is done."),
            )
            for row in late
        ],
        [
            (
                _("You report “{0}” as implemented. What is there to show for it?").format(row.title),
                _("Two people read the report; they found less than all of it done."),
            )
            for row in lower.itertuples()
        ],
        [
            (
                asked[row.item] + " " + _("If not, what stands in the way?"),
                _("Known not to have joined, as of {0}.").format(stated(row.known_at)),
            )
            for row in of_kind.get("not_joined", [])
        ],
        [
            (_("What is done about {0}?").format(row.label), direction(pd.Series(row._asdict())))
            for row in worse.itertuples()
        ],
        [
            (asked[row.item], _("Nothing on record says yes or no; not known is never read as no."))
            for row in of_kind.get("not_known", [])
        ],
        [
            (
                _("What has {0} done under target {1}, {2}?").format(country, row.target_no, targets[row.target_no]),
                _("No action is on record. That is silence, not inaction."),
            )
            for row in silent["action"]
        ],
        [
            (
                _("Which figure shows where {0} stands on target {1}, {2}?").format(
                    country, row.target_no, targets[row.target_no]
                ),
                _("No figure is on record."),
            )
            for row in silent["figure"]
        ],
    ]
    in_turn = [rank[turn] for turn in range(max(map(len, ranks), default=0)) for rank in ranks if turn < len(rank)]
    return in_turn[:most] or [(_("What can {0} show to others?").format(country), _("Nothing is missing on record."))]


def whose_word(coded: int, every: int) -> str:
    """Whose word the status of a commitment is, and how many of the reports were coded."""
    return _(
        "The status is the country's own word. Two people read {0} of {1} reports independently and coded what was done; where they differed, a third settled it. The country's reply stands beside."
    ).format(coded, every)


def known_at(row: pd.Series) -> str:
    """A date of looking in words, with the last day whose facts count; `row` is of the table conferences."""
    return (
        _("{0}; facts known until {1}").format(row["label"], day(row["known_until"]))
        if row["as_of"] == "latest"
        else row["label"]
    )


def how_to_read(edition: int, hash: str, method: str, reports: bool) -> str:
    """The last words of a printed paper: what the numbers in brackets are, and which edition it is; with `reports` also how a cell of one is named."""
    return " ".join(
        [
            _(
                "[n] is the number of a source. Behind the dot stand the rows that were used: lines count from the header of the file in data/record, which is line 1."
            ),
            *([_("S0007!Indicators!G12 is a cell of submission 7.")] if reports else []),
            _("Edition {0}, method {1}, hash {2}.").format(edition, method, hash),
        ]
    )


def answered_by_all(rows: pd.DataFrame, answers: pd.DataFrame) -> str:
    """How all countries of a round answered, one answer a country and indicator; five answers that are never added up."""
    parts = [
        f"{row.shape} {row.label}: {of(int((rows['answer'] == row.status).sum()), len(rows))}"
        for row in answers.itertuples()
    ]
    return (
        _("Answers to {0} indicators, one a country:").format(rows["indicator"].nunique())
        + " "
        + "; ".join(parts)
        + "."
    )
