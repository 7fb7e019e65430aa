"""Going to Google or Microsoft to consent, and coming back: OAuth 2.0, authorisation code with PKCE."""

from typing import Final

from anyio import to_thread
from starlette.responses import RedirectResponse, Response

from liciel_app.agenda.models_calendars import Provider
from liciel_app.agenda.services.calendars import begin_consent, claim_consent, open_link
from liciel_app.core.access import Actor, Permission
from liciel_app.core.errors import NotFound, Refused
from liciel_app.gateways.errors import GatewayError
from liciel_app.ui.door import Visit, route

PAGES: Final = {"staff": "/bureau/agendas-externes", "technician": "/terrain/agendas"}
_OAUTH: Final = {"google": Provider.GOOGLE, "microsoft": Provider.MICROSOFT}


@route("/agendas-externes/connecter/{provider}", permission=Permission.SIGNED_IN, methods=("POST",))
async def leave(visit: Visit) -> Response:
    """To the provider's page of consent."""
    from liciel_app.agenda import calendar_access

    provider = _provider(visit)
    asked = calendar_access.consent(provider)
    state, verifier = await visit.do(begin_consent, provider)
    return RedirectResponse(asked.address(state, verifier), 303)


@route("/agendas-externes/retour/{provider}", permission=Permission.SIGNED_IN)
async def come_back(visit: Visit) -> Response:
    """With a code: it is exchanged once, for the person who asked, and their main calendar is linked."""
    from liciel_app.agenda import calendar_access

    provider, asked = _provider(visit), visit.request.query_params
    verifier = await visit.do(claim_consent, provider, asked.get("state", ""))
    code = asked.get("code", "")
    if not code:
        return _home(visit.actor, "refuse")
    try:
        found, secret = await to_thread.run_sync(calendar_access.arrive, provider, code, verifier)
    except GatewayError as error:
        raise Refused("La connexion n’a pas abouti : {why}", why=error.message) from error
    await visit.do(open_link, provider=provider, name=found.name, address=found.address, secret=secret)
    return _home(visit.actor, "connecte")


def _provider(visit: Visit) -> Provider:
    found = _OAUTH.get(visit.request.path_params["provider"])
    if found is None:
        raise NotFound("Ce service n’est pas connu de l’office.")
    return found


def _home(actor: Actor, outcome: str) -> Response:
    return RedirectResponse(f"{PAGES.get(actor.kind, '/')}?connexion={outcome}", 303)


ROUTES = (leave, come_back)
