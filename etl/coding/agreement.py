"""How far two coders agree: observed agreement, Cohen's kappa, and kappa with linear weights where codes have an
order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """Agreement on one scale.

    `coded` pairs, of which `agreed` the same; `observed` and both kappas are None where they are not defined, and `why`
    says why.

    `weighted` is over the `ordered` pairs of which both codes are on the ordinal part of the scale.
    """

    scale: str
    coded: int
    agreed: int
    observed: float | None
    kappa: float | None
    ordered: int
    weighted: float | None
    why: str


def measure(scale: str, pairs: Sequence[tuple[str, str]], points: dict[str, str]) -> Agreement:
    """The agreement of `pairs`, one of two codes for each thing coded; `points` holds every code of the scale with its
    place on the ordinal part, or nothing.
    """
    agreed = sum(first == second for first, second in pairs)
    ordered = [
        (float(points[first]), float(points[second])) for first, second in pairs if points[first] and points[second]
    ]
    observed = agreed / len(pairs) if pairs else None
    return Agreement(scale, len(pairs), agreed, observed, kappa(pairs), len(ordered), weighted(ordered), _why(pairs))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa, (po - pe) / (1 - pe): agreement beyond what the two coders' own shares of each code would give by
    chance.

    From -1 to 1. None without a pair, and where both gave one and the same code throughout: chance then explains
    everything (pe = 1). Source: Cohen 1960, https://doi.org/10.1177/001316446002000104
    """
    n = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    by_chance = sum(first[code] * second[code] for code in first)
    return None if by_chance == n * n else (n * sum(one == two for one, two in pairs) - by_chance) / (n * n - by_chance)


def weighted(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Kappa with linear weights, 1 - observed / expected distance of the two codes, so that a near miss counts less
    than a far one.

    None without a pair, and where both gave one and the same code throughout. Source: Cohen 1968,
    https://doi.org/10.1037/h0026256
    """
    n = len(pairs)
    expected = sum(abs(one - two) for one, _ in pairs for _, two in pairs)
    return 1 - n * sum(abs(one - two) for one, two in pairs) / expected if expected else None


def _why(pairs: Sequence[tuple[str, str]]) -> str:
    if not pairs:
        return "Nothing has been coded twice yet."
    return "Both coders gave one and the same code throughout, so kappa is not defined." if kappa(pairs) is None else ""
