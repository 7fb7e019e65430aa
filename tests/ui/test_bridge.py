"""Who acts behind a screen's question: found at the door of the event, and again before anything is written."""

import time

from liciel_app.core.access import VISITOR, Actor
from liciel_app.ui import bridge

NATHALIE = Actor(kind="staff", name="Nathalie Ferrand", account_id=2)


def test_reading_uses_who_the_guard_just_found() -> None:
    bridge.remember("token", "127.0.0.1", NATHALIE)
    assert bridge._just_found("token", "127.0.0.1") == NATHALIE


def test_another_cookie_or_another_network_address_is_looked_up() -> None:
    bridge.remember("token", "127.0.0.1", NATHALIE)
    assert bridge._just_found("another", "127.0.0.1") is None
    assert bridge._just_found("token", "127.0.0.2") is None


def test_a_gesture_that_lasts_looks_her_up_again() -> None:
    bridge.FOUND.set(bridge.Found("token", "127.0.0.1", NATHALIE, time.monotonic() - bridge.FRESH))
    assert bridge._just_found("token", "127.0.0.1") is None


def test_a_visitor_stays_a_visitor() -> None:
    bridge.remember("", "127.0.0.1", VISITOR)
    assert bridge._just_found("", "127.0.0.1") == VISITOR
