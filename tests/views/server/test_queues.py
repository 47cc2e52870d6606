"""Where many wait for few: some at work, some behind them, and a word for whoever comes then."""

import asyncio
import threading

import pytest
from starlette.applications import Starlette

from tests.support.requests import ask
from views.api import service
from views.downloads.routes import ROUTES
from views.server import queues
from views.server.queues import BoundedQueue, Busy

SENTENCE = "Too many are waiting for this just now; please ask again in 10 seconds."


def test_two_work_one_waits_and_the_fourth_is_told():
    queue, go, at_work = BoundedQueue("test", at_work=2, waiting=1), threading.Event(), []

    def work():
        at_work.append(1)
        go.wait(10)
        return "done"

    async def four():
        first = [asyncio.create_task(queue.run(work)) for _asker in range(3)]
        await asyncio.sleep(0.1)
        assert len(at_work) == 2
        with pytest.raises(Busy, match=SENTENCE):
            await queue.run(work)
        go.set()
        return await asyncio.gather(*first), await queue.run(work)

    assert asyncio.run(four()) == (["done"] * 3, "done")


def test_who_fails_makes_room():
    queue = BoundedQueue("test", at_work=1, waiting=0)

    async def twice():
        for _turn in range(2):
            with pytest.raises(ZeroDivisionError):
                await queue.run(lambda: 1 // 0)

    asyncio.run(twice())


def test_what_goes_in_pieces_lets_others_between():
    queue = BoundedQueue("test", at_work=1, waiting=5)

    async def both():
        pieces = queue.pieces(iter([b"a", b"b"]))
        return [await anext(pieces), await queue.run(lambda: b"other"), await anext(pieces)]

    assert asyncio.run(both()) == [b"a", b"other", b"b"]


@pytest.fixture
def full(monkeypatch):
    """Call it with "DRAWING" or "READING" to fill that queue."""

    def fill(name):
        monkeypatch.setattr(getattr(queues, name), "inside", 1000)

    return fill


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(
    "path", ["/page/gaps.pdf?country=FRA", "/page/gaps.xlsx", "/picture/gaps.svg", "/download/gaps.pdf?target=2"]
)
def test_a_full_queue_for_papers_and_pictures_says_when_to_come_back(full, path):
    assert ask("/download/gaps.csv?country=FRA").status == 200
    full("DRAWING")
    answer = ask(path)
    assert (answer.status, answer.headers["retry-after"], answer.body.decode()) == (503, "10", SENTENCE)
    assert answer.headers["cache-control"] == "no-store"
    assert ask("/download/gaps.csv?country=DEU").status == 200, "others go on"


@pytest.mark.usefixtures("seen")
def test_what_is_at_hand_or_known_waits_for_nobody(full):
    first = ask("/page/gaps.xlsx?country=GHA")
    full("DRAWING")
    assert ask("/page/gaps.xlsx?country=GHA").body == first.body
    assert ask("/page/gaps.xlsx?country=GHA", if_none_match=first.headers["etag"]).status == 304


@pytest.mark.usefixtures("seen")
def test_a_full_api_says_when_to_come_back(full, monkeypatch):
    full("READING")
    monkeypatch.setattr("tests.support.requests.SITE", Starlette(routes=service.ROUTES))
    answer = ask("/api/v1/gaps")
    assert (answer.status, answer.headers["retry-after"]) == (503, "10")
    assert answer.headers["content-type"] == "application/problem+json"
    assert b'"detail":"' + SENTENCE.encode() in answer.body


def test_no_route_of_ours_takes_the_threads_that_serve_files():
    routes = [*ROUTES, *service.api.routes]
    assert len(routes) >= 20
    assert [route.path for route in routes if not asyncio.iscoroutinefunction(route.endpoint)] == []
