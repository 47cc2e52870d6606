"""An answer of the API as bytes: a page of rows as JSON in its envelope, or as CSV."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from core import words
from core.words import _
from views.api.problems import PLACE
from views.api.resources import Question
from views.data.citation import cite
from views.downloads.links import export_link
from views.edition import Edition
from views.tables import records

BASE = "/api/v1"
JSON, CSV, PROBLEM = "application/json", "text/csv; charset=utf-8; header=present", "application/problem+json"

LICENCE = _(
    "Not decided yet for the tables of the Alliance; LICENCE.md in {0} says what is, and which sources ask to be named."
)


@dataclass(frozen=True)
class Answer:
    """The body of an answer with the headers that belong to it."""

    body: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, edition: Edition, body: bytes, headers: dict[str, str]) -> Answer:
        """An answer with its mark, made of the edition's hash and the body's."""
        return cls(body, {**headers, "ETag": f'W/"{edition.hash[:16]}-{hashlib.sha256(body).hexdigest()[:16]}"'})

    def packed(self) -> bytes:
        """Both as one body, to be kept: the headers in the first line."""
        return dumped(self.headers) + b"\n" + self.body


def unpacked(kept: bytes) -> Answer:
    """The answer that was packed."""
    headers, _newline, body = kept.partition(b"\n")
    return Answer(body, json.loads(headers))


def dumped(content: object) -> bytes:
    """JSON in UTF-8; not-a-number and infinity are refused, because JSON has neither."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")


def answered(question: Question, form: str) -> Answer:
    """The answer to a question as "json" or "csv"."""
    found = question.rows()
    links = _links(question, len(found), form)
    body = question.table(found).csv().encode() if form == "csv" else dumped(envelope(question, found, links))
    headers = {
        "Content-Type": CSV if form == "csv" else JSON,
        "Link": ", ".join(
            [f'<{address}>; rel="{rel}"' for rel, address in links.items()]
            + [f'<{PLACE}#{question.resource.name}>; rel="describedby"']
        ),
        "X-Total-Count": str(len(found)),
        "X-Edition": f"{question.edition.number}; hash={question.edition.hash}"
        + ("; illustrative" if question.edition.illustrative else ""),
    }
    if form == "csv":
        headers["Content-Disposition"] = f'attachment; filename="{_file_name(question, found)}.csv"'
    return Answer.of(question.edition, body, headers)


def envelope(question: Question, found: pd.DataFrame, links: dict[str, str]) -> dict[str, object]:
    """A page of rows with all that is needed to quote it: edition, date of looking, filters, whether it is invented, and how to cite."""
    edition, page = question.edition, question.page(found)
    return {
        "resource": question.resource.name,
        "title": question.resource.title,
        "edition": {
            "number": edition.number,
            "hash": edition.hash,
            "built_at": edition.manifest["built_at"],
            "record_until": edition.manifest["record_until"],
        },
        "as_of": question.as_of,
        "filters": {**question.filters, **question.between},
        "illustrative": edition.illustrative,
        "notice": words.ILLUSTRATIVE if edition.illustrative else None,
        "citation": cite(edition),
        "licence": LICENCE.format(export_link(edition, "open-data.zip")),
        "documentation": f"{PLACE}#{question.resource.name}",
        "page": {
            "limit": question.step,
            "offset": question.offset,
            "rows": len(page),
            "total": len(found),
            "next": links.get("next"),
            "prev": links.get("prev"),
        },
        "data": records(page),
    }


def _links(question: Question, total: int, form: str) -> dict[str, str]:
    """The addresses of the pages around. They name the edition, so that who turns pages stays in one edition though another enters meanwhile."""
    offsets = {}
    if question.offset + question.step < total:
        offsets["next"] = question.offset + question.step
    if question.offset:
        offsets["prev"] = max(min(question.offset, total) - question.step, 0)
    asked = {**({"as_of": question.as_of} if question.as_of else {}), **question.filters, **question.between}
    if "edition" in question.resource.parameters:
        asked["edition"] = question.edition.number
    if form == "csv":
        asked["format"] = "csv"
    return {
        rel: f"{BASE}/{question.resource.name}?"
        + urlencode({**asked, "limit": min(question.step, 1000), "offset": offset}, doseq=True)
        for rel, offset in offsets.items()
    }


def _file_name(question: Question, found: pd.DataFrame) -> str:
    name = question.table(found).file_name
    return name if len(name) <= 120 else f"{name[:110]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def form(format_: str | None, accept: str | None) -> str | None:
    """ "json" or "csv": what the parameter format says, else what the header Accept likes best (JSON if equal); None when it accepts neither."""
    if format_:
        return format_
    liked = [_liking(part) for part in accept.split(",")] if accept and accept.strip() else [("*/*", 1.0)]
    best = {
        form: max((weight for kind, weight in liked if kind in kinds), default=0.0) for form, kinds in ACCEPTED.items()
    }
    chosen = max(best, key=best.get)
    return chosen if best[chosen] > 0 else None


ACCEPTED = {"json": ("application/json", "application/*", "*/*"), "csv": ("text/csv", "text/*")}


def _liking(part: str) -> tuple[str, float]:
    kind, *more = (piece.strip().lower() for piece in part.split(";"))
    weights = [piece[2:].strip() for piece in more if piece.startswith("q=")]
    weight = float(weights[0]) if weights and re.fullmatch(r"[01](\.[0-9]{0,3})?", weights[0]) else 1.0
    return kind, weight


NOT_ACCEPTABLE = _("The answer can be application/json or text/csv; neither fits the header Accept.")
