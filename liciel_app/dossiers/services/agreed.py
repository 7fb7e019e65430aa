"""What a dossier takes from its quote and its mission order: the signed lines, the answers, the recipients named."""

import json
import re
from typing import Final

from sqlmodel import col, select

from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers.models import Dossier, Mission
from liciel_app.dossiers.models_people import DossierNote, RecipientRole
from liciel_app.dossiers.services.changing import changed
from liciel_app.dossiers.services.notes import write_note
from liciel_app.dossiers.services.recipients import add_recipient
from liciel_app.orders import mission_details
from liciel_app.orders import queries as orders
from liciel_app.orders.models import OrderLine
from liciel_app.orders.queries import quotes

_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def follow_order(work: Work, order_id: int) -> Dossier | None:
    """Its missions and amounts are the order's; what was concluded of a mission stays. None: nothing to follow."""
    wanted = select(Dossier).where(col(Dossier.order_id) == order_id).with_for_update()
    dossier = work.db.exec(wanted.execution_options(populate_existing=True)).first()
    if dossier is None or dossier.invoiced_at is not None:
        return None
    order, lines = orders.get(work, order_id), orders.lines(work, order_id)
    before = {"gross_cents": dossier.gross_cents}
    _rewrite(work, dossier.id or 0, lines)
    dossier.net_cents, dossier.discount_cents = order.net_cents, order.discount_cents
    dossier.vat_percent = orders.vat_rate(work, order)
    dossier.rounding_cents, dossier.gross_cents = order.rounding_cents, order.gross_cents
    changed(work, dossier, "dossier.agreed", before=before, after={"gross_cents": dossier.gross_cents})
    return dossier


def take_mission_order(work: Work, dossier_id: int) -> None:
    """The answers of the mission order become a note, the addresses it names for the reports their recipients. Once."""
    dossier = work.db.get_one(Dossier, dossier_id)
    mission = quotes.mission_order(work, dossier.order_id) if dossier.order_id else None
    told: dict[str, str] = json.loads(mission.details) if mission else {}
    if mission is None or not told or _noted(work, dossier_id, mission.number):
        return
    lines = [f"{field.label} : {told[field.key]}" for field in mission_details.FIELDS if field.key in told]
    write_note(work, dossier_id, "\n".join([f"Ordre de mission {mission.number}", *lines]))
    client = work.db.get_one(Client, dossier.client_id)
    for address in dict.fromkeys(_ADDRESS.findall(told.get("destinataires", "").lower())):
        if address != client.email:
            add_recipient(work, dossier_id, role=RecipientRole.OTHER, name=address, email=address)


def _noted(work: Work, dossier_id: int, number: str) -> bool:
    start = f"Ordre de mission {number}"
    known = select(DossierNote.id).where(
        col(DossierNote.dossier_id) == dossier_id, col(DossierNote.text).startswith(start)
    )
    return work.db.exec(known).first() is not None


def _rewrite(work: Work, dossier_id: int, lines: list[OrderLine]) -> None:
    known = work.db.exec(select(Mission).where(col(Mission.dossier_id) == dossier_id)).all()
    by_code = {mission.code: mission for mission in known}
    kept: list[Mission] = []
    for line in lines:
        mission = by_code.pop(line.code, None) or Mission(
            dossier_id=dossier_id, position=line.position, code=line.code, label=line.label, cents=line.cents
        )
        mission.position, mission.label, mission.cents = line.position, line.label, line.cents
        kept.append(mission)
    for mission in known:
        if mission not in kept:
            work.db.delete(mission)
    work.db.add_all(kept)
    work.db.flush()
