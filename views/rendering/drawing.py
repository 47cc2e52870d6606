"""A picture outside the page: SVG or PNG in the light colours, with its title, takeaway, sources and edition inside."""

from __future__ import annotations

import re
import textwrap
import tomllib
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from views.pictures import Picture
from views.rendering.workers import rendered, settable

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][
    "light"
]
FONT = "Fira Sans, sans-serif"
INK, GREY, RULE, PAPER = THEME["textColor"], THEME["grayColor"], THEME["borderColor"], THEME["backgroundColor"]
CONFIG = {
    "font": FONT,
    "background": PAPER,
    "range": {"category": THEME["chartCategoricalColors"]},
    "axis": {
        "labelColor": GREY,
        "labelFontSize": 11,
        "gridColor": RULE,
        "domainColor": RULE,
        "tickColor": RULE,
        "titleColor": GREY,
    },
    "view": {"stroke": None},
}
WIDTH, MARGIN = 720, 24
SIZE = re.compile(r'<svg[^>]*\bwidth="([\d.]+)"[^>]*\bheight="([\d.]+)"')
SIGN = 0.5
"""About how wide a sign is, in shares of the height of its font."""


@lru_cache(maxsize=64)
def chart(picture: Picture, width: int = WIDTH) -> str:
    """The chart alone as SVG, `width` pixels wide inside its axes: for a page that says the rest beside it."""
    return rendered("chart", spec={**picture.spec, "width": width}, config=CONFIG).decode()


def svg(picture: Picture, width: int = WIDTH) -> str:
    """The picture as SVG that can go alone: title and takeaway on top, the chart, then sources and edition."""
    drawn = chart(picture, width)
    wide, high = _size(drawn)
    scale = min(2.0, max(1.0, width / wide))
    across, height = max(wide * scale, width), high * scale
    above = [*_lines(picture.title, across, 18, INK, weight=700), *_lines(picture.takeaway, across, 13, GREY)]
    sources = (picture.legend, f"{picture.cited}.", picture.edition_text)
    below = [line for text in sources for line in _lines(text, across, 11, GREY)]
    top, head = _set(above, MARGIN)
    bottom, foot = _set(below, top + 12 + height + 8)
    right, end = f"{across + 2 * MARGIN:g}", f"{bottom + MARGIN:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{right}" height="{end}" viewBox="0 0 {right} {end}"'
        f' role="img" font-family="{FONT}">'
        f"<title>{_escaped(picture.title)}</title><desc>{_escaped(picture.takeaway)}</desc>"
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{head}'
        f'<g transform="translate({MARGIN},{top + 12:g}) scale({scale:g})">{drawn}</g>{foot}</svg>\n'
    )


def _size(svg: str) -> tuple[float, float]:
    """Width and height of an SVG, in pixels."""
    size = SIZE.search(svg)
    assert size, "a chart says how large it is"
    return float(size[1]), float(size[2])


def png(picture: Picture, width: int = WIDTH, scale: float = 2) -> bytes:
    """The picture as PNG with all that the SVG says, `scale` times as many pixels."""
    return raster(svg(picture, width), scale)


def raster(svg: str, scale: float) -> bytes:
    """An SVG as PNG, `scale` times as many pixels."""
    return rendered("png", svg=svg, scale=scale)


def _lines(text: str, across: float, size: int, ink: str, weight: int = 400) -> list[tuple[str, int, str, int]]:
    return [(line, size, ink, weight) for line in textwrap.wrap(settable(text), int(across / (size * SIGN)))]


def _set(lines: list[tuple[str, int, str, int]], top: float) -> tuple[float, str]:
    """Lines of text one below the other: where they end, and their SVG."""
    texts = []
    for line, size, ink, weight in lines:
        top += round(size * 1.4)
        look = f'font-size="{size}" font-weight="{weight}" fill="{ink}"'
        texts.append(f'<text x="{MARGIN}" y="{top:g}" {look}>{_escaped(line)}</text>')
    return top, "".join(texts)


def _escaped(text: str) -> str:
    return escape(settable(text))
