"""The workers that solve tours beside this process: started at first need, kept while it lives, never shared."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import Any, Final

from anyio import to_thread

from liciel_app.core.errors import Refused

Answer = dict[str, Any]
_IDLE: Final = 2


class Crew:
    """Each question takes an idle worker, or a new one; two are kept for the next."""

    def __init__(self) -> None:
        self._idle: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()

    def ready(self) -> None:
        """Starts a worker ahead of the first question: its libraries take half a second to load."""
        if self._idle.empty():
            self._idle.put(_start())

    def ask(self, kind: str, question: Mapping[str, Any]) -> Iterator[Answer]:
        """`kind`: plan or repair. Raises Refused with the sentence of what cannot be answered."""
        worker = self._take()
        finished = False
        try:
            for answer in _answers(worker, {kind: question}):
                if "error" in answer:
                    finished = True
                    raise Refused(answer["error"].replace("{", "{{").replace("}", "}}"))
                yield answer
            finished = True
        finally:
            self._give_back(worker, finished=finished)

    def close(self) -> None:
        while not self._idle.empty():
            _stop(self._idle.get())

    def _take(self) -> "subprocess.Popen[str]":
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                return _start()
            if worker.poll() is None:
                return worker

    def _give_back(self, worker: "subprocess.Popen[str]", *, finished: bool) -> None:
        """A worker still at a question nobody waits for is stopped."""
        if finished and worker.poll() is None and self._idle.qsize() < _IDLE:
            self._idle.put(worker)
        else:
            _stop(worker)


@lru_cache(maxsize=1)
def crew() -> Crew:
    return Crew()


async def follow(kind: str, question: Mapping[str, Any]) -> AsyncIterator[Answer]:
    """The same from the event loop: it is free while the worker thinks."""
    answers = crew().ask(kind, question)
    try:
        while (answer := await to_thread.run_sync(next, answers, None)) is not None:
            yield answer
    finally:
        await to_thread.run_sync(answers.close)  # type: ignore[attr-defined]


def _start() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "liciel_app.agenda.tours.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _answers(worker: "subprocess.Popen[str]", question: Answer) -> Iterator[Answer]:
    assert worker.stdin is not None  # noqa: S101 both are pipes
    assert worker.stdout is not None  # noqa: S101
    try:
        worker.stdin.write(json.dumps(question) + "\n")
        worker.stdin.flush()
        for line in worker.stdout:
            answer = json.loads(line)
            if answer.get("done"):
                return
            yield answer
    except (OSError, ValueError) as error:
        raise Refused("Le calcul des tournées a échoué.") from error
    raise Refused("Le calcul des tournées a échoué.")


def _stop(worker: "subprocess.Popen[str]") -> None:
    worker.kill()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            pipe.close()
    worker.wait(5)
