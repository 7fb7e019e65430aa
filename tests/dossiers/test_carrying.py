"""What an order knows of people goes to its dossier without being typed again."""

from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import services
from liciel_app.dossiers.models_people import DossierNote, Recipient
from liciel_app.orders.models_drafts import PersonRole
from liciel_app.orders.rules import Person
from tests.orders.drafts import an_order, the_grid
from tests.orders.quotes import by
from tests.people import Cast

PEOPLE = (
    Person(PersonRole.OWNER, "Paul Garrigue", "p.garrigue@courriel.example"),
    Person(PersonRole.OCCUPANT, "Léa Marty", "", "06 11 22 33 44"),
    Person(PersonRole.NOTARY, "Me Castagnet", "etude@castagnet.example", "05 56 00 00 00"),
    Person(PersonRole.REFERRER, "Agence du Parc", "contact@parc.example"),
)


def opened(people: Cast) -> None:
    def write(work: Work) -> None:
        the_grid(work)
        services.open_from_order(work, an_order(work, people=PEOPLE).id or 0)

    by(people.assistant, write)


def test_roles_become_recipients_but_for_the_client_himself(people: Cast) -> None:
    opened(people)
    with begin(SYSTEM, writing=False) as work:
        kept = [(str(one.role), one.email) for one in work.db.exec(select(Recipient)).all()]
    assert kept == [("notary", "etude@castagnet.example"), ("introducer", "contact@parc.example")]


def test_who_has_no_address_is_in_the_note(people: Cast) -> None:
    opened(people)
    with begin(SYSTEM, writing=False) as work:
        note = work.db.exec(select(DossierNote)).one().text
    assert note.startswith("Personnes de la commande\n")
    assert "Occupant : Léa Marty, 06 11 22 33 44" in note
