"""How this office reaches calendars elsewhere: addresses and keys of its settings, each person's own secret.

In demonstrations and tests without keys, the simulator stands in for Google and Microsoft.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from liciel_app.agenda.models_calendars import Provider
from liciel_app.core import clock
from liciel_app.core.config import Settings, settings
from liciel_app.core.errors import Refused
from liciel_app.gateways.calendars import ConsentLost, Listed, OutsideCalendar, Watch, google, microsoft
from liciel_app.gateways.calendars.caldav import CaldavCalendar
from liciel_app.gateways.calendars.consent import Authorised, Consent, Tokens
from liciel_app.gateways.errors import GatewayError

DEMO: Final = "demo"
RETURN: Final = "/agendas-externes/retour/"
NOTICES: Final = "/agendas-externes/avis/"
RENEW: Final = timedelta(hours=12)


@dataclass(slots=True)
class Reached:
    """A calendar and the secret that leads there, which the exchange may renew."""

    calendar: OutsideCalendar
    access: Authorised | None = None
    address: str = ""
    watch: Watch | None = None
    """What makes the other side tell us of its changes."""

    @property
    def renewed(self) -> str:
        """The secret to keep; empty when it is the same for ever."""
        return written(self.access.tokens, self.watch, self.address) if self.access is not None else ""

    def keep_watch(self, notices: str, proof: str) -> None:
        """Asked again before it ends. Refused, nothing is lost: the calendar is read every ten minutes."""
        if not notices or (self.watch is not None and self.watch.until - clock.now() > RENEW):
            return
        with suppress(GatewayError):
            former, self.watch = self.watch, self.calendar.watch(notices, proof, clock.now())
            if former is not None:
                self.calendar.unwatch(former)

    def end_watch(self) -> None:
        """What cannot be stopped ends by itself, and is believed no more."""
        if self.watch is not None:
            with suppress(GatewayError):
                self.calendar.unwatch(self.watch)
            self.watch = None

    def withdraw(self) -> GatewayError | None:
        """Give the consent back, where there is one; what went wrong."""
        try:
            if self.access is not None:
                self.access.withdraw()
        except GatewayError as error:
            return error
        return None


def reach(provider: Provider, address: str, secret: str, office: str) -> Reached:
    """`secret` in clear, as `open_link` was given it. Raises ConsentLost when it cannot be read."""
    try:
        told = json.loads(secret)
        if provider is Provider.CALDAV:
            return Reached(_caldav(address, str(told["user"]), str(told["password"]), office))
        tokens = Tokens(str(told["access"]), str(told["refresh"]), datetime.fromisoformat(told["expires_at"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ConsentLost from error
    access, watch = Authorised(consent(provider), tokens, clock.now), _watch(told.get("watch"), address)
    if provider is Provider.GOOGLE:
        calendar: OutsideCalendar = google.GoogleCalendar(address, access, office, clock.zone(), _google_url())
    else:
        calendar = microsoft.MicrosoftCalendar(address, access, office, clock.zone(), _microsoft_url())
    return Reached(calendar, access, address, watch)


def notices(provider: Provider) -> str:
    """Where that service tells us of changes; empty where it could not reach us."""
    chosen = settings()
    urls = {Provider.GOOGLE: (_google_url(), google.URL), Provider.MICROSOFT: (_microsoft_url(), microsoft.URL)}
    asked, real = urls.get(provider, ("", ""))
    reachable = chosen.base_url.startswith("https://") or asked != real
    return f"{chosen.base_url}{NOTICES}{provider}" if provider in urls and reachable else ""


def look(address: str, user: str, password: str) -> list[Listed]:
    """The calendars of a CalDAV server for that login. Raises GatewayError."""
    return _caldav(address, user, password, "").calendars()


def listed(provider: Provider, address: str, secret: str) -> list[Listed]:
    """Every calendar that login may write in, the main one first. Raises GatewayError."""
    return reach(provider, address, secret, "").calendar.calendars()


def arrive(provider: Provider, code: str, verifier: str) -> tuple[Listed, str]:
    """After the consent: the person's main calendar and the secret to keep. Raises GatewayError."""
    tokens = consent(provider).exchange(code, verifier, clock.now())
    found = listed(provider, "primary", written(tokens))
    if not found:
        raise ConsentLost("Ce compte n’a aucun agenda où écrire.")
    return found[0], written(tokens)


def consent(provider: Provider, chosen: Settings | None = None) -> Consent:
    """Raises Refused when the office has no key for that provider."""
    chosen = chosen or settings()
    asked = _google(chosen) if provider is Provider.GOOGLE else _microsoft(chosen)
    if not asked.client_id:
        raise Refused("L’office n’a pas encore de clé pour ce service : demandez-la à votre administrateur.")
    return replace(asked, redirect_uri=f"{chosen.base_url}{RETURN}{provider}")


def written(tokens: Tokens, watch: Watch | None = None, address: str = "") -> str:
    """The watch belongs to one calendar: the same consent may lead to another."""
    told = {"access": tokens.access, "refresh": tokens.refresh, "expires_at": tokens.expires_at.isoformat()}
    if watch is None:
        return json.dumps(told)
    kept = {"id": watch.id, "ref": watch.ref, "until": watch.until.isoformat(), "of": address}
    return json.dumps({**told, "watch": kept})


def _watch(told: dict[str, str] | None, address: str) -> Watch | None:
    if told is None or told["of"] != address:
        return None
    return Watch(told["id"], told["ref"], datetime.fromisoformat(told["until"]))


def _caldav(address: str, user: str, password: str, office: str) -> CaldavCalendar:
    chosen = settings()
    private = chosen.caldav_private if chosen.caldav_private is not None else not chosen.production
    return CaldavCalendar(address, user, password, office, clock.zone(), clock.now, private)


def _google(chosen: Settings) -> Consent:
    key, secret = chosen.google_client_id, chosen.google_client_secret.get_secret_value()
    stand_in = _google_url(chosen) != google.URL
    seen = _seen(chosen, "google") if _simulated(chosen, key, chosen.google_url) else chosen.google_url
    return Consent(
        client_id=key or (DEMO if stand_in else ""),
        client_secret=secret,
        authorise_url=f"{seen}/o/oauth2/v2/auth" if stand_in else google.AUTHORISE,
        token_url=f"{_google_url(chosen)}/token" if stand_in else google.TOKEN,
        scope=google.SCOPE,
        redirect_uri="",
        more=google.MORE,
        revoke_url=f"{_google_url(chosen)}/revoke" if stand_in else google.REVOKE,
    )


def _microsoft(chosen: Settings) -> Consent:
    key, secret = chosen.microsoft_client_id, chosen.microsoft_client_secret.get_secret_value()
    stand_in = _microsoft_url(chosen) != microsoft.URL
    seen = _seen(chosen, "microsoft") if _simulated(chosen, key, chosen.microsoft_url) else chosen.microsoft_url
    tail, base = "/{tenant}/oauth2/v2.0/", _microsoft_url(chosen)
    authorise = f"{seen}{tail}authorize" if stand_in else microsoft.AUTHORISE
    token = f"{base}{tail}token" if stand_in else microsoft.TOKEN
    return Consent(
        client_id=key or (DEMO if stand_in else ""),
        client_secret=secret,
        authorise_url=authorise.format(tenant=chosen.microsoft_tenant),
        token_url=token.format(tenant=chosen.microsoft_tenant),
        scope=microsoft.SCOPE,
        redirect_uri="",
        more={"response_mode": "query", "prompt": "select_account"},
    )


def _google_url(chosen: Settings | None = None) -> str:
    chosen = chosen or settings()
    simulated = _simulated(chosen, chosen.google_client_id, chosen.google_url)
    return _here(chosen, "google") if simulated else chosen.google_url or google.URL


def _microsoft_url(chosen: Settings | None = None) -> str:
    chosen = chosen or settings()
    simulated = _simulated(chosen, chosen.microsoft_client_id, chosen.microsoft_url)
    return _here(chosen, "microsoft") if simulated else chosen.microsoft_url or microsoft.URL


def _simulated(chosen: Settings, key: str, url: str) -> bool:
    return chosen.simulated and not key and not url


def _here(chosen: Settings, name: str) -> str:
    """As the server reaches its own simulator."""
    return f"http://127.0.0.1:{chosen.port}/simulateur/{name}"


def _seen(chosen: Settings, name: str) -> str:
    """As the person's browser reaches it."""
    return f"{chosen.base_url}/simulateur/{name}"
