"""The company, its staff, instruments, clients and logins, exactly as the demo office is described."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from liciel_app.core.access import Role
from liciel_app.core.text import normalise
from liciel_app.core.work import Work
from liciel_app.directory.models import Client, ClientKind
from liciel_app.office import passwords
from liciel_app.office.models import Account, Certification, Office, Resource, Technician

PASSWORD: Final = "demo-liciel-2026"  # noqa: S105 printed at every demo start
DOMAIN: Final = "atlantique-diag.example"
OFFICE_POINT: Final = (44.8500, -0.5790)
ANALYSER: Final = "Analyseur plomb XRF-1"
CAR: Final = "Clio GH-123-KL"


@dataclass(frozen=True)
class Staff:
    name: str
    login: str
    role: Role
    phone: str


@dataclass(frozen=True)
class Diagnostician:
    login: str
    home: str
    point: tuple[float, float]
    hue: str
    skills: tuple[str, ...]
    vehicle: str = ""
    power: int = 0
    year_km: int = 0


STAFF: Final = (
    Staff("Marc Delmas", "m.delmas", Role.MANAGER, "06 55 00 00 01"),
    Staff("Nathalie Ferrand", "n.ferrand", Role.ASSISTANT, "05 56 00 00 10"),
    Staff("Élodie Roux", "e.roux", Role.SALES, "06 55 00 00 03"),
    Staff("Karim Benali", "k.benali", Role.TECHNICIAN, "06 55 00 00 04"),
    Staff("Sophie Lacaze", "s.lacaze", Role.TECHNICIAN, "06 55 00 00 05"),
    Staff("Julien Morel", "j.morel", Role.TECHNICIAN, "06 55 00 00 06"),
)
DIAGNOSTICIANS: Final = (
    Diagnostician(
        "k.benali",
        "33700 Mérignac",
        (44.8380, -0.6430),
        "#3e63dd",
        ("DPE", "CREP", "AMIANTE", "TERMITES", "GAZ", "ELEC"),
        CAR,
        5,
        4980,
    ),
    Diagnostician("s.lacaze", "33600 Pessac", (44.8060, -0.6300), "#c2410c", ("DPE", "GAZ", "ELEC", "CREP")),
    Diagnostician("j.morel", "33140 Villenave-d’Ornon", (44.7730, -0.5660), "#0f766e", ("AMIANTE", "TERMITES", "CREP")),
)


def found(work: Work, monday: date) -> dict[str, Account]:
    """The company and its staff; accounts by login."""
    work.db.add(_office())
    staff = {one.login: _account(work, f"{one.login}@{DOMAIN}", one.name, one.role, phone=one.phone) for one in STAFF}
    for position, one in enumerate(DIAGNOSTICIANS, start=1):
        _diagnostician(work, staff[one.login], one, position, monday)
    work.db.add_all(_resources(staff, monday))
    return staff


def _resources(staff: dict[str, Account], monday: date) -> list[Resource]:
    """The only lead analyser, with its source; a ladder; Karim's car. All in date."""
    return [
        Resource(name=ANALYSER, kind="instrument", checked_until=monday + timedelta(days=200), serves="CREP"),
        Resource(name="Échelle", kind="instrument"),
        Resource(
            name=CAR,
            kind="vehicle",
            checked_until=monday + timedelta(days=400),
            insured_until=monday + timedelta(days=250),
            carried_by=staff["k.benali"].id,
        ),
    ]


def clients(work: Work) -> dict[str, Client]:
    """C1 to C7, with the logins of their people."""
    made = {key: _client(work, **values) for key, values in _CLIENTS.items()}
    for key, email, name in _LOGINS:
        _account(work, email, name, Role.CLIENT, client_id=made[key].id)
    return made


def _office() -> Office:
    return Office(
        name="Atlantique Diagnostics",
        legal_form="SARL",
        capital="10 000 €",
        street="84 cours de Verdun",
        postcode="33000",
        city="Bordeaux",
        lat=OFFICE_POINT[0],
        lon=OFFICE_POINT[1],
        siret="912 345 709 00014",
        rcs="RCS Bordeaux 912 345 709",
        vat_number="FR70912345709",
        iban="FR76 3000 3032 1000 0200 1234 556",
        email=f"contact@{DOMAIN}",
        phone="05 56 00 00 10",
        insurance="Assurance fictive n° RC-2026-4410, garantie 500 000 € par sinistre et par an",
        mediator="Médiateur de la consommation fictif, 1 place de la Bourse, 33000 Bordeaux",
        publication_director="Marc Delmas, gérant",
        host="Hébergeur fictif, 2 rue de l’Exemple, 33000 Bordeaux, 05 56 00 00 99",
        zone="Bordeaux, Mérignac, Pessac, Talence, Le Bouscat, Bègles, Cenon, Villenave-d’Ornon, Gradignan, Arcachon",
        presentation="Des rendez-vous rapides, des rapports clairs, et tout votre dossier en ligne.",
        opening_hours="Du lundi au vendredi : 8 h 30 – 12 h 30 et 13 h 30 – 18 h\nSamedi : sur rendez-vous",
        late_interest="12,15 % par an",
    )


def _account(
    work: Work, email: str, name: str, role: Role, *, phone: str = "", client_id: int | None = None
) -> Account:
    account = Account(
        email=email,
        name=name,
        role=role,
        password_hash=_hash(),
        phone=phone,
        client_id=client_id,
        created_at=work.now,
    )
    work.db.add(account)
    work.db.flush()
    work.record("account.created", account, after={"email": email, "role": role})
    return account


@lru_cache(maxsize=1)
def _hash() -> str:
    return passwords.hashed(PASSWORD)


def _diagnostician(work: Work, account: Account, one: Diagnostician, position: int, monday: date) -> None:
    number = account.id or 0
    work.db.add(
        Technician(
            account_id=number,
            home_city=one.home,
            home_lat=one.point[0],
            home_lon=one.point[1],
            hue=one.hue,
            position=position,
            vehicle=one.vehicle,
            vehicle_power=one.power,
            year_km=one.year_km,
        )
    )
    for code in one.skills:
        ending = monday + timedelta(days=7) if (one.login, code) == ("j.morel", "AMIANTE") else None
        work.db.add(Certification(account_id=number, code=code, until=ending))


def _client(work: Work, **values: object) -> Client:
    client = Client.model_validate(values | {"created_at": work.now})
    client.norm = normalise(client.name, client.email, client.phone, client.street, client.postcode, client.city)
    work.db.add(client)
    work.db.flush()
    work.record("client.created", client, after={"name": client.name})
    return client


_CLIENTS: Final[dict[str, dict[str, object]]] = {
    "C1": {
        "kind": ClientKind.AGENCY,
        "name": "Immobilière des Chartrons SAS",
        "siret": "908 172 638 00011",
        "email": "contact@chartrons.example",
        "street": "21 rue Notre-Dame",
        "postcode": "33000",
        "city": "Bordeaux",
        "lat": 44.8560,
        "lon": -0.5700,
        "payment_days": 30,
    },
    "C2": {
        "kind": ClientKind.NOTARY,
        "name": "Maître Hélène Castagnet",
        "email": "etude@castagnet.example",
        "street": "5 place Pey-Berland",
        "postcode": "33000",
        "city": "Bordeaux",
        "lat": 44.8378,
        "lon": -0.5772,
        "unpaid_exception": True,
        "payment_days": 30,
    },
    "C3": {
        "kind": ClientKind.PRIVATE,
        "name": "M. et Mme Bernard et Claire Dupuy",
        "email": "b.dupuy@courriel.example",
        "phone": "06 12 34 56 78",
        "street": "17 avenue Roul",
        "postcode": "33400",
        "city": "Talence",
        "lat": 44.8020,
        "lon": -0.5880,
    },
    "C4": {
        "kind": ClientKind.PROFESSIONAL,
        "name": "SCI Les Pins",
        "siret": "881 122 337 00010",
        "email": "gerance@lespins.example",
        "street": "3 allée des Pins",
        "postcode": "33600",
        "city": "Pessac",
        "lat": 44.8006,
        "lon": -0.6440,
        "payment_days": 30,
    },
    "C5": {
        "kind": ClientKind.PROFESSIONAL,
        "name": "Résidences du Parc SAS",
        "siret": "876 543 109 00014",
        "email": "achats@residencesduparc.example",
        "street": "40 avenue de la Libération",
        "postcode": "33110",
        "city": "Le Bouscat",
        "lat": 44.8650,
        "lon": -0.5970,
        "payment_days": 30,
    },
    "C6": {
        "kind": ClientKind.PRIVATE,
        "name": "Mme Inès Laborde",
        "email": "ines.laborde@courriel.example",
        "phone": "07 98 76 54 32",
        "street": "8 rue Fondaudège",
        "postcode": "33000",
        "city": "Bordeaux",
        "lat": 44.8475,
        "lon": -0.5800,
    },
    "C7": {
        "kind": ClientKind.PRIVATE,
        "name": "M. Paul Garrigue",
        "email": "p.garrigue@courriel.example",
        "city": "Bordeaux",
        "postcode": "33000",
    },
}
_LOGINS: Final = (
    ("C1", "contact@chartrons.example", "Immobilière des Chartrons"),
    ("C1", "lea.marchand@chartrons.example", "Léa Marchand"),
    ("C1", "hugo.petit@chartrons.example", "Hugo Petit"),
    ("C2", "etude@castagnet.example", "Maître Hélène Castagnet"),
    ("C3", "b.dupuy@courriel.example", "Bernard Dupuy"),
    ("C4", "gerance@lespins.example", "SCI Les Pins"),
    ("C5", "achats@residencesduparc.example", "M. Dupond"),
    ("C6", "ines.laborde@courriel.example", "Inès Laborde"),
    ("C7", "p.garrigue@courriel.example", "Paul Garrigue"),
)
