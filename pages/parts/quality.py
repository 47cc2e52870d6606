"""Pieces of the quality page: counts of issues, kinds of sources, what to confirm, age of figures, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, listings, printing
from pages.parts import countries as members
from views import queries, sentences
from views.edition import Edition
from views.pictures import picture
from views.tables import cited, table

SEVERITIES = ("error", "question", "note")
CODES = ("sources_differ", "unconfirmed", "undated")
MOST = 6
"""Longer lists of what a country should confirm are closed until a reader opens them."""


def issue_counts(issues: pd.DataFrame) -> None:
    """How many of each severity and rule."""
    counts = issues.groupby(["severity", "rule"]).size().rename("n").reset_index()
    rules = {code: counts[counts["severity"] == code] for code in SEVERITIES}
    lines = [f"- **{sentences.severity(code, int(rows['n'].sum()))}**{_rules(rows)}" for code, rows in rules.items()]
    st.markdown("\n".join(lines))


def _rules(rows: pd.DataFrame) -> str:
    names = [f"{row.rule.replace('_', ' ')} ({row.n})" for row in rows.itertuples()]
    return f": {', '.join(names)}" if names else ""


def rests(edition: Edition, as_of: str) -> None:
    """How many judgements rest on the lower two kinds of sources alone, over all and by target."""
    judged = table(edition, "judgement_sources", as_of=as_of)
    names = {row.target_no: row.short_name for row in edition.rows("policy_targets").itertuples()}
    lines = [
        f"- **{_target(target, names)}:** {words.escape(sentences.best_kinds(rows))}"
        for target, rows in judged.frame.groupby("target_no", dropna=False)
    ]
    st.markdown("\n".join([f"**{words.escape(sentences.rests(judged.frame))}**", "", *lines]))
    st.caption(words.escape(sentences.what_is_a_judgement()))
    listings.downloads(judged)


def _target(target: Any, names: Mapping[int, str]) -> str:
    if words.missing(target):
        return _("Of no target")
    return words.escape(f"{_('Target {0}').format(int(target))} · {names[int(target)]}")


def confirm(edition: Edition, as_of: str, country: str | None) -> None:
    """What one country should confirm, in groups; without one, how much each country should."""
    rows = table(edition, "confirmations", as_of=as_of, country=country)
    if country is None:
        _by_country(edition, as_of, rows.frame)
    else:
        person = queries.participants(edition, country).iloc[0]
        if not members.belongs(edition, as_of, person):
            return
        st.markdown(f"**{words.escape(sentences.to_confirm(person['name'], rows.frame))}**")
        first = rows.frame["asked_because"].str.split().str[0]
        for (why, what), group in rows.frame.groupby([first, "item_type"], sort=False):
            _group(why, what, group)
    st.caption(words.escape(sentences.what_is_asked()))
    if len(rows.frame):
        listings.downloads(rows)


def _group(why: str, what: str, rows: pd.DataFrame) -> None:
    """What is asked for one reason; a long list is opened by the reader. Paper has all of it."""
    heading = f"**{words.escape(sentences.asked(why, what, len(rows)))}**"
    text = "\n".join(_thing({str(name): cell for name, cell in row.items()}) for row in rows.to_dict("records"))
    if len(rows) <= MOST or printing.on_paper():
        st.markdown(f"{heading}\n{text}")
        return
    with st.expander(heading, on_change="rerun", key=f"confirm_{why}_{what}") as expander:
        if expander.open:
            st.markdown(text)


def _thing(row: Mapping[str, Any]) -> str:
    """One thing to confirm as Markdown: what, what our record says, its source, and what to send."""
    other = {"source_title": row["other_title"], "source_url": row["other_url"], "source_tier": row["other_tier"]}
    sources = [cited(row), *([] if words.missing(row["other_title"]) else [cited(other)])]
    place = "" if words.missing(row["target_no"]) else f" :gray[:small[{_('Target {0}').format(row['target_no'])}]]"
    lines = [
        f"- **{words.escape(row['label'])}**{place}",
        f"{_('Our record says')}: {words.escape(row['says'])}",
        " · ".join(sources),
        f":gray[{_('To send')}: {words.escape(row['send'])}]",
    ]
    return "  \n".join(lines)


def _by_country(edition: Edition, as_of: str, rows: pd.DataFrame) -> None:
    """How much each country should confirm, and why; those with nothing as well."""
    every = queries.roster(edition, as_of)
    st.markdown(f"**{words.escape(sentences.all_to_confirm(rows, len(every)))}**")
    first = rows["asked_because"].str.split().str[0]
    lower = first.isin(["press_alone", "weak_alone"])
    counts = {
        _("To confirm"): rows["iso3"],
        **{sentences.why_asked(code): rows["iso3"][first == code] for code in CODES},
        _("Press, copies or weak sources alone"): rows["iso3"][lower],
        _("Judgements rest on"): rows["iso3"][rows["is_judged"]],
    }
    per_country = {name: every["iso3"].map(some.value_counts()).fillna(0).astype(int) for name, some in counts.items()}
    _sheet(
        pd.DataFrame({_("Country"): every["country"], **per_country}), "to_confirm", _("What countries should confirm")
    )


def _sheet(shown: pd.DataFrame, key: str, title: str) -> None:
    """One line a country to sort and search; on paper a table of text."""
    if printing.on_paper():
        names = shown[_("Country")].map(words.escape)
        st.table(shown.assign(**{_("Country"): names}), border="horizontal", hide_index=True)
    else:
        st.dataframe(shown, key=key, hide_index=True, height=480, alt=title)


def ages(edition: Edition, as_of: str) -> None:
    """How many indicators have their newest figure how many years before the date of looking."""
    cards.picture(
        picture(edition, "ages", as_of=as_of),
        key="ages",
        rows=table(edition, "indicator_coverage", as_of=as_of),
        legend=_("Indicators by age of their newest figure"),
        origin=lambda: queries.observations(edition, as_of),
    )


def countries(edition: Edition, as_of: str) -> None:
    """What is known of each country: milestones, actions and figures over all targets."""
    frame = queries.coverage(edition, as_of)
    counted = frame.groupby("country")[["milestones_known", "milestones", "actions", "indicators", "figures"]].sum()
    newest = frame.groupby("country")["newest_figure"].max()
    shown = counted.assign(newest=[words.day(day) if not words.missing(day) else "–" for day in newest]).reset_index()
    shown.columns = [
        _("Country"),
        _("Milestones known"),
        _("of"),
        _("Actions"),
        _("Indicators"),
        _("Figures"),
        _("Newest figure"),
    ]
    _sheet(shown, "coverage_by_country", _("Coverage by country"))
    listings.downloads(
        table(edition, "coverage", as_of=as_of), note=_("By country and target, {0} rows").format(len(frame))
    )
