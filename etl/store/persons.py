"""Whether two names are of one person: what looks alike is one, and signs that nobody sees are refused in a name.

Compared after Unicode's compatibility composition (NFKC) without regard to case, and once more with letters that look
like Latin ones read as these, small and capital letters each for themselves. Pairs: the Cyrillic, Greek and Armenian
letters and variants of Latin ones that look like a Latin letter in Unicode's confusables.txt (UTS #39), and small
letters whose capital does; https://www.unicode.org/Public/security/latest/confusables.txt
"""

from __future__ import annotations

import re
import unicodedata

SMALL = str.maketrans(
    "аеорсухіјѕԁһԛԝѵӏкмтвн" "αοινρσκτγυϲϳ" "հոսօցզ" "ıɑɡɩ",
    "aeopcyxijsdhqwvlkmtbh" "aoivpoktyucj" "hnuogq" "iagi",
)  # fmt: skip
CAPITAL = str.maketrans(
    "АВЕКМНОРСТХУІЈЅԌԚԜѴӀ" "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ" "ՍՕ",
    "ABEKMHOPCTXYIJSGQWVI" "ABEZHIKMNOPTYXC" "UO",
)  # fmt: skip
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Signs without a shape that are no format character; from Default_Ignorable_Code_Point, and the empty Braille sign."""


def _is_unseen(sign: str) -> bool:
    return bool(UNSEEN.match(sign)) or unicodedata.category(sign) in ("Cf", "Cc", "Cn", "Co", "Cs", "Zl", "Zp")


def legible(name: str) -> str:
    """A name as people read it: composed, without signs that nobody sees, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", "".join(sign for sign in name if not _is_unseen(sign))).split())


def same(name: str, other: str) -> bool:
    """Whether two names are of one person; a name that nobody sees is that of nobody."""
    return bool(_readings(name) & _readings(other))


def _readings(name: str) -> set[str]:
    """The ways in which a name may be read: as it is, and by the shape of its small or of its capital letters."""
    read = legible(name)
    ways = (read, _shape(read), _shape(read.casefold()), _shape(read.upper()))
    return {way.casefold() for way in ways} - {""}


def _shape(name: str) -> str:
    return name.translate(SMALL | CAPITAL)


def refusal(by: str) -> str:
    """Empty where `by` can be entered as who acts; else one sentence. Nobody at all is for the caller to say."""
    for place, sign in enumerate(by.strip(), 1):
        if _is_unseen(sign):
            named = unicodedata.name(sign, "a control sign").lower()
            return f"The name has a sign that nobody sees at place {place} (U+{ord(sign):04X}, {named}); type it again."
    return ""
