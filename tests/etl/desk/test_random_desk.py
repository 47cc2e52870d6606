"""Corrections make a new edition with a note that names them; nothing unapproved is ever inside (a sample; the full
tier runs it 300 times)."""

import pytest

from etl.desk.submission import included
from etl.publishing import preparation
from tests.support.random_desk import Ready, run


def test_a_desk_at_random_publishes_nothing_unapproved_and_changes_nothing_quietly():
    run(5, 20)


def test_the_control_a_rule_that_lets_approval_be_skipped_is_found(monkeypatch):
    monkeypatch.setattr(preparation, "included", lambda found: included(found, ("accepted", "approved", "published")))
    with pytest.raises(AssertionError):
        run(20, 12, Ready)
