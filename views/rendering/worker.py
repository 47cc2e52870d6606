"""A process that draws pictures and sets papers, and holds the memory that both take and never give back; `workshop` starts it and sends it home.

It reads jobs from its pipe, each a length and JSON, and answers each with whether it was made, the bytes that the process holds, a length, and what was made or
one sentence. It leaves when the pipe is closed, some time after `IDLE` seconds without a job, and in the middle of one that takes more than `SECONDS`.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from fcntl import F_GETFL, F_SETFL, F_SETOWN, fcntl
from functools import lru_cache
from pathlib import Path
from select import POLLIN, poll
from struct import Struct

import fontpkg_fira_sans
import fontpkg_heebo
import fontpkg_noto_sans_arabic
import fontpkg_noto_sans_khmer
import fontpkg_noto_sans_thai
import noto_cjk_sans_jp_regular
import typst
import vl_convert

LENGTH, ANSWER = Struct(">Q"), Struct(">?QQ")
IDLE, SECONDS = 300, 60
TYPESET = Path(__file__).parents[1] / "brief" / "typeset"
FONTS = (
    fontpkg_fira_sans,
    fontpkg_noto_sans_arabic,
    fontpkg_noto_sans_thai,
    fontpkg_noto_sans_khmer,
    fontpkg_heebo,
    noto_cjk_sans_jp_regular,
)
"""Latin, Greek and Cyrillic, also inside charts; Arabic; Thai; Khmer; Hebrew; Japanese, Korean and Chinese. Georgian, Armenian and the shapes are in DejaVu Sans Mono, which Typst brings."""


def chart(spec: Mapping, config: Mapping) -> bytes:
    """A Vega-Lite spec as SVG."""
    return vl_convert.vegalite_to_svg(spec, config=config).encode()


def png(svg: str, scale: float) -> bytes:
    """An SVG as PNG, `scale` times as many pixels."""
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def pdf(content: Mapping, standards: list[str], moment: str) -> bytes:
    """What the templates read, as PDF that keeps to `standards` and is dated by `moment`."""
    inputs = {"paper": json.dumps(content, ensure_ascii=False, sort_keys=True)}
    return _compiler().compile(
        TYPESET / "paper.typ",
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standards,
        timestamp=datetime.fromisoformat(moment),
    )


CRAFTS = {craft.__name__: craft for craft in (chart, png, pdf)}


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    folders = [str(Path(package.__file__).parent) for package in FONTS]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    return typst.Compiler(root=str(TYPESET), font_paths=fonts, ignore_system_fonts=True)


def answer(job: bytes) -> tuple[bool, bytes]:
    """Whether a job was done, and what was made or why not; whatever its libraries raise, panics too."""
    try:
        craft, material = json.loads(job)
        return True, CRAFTS[craft](**material)
    except BaseException as error:  # a panic of Rust is no Exception
        return False, str(getattr(error, "message", error)).encode("utf-8", "replace")


def held() -> int:
    """The bytes of memory that this process holds."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def work() -> None:
    """Do one job after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    vl_convert.register_font_directory(str(Path(fontpkg_fira_sans.__file__).parent / "files"))
    fcntl(0, F_SETOWN, os.getpid())
    waiting = poll()
    waiting.register(0, POLLIN)
    while waiting.poll(1000 * (IDLE + SECONDS)) and len(head := jobs.read(LENGTH.size)) == LENGTH.size:
        job = jobs.read(*LENGTH.unpack(head))
        _leashed(True)
        made, body = answer(job)
        _leashed(False)
        answers.write(ANSWER.pack(made, held(), len(body)))
        answers.write(body)
        answers.flush()


def _leashed(on: bool) -> None:
    """While it is at work, the process is ended by the clock, and by whoever holds the other end of the pipe when that one ends: by signals, because libraries let nothing else in."""
    signal.alarm(SECONDS if on else 0)
    flags = fcntl(0, F_GETFL)
    fcntl(0, F_SETFL, flags | os.O_ASYNC if on else flags & ~os.O_ASYNC)


if __name__ == "__main__":
    work()
    os._exit(0)
