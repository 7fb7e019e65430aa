"""What a tab keeps of an order being written, and what the visitor can do with it."""

import uuid
from typing import Any, Final

import reflex as rx

from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language, language_of, say
from liciel_app.directory.models import ClientKind
from liciel_app.orders import questionnaire as asking
from liciel_app.ui import bridge
from liciel_app.ui.handler import PUBLIC, State, handler
from liciel_app.ui.session import Session
from liciel_app.website.wizard import filling, places, placing
from liciel_app.website.wizard.filling import Filled
from liciel_app.website.wizard.offer import Choice, Offer, current
from liciel_app.website.wizard.places import PlaceRow
from liciel_app.website.wizard.placing import Attached, Placed

TOP: Final = "haut"
HEADING: Final = "etape"
_ANSWERED_BY_TYPING: Final = ("surface", "year")
_CHANGES_THE_PRICE: Final = (*_ANSWERED_BY_TYPING, "client")


class Wizard(State):
    """`answers` by question, `typed` by field: both survive going back, reloading and refusals."""

    step: rx.Field[int] = rx.field(0)
    reached: rx.Field[int] = rx.field(0)
    answers: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    typed: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    place: rx.Field[PlaceRow] = rx.field(default_factory=PlaceRow)
    places: rx.Field[list[PlaceRow]] = rx.field(default_factory=list[PlaceRow])
    nowhere: rx.Field[bool] = rx.field(default=False)
    """True when what was typed leads to no place."""
    offer: rx.Field[Offer] = rx.field(default_factory=Offer)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    files: rx.Field[list[Attached]] = rx.field(default_factory=list[Attached])
    placed: rx.Field[Placed] = rx.field(default_factory=Placed)
    submit_id: rx.Field[str] = rx.field("")
    tomorrow: rx.Field[str] = rx.field("")
    _added: rx.Field[list[str]] = rx.field(default_factory=list[str])
    _left_out: rx.Field[list[str]] = rx.field(default_factory=list[str])

    @handler(PUBLIC)
    async def load(self) -> None:
        """An order already begun in this tab goes on where it was."""
        if not self.submit_id:
            await self._begin()
        self.tomorrow = clock.today().fromordinal(clock.today().toordinal() + 1).isoformat()
        await self._look()

    @handler(PUBLIC)
    async def restart(self) -> Any:
        self.reset()
        await self._begin()
        await self._look()
        return rx.scroll_to(TOP)

    @handler(PUBLIC)
    async def refresh(self) -> None:
        """Say it all again, in the language just chosen."""
        await self._look()

    @handler(PUBLIC)
    async def answer(self, key: str, value: str) -> None:
        if asking.is_offered(key, value):
            self.answers[key] = value
            self.errors.pop(key, None)
            await self._look()

    @handler(PUBLIC)
    async def not_know_year(self, unknown: bool) -> None:
        self.answers["year"] = asking.UNKNOWN if unknown else ""
        self.errors.pop("year", None)
        await self._look()

    @handler(PUBLIC)
    async def fill(self, key: str, text: str) -> None:
        """Typing arrives a moment late: what a refusal already answered does not take its sentence away."""
        if self._hear(key, text):
            self.errors.pop(key, None)
            if key in _CHANGES_THE_PRICE:
                await self._look()

    @handler(PUBLIC)
    async def find_place(self, text: str) -> None:
        """The network is asked in a worker thread, outside of any transaction."""
        if self._hear("address", text):
            self.errors.pop("address", None)
        self.places = await rx.run_in_thread(lambda: places.complete(text))
        self.nowhere = not self.places and len(text.strip()) > len("1 rue")

    @handler(PUBLIC)
    async def take_first_place(self, data: dict[str, Any]) -> None:
        """Enter in the address field."""
        text = str(data.get("address", ""))[: filling.FIELDS["address"]]
        self.places = await rx.run_in_thread(lambda: places.complete(text))
        self._hear("address", text)
        await self._take(0)

    @handler(PUBLIC)
    async def take_place(self, rank: int) -> None:
        await self._take(rank)

    @handler(PUBLIC)
    async def change_place(self) -> None:
        self.place, self.places = PlaceRow(), []
        await self._look()

    @handler(PUBLIC)
    async def toggle(self, code: str, wanted: bool) -> None:
        """Add a diagnostic, or leave it out."""
        shown = self.offer
        known = {line.code for line in (*shown.due, *shown.maybe, *shown.others)}
        if code in known:
            self._added = [*{*self._added, code}] if wanted else [one for one in self._added if one != code]
            self._left_out = [one for one in self._left_out if one != code] if wanted else [*{*self._left_out, code}]
            self.errors.pop("wanted", None)
            await self._look()

    @handler(PUBLIC)
    async def back(self) -> Any:
        self.step, self.errors = max(self.step - 1, 0), {}
        return self._to_the_top()

    @handler(PUBLIC)
    async def go(self, step: int) -> Any:
        """To a step already seen."""
        if 0 <= step <= self.reached and not self.placed.number:
            self.step, self.errors = step, {}
            return self._to_the_top()
        return None

    @handler(PUBLIC)
    async def forward(self, data: dict[str, Any]) -> Any:
        """The form of a step: on to the next one, or the order itself. A second click finds the step already done."""
        if self.placed.number or data.get("step") != str(self.step):
            return None
        for key, value in data.items():
            self._hear(key, str(value))
        await self._look()
        last = self.step == filling.CONTACT
        fault = self._fault(range(filling.CONTACT + 1) if last else (self.step,))
        if fault is not None:
            return await self._show(fault)
        if last:
            return await self._place()
        self.step += 1
        self.reached, self.errors = max(self.reached, self.step), {}
        return self._to_the_top()

    @handler(PUBLIC)
    async def files_sent(self, ids: list[str]) -> None:
        if ids:
            self.files = await bridge.read(self, placing.attached, self.submit_id)

    @handler(PUBLIC)
    async def remove_file(self, file_id: int) -> None:
        self.files = await bridge.do(self, placing.detach, self.submit_id, file_id)

    async def _begin(self) -> None:
        self.submit_id = str(uuid.uuid4())
        self.typed = {"client": "private", **await bridge.read(self, placing.known_contact)}

    async def _look(self) -> None:
        choice = Choice(frozenset(self._added), frozenset(self._left_out))
        self.offer = await bridge.read(self, current, self._filled(), choice, await self._language())

    async def _take(self, rank: int) -> None:
        if 0 <= rank < len(self.places):
            self.place, self.places, self.nowhere = self.places[rank], [], False
            self.typed["address"] = self.place.label
            self.errors.pop("address", None)
            await self._look()
        else:
            self.nowhere = True

    async def _place(self) -> Any:
        draft = filling.draft_of(self._filled(), self.submit_id, await self._language())
        try:
            self.placed = await bridge.do(self, placing.place, draft, str(self.router.session.client_ip or ""))
        except Invalid as refusal:
            return await self._show(refusal)
        self.errors = {}
        return self._to_the_top()

    async def _show(self, refusal: Invalid) -> Any:
        """The sentences beside their fields, the first one in view."""
        lang, first = await self._language(), next(iter(refusal.fields))
        self.errors = {name: say(sentence, lang) for name, sentence in refusal.fields.items()}
        self.step = filling.step_of(first)
        return rx.scroll_to(f"bloc-{first}")

    async def _language(self) -> Language:
        return language_of((await self.get_state(Session)).lang)

    def _fault(self, steps: Any) -> Invalid | None:
        for step in steps:
            try:
                filling.answer_check(self._filled(), step, clock.today())
            except Invalid as refusal:
                return refusal
        return None

    def _filled(self) -> Filled:
        return Filled(dict(self.answers), dict(self.typed), self.place, tuple(self.offer.taken))

    def _hear(self, key: str, text: str) -> bool:
        """Only known fields and offered answers are kept, never longer than they may be. True when it is news."""
        if key == "client" and text not in list(ClientKind):
            return False
        if key in filling.FIELDS:
            kept, said = self.answers if key in _ANSWERED_BY_TYPING else self.typed, text[: filling.FIELDS[key]]
        elif asking.is_offered(key, text):
            kept, said = self.answers, text
        else:
            return False
        news = kept.get(key, "") != said
        kept[key] = said
        return news

    def _to_the_top(self) -> list[Any]:
        return [rx.scroll_to(TOP), rx.set_focus(HEADING)]
