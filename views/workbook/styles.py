"""What cells look like: looks by name, number formats in the words of the screen, and colours that a word brings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

from core import words
from core.xlsx.styles import BLUE, GREY, INK, PINK, RED, SOFT, WHITE, look, ruled

DAY, COUNT, WHOLE, SHARE, RATE = "d mmm yyyy", "#,##0", "0", "0\\ %", "0.0\\ %"

LOOKS = {
    "plain": look(),
    "title": look(18, BLUE, bold=True, wrap=False, vertical="center"),
    "band": look(22, WHITE, bold=True, fill=BLUE, vertical="center", horizontal="left", indent=1),
    "under band": look(10, SOFT, fill=BLUE, horizontal="left", indent=1),
    "lead": look(12),
    "status": look(14, BLUE, bold=True, vertical="center"),
    "invented": look(11, "7A4300", bold=True, fill="FFF1DC", vertical="center", horizontal="left", indent=1),
    "section": look(12, BLUE, bold=True, wrap=False, vertical="bottom"),
    "name": look(bold=True),
    "small": look(9, GREY),
    "head": look(bold=True, fill=SOFT, border=ruled(), vertical="center", horizontal="left", indent=1),
    "head right": look(bold=True, fill=SOFT, border=ruled(), vertical="center", horizontal="right"),
    "text": look(border=ruled(), indent=1, horizontal="left"),
    "row": look(bold=True, border=ruled(), horizontal="left", indent=1),
    "number": look(border=ruled(), horizontal="right"),
    "left": look(border=ruled(), horizontal="left", indent=1),
    "state": look(9, border=ruled(), wrap=False, horizontal="left", indent=1),
    "address": look(8, GREY, border=ruled(), wrap=False, horizontal="left", indent=1),
    "raw": look(10, wrap=False),
    "raw head": look(10, bold=True, fill=SOFT, border=ruled()),
}


def unit_code(value: float, unit: object = "") -> str:
    """The number format of a figure: as many decimals as the screen shows, per cent with its sign.

    The number itself is not changed.
    """
    digits = 0 if float(value).is_integer() else 1 if round(float(value) * 10, 9).is_integer() else 2
    return f"{COUNT}{'.' if digits else ''}{'0' * digits}" + ('"\u202f%"' if unit == "percent" else "")


@lru_cache(maxsize=512)
def figure_code(value: float, qualifier: str, unit: object = "") -> str:
    """The same with the quality that the screen says: a real 31000 that reads "at least 31,000"."""
    before, _shown, after = words.figure(value, qualifier).partition(words.plain(value))
    return _quoted(before) + unit_code(value, unit) + _quoted(after)


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def word_rules(toned_words: Sequence[tuple[str, str]], first: str) -> list[Rule]:
    """Conditional formats for cells from `first` on that begin with a word: pairs of (shape and word, tone).

    The word stands in the cell and in the rule; colour only helps. Tones are those of the statuses. What is unknown is
    hatched and grey, never red.
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
        for word, tone in toned_words
    ]


TONES = {
    "good": DifferentialStyle(font=Font(color=BLUE, bold=True), fill=PatternFill("solid", fgColor=SOFT, bgColor=SOFT)),
    "middle": DifferentialStyle(font=Font(color=BLUE)),
    "weak": DifferentialStyle(font=Font(color=INK, bold=True)),
    "bad": DifferentialStyle(font=Font(color=RED, bold=True), fill=PatternFill("solid", fgColor=PINK, bgColor=PINK)),
    "unknown": DifferentialStyle(font=Font(color=GREY), fill=PatternFill("lightUp", fgColor="D9DEE3", bgColor=WHITE)),
}
