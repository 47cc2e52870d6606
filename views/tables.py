"""A table is a value: its rows, its title, its edition, its filters and its sources travel together, on screen and in exports."""

from __future__ import annotations

import csv
import inspect
import io
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition

SAID_ONCE = {
    "country": "country",
    "target": "target_no",
    "goal": "goal_id",
    "profile": "profile",
    "indicator": "indicator_label",
}
SELDOM = ("ambition", "reply", "evidence_url", "lead_authority")
"""Columns that are not shown where no row fills them."""
RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class View:
    """A table that readers can ask for by name: its title, its query, and the columns shown on screen with their heading."""

    name: str
    title: str
    query: Callable[..., pd.DataFrame]
    shown: dict[str, str]

    @property
    def model(self) -> str:
        """The model of `etl/sql` that makes the rows."""
        return {
            "targets": "target_progress",
            "directions": "progress_direction",
            "milestone_totals": "progress_binary",
            "facts": "milestone_facts",
            "promises": "commitments",
        }.get(self.name, self.name)

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of the filters that the address may hold."""
        return tuple(inspect.signature(self.query).parameters)[1:]

    @property
    def needed(self) -> tuple[str, ...]:
        """The filters without which there is no answer."""
        return tuple(
            name
            for name in self.filters
            if inspect.signature(self.query).parameters[name].default is inspect.Parameter.empty
        )

    def takes_many(self, name: str) -> bool:
        """Whether the filter may hold several values."""
        return "list" in str(inspect.signature(self.query).parameters[name].annotation)


@dataclass(frozen=True)
class Table:
    """The rows of a view in one edition, with the filters that were applied."""

    view: View
    edition: Edition
    frame: pd.DataFrame
    filters: dict[str, object] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """A name that no other edition or filter shares, without ending: monitor-gaps-edition-1-3f9a2c-as_of-latest-target-2."""
        return words.file_name(
            self.view.name,
            self.edition.number,
            self.edition.short,
            self.filters,
            illustrative=self.edition.illustrative,
        )

    @property
    def edition_said(self) -> str:
        """The edition as every export names it; invented figures say so."""
        return " · ".join(
            [str(self.edition.number), self.edition.short, *([words.ILLUSTRATIVE] if self.edition.illustrative else [])]
        )

    @property
    def filters_said(self) -> str:
        """The filters in words; "none" when the table is complete."""
        return "; ".join(
            f"{name} = {', '.join(value) if isinstance(value, list) else value}" for name, value in self.filters.items()
        ) or _("none")

    def shown(self, *, linked: bool = False) -> pd.DataFrame:
        """The columns for the screen, in reader's words; `linked` puts source, link and evidence into one cell of Markdown and escapes all other text."""
        said = {column for key, column in SAID_ONCE.items() if isinstance(self.filters.get(key), (str, int))}
        return shown(self.edition, self.view, self.frame, frozenset(said), linked=linked)

    def csv(self) -> str:
        """All columns as CSV; each row ends with edition, filters and its address in the record. Text that a spreadsheet would run is quoted.

        Without a row, one more heading says so with edition and filters: no row stays no row, and no two editions give the same bytes.
        """
        out = io.StringIO()
        write = csv.writer(out, lineterminator="\r\n")
        tail = {"edition": self.edition_said, "filters": self.filters_said}
        none = _("no row in edition {0}; filters: {1}").format(self.edition_said, self.filters_said)
        write.writerow([*self.frame.columns, *tail, *([safe(none)] if self.frame.empty else [])])
        for row in self.frame.itertuples(index=False):
            write.writerow([*map(safe, row), *map(safe, tail.values())])
        return out.getvalue()


def safe(cell: object) -> object:
    """A cell for CSV: numbers as they are, dates as ISO, nothing as an empty cell, text without control characters, risky text behind one more apostrophe, which can be taken away again."""
    if isinstance(cell, str):
        text = words.CONTROL.sub("", cell)
        return f"'{text}" if text.lstrip("'").startswith(RISKY) else text
    if words.missing(cell):
        return ""
    return cell.date().isoformat() if isinstance(cell, pd.Timestamp) else cell


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows with numbers as numbers, dates as ISO 8601, and nothing as null."""
    columns = [[_plain(cell) for cell in frame[name].tolist()] for name in frame]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(cell: object) -> object:
    if words.missing(cell):
        return None
    if isinstance(cell, str):
        return words.CONTROL.sub("", cell)
    return cell.date().isoformat() if isinstance(cell, pd.Timestamp) else cell


def shown(
    edition: Edition, view: View, frame: pd.DataFrame, without: frozenset[str], *, linked: bool = False
) -> pd.DataFrame:
    """The columns that `view` shows but for those in `without`, each cell in reader's words, under the headings of the view."""
    say = _sayings(edition, view)
    without |= {name for name in SELDOM if name in frame and frame[name].isna().all()}
    columns = {
        heading: [say.get(name, _text)(row) for row in _cells(frame, name)]
        for name, heading in view.shown.items()
        if name not in without
    }
    if not linked:
        return pd.DataFrame(columns, dtype=object)
    source, read = view.shown.get("source_title"), view.shown.get("evidence_url")
    columns = {
        heading: ["" if cell is None else words.escape(cell) if isinstance(cell, str) else cell for cell in cells]
        for heading, cells in columns.items()
    }
    if read in columns:
        columns[read] = [words.linked(_("read"), url) if words.web(url) else "" for url in frame["evidence_url"]]
    if source:
        columns[source] = [cited(row) for row in frame.to_dict("records")]
        columns = {
            heading: cells
            for heading, cells in columns.items()
            if heading not in (view.shown.get("source_url"), view.shown.get("evidence"))
        }
    return pd.DataFrame(columns, dtype=object)


def cited(row: dict) -> str:
    """Source and link of a row as Markdown, with a mark where it is unconfirmed; a dash where nothing is on record."""
    if words.missing(row["source_title"]):
        return "–"
    mark = " ◌ " + _("unconfirmed") if row.get("evidence") == "unconfirmed" else ""
    return words.linked(row["source_title"], row["source_url"]) + mark


def _cells(frame: pd.DataFrame, name: str) -> list:
    if name == "where":
        return list(zip(frame["file"], frame["line"], strict=True)) if "file" in frame else list(frame["origin"])
    if name == "takes_words":
        return [sentences.TAKES[kind].format(takes) for kind, takes in zip(frame["kind"], frame["takes"], strict=True)]
    if name == "remarks":
        return [
            "; ".join(filter(None, pair))
            for pair in zip(frame["caveat"].fillna(""), frame["note"].fillna(""), strict=True)
        ]
    if name in ("from_figure", "to_figure"):
        end = name.removesuffix("_figure")
        return [words.figure(*pair) for pair in zip(frame[f"{end}_value"], frame[f"{end}_qualifier"], strict=True)]
    if name == "status" and "profile" in frame:
        return list(zip(frame["profile"], frame["status"], strict=True))
    if name == "agree":
        return [
            words.of(int(agree), int(fit)) if fit else "–"
            for agree, fit in zip(frame["profiles_agree"], frame["profiles"], strict=True)
        ]
    if name == "span":
        return [sentences.span(row) for row in frame.itertuples()]
    if name == "since_where":
        return list(zip(frame["since_file"], frame["since_line"], strict=True))
    if name == "dates":
        return [words.announced(*pair) for pair in zip(frame["announced_date"], frame["due_date"], strict=True)]
    if name == "known":
        return list(
            zip(
                *(frame[column] for column in ("status", "status_as_of", "due_state", "whose", "completion")),
                strict=True,
            )
        )
    if name == "figure":
        return list(zip(frame["value"], frame["qualifier"], strict=True))
    return list(frame[name])


def _sayings(edition: Edition, view: View) -> dict[str, Callable]:
    statuses = queries.statuses(edition)

    def status(scale: str) -> Callable:
        return lambda code: _mark(statuses[scale, code])

    vocabularies = {
        name: queries.labels(edition, name) for name in ("kind", "origin", "qualifier", "evidence", "period_type")
    }
    facts = {**queries.labels(edition, "treaty_event"), **queries.labels(edition, "membership_fact")}
    plain = {
        name: (lambda code, labels=labels: "" if words.missing(code) else labels.get(code, code))
        for name, labels in vocabularies.items()
    }
    scale = {
        "milestones": "alliance",
        "commitments": "commitment",
        "promises": "commitment",
        "directions": "alliance",
        "robustness": "alliance",
        "milestone_totals": "share",
    }.get(view.name)
    return {
        **plain,
        "fact": lambda code: facts.get(code, _spaced(code)),
        "evidence": lambda code: (
            "" if words.missing(code) else "◌ unconfirmed" if code == "unconfirmed" else plain["evidence"](code)
        ),
        "state": status("alliance"),
        "voice": status("voice"),
        "gap_kind": status("gap"),
        **({"status": status(scale)} if scale else {}),
        **({"kind": status("revision")} if view.name == "revisions" else {}),
        **({"status": lambda pair: _mark(statuses[pair])} if view.name == "assessments" else {}),
        "base_year": lambda year: None if words.missing(year) else int(year),
        "current_year": lambda year: None if words.missing(year) else int(year),
        "needs": lambda codes: _(", ").join(_spaced(code) for code in codes.split()) or _("nothing more"),
        "series": _spaced,
        "bound": _spaced,
        "edge": _spaced,
        "mark": status("robustness"),
        "doubts": lambda codes: ", ".join(sentences.DOUBTS[code] for code in codes.split()),
        "status_without_last": lambda code: "–" if words.missing(code) else _mark(statuses["alliance", code]),
        **({"kind": status("gap")} if view.name == "gaps" else {}),
        "rule": _spaced,
        "place": _spaced,
        "growth": lambda rate: "–" if words.missing(rate) else words.percent(rate, 1),
        "additions_a_year": lambda number: "–" if words.missing(number) else words.rounded(number),
        "source_url": words.web,
        "since_where": lambda place: None if words.missing(place[0]) else words.address(*place),
        "from_period": words.stated,
        "to_period": words.stated,
        "where": lambda place: words.address(*place) if isinstance(place, tuple) else place,
        "figure": lambda pair: words.figure(*pair),
        "known": lambda told: _known(statuses, *told),
        "answer": status("answer"),
        "whose": status("whose"),
        "completion": lambda code: None if words.missing(code) else _mark(statuses["completion", code]),
        "ambition": lambda code: None if words.missing(code) else _mark(statuses["ambition", code]),
        "direction": _spaced,
        "evidence_url": words.web,
    }


def _mark(status: pd.Series) -> str:
    return f"{status['shape']} {status['label']}"


def _known(statuses: dict, status: str, as_of: object, due: str, whose: str, completion: object) -> str:
    """What is known of an action at the date of looking: its status, since when, whose word that is, whether it is late, and what two coders made of it."""
    parts = [_mark(statuses["commitment", status])]
    if not words.missing(as_of):
        parts.append(_("as of {0}").format(words.stated(as_of)))
    if whose != "record":
        parts.append(_("in the country's own word"))
    if due:
        parts.append(statuses["gap", due]["label"].lower())
    if not words.missing(completion):
        parts.append(_("coded {0}").format(_mark(statuses["completion", completion])))
    return ", ".join(parts)


def _spaced(code: object) -> object:
    """A code of several words with blanks, as people write it."""
    return code.replace("_", " ") if isinstance(code, str) else None


def _text(cell: object) -> object:
    """A cell as it is shown: dates in words, whole numbers without a point, nothing as an empty cell."""
    if words.missing(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return words.day(cell)
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else round(cell, 2)
    return cell


def _view(name: str, title: str, query: Callable[..., pd.DataFrame], /, **columns: str) -> View:
    return View(name, title, query, columns)


_SOURCE = {"source_title": _("Source"), "source_url": _("Link"), "evidence": _("Evidence"), "where": _("Row")}

VIEWS = {
    view.name: view
    for view in (
        _view("targets", _("Policy targets and their status"), queries.targets, target_no=_("Target"), short_name=_("Name"), met=_("Met"), not_met=_("Not met"), not_known=_("Not known"), countries_with_action=_("Countries with an action"), participants=_("Countries")),
        _view("trajectory", _("Observed points, path, and where the present pace leads"), queries.trajectory, indicator=_("Indicator"), iso3=_("Country"), series=_("Series"), day=_("Day"), period=_("Period"), figure=_("Value"), **_SOURCE),
        _view("assessments", _("What every profile says"), queries.assessments, indicator_label=_("Indicator"), country=_("Country"), profile_label=_("Profile"), rule=_("Rule"), status=_("Status"), ratio=_("Ratio"), base_year=_("Base"), current_year=_("Last"), reason=_("Why")),
        _view("robustness", _("How sure each judgement is"), queries.robustness, indicator_label=_("Indicator"), country=_("Country"), status=_("Status"), mark=_("How sure"), doubts=_("Doubts"), status_without_last=_("Without the last point"), agree=_("Other profiles that agree")),
        _view("revisions", _("Cumulative figures that were revised"), queries.revisions, label=_("Indicator"), country=_("Country"), kind=_("What"), from_date=_("Known on"), from_figure=_("Figure"), to_date=_("Then on"), to_figure=_("Figure then"), **_SOURCE),
        _view("profile_rules", _("Rules of the profiles"), queries.profile_rules, profile=_("Profile"), rule=_("Rule"), formula=_("Formula"), needs=_("Needs"), reason=_("Why the Alliance uses it")),
        _view("thresholds", _("Thresholds of the profiles"), queries.thresholds, profile=_("Profile"), rule=_("Rule"), label=_("Status"), bound=_("Bound"), value=_("Value"), meaning=_("Meaning")),
        _view("edge_cases", _("Edge cases and their answers"), queries.edge_cases, profile=_("Profile"), edge=_("Case"), label=_("Answer"), reason=_("Said"), source=_("From")),
        _view("spans", _("Growth of the joint goal between neighbouring points"), queries.spans, from_period=_("From"), to_period=_("To"), from_figure=_("Victims, from"), to_figure=_("Victims, to"), days=_("Days"), growth=_("Growth a year"), additions_a_year=_("Additions a year"), span=_("How far it can be trusted"), origin=_("Rows")),
        _view("milestone_totals", _("Milestones over all countries"), queries.milestone_totals, target_no=_("Target"), label=_("Milestone"), met=_("Met"), not_met=_("Not met"), not_known=_("Not known"), participants=_("Countries")),
        _view("milestones", _("Milestones by country"), queries.milestones, country=_("Country"), label=_("Milestone"), state=_("State"), since=_("Since"), since_where=_("Row of that date"), stated=_("As stated"), note=_("Note"), **_SOURCE),
        _view("directions", _("Indicators with a better direction"), queries.directions, goal_id=_("Goal"), label=_("Indicator"), country=_("Country"), status=_("Status"), base_value=_("First"), current_value=_("Last"), unit=_("Unit"), points=_("Points"), origin=_("Rows")),
        _view("indicators", _("Indicators and their rules"), queries.indicators, goal_id=_("Goal"), label=_("Indicator"), unit=_("Unit"), rule=_("Rule"), rule_reason=_("Why this rule"), figures=_("Figures"), countries_then=_("Countries"), newest=_("Newest"), caveat=_("Caveat")),
        _view("observations", _("Published figures"), queries.observations, label=_("Indicator"), country=_("Country"), period=_("Period"), figure=_("Figure"), unit=_("Unit"), remarks=_("Note"), **_SOURCE),
        _view("commitments", _("Actions on record"), queries.commitments, country=_("Country"), goal_id=_("Goal"), title=_("Action"), kind=_("Kind"), origin=_("Whose word"), dates=_("Announced, due"), known=_("What is known"), **_SOURCE),
        _view("gaps", _("Gaps"), queries.gaps, target_no=_("Target"), goal_id=_("Goal"), country=_("Country"), label=_("What"), kind=_("Gap"), takes_words=_("What it would take"), known_at=_("As stated"), **_SOURCE),
        _view("gap_totals", _("Gaps by what is missing"), queries.gap_totals, target_no=_("Target"), label=_("What"), countries=_("Countries"), participants=_("of"), not_joined=_("Not joined"), not_known=_("Not known"), not_reported=_("Not reported"), overdue=_("Overdue"), due_no_report=_("Due, not reported"), behind_path=_("Behind the path")),
        _view("facts", _("Treaty acts and memberships of one country"), queries.facts, short_label=_("Milestone"), register_label=_("Register"), fact=_("Fact"), date=_("Date"), status_as_of=_("List of"), **_SOURCE),
        _view("coverage", _("What is known of each country under each target"), queries.coverage, country=_("Country"), target_no=_("Target"), voice=_("Actions come from"), actions=_("Actions"), milestones_known=_("Milestones known"), milestones=_("Milestones"), indicators=_("Indicators"), figures=_("Figures"), newest_figure=_("Newest figure")),
        _view("indicator_coverage", _("How much is on record for each indicator"), queries.indicator_coverage, target_no=_("Target"), label=_("Indicator"), rule=_("Rule"), figures=_("Figures"), countries=_("Countries"), participants=_("of"), unconfirmed=_("Unconfirmed"), not_exact=_("Not exact"), last_date=_("Newest"), age_years=_("Age in years")),
        _view("comparison", _("Figures of countries side by side"), queries.comparison, label=_("Indicator"), period=_("Period"), country=_("Country"), figure=_("Figure"), unit=_("Unit"), remarks=_("Note"), **_SOURCE),
        _view("changes", _("What changed between two dates"), queries.changes, target_no=_("Target"), label=_("What"), before=_("Before"), after=_("After"), unit=_("Unit")),
        _view("promises", _("Commitments, and what became of them"), queries.promises, country=_("Country"), goal_id=_("Goal"), title=_("Commitment"), due_date=_("Due"), known=_("What is known"), done=_("What was done, in the country's words"), evidence_url=_("Evidence"), ambition=_("Ambition, coded"), reply=_("Reply of the country"), where=_("Cell")),
        _view("reporting", _("Who has reported in a round"), queries.reporting, country=_("Country"), voice=_("Report"), office=_("Office"), dated=_("Dated"), submission=_("Submission"), sha256=_("SHA-256 of the file")),
        _view("answers", _("What countries answered"), queries.answers, country=_("Country"), label=_("Indicator"), period=_("Period"), answer=_("Answer"), value=_("Value"), unit=_("Unit"), note=_("Note"), where=_("Cell")),
        _view("threats", _("What national police see changing"), queries.threats, label=_("Phenomenon"), country=_("Country"), direction=_("Direction"), confidence=_("Confidence"), statement=_("In one sentence"), where=_("Cell")),
        _view("practices", _("What worked, and for whom it may be useful"), queries.practices, country=_("Country"), title=_("Practice"), worked=_("What worked"), less=_("What worked less well"), useful_for=_("For whom"), evidence_url=_("Link"), where=_("Cell")),
        _view("issues", _("What the checks found"), queries.issues, severity=_("Severity"), rule=_("Rule"), file=_("File"), line=_("Line"), place=_("Column"), found=_("Found"), expected=_("Expected")),
        _view("sources", _("Sources"), queries.sources, source_title=_("Source"), source_url=_("Link"), tier=_("Kind"), rows_resting=_("Rows"), files=_("Files")),
        _view("participants", _("Countries of the Alliance"), queries.participants, name=_("Country"), region=_("Region"), source_title=_("Source"), source_url=_("Link"), note=_("Note"), where=_("Row")),
        _view("potential_actions", _("Example actions"), queries.potential_actions, goal_id=_("Goal"), action=_("Action"), kind=_("Kind"), **_SOURCE),
        _view("events", _("Events"), queries.events, date=_("Date"), title=_("Event"), description=_("What happened"), **_SOURCE),
    )
}  # fmt: skip


def table(edition: Edition, name: str, **filters: object) -> Table:
    """The view `name` of an edition under `filters`; those that are None do not count."""
    view = VIEWS[name]
    asked = {key: value for key, value in filters.items() if value is not None}
    return Table(view, edition, view.query(edition, **asked), asked)
