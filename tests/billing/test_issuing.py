"""Invoices: a number without hole, copies of everything, never changed afterwards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select

from liciel_app.billing import queries, rules, services
from liciel_app.billing.models import Invoice, InvoiceState, Series
from liciel_app.core import journal, worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotAllowed, NotFound, Refused
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client
from liciel_app.dossiers import services as dossiers
from liciel_app.dossiers.jobs import storage
from liciel_app.dossiers.models import Dossier, DossierFile, FileRole, Stage
from liciel_app.dossiers.queries import files as filed
from tests.billing.builders import a_dossier, an_invoice, by, open_holds
from tests.people import Cast

Clock = Callable[[datetime], None]


def test_nathalie_bills_a_dossier_and_its_originals_wait_for_the_payment(people: Cast, work: Work) -> None:
    dossier_id = a_dossier(work, people.client_id, discount=3_300)
    invoice = services.issue(work, dossier_id)
    assert invoice.number == "FA-2026-0001"
    assert (invoice.net_cents, invoice.vat_cents, invoice.gross_cents) == (29_700, 5_940, 35_640)
    assert [line.label for line in queries.lines(work, invoice.id or 0)] == ["DPE", "CREP", "ELEC"]
    assert open_holds(work, dossier_id) == 1
    assert work.db.get_one(Dossier, dossier_id).invoiced_cents == 35_640


def test_billing_twice_gives_the_same_invoice(people: Cast, work: Work) -> None:
    dossier_id = a_dossier(work, people.client_id)
    assert services.issue(work, dossier_id).id == services.issue(work, dossier_id).id
    assert work.db.get_one(Series, "FA-2026").last_number == 1


def test_numbers_continue_after_the_last_one_used_before(people: Cast, work: Work) -> None:
    work.db.add(Series(code="FA-2026", last_number=411))
    assert services.issue(work, a_dossier(work, people.client_id)).number == "FA-2026-0412"
    assert services.issue(work, a_dossier(work, people.client_id)).number == "FA-2026-0413"


def test_a_new_year_begins_a_new_series(people: Cast, set_clock: Clock) -> None:
    set_clock(datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    assert an_invoice(people.assistant, people.client_id).number == "FA-2026-0001"
    set_clock(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))  # half past midnight in Paris
    assert an_invoice(people.assistant, people.client_id).number == "FA-2027-0001"


def test_a_gesture_that_fails_gives_its_number_back(people: Cast) -> None:
    def fails(work: Work) -> None:
        services.issue(work, a_dossier(work, people.client_id))
        raise Refused("Rien de tout cela.")

    with pytest.raises(Refused):
        by(people.assistant, fails)
    assert an_invoice(people.assistant, people.client_id).number == "FA-2026-0001"


def test_a_clock_gone_back_does_not_date_an_invoice_before_the_last_one(people: Cast, set_clock: Clock) -> None:
    an_invoice(people.assistant, people.client_id)
    set_clock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert an_invoice(people.assistant, people.client_id).issued_on == date(2026, 11, 23)
    set_clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    with pytest.raises(Refused, match="horloge"):
        an_invoice(people.assistant, people.client_id)


def test_the_invoice_keeps_the_parties_as_they_were(people: Cast, work: Work) -> None:
    invoice = services.issue(work, a_dossier(work, people.client_id))
    client = work.db.get_one(Client, people.client_id)
    client.name = "Mme Martin"
    work.db.add(client)
    assert rules.party(rules.Buyer, invoice.buyer).name == "M. et Mme Dupuy"
    assert rules.party(rules.Seller, invoice.seller).name == "Atlantique Diagnostics"


def test_a_client_without_address_is_billed_at_the_property(people: Cast, work: Work) -> None:
    buyer = rules.party(rules.Buyer, services.issue(work, a_dossier(work, people.client_id)).buyer)
    assert (buyer.street, buyer.postcode, buyer.city) == ("17 avenue Roul", "33400", "Talence")


def test_a_professional_pays_within_his_delay_and_never_beyond_sixty_days(people: Cast, work: Work) -> None:
    client = work.db.get_one(Client, people.stranger_client_id)
    for days, due in ((30, date(2026, 12, 23)), (90, date(2027, 1, 22))):
        client.payment_days = days
        work.db.add(client)
        assert services.issue(work, a_dossier(work, people.stranger_client_id)).due_on == due


def test_a_free_dossier_is_billed_paid_and_holds_nothing(people: Cast, work: Work) -> None:
    dossier_id = a_dossier(work, people.client_id, prices=(("BRUIT", 0),))
    assert services.issue(work, dossier_id).state is InvoiceState.PAID
    assert open_holds(work, dossier_id) == 0


def test_a_dossier_without_mission_has_nothing_to_bill(people: Cast, work: Work) -> None:
    with pytest.raises(Refused, match="aucune mission"):
        services.issue(work, a_dossier(work, people.client_id, prices=()))


def test_neither_the_technician_nor_the_client_issues(people: Cast) -> None:
    dossier_id = by(people.assistant, lambda work: a_dossier(work, people.client_id))
    for actor in (people.technician, people.client, people.stranger, people.sales):
        with pytest.raises(NotAllowed), begin(actor) as work:
            services.issue(work, dossier_id)


def test_an_invoice_is_seen_by_its_client_and_the_desk_alone(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    for actor in (people.assistant, people.manager, people.client):
        with begin(actor, writing=False) as work:
            assert queries.get(work, invoice.id or 0).number == invoice.number
    for actor in (people.stranger, people.technician, people.visitor):
        with pytest.raises(NotFound), begin(actor, writing=False) as work:
            queries.get(work, invoice.id or 0)


@pytest.mark.parametrize(
    "gesture",
    [
        "UPDATE invoice SET gross_cents = 1",
        "UPDATE invoice SET number = 'FA-2026-9999'",
        "UPDATE invoice SET buyer = '{}'",
        "UPDATE invoice SET issued_on = '2026-01-01'",
        "DELETE FROM invoice",
        "UPDATE invoiceline SET label = 'rien'",
        "DELETE FROM invoiceline",
    ],
)
def test_the_database_itself_refuses_to_change_an_issued_invoice(people: Cast, gesture: str) -> None:
    an_invoice(people.assistant, people.client_id)
    with pytest.raises(DatabaseError, match="immutable"), begin(SYSTEM) as work:
        work.db.connection().execute(text(gesture))


def test_the_printed_invoice_joins_the_dossier_once(people: Cast, office: Path) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    worker.keep_all_due()
    worker.keep_all_due()
    with begin(people.client, writing=False) as work:
        file_id = queries.get(work, invoice.id or 0).file_id
        files = work.db.exec(select(DossierFile).where(col(DossierFile.dossier_id) == invoice.dossier_id)).all()
        assert [(file.id, file.role, file.name) for file in files] == [
            (file_id, FileRole.INVOICE, "Facture FA-2026-0001.pdf")
        ]
    assert b"".join(storage().open(files[0].sha256)).startswith(b"%PDF-")


def test_an_issue_is_journaled_on_the_invoice_and_on_the_dossier(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    with begin(SYSTEM, writing=False) as work:
        entries = work.db.exec(select(journal.JournalEntry)).all()
        told = {(entry.action, entry.subject_kind, entry.subject_id) for entry in entries}
        assert journal.verify(work.db) is None
    assert ("invoice.issued", "invoice", invoice.id) in told
    assert ("dossier.invoiced", "dossier", invoice.dossier_id) in told


@pytest.mark.postgresql
def test_fifty_clerks_at_once_of_whom_ten_fail_leave_no_hole_and_no_double(people: Cast) -> None:
    dossiers = by(people.assistant, lambda work: [a_dossier(work, people.client_id) for _ in range(50)])

    def clerk(rank: int) -> None:
        with begin(people.assistant) as work:
            services.issue(work, dossiers[rank])
            if rank % 5 == 0:
                raise Refused("La main tremble.")

    with ThreadPoolExecutor(20) as pool:
        failures = [future.exception() for future in [pool.submit(clerk, rank) for rank in range(50)]]
    assert sum(failure is not None for failure in failures) == 10
    with begin(SYSTEM, writing=False) as work:
        numbers = sorted(work.db.exec(select(Invoice.number)).all())
    assert numbers == [f"FA-2026-{n:04d}" for n in range(1, 41)]


@pytest.mark.postgresql
def test_ten_clicks_on_the_same_dossier_make_one_invoice(people: Cast) -> None:
    dossier_id = by(people.assistant, lambda work: a_dossier(work, people.client_id))
    with ThreadPoolExecutor(10) as pool:
        clicks = [pool.submit(by, people.assistant, lambda work: services.issue(work, dossier_id)) for _ in range(10)]
    assert len({click.result().number for click in clicks}) == 1
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(Series, "FA-2026").last_number == 1


@pytest.mark.parametrize("late", [True, False])
def test_a_dossier_archived_before_its_invoice_is_printed_receives_the_paper(people: Cast, late: bool) -> None:
    """Billed once it was archived; or paid and archived before the printer's turn came."""
    with begin(people.assistant) as work:
        dossier_id = a_dossier(work, people.client_id)
        work.db.get_one(Dossier, dossier_id).stage = Stage.ARCHIVED if late else Stage.FINISHED
        invoice = services.issue(work, dossier_id)
        if not late:
            services.mark_paid(work, invoice.id or 0, "card", work.today)
            dossiers.archive(work, dossier_id)
    worker.keep_all_due()
    with begin(people.client) as work:
        assert [(one.role, one.name) for one in filed(work, dossier_id)] == [
            ("invoice", f"Facture {invoice.number}.pdf")
        ]
