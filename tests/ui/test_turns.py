"""Threads beside the event loop compute in turns; a slow one lets the others by."""

import asyncio
import threading

import pytest

from liciel_app.core import database
from liciel_app.ui.turns import WAITING_ON_A_SERVER, in_turn


async def test_fifty_short_questions_are_not_asked_all_at_once() -> None:
    inside, most = 0, 0
    door = threading.Lock()

    def short() -> None:
        nonlocal inside, most
        with door:
            inside += 1
            most = max(most, inside)
        with door:
            inside -= 1

    await asyncio.gather(*(in_turn(short) for _ in range(50)))
    assert most <= (1 if database.engine().dialect.name == "sqlite" else WAITING_ON_A_SERVER)


async def test_a_slow_question_does_not_hold_the_others_up() -> None:
    over = threading.Event()
    slow = asyncio.create_task(in_turn(lambda: over.wait(60)))
    await asyncio.sleep(0)
    assert await asyncio.wait_for(in_turn(lambda: "answered"), 30) == "answered"
    over.set()
    assert await slow


async def test_what_goes_wrong_is_said_and_the_turn_is_given_back() -> None:
    def wrong() -> None:
        raise ValueError("wrong")

    for _ in range(3):
        with pytest.raises(ValueError, match="wrong"):
            await in_turn(wrong)
    assert await in_turn(lambda: 1) == 1
