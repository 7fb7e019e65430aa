"""« Ajouter à mon agenda »: the appointment of a dossier as an iCalendar file, for the client it belongs to."""

from starlette.responses import Response

from liciel_app.agenda import documents
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.queries import asked, portal
from liciel_app.dossiers.services import inviting
from liciel_app.office import queries as office_queries
from liciel_app.ui.door import Visit, route


@route("/espace/dossier/{dossier_id}/rendez-vous.ics", permission=Permission.PORTAL_USE)
async def appointment(visit: Visit) -> Response:
    """Raises NotFound without an appointment, and for somebody else's dossier."""
    event = await visit.read(_event, visit.request.path_params["dossier_id"])
    name = f'attachment; filename="{documents.FILE_NAME}"'
    headers = {"content-disposition": name, "cache-control": "private, no-store"}
    return Response(event, media_type=documents.media_type("REQUEST"), headers=headers)


def _event(work: Work, wanted: str) -> bytes:
    dossier_id = asked.number(wanted)
    booked = portal.appointment(work, dossier_id)
    if booked is None:
        raise NotFound("Ce dossier n’a pas de rendez-vous.")
    office = office_queries.office(work)
    reader, _ = inviting.client_address(work, queries.get(work, dossier_id))
    return documents.invitation(
        booked,
        organiser=documents.Person(office.name, office.email),
        attendee=reader,
        made_at=work.now,
        summary=say("Diagnostics immobiliers ({office})", work.language, office=office.name),
    )


ROUTES = (appointment,)
