"""The client's answer: once, on what he was shown, with its evidence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, Invalid, NotFound, Refused
from liciel_app.core.work import begin
from liciel_app.orders import evidence, queries, quote_jobs, quoted
from liciel_app.orders.models_quotes import QuoteState, Withdrawal
from liciel_app.orders.queries import quotes
from liciel_app.orders.services import accepting, quoting
from tests.conftest import MONDAY, rows
from tests.orders.quotes import a_draft_quote, a_sent_quote, a_token, again, an_answer, by, mails, office_papers
from tests.people import Cast


def test_paul_accepts_from_his_phone_and_the_evidence_is_sealed(people: Cast) -> None:
    office_papers(people)
    quote = a_sent_quote(people)
    made = by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
    with begin(SYSTEM) as work:
        sealed = quotes.acceptance(work, quote.id or 0)
        assert sealed is not None
        manifest, wrong = evidence.read_archive(quote_jobs.content_of(sealed.evidence_sha256 or ""))
        assert (manifest, wrong) == (made.manifest, [])
        assert list(quote_jobs.altered(work)) == []
    assert [name for name, _ in evidence.files_of(manifest)] == [
        "01-devis.pdf",
        "02-ordre-de-mission.pdf",
        "03-cgv.pdf",
        "04-cgi.pdf",
        "05-prerequis.pdf",
        "06-retractation.pdf",
        "signature.png",
    ]


def test_both_sides_are_told(people: Cast) -> None:
    quote = a_sent_quote(people)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    assert [mails(name)[0].recipient for name in ("quote.accepted", "quote.accepted_office")] == [
        "p.garrigue@courriel.example",
        "contact@atlantique-diag.example",
    ]


def test_the_order_takes_the_options_chosen(people: Cast) -> None:
    draft = a_draft_quote(people)
    by(people.assistant, quoting.add_diagnostic, draft.id or 0, "TERMITES", optional=True)
    from liciel_app.orders.services import quoting_send

    by(people.assistant, quoting_send.send_quote, draft.id or 0)
    worker.keep_all_due()
    quote = again(draft)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote, options=(6,)))
    with begin(SYSTEM) as work:
        order = queries.get(work, quote.order_id)
        assert [line.code for line in queries.lines(work, quote.order_id)][-1] == "TERMITES"
        assert order.net_cents == quote.net_cents + 7_500


def test_an_option_that_was_not_offered_is_refused(people: Cast) -> None:
    quote = a_sent_quote(people)
    with pytest.raises(Refused):
        by(people.visitor, accepting.accept, a_token(quote), an_answer(quote, options=(1,)))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("agreed", {"agreed": False}),
        ("read", {"read": ()}),
        ("ademe", {"ademe": None}),
        ("withdrawal", {"withdrawal": ""}),
        ("name", {"name": " "}),
        ("email", {"email": "paul"}),
        ("place", {"place": ""}),
        ("signature", {"signature_size": 0}),
        ("signature", {"signature_size": 400_000}),
    ],
)
def test_nothing_may_be_left_out(people: Cast, field: str, said: dict[str, Any]) -> None:
    office_papers(people)
    quote = a_sent_quote(people)
    with pytest.raises(Invalid) as refused:
        by(people.visitor, accepting.accept, a_token(quote), an_answer(quote, **said))
    assert field in refused.value.fields


def test_a_professional_has_no_withdrawal(people: Cast) -> None:
    from liciel_app.directory.models import ClientKind

    quote = a_sent_quote(people, contact={"kind": ClientKind.AGENCY, "email": "agence@courriel.example"})
    made = by(people.visitor, accepting.accept, a_token(quote), an_answer(quote, withdrawal=""))
    assert (made.withdrawal, made.withdrawal_until) == (Withdrawal.NONE, None)


def test_the_fourteen_days_end_on_a_worked_day(people: Cast) -> None:
    quote = a_sent_quote(people)
    made = by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    assert made.withdrawal_until == date(2026, 12, 7)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_withdrawal_never_ends_before_fourteen_days_nor_on_a_weekend(day: date) -> None:
    end = quoted.withdrawal_ends(day, {date(2026, 12, 25)})
    assert timedelta(14) <= end - day <= timedelta(17)
    assert end.weekday() < 5
    assert end != date(2026, 12, 25)


def test_accepted_twice_is_once(people: Cast) -> None:
    quote = a_sent_quote(people)
    token, answer = a_token(quote), an_answer(quote)
    first = by(people.visitor, accepting.accept, token, answer)
    assert by(people.visitor, accepting.accept, token, answer).id == first.id
    with begin(SYSTEM) as work:
        assert rows(work, "quoteacceptance") == 1


def test_a_guessed_spent_or_revoked_link_is_not_found(people: Cast) -> None:
    quote = a_sent_quote(people)
    spent, revoked = a_token(quote), a_token(quote)
    by(people.assistant, quoting.revoke_links, quote.id or 0)
    with begin(people.visitor) as work:
        for token in ("guessed", revoked, spent):
            with pytest.raises(NotFound):
                quotes.by_token(work, token)
    used = a_token(quote)
    by(people.visitor, accepting.accept, used, an_answer(quote))
    with begin(people.visitor) as work, pytest.raises(NotFound):
        quotes.by_token(work, used)


def test_only_the_hash_of_a_link_is_kept(people: Cast) -> None:
    token = a_token(a_sent_quote(people))
    with begin(SYSTEM) as work:
        kept = work.db.connection().execute(text("SELECT * FROM quotelink")).all()
    assert token not in repr(kept)


def test_an_expired_quote_is_not_accepted(people: Cast, set_clock: Any) -> None:
    quote = a_sent_quote(people)
    token, answer = a_token(quote), an_answer(quote)
    set_clock(MONDAY + timedelta(days=31))
    with pytest.raises(Conflict, match="plus valable"):
        by(people.visitor, accepting.accept, token, answer)


def test_the_last_day_of_validity_is_still_good(people: Cast, set_clock: Any) -> None:
    quote = a_sent_quote(people)
    token, answer = a_token(quote), an_answer(quote)
    set_clock(datetime(2026, 12, 23, 23, 0, tzinfo=MONDAY.tzinfo))
    assert by(people.visitor, accepting.accept, token, answer).id


def test_a_replaced_quote_is_not_accepted(people: Cast) -> None:
    quote = a_sent_quote(people)
    token, answer = a_token(quote), an_answer(quote)
    by(people.assistant, quoting.revise, quote.id or 0)
    with pytest.raises(Conflict, match="remplacé"):
        by(people.visitor, accepting.accept, token, answer)


@pytest.mark.parametrize(
    "altering",
    [
        "UPDATE quote SET gross_cents = 1",
        "UPDATE quote SET paper = replace(paper, 'Talence', 'Pessac')",
        "UPDATE quoteline SET unit_cents = 1 WHERE position = 1",
        "DELETE FROM quoteline WHERE position = 2",
    ],
)
def test_an_altered_quote_is_not_accepted(people: Cast, altering: str) -> None:
    quote = a_sent_quote(people)
    token, answer = a_token(quote), an_answer(quote)
    by(SYSTEM, lambda work: work.db.connection().execute(text(altering)))
    with pytest.raises(Conflict, match="a changé"):
        by(people.visitor, accepting.accept, token, answer)


def test_what_was_shown_is_what_is_accepted(people: Cast) -> None:
    quote = a_sent_quote(people)
    with pytest.raises(Conflict, match="rechargez"):
        by(people.visitor, accepting.accept, a_token(quote), an_answer(quote, seen="another"))


def test_refused_with_a_reason(people: Cast) -> None:
    quote = a_sent_quote(people)
    with pytest.raises(Invalid):
        by(people.visitor, accepting.refuse, a_token(quote), "  ")
    by(people.visitor, accepting.refuse, a_token(quote), "Trop cher")
    assert (again(quote).state, mails("quote.refused")[0].recipient) == (
        QuoteState.REFUSED,
        "contact@atlantique-diag.example",
    )
    with pytest.raises(Conflict):
        by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))


def test_the_database_refuses_to_change_a_signed_quote(people: Cast) -> None:
    quote = a_sent_quote(people)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    for altering in ("UPDATE quote SET gross_cents = 1", "DELETE FROM quoteacceptance"):
        with pytest.raises(Exception, match="immutable"):
            by(SYSTEM, lambda work, sql=altering: work.db.connection().execute(text(sql)))


@pytest.mark.parametrize(
    ("altering", "named"),
    [
        ("UPDATE quoteacceptance SET name = 'Un autre'", "name"),
        ("UPDATE quoteacceptance SET gross_cents = 1", "gross_cents"),
        ("UPDATE quoteacceptance SET manifest = '{}'", "manifeste"),
    ],
)
def test_verify_names_what_was_altered(people: Cast, altering: str, named: str) -> None:
    quote = a_sent_quote(people)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
    with begin(SYSTEM) as work:
        _unseal(work)
        work.db.connection().execute(text(altering))
    with begin(SYSTEM) as work:
        assert [named in flaw and quote.number in flaw for flaw in quote_jobs.altered(work)] == [True]


def test_verify_names_the_file_that_was_altered(people: Cast) -> None:
    quote = a_sent_quote(people)
    answer = an_answer(quote)
    by(people.visitor, accepting.accept, a_token(quote), answer)
    worker.keep_all_due()
    path = quote_jobs.office_files().path(answer.signature_sha256)
    assert path is not None
    path.chmod(0o644)
    path.write_bytes(b"another hand")
    with begin(SYSTEM) as work:
        assert any("signature.png" in flaw for flaw in quote_jobs.altered(work))


def test_two_people_accepting_at_once_make_one_acceptance(people: Cast) -> None:
    quote = a_sent_quote(people)
    tokens = [a_token(quote) for _ in range(6)]
    answers = [an_answer(quote, name=f"Personne {number}") for number in range(6)]

    def sign(number: int) -> str:
        try:
            return by(people.visitor, accepting.accept, tokens[number], answers[number]).name
        except (Conflict, NotFound):
            return ""

    with ThreadPoolExecutor(6) as phones:
        signed = [name for name in phones.map(sign, range(6)) if name]
    with begin(SYSTEM) as work:
        assert (len(signed), rows(work, "quoteacceptance"), rows(work, "deposit")) == (1, 1, 0)


def _unseal(work: Any) -> None:
    """As an intruder with the database would."""
    dialect = work.db.connection().dialect.name
    on = "" if dialect == "sqlite" else " ON quoteacceptance"
    work.db.connection().execute(text(f"DROP TRIGGER quoteacceptance_no_change{on}"))
