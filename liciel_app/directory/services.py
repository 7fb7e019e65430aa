"""Knowing each client once."""

from typing import TypedDict, Unpack

from sqlmodel import col, select

from liciel_app.core.errors import Invalid
from liciel_app.core.text import normalise, one_line
from liciel_app.core.work import Work
from liciel_app.directory import queries, rules
from liciel_app.directory.models import Client, ClientKind
from liciel_app.office.models import Office


class Whereabouts(TypedDict, total=False):
    """Where a client lives or sits; degrees for the point."""

    street: str
    postcode: str
    city: str
    lat: float | None
    lon: float | None


def client_for(
    work: Work, *, kind: ClientKind, name: str, email: str, phone: str = "", **place: Unpack[Whereabouts]
) -> Client:
    """The client of that mail address, whatever its case; created on first sight. One address is one client.

    Who has no mail is known by his name and where he lives instead. A known client keeps what the office knows; only
    an empty phone or address is filled in. Raises Invalid for a name, address or phone nobody could be reached by.
    """
    housed = not email.strip() and all(place.get(part, "").strip() for part in ("street", "city"))
    faults = rules.contact_faults(name=name, email=email, phone=phone)
    wrong = {field: sentence for field, sentence in faults.items() if not (housed and field == "email")}
    if wrong:
        raise Invalid(wrong)
    _one_at_a_time(work)
    known = _at_home(work, name, place) if housed else queries.by_email(work, email)
    if known is not None:
        return _won(work, _completed(work, known, phone, place))
    return _newcomer(work, kind=kind, name=name, email=email, phone=phone, place=place)


def prospect_for(
    work: Work, *, kind: ClientKind, name: str, email: str, phone: str = "", **place: Unpack[Whereabouts]
) -> Client:
    """The client of that address, or a prospect: somebody who asked and ordered nothing yet. Refuses as `client_for`.

    What a stranger writes completes nobody's file.
    """
    rules.check_contact(name=name, email=email, phone=phone)
    _one_at_a_time(work)
    known = queries.by_email(work, email)
    if known is not None:
        return known
    return _newcomer(work, kind=kind, name=name, email=email, phone=phone, place=place, prospect=True)


def _at_home(work: Work, name: str, place: Whereabouts) -> Client | None:
    """The first client of that name at that address, whatever the case and the accents of both."""
    sought = normalise(name, place.get("street"), place.get("postcode"), place.get("city"))
    namesakes = select(Client).where(col(Client.norm).startswith(normalise(name))).order_by(col(Client.id))
    known = work.db.exec(namesakes).all()
    return next((one for one in known if normalise(one.name, one.street, one.postcode, one.city) == sought), None)


def _won(work: Work, client: Client) -> Client:
    """A prospect who orders is a client."""
    if client.prospect:
        client.prospect = False
        work.db.add(client)
        work.record("client.won", client, before={"prospect": True}, after={"prospect": False})
    return client


def _newcomer(  # noqa: PLR0913 what is known of somebody seen for the first time
    work: Work, *, kind: ClientKind, name: str, email: str, phone: str, place: Whereabouts, prospect: bool = False
) -> Client:
    client = Client(
        kind=kind,
        name=one_line(name),
        email=rules.email_key(email),
        phone=rules.phone_key(phone),
        prospect=prospect,
        created_at=work.now,
        **_tidied(place),
    )
    client.norm = rules.searched(client)
    work.db.add(client)
    work.db.flush()
    work.record("client.created", client, after={"name": client.name, "email": client.email, "kind": kind})
    return client


def _completed(work: Work, client: Client, phone: str, place: Whereabouts) -> Client:
    news: dict[str, object] = {} if client.phone or not phone.strip() else {"phone": rules.phone_key(phone)}
    if not client.city and place.get("city"):
        news |= _tidied(place)
    if news:
        before = {name: getattr(client, name) for name in news}
        for name, value in news.items():
            setattr(client, name, value)
        client.norm = rules.searched(client)
        work.db.add(client)
        work.db.flush()
        work.record("client.completed", client, before=before, after=news)
    return client


def _tidied(place: Whereabouts) -> Whereabouts:
    tidy: Whereabouts = {"lat": place.get("lat"), "lon": place.get("lon")}
    tidy["street"] = one_line(place.get("street", ""))
    tidy["postcode"] = one_line(place.get("postcode", ""), 10)
    tidy["city"] = one_line(place.get("city", ""))
    return tidy


def _one_at_a_time(work: Work) -> None:
    """Two people seeing the same newcomer at once must not both write him down (PostgreSQL; SQLite queues writers)."""
    work.db.exec(select(col(Office.id)).where(col(Office.id) == 1).with_for_update())
