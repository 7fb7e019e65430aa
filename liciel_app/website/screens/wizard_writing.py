"""What a tab keeps of an order being written, and how it is kept, read again and shown."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

import reflex as rx

from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language, language_of, say
from liciel_app.orders import questionnaire as asking
from liciel_app.orders.rules import lot_submit_id
from liciel_app.ui import bridge
from liciel_app.ui.handler import State
from liciel_app.ui.session import Session
from liciel_app.website.wizard import filling, placing
from liciel_app.website.wizard.browsers import browser_of
from liciel_app.website.wizard.filling import Filled
from liciel_app.website.wizard.keeping import ANSWERED_BY_TYPING, Lot, Writing, is_answer, is_typed
from liciel_app.website.wizard.offer import Offer
from liciel_app.website.wizard.places import PlaceRow
from liciel_app.website.wizard.placing import Attached, Placed, Whole

TOP: Final = "haut"
HEADING: Final = "etape"


class Sheet(State, mixin=True):
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
    whole: rx.Field[Whole] = rx.field(default_factory=Whole)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    files: rx.Field[list[Attached]] = rx.field(default_factory=list[Attached])
    placed: rx.Field[Placed] = rx.field(default_factory=Placed)
    submit_id: rx.Field[str] = rx.field("")
    files_of: rx.Field[str] = rx.field("")
    """What files join: the lot being written, by the id its order will have."""
    edition: rx.Field[str] = rx.field("")
    """Changes when the fields are filled with another order or another lot."""
    tomorrow: rx.Field[str] = rx.field("")
    _added: rx.Field[list[str]] = rx.field(default_factory=list[str])
    _left_out: rx.Field[list[str]] = rx.field(default_factory=list[str])
    _lots: rx.Field[list[Lot]] = rx.field(default_factory=list[Lot])
    _at: rx.Field[int] = rx.field(0)
    _known: rx.Field[dict[str, Any]] = rx.field(default_factory=dict[str, Any])
    _picked: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])

    def _writing(self) -> Writing:
        answers, place = dict(self.answers), self.place
        label = self.typed.get(filling.LOT, "")
        here = Lot(answers, place, tuple(self._added), tuple(self._left_out), label)
        lots = [*self._lots] or [here]
        lots[self._at] = here
        typed = {key: text for key, text in self.typed.items() if key != filling.LOT}
        return Writing(self.submit_id, typed, tuple(lots), self._at, self.step, self.reached, dict(self._picked))

    def _hold(self, writing: Writing) -> None:
        """Put another order, or another lot of it, in the fields."""
        lot = writing.lot
        self.submit_id, self.step, self.reached = writing.submit_id, writing.step, writing.reached
        self.answers, self.place = dict(lot.answers), lot.place
        self.typed = {**writing.typed, filling.LOT: lot.label, "address": lot.place.label or ""}
        self._added, self._left_out = [*lot.added], [*lot.left_out]
        self._lots, self._at, self._picked = [*writing.lots], writing.at, dict(writing.picked)
        self.files_of = lot_submit_id(writing.submit_id, writing.at)
        self.places, self.nowhere, self.errors = [], False, {}
        self.placed, self.edition = Placed(), uuid.uuid4().hex

    async def _look(self) -> None:
        """What is written is kept in the same gesture as its price is found."""
        shown = await bridge.do(self, placing.look, self._writing(), await self._language(), self._browser())
        self.offer, self.whole, self._known = shown.offer, shown.whole, dict(shown.known)

    async def _begin(self) -> None:
        """Where this person, or this browser, left off; else from nothing."""
        left = await bridge.read(self, placing.left_off, self._browser())
        self._hold(left or await self._new())
        if left:
            await self._read_files()

    async def _read_files(self) -> None:
        """Those of the lot being written."""
        self.files = await bridge.read(self, placing.attached, self.files_of)

    async def _new(self) -> Writing:
        known = await bridge.read(self, placing.known_contact)
        return Writing(str(uuid.uuid4()), {"client": "private", **known})

    def _filled(self) -> Filled:
        return Filled(
            answers=dict(self.answers),
            typed=dict(self.typed),
            place=self.place,
            taken=tuple(self.offer.taken),
            asked=tuple(self.offer.asked),
            known=dict(self._known),
            picked=dict(self._picked),
        )

    def _hear(self, key: str, text: str) -> bool:
        """Only known fields and offered answers are kept, never longer than they may be. True when it is news."""
        said = text[: filling.FIELDS[key]] if key in filling.FIELDS else text
        if key == filling.SLOT:  # chosen among those proposed, never typed
            return False
        if is_typed(key, said):
            kept: dict[str, str] = self.typed
        elif (key in ANSWERED_BY_TYPING or key in asking.BY_KEY) and is_answer(key, said):
            kept = self.answers
        else:
            return False
        news = kept.get(key, "") != said
        kept[key] = said
        return news

    def _hear_all(self, data: Mapping[str, Any]) -> None:
        for key, value in data.items():
            self._hear(key, str(value))

    def _fault(self, steps: Any) -> Invalid | None:
        for step in steps:
            refusal = filling.fault(self._filled(), step)
            if refusal is not None:
                return refusal
        return None

    async def _show(self, refusal: Invalid) -> Any:
        """The sentences beside their fields, the first one in view."""
        lang, first = await self._language(), next(iter(refusal.fields))
        self.errors = {name: say(sentence, lang) for name, sentence in refusal.fields.items()}
        self.step = filling.step_of(first)
        return rx.scroll_to(f"bloc-{first}")

    async def _said(self, sentence: str) -> str:
        return say(sentence, await self._language())

    async def _language(self) -> Language:
        return language_of((await self.get_state(Session)).lang)

    def _browser(self) -> str:
        return browser_of(str(self.router.headers.cookie or ""))

    def _to_the_top(self) -> list[Any]:
        return [rx.scroll_to(TOP), rx.set_focus(HEADING)]
