"""Questions run in lanes, and a lane that is full says so."""

import asyncio
import threading

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from nosograph.serving import pool as pools
from nosograph.serving.frame import Site
from nosograph.serving.pool import BusyError, Lane, Pool, question
from nosograph.serving.releases import Releases
from nosograph.serving.requests import form
from tests.web.visitor import Visitor, awaited


async def held_up(site_or_pool, asked, door):
    """Ask a question that waits at a door, and `asked` meanwhile."""
    slow = asyncio.ensure_future(site_or_pool.ask(Lane.QUESTION, door.wait))
    await asyncio.sleep(0)
    try:
        return await asked()
    finally:
        door.set()
        await slow


def test_a_question_holds_up_neither_the_loop_nor_another_lane():
    pool, door = Pool(), threading.Event()

    assert awaited(held_up(pool, lambda: pool.ask(Lane.QUICK, str, 7), door)) == "7"
    pool.close()


def test_a_full_lane_refuses_at_once_and_takes_questions_again_later():
    pool, door = Pool(dict.fromkeys(Lane, 0)), threading.Event()

    with pytest.raises(BusyError):
        awaited(held_up(pool, lambda: pool.ask(Lane.QUESTION, str, 7), door))
    assert pool.held[Lane.QUESTION] == 0
    assert awaited(pool.ask(Lane.QUESTION, str, 7)) == "7"
    pool.close()


def test_a_question_that_nobody_waits_for_any_more_is_counted_until_it_ends():
    pool, door = Pool(), threading.Event()

    async def given_up():
        slow = asyncio.ensure_future(pool.ask(Lane.QUESTION, door.wait))
        await asyncio.sleep(0.05)
        slow.cancel()
        await asyncio.sleep(0)
        return pool.held[Lane.QUESTION]

    assert awaited(given_up()) == 1
    door.set()
    pool.close()


@pytest.fixture
def echo(tiny_release):
    """A site with a page that tells what a form says, and in which thread it was asked."""

    async def page(request):
        said = (await form(request)).get("said", "")
        return PlainTextResponse(f"{said} {threading.current_thread().name}")

    async def waiting(request):
        await asyncio.sleep(0)

    routes = [
        Route("/echo", question(page), methods=["GET", "POST"]),
        Route("/waiting", question(waiting)),
    ]
    site = Site(routes, Releases(tiny_release))
    yield site
    site.pool.close()
    site.releases.close()


def test_a_page_in_a_lane_reads_its_body_and_runs_in_a_thread_of_its_own(echo):
    assert Visitor(echo).post("/echo", data={"said": "yes"}).text.startswith("yes nosograph-")


def test_a_body_that_is_too_long_is_refused_by_the_page_itself(echo):
    assert Visitor(echo).post("/echo", data={"said": "y" * 2_000_000}).status_code == 413


def test_a_full_lane_is_a_page_with_a_time_to_come_again(echo):
    echo.pool.waiting = dict.fromkeys(Lane, -1)

    answer = Visitor(echo).get("/echo")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "5 seconds" in answer.text


def test_a_body_that_does_not_come_is_given_up(echo, monkeypatch):
    monkeypatch.setattr(pools, "BODY_WITHIN", 0.05)

    async def never():
        await asyncio.sleep(60)
        yield b""

    assert Visitor(echo).post("/echo", content=never()).status_code == 408


def test_a_page_that_waits_in_a_lane_is_a_mistake_that_shows(echo, caplog):
    assert Visitor(echo).get("/waiting").status_code == 500
    assert "do not await" in caplog.text
