# pyright: strict
"""The mission order of an order: opened in one gesture, completed section by section."""

from collections.abc import Mapping

from liciel_app.core.work import Work
from liciel_app.orders import mission_details, queries, quoted
from liciel_app.orders.models_quotes import MissionOrder
from liciel_app.orders.queries import quotes, quotes_paper
from liciel_app.orders.services.numbering import next_number, one_at_a_time
from liciel_app.orders.services.processing import begin_processing
from liciel_app.orders.services.quoting import only_writers


def open_mission_order(work: Work, order_id: int) -> MissionOrder:
    """The mission order of that order, opened the first time it is asked for; the order goes « En cours ».

    Raises NotFound for somebody else's order, NotAllowed for who does not write orders.
    """
    only_writers(work)
    order = queries.get(work, order_id)
    one_at_a_time(work)
    known = quotes.mission_order(work, order_id)
    if known is not None:
        return known
    mission = MissionOrder(
        number=next_number(work, MissionOrder.number, quoted.MISSION_SERIES),
        order_id=order_id,
        details=mission_details.kept(quotes_paper.answers_of(order, None)),
        created_at=work.now,
        created_by=work.actor.name,
        changed_at=work.now,
    )
    work.db.add(mission)
    work.db.flush()
    work.record("mission_order.opened", mission, after={"number": mission.number, "order": order.number})
    begin_processing(work, order_id)
    return mission


def save_details(work: Work, order_id: int, typed: Mapping[str, str]) -> MissionOrder:
    """What was typed in the mission order; opened if nobody did. Raises Invalid for a wrong field."""
    mission = open_mission_order(work, order_id)
    details = mission_details.kept(mission_details.checked(typed))
    if details != mission.details:
        mission.details, mission.changed_at = details, work.now
        work.db.add(mission)
        work.db.flush()
        work.record("mission_order.changed", mission, after={"number": mission.number})
    return mission
