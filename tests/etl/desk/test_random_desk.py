"""Corrections make a new edition with a note that names them; nothing unapproved is ever inside (a sample; the full
tier runs it 300 times)."""

import pytest

from etl.desk.submission import included
from etl.publishing import preparation
from tests.support.random_desk import Ready, run


def test_a_desk_at_random_publishes_nothing_unapproved_and_changes_nothing_quietly():
    run(5, 20)


@pytest.fixture
def unapproved(monkeypatch):
    """A rule that lets approval be skipped."""
    monkeypatch.setattr(preparation, "included", lambda found: included(found, ("accepted", "approved", "published")))


@pytest.fixture
def ready():
    """A desk with S0001 accepted and S0002 approved."""
    desk = Ready()
    desk.begin()
    yield desk
    desk.teardown()


def test_a_desk_that_is_ready_publishes_what_is_approved(ready):
    ready.publish(True)
    ready.check()
    assert ready.states == {"S0001": "accepted", "S0002": "published"} and list(ready.editions) == [1]


@pytest.mark.usefixtures("unapproved")
def test_the_control_a_rule_that_lets_approval_be_skipped_is_found(ready):
    with pytest.raises(AssertionError):
        ready.publish(True)


@pytest.mark.full("up to 20 desks until chance comes to the act that the fast tier asks for at once")
@pytest.mark.usefixtures("unapproved")
def test_the_control_is_found_by_chance_too():
    with pytest.raises(AssertionError):
        run(20, 12, Ready)
