"""At the desk, known clients are proposed as their name, number or mail is typed: nothing is typed twice."""

from typing import Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.directory import queries
from liciel_app.directory.queries import ClientRow
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.website.screens.wizard_later import Later
from liciel_app.website.wizard.people import OTHER, ROLES

ORDERER: Final = ""


class Known(Later, State, mixin=True):
    found: rx.Field[list[ClientRow]] = rx.field(default_factory=list[ClientRow])
    role: rx.Field[str] = rx.field("")
    """For whom clients are proposed; empty for who orders."""
    client_name: rx.Field[str] = rx.field("")
    """The client who orders, once chosen."""

    @handler(Permission.DIRECTORY_READ)
    async def propose(self, role: str, text: str) -> None:
        """Whatever is typed: a name, a telephone number, a mail."""
        self.role = role if role in list(ROLES) else ORDERER
        self.found = await bridge.read(self, queries.alike, text)

    @handler(Permission.DIRECTORY_READ)
    async def choose_client(self, client_id: int) -> None:
        """His details are taken as the office knows them."""
        row = await bridge.read(self, queries.client_row, client_id)
        start = f"{self.role}_" if self.role else ""
        told = {"name": row.name, "email": row.email, "phone": row.phone}
        writing = self._writing()
        typed = {**writing.typed, **{f"{start}{name}": text for name, text in told.items()}}
        typed |= {f"{start}who": OTHER} if self.role else {"client": row.kind}
        self.typed = {**self.typed, **typed}
        self._picked = {**self._picked, self.role: row.id}
        self.client_name = self.client_name if self.role else row.name
        self.found, self.edition = [], f"{self.edition}+"
        await self._look()

    @handler(Permission.DIRECTORY_READ)
    async def somebody_else(self) -> None:
        """Not that client after all: what the fields say stays."""
        self._picked = {role: number for role, number in self._picked.items() if role != ORDERER}
        self.client_name = ""
        await self._look()

    async def _name_client(self) -> None:
        """The client chosen before a reload, or named by the order one starts from."""
        number = self._picked.get(ORDERER)
        try:
            self.client_name = (await bridge.read(self, queries.client_row, number)).name if number else ""
        except NotFound:
            self._picked, self.client_name = {}, ""
