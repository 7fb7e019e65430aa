"""Leaves a failing service alone for a while, so that pages do not wait for it again and again."""

import time
from collections.abc import Callable
from threading import Lock


class Breaker:
    """After `failures` failures in a row nothing passes for `pause` seconds; the next failure pauses again at once."""

    def __init__(self, failures: int = 3, pause: float = 60, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._pause = pause
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._closed_until = float("-inf")

    def passes(self) -> bool:
        return self._clock() >= self._closed_until

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= self._most:
                self._closed_until = self._clock() + self._pause
