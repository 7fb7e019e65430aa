"""Logging in, out, and back in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM, VISITOR
from liciel_app.core.errors import NotFound, Refused
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import begin
from liciel_app.office import services
from tests.people import PASSWORD, Cast, cookie_of

NATHALIE = "n.ferrand@atlantique-diag.example"


def test_nathalie_logs_in_with_her_address_in_any_case(people: Cast) -> None:
    token = cookie_of("N.Ferrand@Atlantique-Diag.example ")
    with begin(VISITOR, writing=False) as work:
        assert services.actor_of(work, token).name == "Nathalie Ferrand"


def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(people: Cast) -> None:
    for email in (NATHALIE, "inconnue@courriel.example"):
        with pytest.raises(Refused, match="Utilisateur ou mot de passe incorrect"), begin(VISITOR) as work:
            services.log_in(work, email=email, password="pas le bon mot")


def test_logging_out_ends_the_rights_of_tabs_still_open(people: Cast) -> None:
    token = cookie_of(NATHALIE)
    with begin(SYSTEM) as work:
        services.log_out(work, token)
    with begin(VISITOR, writing=False) as work:
        assert services.actor_of(work, token) == VISITOR


def test_a_login_and_a_password_chosen_by_mail_are_journaled_as_the_person(people: Cast) -> None:
    visitor = replace(VISITOR, origin="203.0.113.7")
    with begin(visitor) as work:
        services.log_in(work, email=NATHALIE, password=PASSWORD)
    with begin(visitor) as work:
        asked = services.ask_reset(work, email=NATHALIE)
    assert asked is not None
    with begin(visitor) as work:
        services.reset_password(work, token=asked[1], password="un tout nouveau mot de passe")
    with begin(people.manager, writing=False) as work:
        told = {entry.action: (entry.actor_name, entry.origin) for entry in work.db.exec(select(JournalEntry)).all()}
    assert told["account.logged_in"] == ("Nathalie Ferrand", "203.0.113.7")
    assert told["account.password_changed"] == ("Nathalie Ferrand", "203.0.113.7")
    assert told["account.reset_asked"] == ("Visiteur", "203.0.113.7")


def test_a_visitor_keeps_the_address_and_the_language_he_comes_with(people: Cast) -> None:
    for token in ("", "un jeton inconnu"):
        with begin(VISITOR, writing=False) as work:
            found = services.actor_of(work, token, "203.0.113.7", "it")
        assert (found.kind, found.origin, found.language) == ("visitor", "203.0.113.7", "it")


def test_after_five_failures_the_right_password_must_wait_and_then_works(people: Cast) -> None:
    with begin(VISITOR) as work:
        for _ in range(5):
            services.note_failure(work, email=NATHALIE)
    with pytest.raises(Refused, match="Réessayez dans"), begin(VISITOR) as work:
        services.log_in(work, email=NATHALIE, password=PASSWORD)
    with begin(VISITOR) as work:
        later = work.now + timedelta(minutes=16)
    with begin(VISITOR, now=later) as work:
        services.log_in(work, email=NATHALIE, password=PASSWORD)


def test_claire_changes_a_forgotten_password_once_with_her_link(people: Cast) -> None:
    with begin(VISITOR) as work:
        asked = services.ask_reset(work, email="b.dupuy@courriel.example")
    assert asked is not None
    with begin(VISITOR) as work:
        services.reset_password(work, token=asked[1], password="un tout nouveau mot de passe")
    with pytest.raises(NotFound), begin(VISITOR) as work:
        services.reset_password(work, token=asked[1], password="encore un autre mot de passe")
    assert cookie_of("b.dupuy@courriel.example", "un tout nouveau mot de passe")


def test_a_link_older_than_thirty_minutes_is_refused(people: Cast) -> None:
    with begin(VISITOR) as work:
        asked = services.ask_reset(work, email=NATHALIE)
        later = work.now + timedelta(minutes=30)
    assert asked is not None
    with pytest.raises(NotFound), begin(VISITOR, now=later) as work:
        services.reset_password(work, token=asked[1], password="un tout nouveau mot de passe")
