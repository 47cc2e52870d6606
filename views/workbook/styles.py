"""What the cells of a workbook look like: palette, looks by name, number formats in the words of the screen, and colours that a word brings with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from core import words

INK, BLUE, GREY, LINE, PAPER, SOFT, RED, PINK, WHITE = (
    "16212E",
    "0B4F82",
    "5C6B7A",
    "C9D1D8",
    "F1F3F5",
    "E3EEF6",
    "B3382C",
    "FBE9E7",
    "FFFFFF",
)
FACE = "Arial"
DAY, COUNT, WHOLE, SHARE, RATE = "d mmm yyyy", "#,##0", "0", "0\\ %", "0.0\\ %"

_RULED = Border(bottom=Side(style="thin", color=LINE))


def _look(
    size: float = 10,
    ink: str = INK,
    *,
    bold: bool = False,
    italic: bool = False,
    fill: str = "",
    ruled: bool = False,
    **place: object,
) -> dict:
    aligned = {"vertical": "top", "wrap_text": True, **place}
    return {
        "font": Font(name=FACE, size=size, bold=bold, italic=italic, color=ink),
        "fill": PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        "border": _RULED if ruled else Border(),
        "alignment": Alignment(**aligned),
    }


LOOKS = {
    "plain": _look(),
    "title": _look(18, BLUE, bold=True, wrap_text=False, vertical="center"),
    "band": _look(22, WHITE, bold=True, fill=BLUE, vertical="center", horizontal="left", indent=1),
    "under band": _look(10, SOFT, fill=BLUE, horizontal="left", indent=1),
    "lead": _look(12),
    "status": _look(14, BLUE, bold=True, vertical="center"),
    "invented": _look(11, "7A4300", bold=True, fill="FFF1DC", vertical="center", horizontal="left", indent=1),
    "section": _look(12, BLUE, bold=True, wrap_text=False, vertical="bottom"),
    "name": _look(bold=True),
    "small": _look(9, GREY),
    "head": _look(bold=True, fill=SOFT, ruled=True, vertical="center", horizontal="left", indent=1),
    "head right": _look(bold=True, fill=SOFT, ruled=True, vertical="center", horizontal="right"),
    "text": _look(ruled=True, indent=1, horizontal="left"),
    "row": _look(bold=True, ruled=True, horizontal="left", indent=1),
    "number": _look(ruled=True, horizontal="right"),
    "left": _look(ruled=True, horizontal="left", indent=1),
    "state": _look(9, ruled=True, wrap_text=False, horizontal="left", indent=1),
    "address": _look(8, GREY, ruled=True, wrap_text=False, horizontal="left", indent=1),
    "raw": _look(10, wrap_text=False),
    "raw head": _look(10, bold=True, fill=SOFT, ruled=True),
}


def unit_code(value: float, unit: object = "") -> str:
    """The number format of a figure: as many decimals as the screen shows, per cent with its sign; the number itself is not changed."""
    digits = 0 if float(value).is_integer() else 1 if round(float(value) * 10, 9).is_integer() else 2
    return f"{COUNT}{'.' if digits else ''}{'0' * digits}" + ('"\u202f%"' if unit == "percent" else "")


@lru_cache(maxsize=512)
def figure_code(value: float, qualifier: str, unit: object = "") -> str:
    """The same with the quality that the screen says: a real 31000 that reads "at least 31,000"."""
    before, _shown, after = words.figure(value, qualifier).partition(words.plain(value))
    return _quoted(before) + unit_code(value, unit) + _quoted(after)


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def word_rules(words_: Sequence[tuple[str, str]], first: str) -> list[Rule]:
    """Conditional formats for cells from `first` on that begin with a word: pairs of (shape and word, tone). The word stands in the cell and in the rule; colour only helps.

    Tones are those of the statuses. What is unknown is hatched and grey, never red.
    """
    return [
        Rule(
            type="beginsWith",
            operator="beginsWith",
            text=word,
            formula=[f'LEFT({first},{len(word)})="{word.replace(chr(34), chr(34) * 2)}"'],
            dxf=TONES[tone],
            stopIfTrue=True,
        )
        for word, tone in words_
    ]


TONES = {
    "good": DifferentialStyle(font=Font(color=BLUE, bold=True), fill=PatternFill("solid", fgColor=SOFT, bgColor=SOFT)),
    "middle": DifferentialStyle(font=Font(color=BLUE)),
    "weak": DifferentialStyle(font=Font(color=INK, bold=True)),
    "bad": DifferentialStyle(font=Font(color=RED, bold=True), fill=PatternFill("solid", fgColor=PINK, bgColor=PINK)),
    "unknown": DifferentialStyle(font=Font(color=GREY), fill=PatternFill("lightUp", fgColor="D9DEE3", bgColor=WHITE)),
}
