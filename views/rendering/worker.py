"""A process that draws pictures and sets papers, and holds the memory that both take and never give back.

A job is JSON, a name of `RENDERERS` and its arguments; the answer is the bytes of the file, or one sentence of the
library that could not make it. `views.rendering.workers` asks; `core.workers` says how long a job may take and when the
process leaves.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

import fontpkg_fira_sans
import fontpkg_heebo
import fontpkg_noto_sans_arabic
import fontpkg_noto_sans_khmer
import fontpkg_noto_sans_thai
import noto_cjk_sans_jp_regular
import typst
import vl_convert

from core.workers.serving import serve

TYPESET = Path(__file__).parents[1] / "brief" / "typeset"
FONTS = (
    fontpkg_fira_sans,
    fontpkg_noto_sans_arabic,
    fontpkg_noto_sans_thai,
    fontpkg_noto_sans_khmer,
    fontpkg_heebo,
    noto_cjk_sans_jp_regular,
)
"""Latin, Greek and Cyrillic, also inside charts; Arabic; Thai; Khmer; Hebrew; Japanese, Korean and Chinese.

Georgian, Armenian and the shapes are in DejaVu Sans Mono, which Typst brings.
"""


def chart(spec: dict[str, object], config: dict[str, object]) -> bytes:
    """A Vega-Lite spec as SVG."""
    return vl_convert.vegalite_to_svg(spec, config=config).encode()


def png(svg: str, scale: float) -> bytes:
    """An SVG as PNG, `scale` times as many pixels."""
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def pdf(content: Mapping[str, object], accessible: bool, moment: str) -> bytes:
    """What the templates read, as PDF dated by `moment`; `accessible` as PDF/UA-1. Raises `typst.TypstError`."""
    inputs = {"paper": json.dumps(content, ensure_ascii=False, sort_keys=True)}
    paper = _compiler().compile(
        TYPESET / "paper.typ",
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["ua-1"] if accessible else [],
        timestamp=datetime.fromisoformat(moment),
    )
    assert isinstance(paper, bytes)
    return paper


RENDERERS: dict[str, Callable[..., bytes]] = {renderer.__name__: renderer for renderer in (chart, png, pdf)}


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    folders = [str(Path(str(package.__file__)).parent) for package in FONTS]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    return typst.Compiler(root=str(TYPESET), font_paths=fonts, ignore_system_fonts=True)


def answer(job: bytes) -> bytes:
    """The file that a job asks for."""
    name, material = json.loads(job)
    return RENDERERS[name](**material)


if __name__ == "__main__":
    vl_convert.register_font_directory(str(Path(str(fontpkg_fira_sans.__file__)).parent / "files"))
    os.nice(10)  # whoever reads goes before whoever has something drawn
    serve(answer)
    os._exit(0)
