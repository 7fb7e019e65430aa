"""Who may do what: one vocabulary, one table of roles. Doors declare a permission, services trust `work.actor`."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Literal

from liciel_app.core.language import Language


class Permission(StrEnum):
    """scope.gesture, in alphabetical order. A handler or route states one on the line above it."""

    AGENDA_READ = "agenda.read"
    AGENDA_WRITE = "agenda.write"
    BILLING_READ = "billing.read"
    BILLING_WRITE = "billing.write"
    DIRECTORY_READ = "directory.read"
    DIRECTORY_WRITE = "directory.write"
    DOSSIERS_READ = "dossiers.read"
    DOSSIERS_WRITE = "dossiers.write"
    FIELD_WORK = "field.work"
    FILES_READ = "files.read"
    JOURNAL_READ = "journal.read"
    LISTS_EXPORT = "lists.export"
    MESSAGES_READ = "messages.read"
    MESSAGES_WRITE = "messages.write"
    MILEAGE_APPROVE = "mileage.approve"
    MILEAGE_READ = "mileage.read"
    MODELS_PUSH = "models.push"
    OFFICE_READ = "office.read"
    OFFICE_WRITE = "office.write"
    ORDERS_PUSH = "orders.push"
    ORDERS_READ = "orders.read"
    ORDERS_VALIDATE = "orders.validate"
    ORDERS_WRITE = "orders.write"
    PORTAL_USE = "portal.use"
    PRICES_WRITE = "prices.write"
    SIGNED_IN = "signed.in"


class Role(StrEnum):
    MANAGER = "manager"
    ASSISTANT = "assistant"
    SALES = "sales"
    TECHNICIAN = "technician"
    CLIENT = "client"


_P = Permission
_DESK: Final = frozenset(
    {
        _P.AGENDA_READ,
        _P.AGENDA_WRITE,
        _P.BILLING_READ,
        _P.BILLING_WRITE,
        _P.DIRECTORY_READ,
        _P.DIRECTORY_WRITE,
        _P.DOSSIERS_READ,
        _P.DOSSIERS_WRITE,
        _P.FILES_READ,
        _P.LISTS_EXPORT,
        _P.MESSAGES_READ,
        _P.MESSAGES_WRITE,
        _P.MILEAGE_APPROVE,
        _P.MILEAGE_READ,
        _P.OFFICE_READ,
        _P.ORDERS_READ,
        _P.ORDERS_VALIDATE,
        _P.ORDERS_WRITE,
        _P.SIGNED_IN,
    }
)
PERMISSIONS_OF: Final[dict[Role, frozenset[Permission]]] = {
    Role.MANAGER: _DESK | {_P.JOURNAL_READ, _P.OFFICE_WRITE, _P.PRICES_WRITE, _P.FIELD_WORK},
    Role.ASSISTANT: _DESK,
    Role.SALES: frozenset(
        {
            _P.AGENDA_READ,
            _P.DIRECTORY_READ,
            _P.DIRECTORY_WRITE,
            _P.DOSSIERS_READ,
            _P.FILES_READ,
            _P.OFFICE_READ,
            _P.ORDERS_READ,
            _P.ORDERS_WRITE,
            _P.SIGNED_IN,
        }
    ),
    Role.TECHNICIAN: frozenset({_P.FIELD_WORK, _P.FILES_READ, _P.SIGNED_IN}),
    Role.CLIENT: frozenset({_P.PORTAL_USE, _P.FILES_READ, _P.ORDERS_VALIDATE, _P.SIGNED_IN}),
}
PUBLIC: Final = "public"
"""What a handler or a route declares that asks for no right."""
FOR_MACHINES: Final = frozenset({_P.MODELS_PUSH, _P.ORDERS_PUSH})
"""No role has them: a key of the office alone opens their doors, and none but theirs."""

Kind = Literal["staff", "technician", "client", "visitor", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the system) behind a gesture, as the database knew them when the gesture began.

    `client_ids`: the clients a portal account speaks for. `origin`: network address, for the journal. `key_id`: the
    machine's key, when it is one.
    """

    kind: Kind
    name: str
    account_id: int | None = None
    role: Role | None = None
    permissions: frozenset[Permission] = field(default_factory=frozenset[Permission])
    client_ids: frozenset[int] = field(default_factory=frozenset[int])
    language: Language = "fr"
    origin: str = ""
    session_id: int | None = None
    key_id: int | None = None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def is_office(self) -> bool:
        """Staff, or the office itself at work: what they see is not narrowed to one person."""
        return self.kind in ("staff", "system")


SYSTEM: Final = Actor(kind="system", name="Liciel", permissions=frozenset(Permission))
VISITOR: Final = Actor(kind="visitor", name="Visiteur")


def visitor(origin: str, language: Language = "fr") -> Actor:
    """Nobody we know, who knocks from that network address and reads that language."""
    return replace(VISITOR, origin=origin, language=language)
