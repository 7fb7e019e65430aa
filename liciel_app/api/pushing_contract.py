"""What machines push, in types: an order, its attachments, a model of document."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from liciel_app.agenda.reading import Asked
from liciel_app.api.obligations import unlocated
from liciel_app.core.errors import Invalid
from liciel_app.directory.models import ClientKind
from liciel_app.orders import obligations as law
from liciel_app.orders import rules
from liciel_app.orders.models import Order, OrderLine
from liciel_app.orders.models_drafts import PersonRole

Word = Annotated[str, Field(max_length=200)]


class PushedSite(Asked):
    """Where the property is."""

    street: Word = ""
    postcode: Annotated[str, Field(max_length=10)] = ""
    city: Word
    lat: Annotated[float | None, Field(ge=-90, le=90)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180)] = None


class PushedContact(Asked):
    """Who orders, and receives the acknowledgement."""

    name: Word
    email: Word
    phone: Annotated[str, Field(max_length=40)] = ""
    kind: ClientKind = ClientKind.PRIVATE


class PushedPerson(Asked):
    """Somebody in a role beside who orders."""

    role: PersonRole
    name: Word
    email: Word = ""
    phone: Annotated[str, Field(max_length=40)] = ""


class PushedOrder(Asked):
    """An order; prices are computed here. `property`: the facts of `/api/v1/obligations`, null for unknown.

    `submit_id`: a UUID of yours that names this gesture; the same again is the same order. `missions`: codes of
    diagnostics; without them, what the law asks of the property. Fields of your own are left aside.
    """

    submit_id: Annotated[str, Field(max_length=36)]
    property: dict[str, Any]
    site: PushedSite
    contact: PushedContact
    missions: list[str] = Field(default_factory=list)
    people: list[PushedPerson] = Field(default_factory=list[PushedPerson])
    rooms: Annotated[int | None, Field(ge=1, le=200)] = None
    outbuildings: Annotated[int, Field(ge=0, le=50)] = 0
    urgent: bool = False
    wished_on: date | None = None
    comment: Annotated[str, Field(max_length=2000)] = ""
    language: Literal["fr", "en", "it"] = "fr"

    def draft(self) -> rules.Draft:
        """Raises Invalid with a sentence per wrong fact, `property.…`."""
        return rules.Draft(
            submit_id=self.submit_id,
            facts=self._facts(),
            site=rules.Site(**self.site.model_dump()),
            contact=rules.Contact(**self.contact.model_dump()),
            wanted=tuple(dict.fromkeys(self.missions)),
            extent=rules.Extent(self.rooms, self.outbuildings, self.urgent),
            wished_on=self.wished_on,
            comment=self.comment,
            language=self.language,
            people=tuple(rules.Person(**one.model_dump()) for one in self.people),
        )

    def _facts(self) -> law.Facts:
        try:
            return unlocated(law.Facts.from_case(self.property))
        except Invalid as refusal:
            raise Invalid({f"property.{name}": words for name, words in refusal.fields.items()}) from refusal


class LineAnswer(Asked):
    """A line of the order: `cents` before tax; `on_quote`: the office will price it."""

    code: str
    label: str
    cents: int
    on_quote: bool


class OrderAnswer(Asked):
    """The order as it was written; amounts are integer cents."""

    number: str
    submit_id: str
    state: str
    net_cents: int
    vat_cents: int
    gross_cents: int
    lines: list[LineAnswer]

    @classmethod
    def of(cls, order: Order, lines: Sequence[OrderLine]) -> "OrderAnswer":
        told = [LineAnswer(code=one.code, label=one.label, cents=one.cents, on_quote=one.on_quote) for one in lines]
        amounts = {name: getattr(order, name) for name in ("net_cents", "vat_cents", "gross_cents")}
        return cls(number=order.number, submit_id=order.submit_id, state=str(order.state), lines=told, **amounts)


class PushedFile(Asked):
    """An attachment that waits for its order."""

    id: int
    name: str
    size: int
    sha256: str


class PushedModel(Asked):
    """The version now in force, and the tags it holds."""

    kind: str
    version: int
    name: str
    tags: list[str]
