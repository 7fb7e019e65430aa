"""The people of an order in their roles, each typed once: « le même que » copies, nothing is written twice."""

from collections.abc import Mapping
from typing import Final

from liciel_app.orders.models_drafts import PersonRole
from liciel_app.orders.rules import Contact, Person

NOBODY, ORDERER, OWNER, OTHER = "", "orderer", "owner", "other"
ROLES: Final[Mapping[PersonRole, str]] = {
    PersonRole.OWNER: "Propriétaire",
    PersonRole.OCCUPANT: "Occupant",
    PersonRole.NOTARY: "Notaire",
    PersonRole.REFERRER: "Apporteur d’affaires",
}
WHO: Final[Mapping[PersonRole, tuple[tuple[str, str], ...]]] = {
    PersonRole.OWNER: ((NOBODY, "Non précisé"), (ORDERER, "Le donneur d’ordre"), (OTHER, "Une autre personne")),
    PersonRole.OCCUPANT: (
        (NOBODY, "Non précisé"),
        (ORDERER, "Le donneur d’ordre"),
        (OWNER, "Le propriétaire"),
        (OTHER, "Une autre personne"),
    ),
    PersonRole.NOTARY: ((NOBODY, "Non précisé"), (ORDERER, "Le donneur d’ordre"), (OTHER, "Une autre personne")),
    PersonRole.REFERRER: ((NOBODY, "Aucun"), (ORDERER, "Le donneur d’ordre"), (OTHER, "Une autre personne")),
}
FIELDS: Final[Mapping[str, int]] = {
    f"{role}_{name}": most
    for role in PersonRole
    for name, most in (("who", 10), ("name", 120), ("email", 254), ("phone", 40))
}


def is_choice(field: str, value: str) -> bool:
    """Whether that field is a « qui est-ce ? » and the value one of its answers."""
    role = field.removesuffix("_who")
    return role != field and role in list(PersonRole) and value in dict(WHO[PersonRole(role)])


def named(typed: Mapping[str, str], orderer: Contact, picked: Mapping[str, int]) -> tuple[Person, ...]:
    """Who is named in each role; `picked`: the clients the desk chose, by role, "" for who orders."""
    known: dict[str, Person] = {}
    for role in PersonRole:
        person = _person(role, typed, orderer, picked, known)
        if person is not None:
            known[role] = person
    return tuple(known.values())


def _person(
    role: PersonRole,
    typed: Mapping[str, str],
    orderer: Contact,
    picked: Mapping[str, int],
    known: Mapping[str, Person],
) -> Person | None:
    who = typed.get(f"{role}_who", NOBODY)
    if who == ORDERER:
        return Person(role, orderer.name, orderer.email, orderer.phone, picked.get(""))
    if who == OWNER and OWNER in known:
        same = known[OWNER]
        return Person(role, same.name, same.email, same.phone, same.client_id)
    if who == OTHER:
        name, email, phone = (typed.get(f"{role}_{part}", "").strip() for part in ("name", "email", "phone"))
        return Person(role, name, email, phone, picked.get(role))
    return None
