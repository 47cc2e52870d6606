"""A page on paper: edition, hash and page number on every sheet, and nothing torn apart.

It says nothing of colours: those are the theme's.
"""

from __future__ import annotations

import json
from datetime import date

import streamlit as st

from core import words
from core.version import version
from core.words import _
from views.edition import Edition

SMALL = "font: 8pt sans-serif"
WHOLE = """
html { font-size: 85% }
.stMainBlockContainer { padding-bottom: 0 !important }
.stTable, .stTable > div { display: block; overflow: visible !important }
.stTable table { display: table !important; width: 100% }
tr, li, p, .stVegaLiteChart, .stGridCell { break-inside: avoid }
h1, h2, h3 { break-after: avoid }
"""
"""Streamlit lays a table on paper as one piece in a box that scrolls: a sheet would stay empty, and rows be cut."""


def program() -> str:
    """The name of the program that shows a page, with its version."""
    return _("Progress monitor {0}").format(version())


def on_paper() -> bool:
    """Whether the page is asked for as it prints best: no menus, and tables as text."""
    return "print" in st.query_params


def paper(edition: Edition) -> None:
    """What the printer is told; the screen stays as it is."""
    until = words.month(date.fromisoformat(edition.manifest["record_until"]))
    line = " · ".join(
        [
            _("Edition {0}").format(edition.number),
            edition.short,
            _("public record to {0}").format(until),
            program(),
            *([words.ILLUSTRATIVE] if edition.illustrative else []),
        ]
    )
    left = f"@bottom-left {{ content: {json.dumps(line, ensure_ascii=False)}; {SMALL} }}"
    right = f'@bottom-right {{ content: counter(page) " / " counter(pages); {SMALL} }}'
    st.html(f"<style>@page {{ size: A4; margin: 12mm 10mm 15mm; {left} {right} }} @media print {{ {WHOLE} }}</style>")
