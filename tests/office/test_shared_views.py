"""« Mes vues »: private, or shared with the office."""

import pytest

from liciel_app.core.access import Actor
from liciel_app.core.errors import NotAllowed, NotFound
from liciel_app.core.work import begin
from liciel_app.office import queries_views, services_views
from tests.orders.quotes import by
from tests.people import Cast


def names(reader: Actor) -> list[str]:
    with begin(reader, writing=False) as work:
        return [one.name for one in queries_views.saved(work, "commandes")]


def test_a_shared_view_is_seen_by_the_office_and_a_private_one_is_not(people: Cast) -> None:
    by(people.assistant, services_views.keep_view, "commandes", "À moi", "etat=to_process")
    by(people.assistant, services_views.keep_view, "commandes", "À tous", "etat=processed", shared=True)
    assert names(people.sales) == ["À tous"]
    assert names(people.assistant) == ["À moi", "À tous"]


def test_no_client_sees_or_shares_one(people: Cast) -> None:
    by(people.assistant, services_views.keep_view, "commandes", "À tous", "", shared=True)
    assert names(people.client) == []
    assert not by(people.client, services_views.keep_view, "commandes", "Client", "", shared=True).shared


def test_its_author_or_a_manager_takes_it_away(people: Cast) -> None:
    view = by(people.assistant, services_views.keep_view, "commandes", "À tous", "", shared=True)
    with pytest.raises(NotAllowed):
        by(people.sales, services_views.forget_view, view.id or 0)
    with pytest.raises(NotFound):
        by(people.client, services_views.forget_view, view.id or 0)
    by(people.manager, services_views.forget_view, view.id or 0)
    assert names(people.assistant) == []


def test_a_colleagues_view_of_that_name_is_not_overwritten(people: Cast) -> None:
    by(people.assistant, services_views.keep_view, "commandes", "Vue", "etat=to_process", shared=True)
    by(people.sales, services_views.keep_view, "commandes", "Vue", "etat=processed")
    assert names(people.sales) == ["Vue", "Vue"]
