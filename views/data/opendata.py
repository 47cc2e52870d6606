"""Open data: every published table of an edition as CSV and Parquet in one zip.

With datapackage.json, codebook, licence and citation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from core import words
from core.editions.soundness import is_published
from core.words import _, many
from views.data import citation
from views.data.archive import zipped
from views.data.csv_text import table_csv
from views.data.descriptor import File, codebook_csv, codebook_md, datapackage
from views.edition import Edition, NoEdition

__all__ = ["package", "table_csv"]
PIECE = 1 << 20


def package(edition: Edition) -> Iterator[bytes]:
    """The zip in pieces; the same bytes whenever it is made.

    Parquet files are those of the edition's folder, byte for byte. Raises `NoEdition` where one is not what was
    published.
    """
    for table in edition.manifest["tables"]:
        if not is_published(edition.folder, f"{table}.parquet"):
            raise NoEdition(
                f"{table}.parquet of edition {edition.number} is not the file that was published; the package cannot "
                "be made. Run 'python -m etl verify'."
            )
    return zipped(_entries(edition), citation.published(edition))


def _entries(edition: Edition) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "README.md", [_readme(edition).encode()]
    yield "LICENCE.md", [licence(edition).encode()]
    yield "CITATION.cff", [citation.cff(edition).encode()]
    yield "codebook.csv", [codebook_csv(edition)]
    yield "codebook.md", [codebook_md(edition)]
    written: list[File] = []
    for table in sorted(edition.manifest["tables"]):
        stem = f"data/{table}-illustrative" if edition.illustrative else f"data/{table}"
        for path, pieces in (
            (f"{stem}.csv", table_csv(edition, table)),
            (f"{stem}.parquet", _file(edition, f"{table}.parquet")),
        ):
            yield path, _counted(table, path, pieces, written)
    # last, because only now every size and hash is known
    yield "datapackage.json", [datapackage(edition, written, _licences(edition))]


def _file(edition: Edition, name: str) -> Iterator[bytes]:
    with open(edition.folder / name, "rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _counted(table: str, path: str, pieces: Iterable[bytes], written: list[File]) -> Iterator[bytes]:
    """The same pieces; once they have passed, `written` says how many bytes there were and their hash."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        yield piece
    written.append(File(table, path, size, digest.hexdigest()))


def _licences(edition: Edition) -> list[dict[str, str]]:
    """What datapackage.json says of licences: what is not decided is not made up."""
    licences = [
        {
            "name": "not-decided",
            "path": "LICENCE.md",
            "title": _("Not decided yet for the tables of the Alliance, see LICENCE.md"),
        }
    ]
    if _licensed(edition):
        licences.append(
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": _("Only the sources that say so, listed in LICENCE.md"),
            }
        )
    return licences


def _licensed(edition: Edition) -> list[str]:
    """The sources whose title states a licence, as lines of Markdown."""
    rows = edition.rows("sources", order="source_title, source_url").itertuples()
    return [
        f"- {words.linked(words.CONTROL.sub('', row.source_title), row.source_url)}"
        for row in rows
        if "CC BY 4.0" in row.source_title
    ]


def licence(edition: Edition) -> str:
    """LICENCE.md: who holds what, and what nobody has decided yet."""
    licensed, tables = _licensed(edition), edition.manifest["tables"]
    sources, reports = tables["sources"]["rows"], tables.get("submissions", {"rows": 0})["rows"]
    parts = [
        "# " + _("Who holds what"),
        _illustrative(edition),
        "## " + _("The tables of the Alliance"),
        _(
            "Selection, coding, definitions, judgements and the words of the codebook are the work of the Alliance's "
            "secretariat. **Under which licence others may use them has not been decided.** "
            "The secretariat must decide it and say so here; CC BY 4.0 would be in keeping with the sources below "
            "that name "
            "a licence. Until then no permission beyond the law is given by this file."
        ),
        "## " + _("Facts and their sources"),
        _(
            "Figures, dates and acts are quoted as facts, each row with the title and the address of its source. "
            "Titles, quotations and documents stay with those who published them: "
            "cite the source of the row, not only this package."
        ),
        "## " + _("Sources that name a licence"),
        _("{0} of {1} sources state a licence. Their attribution must be kept wherever their figures go.").format(
            len(licensed), words.number(sources)
        ),
        "\n".join(licensed),
        _(
            "These tables were compiled by R. Grimm (Diaphanous) from what each publisher released: CyberTipline by "
            "NCMEC, the yearly figures of INHOPE and IWF, national police figures, population and internet users. "
            "NCMEC says that its counts do not show the level of abuse in a country."
        )
        if licensed
        else "",
        "## " + _("All other sources"),
        _(
            "No licence is on record for the other {0}. That is not known; it is neither a permission nor a refusal."
        ).format(words.number(sources - len(licensed))),
        *(["## " + _("What countries wrote"), _words_of_countries(reports)] if reports else []),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _words_of_countries(reports: int) -> str:
    return many(
        "The texts of {0} report (answers, commitments, what was done, practices, replies) are the words of the "
        "country "
        "that sent it, and stay its own.",
        "The texts of {0} reports (answers, commitments, what was done, practices, replies) are the words of the "
        "countries "
        "that sent them, and stay their own.",
        reports,
    ).format(words.number(reports))


def _readme(edition: Edition) -> str:
    """README.md: what is here, how to cite it, how the files are written, and what the figures are not."""
    tables = edition.manifest["tables"]
    parts = [
        "# " + citation.TITLE,
        _illustrative(edition),
        _("Edition {0} of {1}. All published tables of the edition, complete: no filter was applied.").format(
            edition.number, words.day(citation.published(edition))
        ),
        "## " + _("How to cite"),
        citation.cite(edition),
        "## " + _("What is here"),
        "\n".join(
            [
                "- `data/`: "
                + _("{0} tables with {1} rows, each as CSV and as Parquet").format(
                    len(tables), words.number(sum(table["rows"] for table in tables.values()))
                ),
                "- `codebook.md`, `codebook.csv`: "
                + _("every table and column, with type and unit, and how the files are written"),
                "- `datapackage.json`: "
                + _("the same for programs (Data Package), with size and SHA-256 of every file"),
                "- `LICENCE.md`: " + _("who holds what, and what is not decided"),
                "- `CITATION.cff`: " + _("the citation for programs"),
            ]
        ),
        _(
            "Begin with `observations` (published figures), `milestones` and `commitments`; `progress` holds the "
            "judgements, "
            "`gaps` what is missing, `sources` every address."
        ),
        "## " + _("What the figures are, and are not"),
        _("Aggregate policy indicators. The reports of countries in this edition are invented, to learn on.")
        if edition.illustrative
        else _("Sourced public facts about aggregate policy indicators."),
        _(
            "No row is *not known*, never *no* and never 0; countries of which nothing is known stay in every "
            "denominator. "
            "A column `as_of` names the date of looking: choose one, such as `latest`, before counting rows. "
            "Not applicable, not available, refused and not reported are four different answers; where two sources "
            "contradict each other the state of a milestone is *sources_differ*, and both stand in its row."
        ),
        *(
            ["## " + _("What this edition changes"), words.escape(words.CONTROL.sub("", edition.manifest["note"]))]
            if edition.manifest["note"]
            else []
        ),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _illustrative(edition: Edition) -> str:
    return f"**{words.ILLUSTRATIVE}.**" if edition.illustrative else ""
