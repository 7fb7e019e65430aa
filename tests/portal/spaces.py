"""Dossiers as their client finds them in his space."""

from liciel_app.billing import queries as billing_queries
from liciel_app.billing import services as billing
from liciel_app.core.access import Actor
from liciel_app.core.work import begin
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Dossier
from liciel_app.office.models import Office
from tests.dossiers.cases import a_planned_dossier, a_report
from tests.people import Cast


def a_planned(people: Cast) -> Dossier:
    with begin(people.assistant) as work:
        return a_planned_dossier(work, people)


def a_sent_dossier(people: Cast) -> Dossier:
    """Visited, reported, concluded, invoiced and sent; nothing is paid."""
    with begin(people.assistant) as work:
        dossier = a_planned_dossier(work, people)
        number = dossier.id or 0
        a_report(work, dossier)
        services.note_conclusion(work, queries.dossier_sheet(work, number).missions[0].id, "Classe D.")
        services.hand_over(work, number)
        billing.issue(work, number)
        services.notify_client(work, number)
        return dossier


def pay(who: Actor, dossier: Dossier) -> None:
    with begin(who) as work:
        invoice = billing_queries.of_dossier(work, dossier.id or 0)
        assert invoice is not None
        billing.mark_paid(work, invoice.id or 0, "card", work.today)


def block_unpaid_files(people: Cast) -> None:
    """The office's setting: nothing leaves before the payment."""
    with begin(people.manager) as work:
        work.db.get_one(Office, 1).unpaid_files = "block"
