"""The desk at random, 300 times forty acts (promise P5)."""

from tests.support.random_desk import run


def test_a_desk_at_random_300_times():
    run(300, 40)
