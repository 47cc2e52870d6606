"""Our own cases as the fields of the laboratory."""

from __future__ import annotations

import re

from views.edition import Edition


def cases(edition: Edition) -> dict[str, str]:
    """Our own cases of two points or more by whole years, as known at the latest date, with their names."""
    frame = edition.query(
        "SELECT s.case_id, any_value(i.label) || ', ' || any_value(coalesce(c.name, 'World')) AS label FROM settings "
        "AS s JOIN series USING (case_id) JOIN indicators AS i USING (indicator) "
        "LEFT JOIN participants AS c USING (iso3) WHERE s.as_of = 'latest' AND s.variant = 'whole_years' AND "
        "s.profile = 'statcan' GROUP BY s.case_id HAVING count(*) > 1 ORDER BY label"
    )
    return dict(zip(frame["case_id"], frame["label"], strict=True))


def ours(edition: Edition, case: str) -> dict[str, object]:
    """One of our own cases as the fields of the laboratory.

    Text, rule, direction and base_year; for the joint goal also rate (in per cent) and target_year.
    """
    points = edition.rows("series", order="year", case_id=case)
    whole = edition.rows("settings", case_id=case, profile="statcan").iloc[0]
    own = edition.rows("settings", case_id=case.removesuffix(" whole_years"), profile="alliance").iloc[0]
    text = "\n".join(f"{row.year:g}, {_plain(row.value)}" for row in points.itertuples())
    fields = {"text": text, "rule": own["rule"], "direction": own["direction"], "base_year": float(whole["base_year"])}
    if own["rule"] == "annual_growth":
        fields |= {"rate": round(own["target"] * 100, 9), "target_year": float(whole["target_year"])}
    return fields


def _plain(value: float) -> str:
    """A value as the laboratory reads it: with three decimals it could be a thousand, so a fourth is written."""
    text = str(int(value) if value.is_integer() else value)
    return f"{text}0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", text) else text
