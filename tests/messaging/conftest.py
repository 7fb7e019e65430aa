"""The office's mail server: a real one on loopback, that accepts or refuses what it is told to."""

import socket
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from liciel_app.core import config
from liciel_app.messaging import jobs


class Postman:
    """`answer` to each recipient; what he took."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.taken: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def postman(office: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postman]:
    """The office's settings lead to his server."""
    himself = Postman()
    server = Controller(himself, hostname="127.0.0.1", port=_free_port())
    server.start()
    _settle(monkeypatch, LICIEL_SMTP_HOST="127.0.0.1", LICIEL_SMTP_PORT=str(server.port), LICIEL_SMTP_SECURITY="none")
    yield himself
    server.stop()


def _settle(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    forget: tuple[Callable[[], None], ...] = (config.settings.cache_clear, jobs.mail_gateway.cache_clear)
    for one in forget:
        one()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
