"""Several people at the same instant, each in a transaction of their own."""

from concurrent.futures import ThreadPoolExecutor

from liciel_app.core.work import begin
from liciel_app.directory import services as directory
from liciel_app.directory.models import ClientKind
from liciel_app.orders import services
from liciel_app.orders.rules import Draft
from tests.conftest import rows
from tests.orders.drafts import a_draft
from tests.people import Cast


def test_one_draft_sent_from_six_windows_at_once_is_one_order(people: Cast) -> None:
    draft = a_draft()

    def send(_window: int) -> str:
        with begin(people.visitor) as work:
            return services.place(work, draft).number

    with ThreadPoolExecutor(6) as windows:
        assert set(windows.map(send, range(6))) == {"C-2026-0001"}


def test_eight_visitors_at_once_get_eight_numbers_in_a_row(people: Cast) -> None:
    def send(draft: Draft) -> str:
        with begin(people.assistant) as work:
            return services.place(work, draft).number

    with ThreadPoolExecutor(8) as visitors:
        given = sorted(visitors.map(send, [a_draft() for _ in range(8)]))
    assert given == [f"C-2026-{number:04d}" for number in range(1, 9)]


def test_a_newcomer_met_twice_at_once_is_written_down_once(people: Cast) -> None:
    def meet(_who: int) -> int | None:
        with begin(people.assistant) as work:
            return directory.client_for(work, kind=ClientKind.PRIVATE, name="Ana Roy", email="ana@courriel.example").id

    with begin(people.assistant) as work:
        before = rows(work, "client")
    with ThreadPoolExecutor(6) as colleagues:
        assert len(set(colleagues.map(meet, range(6)))) == 1
    with begin(people.assistant) as work:
        assert rows(work, "client") == before + 1
