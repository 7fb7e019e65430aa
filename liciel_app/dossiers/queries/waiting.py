"""What is still to be placed, as the capacity of the crew is compared with it."""

from collections import defaultdict

from sqlmodel import col, select

from liciel_app.agenda.queries.capacity import Waiting
from liciel_app.agenda.queries.visits import links_planned
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier, Mission, Stage
from liciel_app.dossiers.queries.scope import visible_to
from liciel_app.dossiers.queries.sheet import usual_minutes
from liciel_app.orders.certificates import skills_for

LINK = "dossier"


def waiting(work: Work) -> list[Waiting]:
    """One per dossier « À planifier » that has no place in the agenda, not even a provisional one."""
    wanted = visible_to(work.actor).where(
        col(Dossier.stage) == Stage.TO_PLAN, col(Dossier.id).not_in(links_planned(LINK))
    )
    dossiers: list[Dossier] = list(work.db.scalars(wanted).all())
    codes: defaultdict[int, list[str]] = defaultdict(list)
    missions = select(Mission.dossier_id, Mission.code).where(col(Mission.dossier_id).in_([one.id for one in dossiers]))
    for dossier_id, code in work.db.exec(missions.order_by(col(Mission.position))).all():
        codes[dossier_id].append(code)
    return [
        Waiting(usual_minutes(one, codes[one.id or 0]), frozenset(skills_for(codes[one.id or 0], one.property_kind)))
        for one in dossiers
    ]
