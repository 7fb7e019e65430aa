"""`liciel verify` on signed quotes, as the office's server runs it."""

from sqlalchemy import text
from typer.testing import CliRunner

from liciel_app import cli
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders.services import accepting
from tests.orders.quotes import a_sent_quote, a_token, an_answer, by
from tests.people import Cast


def test_verify_is_content_with_an_untouched_quote(people: Cast) -> None:
    sign(people)
    ran = CliRunner().invoke(cli.app, ["verify"])
    assert (ran.exit_code, "preuves intactes" in ran.output) == (0, True)


def test_verify_names_the_altered_quote_and_fails(people: Cast) -> None:
    sign(people)
    with begin(SYSTEM) as work:
        on = "" if work.db.connection().dialect.name == "sqlite" else " ON quoteacceptance"
        work.db.connection().execute(text(f"DROP TRIGGER quoteacceptance_no_change{on}"))
        work.db.connection().execute(text("UPDATE quoteacceptance SET place = 'Ailleurs'"))
    ran = CliRunner().invoke(cli.app, ["verify"])
    assert ran.exit_code == 1
    assert "Devis DV-2026-0001 : « place » a été modifié depuis l’accord." in ran.output


def sign(people: Cast) -> None:
    quote = a_sent_quote(people)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
