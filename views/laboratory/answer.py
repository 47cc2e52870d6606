"""What the laboratory is given: the part of an answer of `etl.assessment.laboratory` that is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol


class Finding(Protocol):
    """What is wrong with a line or with a setting."""

    @property
    def rule(self) -> str:
        """The check that found it."""

    @property
    def line(self) -> int:
        """The line of the series, from 1."""

    @property
    def place(self) -> str:
        """The column."""

    @property
    def found(self) -> str:
        """What stands there."""

    @property
    def expected(self) -> str:
        """What it takes."""


class Path(Protocol):
    """The way from the base to the target; years may be decimal, values have the unit of the series."""

    @property
    def base_year(self) -> float:
        """The year in which it begins."""

    @property
    def base_value(self) -> float:
        """The value with which it begins."""

    @property
    def target_year(self) -> float:
        """The year of the target."""

    @property
    def target(self) -> float:
        """The value at its end."""

    @property
    def is_growth(self) -> bool:
        """Whether it goes by equal growth, not by equal steps."""

    @property
    def goes_on(self) -> bool:
        """Whether it goes on after the year of the target."""

    def at(self, year: float) -> float:
        """The value of the path in a year."""


class Standing(Protocol):
    """Where the last value stands against the path."""

    @property
    def path(self) -> Path:
        """The path."""

    @property
    def year(self) -> float:
        """The year of the last value."""

    @property
    def value(self) -> float:
        """The last value."""

    @property
    def gap(self) -> float:
        """The value less the path, in units."""

    @property
    def years(self) -> float | None:
        """How far the value is ahead of the path; None where the path never has it."""


class Result(Protocol):
    """What a profile says of the series; None where it has no such figure."""

    @property
    def status(self) -> str:
        """A status of the profile."""

    @property
    def reason(self) -> str:
        """Why, in a sentence."""

    @property
    def base_year(self) -> float | None:
        """The year from which it judges."""

    @property
    def ratio(self) -> float | None:
        """What the thresholds are compared with."""

    @property
    def score(self) -> float | None:
        """The score from 0 to 100."""

    @property
    def colour(self) -> str | None:
        """The colour of the score."""


class Judgement(Protocol):
    """What one profile says."""

    @property
    def profile(self) -> str:
        """The profile that judges."""

    @property
    def instead(self) -> str | None:
        """Its rule for this kind of goal; None where it has none."""

    @property
    def how(self) -> str:
        """How it applies that rule."""

    @property
    def result(self) -> Result | None:
        """What it says; None where `fault` says why not."""

    @property
    def fault(self) -> Finding | None:
        """What is wrong with the setting."""

    @property
    def standing(self) -> Standing | None:
        """The last value against the path; None for a kind of goal without one."""

    @property
    def is_thinned(self) -> bool:
        """Whether only the last figure of each year counted."""

    @property
    def files(self) -> Mapping[str, str]:
        """The files for the command line, as text by their name."""


class Answer(Protocol):
    """A series judged by every profile."""

    @property
    def points(self) -> Sequence[tuple[int, float, float | None]]:
        """Line, year and value of each point."""

    @property
    def faults(self) -> Sequence[Finding]:
        """What is wrong with the lines; nothing is judged while there is anything."""

    @property
    def judgements(self) -> Mapping[str, Judgement]:
        """A judgement for each profile, the Alliance first."""


Judge = Callable[[str, Mapping[str, object]], Answer]
"""`etl.assessment.laboratory.judged`: an answer for a pasted series and what is asked of it."""
