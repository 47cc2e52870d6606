"""How to cite an edition: its number, its date and its hash, so that everybody can find the same figures again."""

from __future__ import annotations

import json
from datetime import datetime

from core import words
from core.words import _
from views.edition import Edition

PUBLISHER = _("Global Alliance against Child Sexual Abuse Online, Progress monitor")
TITLE = _("Where countries stand on the policy targets of the Global Alliance against Child Sexual Abuse Online")
DOI = "10.5281/zenodo.13896438"
"""Of the CyberTipline tables by country, which ask for their attribution to be kept."""


def cite(edition: Edition) -> str:
    """One paragraph that names the edition by number, date and content hash; one with invented figures says so."""
    text = _("{0}. {1}. Edition {2} of {3}, method {4}, content hash (SHA-256) {5}.")
    cited = text.format(
        PUBLISHER, TITLE, edition.number, words.day(published(edition)), edition.manifest["method"], edition.hash
    )
    return " ".join([cited, *([f"{words.ILLUSTRATIVE}."] if edition.illustrative else [])])


def identity(edition: Edition) -> dict[str, object]:
    """What tells an edition from every other, for JSON: its number, hash, moment of publication and last day."""
    manifest = edition.manifest
    return {
        "number": edition.number,
        "hash": edition.hash,
        "built_at": manifest["built_at"],
        "record_until": manifest["record_until"],
    }


def cff(edition: Edition) -> str:
    """The same as CITATION.cff, version 1.2.0 of the Citation File Format; with the data sets that ask to be named."""
    fields = {
        "cff-version": "1.2.0",
        "message": _("If you use these data, please cite this edition, and the source that stands in each row."),
        "type": "dataset",
        "title": title(edition),
        "version": str(edition.number),
        "date-released": published(edition).date().isoformat(),
        "authors": [{"name": PUBLISHER}],
        "abstract": cite(edition),
        "identifiers": [
            {
                "type": "other",
                "value": f"sha256:{edition.hash}",
                "description": _("Content hash of the edition: SHA-256 over its tables"),
            }
        ],
        **(
            {"references": [GRIMM]}
            if edition.query("SELECT 1 FROM sources WHERE contains(source_title, ?) LIMIT 1", DOI).size
            else {}
        ),
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())


def title(edition: Edition) -> str:
    """The title of the data; of invented figures it says so."""
    return f"{TITLE} ({words.ILLUSTRATIVE})" if edition.illustrative else TITLE


def published(edition: Edition) -> datetime:
    """When the edition was made, in UTC: the date of everything inside it."""
    return datetime.fromisoformat(edition.manifest["built_at"])


GRIMM = {
    "type": "data",
    "title": "NCMEC CyberTipline reports by country (Diaphanous)",
    "authors": [{"family-names": "Grimm", "given-names": "R."}],
    "doi": DOI,
    "license": "CC-BY-4.0",
    "url": "https://github.com/apparebit/diaphanous",
}
