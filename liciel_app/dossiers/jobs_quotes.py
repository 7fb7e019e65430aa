"""What the dossiers do of a quote that was just signed, and of the mission order they were opened from."""

from liciel_app.core.outbox import Job, listen, register
from liciel_app.core.work import Work
from liciel_app.dossiers.queries.ordered import has_dossier
from liciel_app.dossiers.services.agreed import follow_order, take_mission_order
from liciel_app.orders.services import cancelling


def follow(work: Work, order_id: int) -> None:
    follow_order(work, order_id)


def take(work: Work, dossier_id: int) -> None:
    take_mission_order(work, dossier_id)


FOLLOW = Job("dossiers.follow_order", follow)
TAKE = Job("dossiers.take_mission_order", take)
register(FOLLOW, TAKE)
cancelling.stands_while(has_dossier)
listen("order.agreed", FOLLOW)
listen("dossier.opened", TAKE)
