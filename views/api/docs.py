"""The documentation of the API as one page: plain HTML without script; what can be tried is a link.

Made of what the OpenAPI description is made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path

from core import words
from core.words import _
from views.api.openapi import Parameter, intro, parameters
from views.api.problems import KINDS
from views.api.resources import MOST, RESOURCES, USUAL, Resource
from views.api.responses import BASE
from views.api.schemas import Column, described
from views.edition import Edition
from views.prefix import local

STYLE = "\n" + Path(__file__).with_name("docs.css").read_text(encoding="utf-8")
SITE = _("Global Alliance · Progress monitor")


@lru_cache(maxsize=4)
def page(edition: Edition) -> str:
    """The page over `edition`, complete; it asks for nothing else."""
    title = _("The figures, for programs")
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f"<title>{escape(title)} · {escape(SITE)}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
            f"<style>{STYLE}</style></head><body>",
            f'<a class="skip" href="#edition">{escape(_("To the resources"))}</a>'
            f'<header><p class="grey"><a href="{local("/")}">{escape(SITE)}</a></p><h1>{escape(title)}</h1>',
            f"<p>{escape(intro(edition))}</p>",
            *([_notice()] if edition.illustrative else []),
            f'</header><nav aria-label="{escape(_("Resources"))}">'
            f'<ul class="row">{"".join(_jump(name) for name in (*RESOURCES, "problems"))}</ul></nav>',
            f"<main>{_how()}",
            *(_section(resource, edition) for resource in RESOURCES.values()),
            _problems(),
            "</main></body></html>",
        ]
    )


def _notice() -> str:
    return f'<p class="mark"><strong>▨ {escape(words.ILLUSTRATIVE)}</strong></p>'


def _jump(name: str) -> str:
    return f'<li><a href="#{name}">{name}</a></li>'


def _how() -> str:
    """How to ask, as a list."""
    rules = "".join(f"<li><strong>{escape(name)}.</strong> {escape(text)}</li>" for name, text in _rules().items())
    address = f'<a href="{local(BASE)}/openapi.json"><code>{local(BASE)}/openapi.json</code></a>'
    return f"<ul>{rules}</ul><p>{escape(_('As OpenAPI 3.1'))}: {address}</p>"


def _rules() -> dict[str, str]:
    return {
        _("Filters"): _(
            "Each may be repeated, and then any of its values fits. A parameter or value that does not exist is "
            "refused, so that no misspelt filter makes a table look complete."
        ),
        _("Pages"): _(
            "JSON has {0} rows a page, at most {1}. The next page is in page.next and in the header Link; "
            "it names the edition, so that all pages are of one edition."
        ).format(USUAL, MOST),
        _("CSV"): _(
            "format=csv, or the header Accept: text/csv. Without limit it is complete; each row says its edition and "
            "the filters. Text that a spreadsheet would run stands behind an apostrophe."
        ),
        _("Editions"): _(
            "With edition=1 the address always gives the same figures. Ask again with If-None-Match: the answer is 304 "
            "as long as nothing changed."
        ),
        _("Missing"): _(
            "null means that our record holds nothing. It is never no, and never 0; countries of which it holds "
            "nothing stay in every denominator. The reports of 2013 and 2014 are not public: voice=silent says that "
            "our record holds no action, not that a country was silent."
        ),
        _("Sources"): _(
            "source_title, source_url, source_tier (its kind), evidence, and file with line say where a row comes "
            "from; origin names the rows behind a worked-out figure."
        ),
    }


def _section(resource: Resource, edition: Edition) -> str:
    """One resource: what it holds, links to try, its parameters and its columns."""
    name, columns = resource.name, described(resource, edition)
    taken = (_parameter(parameter) for parameter in parameters(resource, edition))
    count = escape(_("{0} columns of {1}").format(len(columns), name))
    table = _table([_("Name"), _("Type"), _("Meaning")], (_column(*column) for column in columns.items()))
    return (
        f'<section id="{name}" aria-labelledby="{name}-title"><h2 id="{name}-title">{name}</h2>'
        f'<p class="grey">{escape(resource.title)}</p>'
        f"<h3>{escape(_('Try'))}</h3><ul>{_links(resource)}</ul>"
        f"<h3>{escape(_('Parameters'))}</h3>{_table([_('Name'), _('Meaning and values')], taken)}"
        f"<h3>{escape(_('Columns'))}</h3><details><summary>{count}</summary>{table}</details></section>"
    )


def _links(resource: Resource) -> str:
    queries = ["", resource.example, "&".join(filter(None, [resource.example, "format=csv"]))]
    addresses = dict.fromkeys(f"{local(BASE)}/{resource.name}" + (f"?{query}" if query else "") for query in queries)
    return "".join(f'<li><a href="{escape(text)}"><code>{escape(text)}</code></a></li>' for text in addresses)


def _table(headings: list[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th scope='col'>{escape(heading)}</th>" for heading in headings)
    return f"<div class='wide'><table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"


def _parameter(parameter: Parameter) -> str:
    """One parameter with the values that it may have."""
    return (
        f'<tr><th scope="row"><code>{parameter.name}</code></th><td>{escape(parameter.description)}'
        f'<br><span class="grey">{_values(parameter)}</span></td></tr>'
    )


def _values(parameter: Parameter) -> str:
    """The values of a parameter in words: all of them, or the smallest and largest number."""
    if "minimum" in parameter.schema:
        return escape(_("{0} to {1}").format(parameter.schema["minimum"], parameter.schema["maximum"]))
    allowed = [f"<code>{escape(str(value))}</code>" for value in parameter.allowed]
    if len(allowed) <= 8:
        return ", ".join(allowed)
    count = escape(_("{0} values").format(len(allowed)))
    return f"<details><summary>{count}</summary>{', '.join(allowed)}</details>"


def _column(name: str, column: Column) -> str:
    unit = f' <span class="grey">({escape(column.unit)})</span>' if column.unit else ""
    return (
        f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{escape(_kind(column.schema))}</td>'
        f"<td>{escape(column.description)}{unit}</td></tr>"
    )


def _kind(schema: dict[str, str]) -> str:
    names = {
        "boolean": _("true or false"),
        "integer": _("whole number"),
        "number": _("number"),
        "string": _("date") if "format" in schema else _("text"),
    }
    return names[schema["type"]]


def _problems() -> str:
    """Every kind of problem, each with the place to which its `type` leads."""
    rows = "".join(
        f'<tr id="{kind}"><th scope="row">{status} · <code>{kind}</code></th>'
        f"<td>{escape(title)}. {escape(when)}</td></tr>"
        for kind, (status, title, when) in KINDS.items()
    )
    what = _(
        "Every refusal is application/problem+json (RFC 9457): type, title, status, detail, and where it helps the "
        "parameter, what was found, and what is allowed."
    )
    return (
        f'<section id="problems" aria-labelledby="problems-title"><h2 id="problems-title">{escape(_("Problems"))}</h2>'
        f'<p>{escape(what)}</p><div class="wide"><table><tbody>{rows}</tbody></table></div></section>'
    )
