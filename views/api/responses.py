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
from views.api.question import Question
from views.api.resources import MOST
from views.data.citation import cite, identity
from views.downloads.files import shortened
from views.downloads.links import export_link
from views.edition import Edition
from views.prefix import local
from views.tables import records

BASE = "/api/v1"
RANGES = 100
"""So many media ranges of the header Accept are read."""
JSON, CSV, PROBLEM = "application/json", "text/csv; charset=utf-8; header=present", "application/problem+json"

NOT_ACCEPTABLE = _("The answer can be application/json or text/csv; neither fits the header Accept.")
LICENCE = _(
    "Not decided yet for the tables of the Alliance; LICENCE.md in {0} says what is, and which sources ask to be named."
)


@dataclass(frozen=True)
class Answer:
    """The body of an answer with the headers that belong to it; its length is that of both in bytes."""

    body: bytes
    headers: dict[str, str]

    def __len__(self) -> int:
        return len(self.body) + sum(len(name) + len(text) for name, text in self.headers.items())

    @classmethod
    def of(cls, edition: Edition, body: bytes, headers: dict[str, str]) -> Answer:
        """An answer with its ETag, made of the edition's hash and the body's."""
        return cls(body, {**headers, "ETag": f'W/"{edition.hash[:16]}-{hashlib.sha256(body).hexdigest()[:16]}"'})


def dumped(content: object) -> bytes:
    """JSON in UTF-8; not-a-number and infinity are refused, because JSON has neither."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")


def answered(question: Question, ending: str) -> Answer:
    """The answer to a question as "json" or "csv"."""
    rows = question.rows()
    links = _links(question, len(rows), ending)
    headers = _headers(question, len(rows), links)
    if ending == "json":
        body = dumped(envelope(question, rows, links))
        return Answer.of(question.edition, body, {"Content-Type": JSON, **headers})
    table = question.table(rows)
    name = shortened(table.file_name, 120, 110)
    disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Answer.of(question.edition, table.csv().encode(), {"Content-Type": CSV, **headers, **disposition})


def _headers(question: Question, total: int, links: dict[str, str]) -> dict[str, str]:
    """The pages around, how many rows there are over all pages, and the edition."""
    edition = question.edition
    addresses = {**links, "describedby": f"{local(PLACE)}#{question.resource.name}"}
    return {
        "Link": ", ".join(f'<{address}>; rel="{rel}"' for rel, address in addresses.items()),
        "X-Total-Count": str(total),
        "X-Edition": f"{edition.number}; hash={edition.hash}" + ("; illustrative" if edition.illustrative else ""),
    }


def envelope(question: Question, rows: pd.DataFrame, links: dict[str, str]) -> dict[str, object]:
    """A page of all `rows` with what is needed to quote it: edition, date of looking, filters, and how to cite."""
    edition, page = question.edition, question.page(rows)
    return {
        "resource": question.resource.name,
        "title": question.resource.title,
        "edition": identity(edition),
        "as_of": question.as_of,
        "filters": {**question.filters, **question.between},
        "illustrative": edition.illustrative,
        "notice": words.ILLUSTRATIVE if edition.illustrative else None,
        "citation": cite(edition),
        "licence": LICENCE.format(export_link(edition, "open-data.zip")),
        "documentation": f"{local(PLACE)}#{question.resource.name}",
        "page": {
            "limit": question.step,
            "offset": question.offset,
            "rows": len(page),
            "total": len(rows),
            "next": links.get("next"),
            "prev": links.get("prev"),
        },
        "data": records(page),
    }


def _links(question: Question, total: int, ending: str) -> dict[str, str]:
    """The addresses of the pages around.

    They name the edition, so that who turns pages stays in one edition though another enters meanwhile.
    """
    offsets = {}
    if question.offset + question.step < total:
        offsets["next"] = question.offset + question.step
    if question.offset:
        offsets["prev"] = max(min(question.offset, total) - question.step, 0)
    asked = _asked(question, ending)
    return {
        rel: f"{local(BASE)}/{question.resource.name}?" + urlencode({**asked, "offset": offset}, doseq=True)
        for rel, offset in offsets.items()
    }


def _asked(question: Question, ending: str) -> dict[str, object]:
    """The parameters of the question but for its offset, with its edition named."""
    named = {"edition": question.edition.number} if "edition" in question.resource.parameters else {}
    return {
        **({"as_of": question.as_of} if question.as_of else {}),
        **question.filters,
        **question.between,
        **named,
        **({"format": "csv"} if ending == "csv" else {}),
        "limit": min(question.step, MOST),
    }


def accepted(accept: str | None) -> str | None:
    """ "json" or "csv": what the header Accept likes best, JSON if equal; None when it accepts neither."""
    weights = (
        [_weight(part) for part in accept.split(",", RANGES)[:RANGES]] if accept and accept.strip() else [("*/*", 1.0)]
    )
    best = {
        ending: max((weight for kind, weight in weights if kind in kinds), default=0.0)
        for ending, kinds in ACCEPTED.items()
    }
    ending = max(best, key=lambda name: best[name])
    return ending if best[ending] > 0 else None


ACCEPTED = {"json": ("application/json", "application/*", "*/*"), "csv": ("text/csv", "text/*")}


def _weight(part: str) -> tuple[str, float]:
    """A media range of the header Accept with its weight q; one that cannot be read weighs 1."""
    kind, *more = (piece.strip().lower() for piece in part.split(";"))
    weights = [piece[2:].strip() for piece in more if piece.startswith("q=")]
    weight = float(weights[0]) if weights and re.fullmatch(r"[01](\.[0-9]{0,3})?", weights[0]) else 1.0
    return kind, weight
