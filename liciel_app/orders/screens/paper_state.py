"""What the manager does of the office's papers, of its models and of its deposits."""

from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import language_of, say
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
from liciel_app.directory.models import ClientKind
from liciel_app.office import services_papers
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders import quote_models
from liciel_app.orders.price_tables import texts
from liciel_app.orders.queries import quotes_settings
from liciel_app.orders.queries.quotes_settings import QuoteSettings
from liciel_app.orders.quote_jobs import Printing
from liciel_app.orders.quote_models import Looked
from liciel_app.orders.services.deposit_rules import set_deposit_rule
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.session import Session


class PaperSettings(State):
    """`looked`: a file just uploaded, not in force yet."""

    settings: rx.Field[QuoteSettings] = rx.field(default_factory=QuoteSettings)
    looked: rx.Field[Looked] = rx.field(default_factory=Looked)
    tags: rx.Field[list[list[str]]] = rx.field(default_factory=list[list[str]])
    showing_tags: rx.Field[bool] = rx.field(default=False)

    @handler(Permission.OFFICE_READ)
    async def load(self) -> None:
        self.looked, self.showing_tags = Looked(), False
        await self._show()

    @handler(Permission.OFFICE_WRITE)
    async def uploaded(self, kind: str, ids: list[str]) -> None:
        """A file arrived: its tags and faults are shown, nothing is in force."""
        sha256, _, name = (ids[-1] if ids else "").partition(" ")
        papers = await bridge.read(self, _papers)
        paper = _kind(kind)
        self.looked = await rx.run_in_thread(lambda: quote_models.look(paper, sha256, file_name(name), papers))

    @handler(Permission.OFFICE_WRITE)
    async def put_in_force(self) -> Any:
        """What was looked at is read again from the storage: what the tab says of it grants nothing."""
        seen = self.looked
        kind = _kind(seen.kind)
        fresh = await rx.run_in_thread(lambda: quote_models.look(kind, seen.sha256, seen.name))
        await bridge.do(self, quote_models.put_in_force, fresh)
        self.looked = Looked()
        await self._show()
        return rx.toast.success(await self._say("Le document est en vigueur."))

    @handler(Permission.OFFICE_WRITE)
    async def give_up(self) -> None:
        self.looked = Looked()

    @handler(Permission.OFFICE_WRITE)
    async def withdraw(self, kind: str) -> None:
        await bridge.do(self, services_papers.withdraw, _kind(kind))
        await self._show()

    @handler(Permission.OFFICE_READ)
    async def show_tags(self, kind: str) -> None:
        self.tags, self.showing_tags = await bridge.read(self, quote_models.tags_of, _kind(kind)), True

    @handler(Permission.OFFICE_READ)
    async def hide_tags(self, open_: bool) -> None:
        self.showing_tags = open_

    @handler(Permission.OFFICE_WRITE)
    async def save_deposit(self, values: dict[str, str]) -> Any:
        percent, amount = values.get("percent", "").strip(), values.get("amount", "").strip()
        await bridge.do(
            self,
            set_deposit_rule,
            _client_kind(values.get("kind", "")),
            percent=texts.number(percent) if percent else None,
            cents=texts.cents(amount) if amount else None,
        )
        await self._show()
        return rx.toast.success(await self._say("La règle d’acompte est enregistrée."))

    async def _show(self) -> None:
        self.settings = await bridge.read(self, quotes_settings.quote_settings)

    async def _say(self, sentence: str) -> str:
        return say(sentence, language_of((await self.get_state(Session)).lang))


def _papers(work: Work) -> Printing | None:
    """The latest quote, which a model is tried on; none while the office has none."""
    try:
        return quote_models.papers_of(work, 0)
    except NotFound:
        return None


def _kind(word: str) -> PaperKind:
    if word not in list(PaperKind):
        raise NotFound("Ce document est introuvable.")
    return PaperKind(word)


def _client_kind(word: str) -> ClientKind:
    if word not in list(ClientKind):
        raise NotFound("Ce type de client n’existe pas.")
    return ClientKind(word)
