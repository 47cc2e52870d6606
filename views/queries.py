"""The questions pages ask of an edition: one small select over published tables each. Every answer is a frame; None means no condition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from views.edition import Edition


def conferences(edition: Edition) -> pd.DataFrame:
    """The dates at which a reader can look, newest first."""
    return edition.rows("conferences", order="position DESC")


def past_conferences(edition: Edition, as_of: str) -> pd.DataFrame:
    """The conferences up to a date of looking, that of the date itself included."""
    until = known_until(edition, as_of)
    return conferences(edition).loc[lambda frame: (frame["as_of"] != "latest") & (frame["known_until"] <= until)]


def earlier(edition: Edition, as_of: str) -> pd.DataFrame:
    """The dates before a date of looking, the usual one to compare with first: Washington 2014, when progress was first reported, else the one before."""
    dates = conferences(edition)
    position = dates.loc[dates["as_of"] == as_of, "position"].iloc[0]
    return dates[dates["position"] < position].sort_values(
        "as_of", key=lambda codes: codes != "washington-2014", kind="stable"
    )


def known_until(edition: Edition, as_of: str) -> pd.Timestamp:
    """The last day whose facts count at `as_of`."""
    return edition.rows("conferences", as_of=as_of).iloc[0]["known_until"]


def targets(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """The four targets with their status."""
    return edition.rows("target_progress", order="target_no", as_of=as_of, target_no=target)


def goals(edition: Edition, target: int | None = None) -> pd.DataFrame:
    """The operational goals."""
    return edition.rows("operational_goals", order="goal_id", target_no=target)


@lru_cache(maxsize=8)
def statuses(edition: Edition) -> Mapping[tuple[str, str], pd.Series]:
    """Every status by scale and code: label, shape, tone, meaning. Shared, and not to be changed."""
    frame = edition.rows("statuses", order="scale, rank")
    return MappingProxyType({(row.scale, row.status): row for _, row in frame.iterrows()})


def labels(edition: Edition, vocabulary: str) -> dict[str, str]:
    """The words of one vocabulary with the label a reader sees."""
    frame = edition.rows("vocabulary", vocabulary=vocabulary)
    return dict(zip(frame["word"], frame["label"], strict=True))


def joint_goal(edition: Edition, as_of: str) -> pd.Series:
    """The judgement of the joint goal, one row; without one on record, a row that says so."""
    found = edition.rows("progress", as_of=as_of, rule="annual_growth")
    return (
        found.iloc[0]
        if len(found)
        else pd.Series({**dict.fromkeys(found.columns), "status": "not_judged", "reason": "no_points", "points": 0})
    )


def trajectory(
    edition: Edition, as_of: str, indicator: str | None = None, country: str | None = None, rule: str | None = None
) -> pd.DataFrame:
    """Observed points, path, and where the present pace leads, of the cases that are judged."""
    return edition.rows(
        "trajectory",
        order="indicator, iso3, series, day, value",
        as_of=as_of,
        indicator=indicator,
        iso3=country,
        rule=rule,
    )


def assessments(
    edition: Edition, as_of: str, target: int | None = None, indicator: str | None = None, country: str | None = None
) -> pd.DataFrame:
    """What every profile that fits says of the cases that have two figures or more; our own first."""
    return edition.query(
        "SELECT a.*, p.label AS profile_label, i.label AS indicator_label, i.target_no, i.goal_id, i.unit, coalesce(c.name, 'World') AS country "
        "FROM assessments AS a JOIN profiles AS p USING (profile) JOIN indicators AS i USING (indicator) LEFT JOIN participants AS c USING (iso3) "
        "WHERE a.as_of = ? AND a.variant <> 'without_last' AND a.points > 1 AND (?::INTEGER IS NULL OR i.target_no = ?) AND (? IS NULL OR a.indicator = ?) AND (? IS NULL OR a.iso3 = ?) "
        "ORDER BY i.target_no, i.label, a.iso3 <> 'WLD', a.iso3, a.profile <> 'alliance', p.label",
        as_of, target, target, indicator, indicator, country, country,
    )  # fmt: skip


def robustness(
    edition: Edition, as_of: str, target: int | None = None, indicator: str | None = None, country: str | None = None
) -> pd.DataFrame:
    """How sure each judgement of an indicator is."""
    return edition.query(
        "SELECT r.*, i.label AS indicator_label, i.target_no, coalesce(c.name, 'World') AS country FROM robustness AS r JOIN indicators AS i USING (indicator) LEFT JOIN participants AS c USING (iso3) "
        "WHERE r.as_of = ? AND (?::INTEGER IS NULL OR i.target_no = ?) AND (? IS NULL OR r.indicator = ?) AND (? IS NULL OR r.iso3 = ?) ORDER BY i.target_no, i.label, r.iso3 <> 'WLD', r.iso3",
        as_of, target, target, indicator, indicator, country, country,
    )  # fmt: skip


def revisions(edition: Edition, as_of: str, target: int | None = None, country: str | None = None) -> pd.DataFrame:
    """Cumulative figures that were revised, as known at a date."""
    return edition.rows("revisions", order="label, country, to_date", target_no=target, iso3=country).loc[
        lambda frame: frame["to_date"] <= known_until(edition, as_of)
    ]


def profiles(edition: Edition) -> pd.DataFrame:
    """The profiles, our own first."""
    return edition.rows("profiles", order="profile <> 'alliance', label")


def profile_rules(edition: Edition, profile: str | None = None) -> pd.DataFrame:
    """The rules of each profile with their formula."""
    return edition.rows("profile_rules", order="profile <> 'alliance', profile, rule", profile=profile)


def thresholds(edition: Edition, profile: str | None = None) -> pd.DataFrame:
    """Every threshold with the word of the status that it earns."""
    return edition.query(
        "SELECT t.*, s.shape || ' ' || s.label AS label FROM thresholds AS t LEFT JOIN statuses AS s ON s.scale = CASE t.rule WHEN 'share' THEN 'share' ELSE t.profile END AND s.status = t.status "
        "WHERE ? IS NULL OR t.profile = ? ORDER BY t.profile <> 'alliance', t.profile, t.rule, t.value DESC",
        profile, profile,
    )  # fmt: skip


def edge_cases(edition: Edition, profile: str | None = None) -> pd.DataFrame:
    """The answer of each profile to each edge case."""
    return edition.query(
        "SELECT e.*, coalesce(s.shape || ' ' || s.label, '') AS label FROM edge_cases AS e LEFT JOIN statuses AS s ON s.scale = e.profile AND s.status = e.status "
        "WHERE ? IS NULL OR e.profile = ? ORDER BY e.profile <> 'alliance', e.profile, e.status NULLS LAST, e.edge",
        profile, profile,
    )  # fmt: skip


def spans(edition: Edition, as_of: str) -> pd.DataFrame:
    """Growth of the joint goal between neighbouring points."""
    return edition.rows("spans", order="to_date, to_value", as_of=as_of, iso3="WLD")


def milestone_totals(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """Each milestone over all countries: met, not met, not known."""
    return edition.query(
        "SELECT p.*, k.question, k.rule_reason FROM progress AS p JOIN milestone_kinds AS k ON k.milestone = p.item "
        "WHERE p.as_of = ? AND p.item_type = 'milestone' AND (?::INTEGER IS NULL OR p.target_no = ?) ORDER BY p.target_no, k.judged DESC, p.met DESC",
        as_of, target, target,
    )  # fmt: skip


def milestones(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    country: str | list[str] | None = None,
    milestone: str | list[str] | None = None,
    state: str | None = None,
) -> pd.DataFrame:
    """The state of each milestone in each country."""
    return edition.rows(
        "milestones",
        order="target_no, milestone, country",
        as_of=as_of,
        target_no=target,
        iso3=country,
        milestone=milestone,
        state=state,
    )


def facts(edition: Edition, as_of: str, country: str) -> pd.DataFrame:
    """Every treaty act and membership of one country, as known at a date."""
    return edition.query(
        "SELECT f.*, k.short_label, k.target_no FROM milestone_facts AS f JOIN milestone_kinds AS k USING (milestone) "
        "JOIN conferences AS c ON f.known_from <= c.known_until WHERE c.as_of = ? AND f.iso3 = ? ORDER BY f.known_from, f.milestone",
        as_of, country,
    )  # fmt: skip


def directions(edition: Edition, as_of: str, target: int | None = None, country: str | None = None) -> pd.DataFrame:
    """Each indicator that has a better direction, with its status; the world first."""
    return edition.rows(
        "progress",
        order="goal_id, label, iso3 <> 'WLD', country",
        as_of=as_of,
        rule="direction",
        target_no=target,
        iso3=country,
    )


def indicators(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """Each indicator with its rule and what is on record at a date."""
    return edition.query(
        "SELECT i.*, c.figures, c.countries AS countries_then, c.last_date AS newest, c.age_years, c.participants FROM indicators AS i "
        "JOIN indicator_coverage AS c USING (indicator) WHERE c.as_of = ? AND (?::INTEGER IS NULL OR i.target_no = ?) ORDER BY i.goal_id NULLS LAST, i.rule, i.label",
        as_of, target, target,
    )  # fmt: skip


def observations(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    country: str | list[str] | None = None,
    indicator: str | None = None,
    rule: str | None = None,
) -> pd.DataFrame:
    """Published figures as known at a date; one that a later report replaced by then is not among them."""
    until = known_until(edition, as_of)
    frame = edition.rows(
        "observations",
        order="target_no NULLS LAST, label, country, date_mid, value",
        target_no=target,
        iso3=country,
        indicator=indicator,
        rule=rule,
    )
    return frame[
        (frame["known_from"] <= until) & (frame["superseded_from"].isna() | (frame["superseded_from"] > until))
    ]


def commitments(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    country: str | list[str] | None = None,
    whose: str | None = None,
) -> pd.DataFrame:
    """Actions on record, with their status as known at a date; `whose` keeps those of one kind of word."""
    return edition.rows(
        "commitments",
        order="target_no, goal_id, country, commitment_id",
        as_of=as_of,
        target_no=target,
        iso3=country,
        whose=whose,
    )


def promises(
    edition: Edition, as_of: str, target: int | None = None, country: str | list[str] | None = None
) -> pd.DataFrame:
    """Each commitment to the Alliance beside what the country reports of it, and what two coders made of it."""
    return edition.query(
        "SELECT c.commitment_id, c.iso3, c.country, c.target_no, c.goal_id, c.title, c.lead_authority, c.announced_date, c.due_date, c.status, c.status_as_of, c.due_state, c.whose, c.done, "
        "c.evidence_url, c.completion, c.ambition, k.decided, k.reply, k.replied_on, c.file, c.line FROM commitments AS c "
        "LEFT JOIN (FROM codings WHERE scale = 'completion' QUALIFY row_number() OVER (PARTITION BY commitment_id ORDER BY known_from DESC) = 1) AS k ON k.commitment_id = c.commitment_id AND c.completion = k.final_code "
        "WHERE c.as_of = ? AND c.whose <> 'record' AND (?::INTEGER IS NULL OR c.target_no = ?) AND (? IS NULL OR c.iso3 = ?) ORDER BY c.target_no, c.goal_id, c.country, c.commitment_id",
        as_of, target, target, country, country,
    )  # fmt: skip


def rounds(edition: Edition, as_of: str) -> pd.DataFrame:
    """The rounds of which this edition holds reports that count at a date, newest first."""
    return edition.query(
        "SELECT * FROM rounds WHERE round IN (SELECT round FROM submissions) AND due <= ? ORDER BY due DESC",
        known_until(edition, as_of),
    )


def reporting(edition: Edition, round: str, voice: str | None = None) -> pd.DataFrame:
    """Who must report in a round, and who did; the silent stay in."""
    return edition.rows("reporting", order="country", round=round, voice=voice)


def answers(
    edition: Edition,
    round: str | None = None,
    country: str | None = None,
    indicator: str | None = None,
    target: int | None = None,
) -> pd.DataFrame:
    """What each country answered to each indicator that a round asked for."""
    return edition.rows(
        "answers",
        order="round DESC, target_no, label, country, period",
        round=round,
        iso3=country,
        indicator=indicator,
        target_no=target,
    )


def threats(edition: Edition, round: str | None = None, country: str | None = None) -> pd.DataFrame:
    """What national police see changing."""
    return edition.rows("threats", order="round DESC, label, country", round=round, iso3=country)


def practices(
    edition: Edition, round: str | None = None, target: int | None = None, country: str | None = None
) -> pd.DataFrame:
    """What worked, for others to use."""
    return edition.rows(
        "practices", order="round DESC, target_no, country, title", round=round, target_no=target, iso3=country
    )


def gaps(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    goal: str | None = None,
    country: str | list[str] | None = None,
    kind: str | list[str] | None = None,
) -> pd.DataFrame:
    """Everything that is missing, one row a thing, with what it would take; what is known to be missing first."""
    order = "list_position(['behind_path', 'not_joined', 'overdue', 'due_no_report', 'not_known', 'not_reported'], kind), target_no, label, country"
    frame = edition.rows("gaps", order=order, as_of=as_of, target_no=target, goal_id=goal, iso3=country, kind=kind)
    takes = edition.rows("milestone_kinds").set_index("milestone")["takes"]
    return frame.assign(takes=frame["item"].map(takes))


def gap_totals(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """The gaps of each target by what is missing, largest first."""
    return edition.rows("gap_totals", order="target_no, rank", as_of=as_of, target_no=target)


def coverage(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    country: str | list[str] | None = None,
    voice: str | None = None,
) -> pd.DataFrame:
    """What is known of each country under each target."""
    return edition.rows(
        "coverage", order="country, target_no", as_of=as_of, target_no=target, iso3=country, voice=voice
    )


def indicator_coverage(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """How much is on record for each indicator, and how old it is."""
    return edition.rows("indicator_coverage", order="age_years DESC NULLS FIRST, label", as_of=as_of, target_no=target)


def comparison(
    edition: Edition, as_of: str, country: str | list[str] | None = None, indicator: str | None = None
) -> pd.DataFrame:
    """Figures of countries side by side, with whether comparing and ranking is fair. `place`: 1 is best, equal values share a place, over all countries."""
    return edition.query(
        "WITH known AS (SELECT c.*, o.label, o.target_no, o.goal_id, o.iso3, o.country, o.period_type, o.date_to, o.value, o.qualifier, o.better_direction, o.caveat, i.comparable_reason, "
        "o.source_title, o.source_url, o.evidence, o.note, o.file, o.line, c.ranked AND o.evidence IN ('verified', 'reported') AS placed "
        "FROM comparison AS c JOIN observations AS o USING (indicator, unit, period) JOIN indicators AS i USING (indicator) JOIN conferences AS k USING (as_of) JOIN rosters AS r USING (as_of, iso3) "
        "WHERE c.as_of = ? AND o.known_from <= k.known_until AND (o.superseded_from IS NULL OR o.superseded_from > k.known_until) AND (? IS NULL OR c.indicator = ?)), "
        "ranks AS (SELECT *, CASE WHEN placed THEN rank() OVER (PARTITION BY indicator, unit, period, placed ORDER BY CASE better_direction WHEN 'up' THEN -value ELSE value END) END AS place FROM known) "
        "SELECT * EXCLUDE (placed) REPLACE (placed AS ranked) FROM ranks WHERE ?::VARCHAR[] IS NULL OR list_contains(?, iso3) ORDER BY target_no NULLS LAST, label, period DESC, country",
        as_of, indicator, indicator, *[[country] if isinstance(country, str) else country] * 2,
    )  # fmt: skip


def changes(edition: Edition, as_of: str, since: str) -> pd.DataFrame:
    """What changed over all countries between two dates: the joint goal, milestones, the rest."""
    order = "CASE rule WHEN 'annual_growth' THEN 1 WHEN 'binary' THEN 2 ELSE 3 END, target_no NULLS LAST, label"
    return edition.rows("changes", order=order, as_of=as_of, since=since)


def roster(edition: Edition, as_of: str) -> pd.DataFrame:
    """The countries of the Alliance as known at a date."""
    return edition.rows("rosters", order="country", as_of=as_of)


def participants(edition: Edition, country: str | None = None) -> pd.DataFrame:
    """Every country that ever stood in a list of the Alliance."""
    return edition.rows("participants", order="name", iso3=country)


def potential_actions(edition: Edition, target: int | None = None) -> pd.DataFrame:
    """Example actions by goal."""
    return edition.rows("potential_actions", order="action_id", target_no=target)


def events(edition: Edition, as_of: str) -> pd.DataFrame:
    """What happened up to a date."""
    return edition.rows("events", order="known_from, event_id").loc[
        lambda frame: frame["known_from"] <= known_until(edition, as_of)
    ]


def issues(edition: Edition, severity: str | None = None) -> pd.DataFrame:
    """Everything the checks found."""
    return edition.rows(
        "issues",
        order="CASE severity WHEN 'error' THEN 1 WHEN 'question' THEN 2 ELSE 3 END, rule, file, line",
        severity=severity,
    )


def sources(edition: Edition) -> pd.DataFrame:
    """Every cited address."""
    return edition.rows("sources", order="rows_resting DESC, source_title")


def lineage(edition: Edition, origin: str) -> pd.DataFrame:
    """The figures behind a worked-out figure; `origin` holds addresses such as "observations.csv:470" or "S0007!Indicators!G12", parted by blanks."""
    return edition.query(
        "SELECT * FROM observations WHERE list_contains(?, file || CASE WHEN contains(file, '!') THEN '' ELSE '.csv:' END || line) ORDER BY date_mid, value",
        origin.split(),
    )


def peers(edition: Edition, as_of: str, country: str) -> pd.DataFrame:
    """How the peers of a country stand on each milestone: `met`, `unknown` and `every` (so many peers), and whether they are members of the EU; by milestone."""
    return edition.query(
        "SELECT p.milestone, any_value(p.eu_member) AS eu_member, count(*) FILTER (p.state = 'yes') AS met, count(*) FILTER (p.state = 'not_known') AS unknown, count(*) AS every "
        "FROM milestones AS p JOIN milestones AS own USING (as_of, milestone, eu_member) WHERE own.as_of = ? AND own.iso3 = ? AND p.iso3 <> ? GROUP BY p.milestone ORDER BY p.milestone",
        as_of, country, country,
    )  # fmt: skip


def progress(edition: Edition, as_of: str) -> pd.DataFrame:
    """Every judgement as known at a date: the joint goal, indicators with a direction, milestones over all countries."""
    return edition.rows("progress", as_of=as_of)


def listed(edition: Edition, as_of: str) -> pd.DataFrame:
    """Every country that ever stood in a list of the Alliance, with the date of the list that holds at `as_of`; none where the country is not in that list."""
    return edition.query(
        "SELECT p.*, r.listed_on FROM participants AS p LEFT JOIN rosters AS r ON r.iso3 = p.iso3 AND r.as_of = ? ORDER BY p.iso3",
        as_of,
    )
