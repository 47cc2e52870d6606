"""The documentation of the API as one page: plain HTML without script, made from the OpenAPI description; what can be tried is a link."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from core import words
from core.words import _
from views.api.openapi import described, intro, parameters
from views.api.problems import KINDS
from views.api.resources import MOST, RESOURCES, USUAL, Resource
from views.api.responses import BASE
from views.edition import Edition

STYLE = """
:root { --ink: #16212e; --grey: #56636f; --line: #d5dbe1; --paper: #fff; --soft: #f4f6f8; --link: #0b4f82 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --grey: #a5b1bc; --line: #33404d; --paper: #10171f; --soft: #1a232d; --link: #8fc3ec } }
html { scroll-padding-top: 1rem }
body { margin: 0 auto; padding: 2rem 1.25rem 5rem; max-width: 62rem; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .2rem 0 .5rem } h2 { font-size: 1.35rem; margin: 0 0 .1rem } h3 { font-size: .95rem; margin: 1.1rem 0 .3rem }
a { color: var(--link) } a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
code { font: .9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
.grey { color: var(--grey) } .mark { border: 1px solid var(--line); background: var(--soft); padding: .6rem .9rem; border-radius: .5rem }
section { border-top: 1px solid var(--line); margin-top: 2.2rem; padding-top: 1.6rem }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .92rem }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line) } th { font-weight: 600 }
th[scope=row] { width: min(11rem, 30vw); font-weight: 400 } summary { cursor: pointer; color: var(--link) } ul.row { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem; top: .5rem; background: var(--paper) }
@media print { body { max-width: none } details > * { display: block } }
"""


@lru_cache(maxsize=4)
def page(edition: Edition) -> str:
    """The page over `edition`, complete; it asks for nothing else."""
    title = _("The figures, for programs")
    return "\n".join(
        [
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} · {escape(_("Global Alliance · Progress monitor"))}</title>',
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><style>{STYLE}</style></head><body>',
            f'<a class="skip" href="#edition">{escape(_("To the resources"))}</a><header><p class="grey"><a href="/">{escape(_("Global Alliance · Progress monitor"))}</a></p><h1>{escape(title)}</h1>',
            f"<p>{escape(intro(edition))}</p>",
            *([f'<p class="mark"><strong>▨ {escape(words.ILLUSTRATIVE)}</strong></p>'] if edition.illustrative else []),
            f'</header><nav aria-label="{escape(_("Resources"))}"><ul class="row">{"".join(_jump(name) for name in (*RESOURCES, "problems"))}</ul></nav>',
            f"<main>{_how()}",
            *(_section(one, edition) for one in RESOURCES.values()),
            _problems(),
            "</main></body></html>",
        ]
    )  # fmt: skip


def _jump(name: str) -> str:
    return f'<li><a href="#{name}">{name}</a></li>'


def _how() -> str:
    """How to ask, as a list."""
    rules = [
        (_("Filters"), _("Each may be repeated, and then any of its values fits. A parameter or value that does not exist is refused, so that no misspelt filter makes a table look complete.")),
        (_("Pages"), _("JSON has {0} rows a page, at most {1}. The next page is in page.next and in the header Link; it names the edition, so that all pages are of one edition.").format(USUAL, MOST)),
        (_("CSV"), _("format=csv, or the header Accept: text/csv. Without limit it is complete; each row says its edition and the filters. Text that a spreadsheet would run stands behind an apostrophe.")),
        (_("Editions"), _("With edition=1 the address always gives the same answer and may be kept for ever. Without it, ask again with If-None-Match: the answer is 304 as long as nothing changed.")),
        (_("Missing"), _("null means that nothing is on record. It is never no, and never 0; the silent stay in every denominator.")),
        (_("Sources"), _("source_title, source_url, evidence, and file with line say where a row comes from; origin names the rows behind a worked-out figure.")),
    ]  # fmt: skip
    described_ = f'{escape(_("As OpenAPI 3.1"))}: <a href="{BASE}/openapi.json"><code>{BASE}/openapi.json</code></a>'
    return (
        "<ul>"
        + "".join(f"<li><strong>{escape(name)}.</strong> {escape(text)}</li>" for name, text in rules)
        + f"</ul><p>{described_}</p>"
    )


def _section(resource: Resource, edition: Edition) -> str:
    """One resource: what it holds, links to try, its parameters and its columns."""
    tried = ["", resource.example, "&".join(filter(None, [resource.example, "format=csv"]))]
    links = "".join(
        f'<li><a href="{escape(address)}"><code>{escape(address)}</code></a></li>'
        for address in dict.fromkeys(_address(resource, query) for query in tried)
    )
    columns = "".join(
        f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{escape(_kind(column["type"]))}</td><td>{escape(column["description"])}{_unit(column["unit"])}</td></tr>'
        for name, column in described(resource, edition).items()
    )
    taken = "".join(_parameter(one) for one in parameters(resource, edition))
    return (
        f'<section id="{resource.name}" aria-labelledby="{resource.name}-title"><h2 id="{resource.name}-title">{resource.name}</h2><p class="grey">{escape(resource.title)}</p>'
        f"<h3>{escape(_('Try'))}</h3><ul>{links}</ul>"
        f"<h3>{escape(_('Parameters'))}</h3><div class='wide'><table><thead><tr><th scope='col'>{escape(_('Name'))}</th><th scope='col'>{escape(_('Meaning and values'))}</th></tr></thead><tbody>{taken}</tbody></table></div>"
        f"<h3>{escape(_('Columns'))}</h3><details><summary>{escape(_('{0} columns of {1}').format(len(described(resource, edition)), resource.name))}</summary>"
        f"<div class='wide'><table><thead><tr><th scope='col'>{escape(_('Name'))}</th><th scope='col'>{escape(_('Type'))}</th><th scope='col'>{escape(_('Meaning'))}</th></tr></thead><tbody>{columns}</tbody></table></div></details></section>"
    )  # fmt: skip


def _address(resource: Resource, query: str) -> str:
    return f"{BASE}/{resource.name}" + (f"?{query}" if query else "")


def _parameter(one: dict) -> str:
    """One parameter with the values that it may have."""
    schema = one["schema"].get("items", one["schema"])
    allowed = [f"<code>{escape(str(value))}</code>" for value in schema.get("enum", [])]
    values = ", ".join(allowed)
    if len(allowed) > 8:
        values = f"<details><summary>{escape(_('{0} values').format(len(allowed)))}</summary>{values}</details>"
    elif "minimum" in schema:
        values = escape(_("{0} to {1}").format(schema["minimum"], schema["maximum"]))
    return f'<tr><th scope="row"><code>{one["name"]}</code></th><td>{escape(one["description"])}<br><span class="grey">{values}</span></td></tr>'


def _kind(schema: dict) -> str:
    names = {
        "boolean": _("true or false"),
        "integer": _("whole number"),
        "number": _("number"),
        "string": _("date") if "format" in schema else _("text"),
    }
    return names[schema["type"]]


def _unit(unit: str) -> str:
    return f' <span class="grey">({escape(unit)})</span>' if unit else ""


def _problems() -> str:
    """Every kind of problem, each with the place to which its `type` leads."""
    rows = "".join(
        f'<tr id="{kind}"><th scope="row">{status} · <code>{kind}</code></th><td>{escape(title)}. {escape(when)}</td></tr>'
        for kind, (status, title, when) in KINDS.items()
    )
    said = _(
        "Every refusal is application/problem+json (RFC 9457): type, title, status, detail, and where it helps the parameter, what was found, and what is allowed."
    )
    return f'<section id="problems" aria-labelledby="problems-title"><h2 id="problems-title">{escape(_("Problems"))}</h2><p>{escape(said)}</p><div class="wide"><table><tbody>{rows}</tbody></table></div></section>'
