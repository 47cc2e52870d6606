"""The example round, made once for all tests that look at it: about half a minute. Only to look at."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.desk import acts
from etl.desk.submission import Submission
from etl.example.run import ExampleRound, run


@dataclass(frozen=True)
class Example:
    """A store with the example round, what was made for it, and what its bar told: (step, of, what)."""

    store: Path
    made: ExampleRound
    told: list[tuple[int, int, str]]

    def sent(self):
        """Every file, by round and country."""
        return {(file.round, file.iso3): file for files in self.made.workbooks.values() for file in files}

    def submissions(self, round_, iso3) -> list[Submission]:
        """What a country sent in a round and was entered, oldest first."""
        entered = acts.submissions(self.store).values()
        return [submission for submission in entered if (submission.round, submission.country) == (round_, iso3)]


@pytest.fixture(scope="session")
def example(shelf):
    """The example round of seed 2012."""
    store, (made, told) = shelf.folder("example", _round)
    return Example(store, made, told)


def _round(store):
    told = []
    return run(store, 2012, lambda *step: told.append(step)), told
