"""Asking a person's consent and using it: OAuth 2.0 authorisation code with PKCE (RFC 6749, RFC 7636)."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

from liciel_app.gateways.calendars.calling import Answer, Caller
from liciel_app.gateways.calendars.contract import ConsentLost
from liciel_app.gateways.errors import GatewayError

_EARLY: Final = timedelta(seconds=60)
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Tokens:
    access: str
    refresh: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """Who asks, where, and for what. `more`: what this provider wants besides in the address."""

    client_id: str
    client_secret: str = field(repr=False)
    authorise_url: str
    token_url: str
    scope: str
    redirect_uri: str
    more: Mapping[str, str] = field(default_factory=dict[str, str])
    revoke_url: str = ""
    """Empty where the provider offers no way to withdraw a consent."""

    def address(self, state: str, verifier: str) -> str:
        """Where the person goes to consent."""
        asked = {
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "response_type": "code",
            "scope": self.scope,
            "state": state,
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
            **self.more,
        }
        return f"{self.authorise_url}?{urlencode(asked)}"

    def exchange(self, code: str, verifier: str, now: datetime) -> Tokens:
        """Raises ConsentLost for a code that was used, is too old, or is somebody else's."""
        asked = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return self._tokens({**asked, "redirect_uri": self.redirect_uri}, now, "")

    def refresh(self, tokens: Tokens, now: datetime) -> Tokens:
        """Raises ConsentLost when the consent was withdrawn."""
        asked = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        return self._tokens(asked, now, tokens.refresh)

    def withdraw(self, tokens: Tokens) -> None:
        """The person disconnects: what was given is given back (RFC 7009). A consent that is no more is no fault."""
        if self.revoke_url:
            form = {"token": tokens.refresh or tokens.access}
            Caller(dict, private=True).ask("POST", self.revoke_url, data=form, expect=(400,))

    def _tokens(self, asked: Mapping[str, str], now: datetime, kept: str) -> Tokens:
        form = {**asked, "client_id": self.client_id, "client_secret": self.client_secret}
        caller = Caller(dict, private=True)
        answer = caller.ask("POST", self.token_url, data=form, expect=(400, 401))
        if answer.status in (400, 401):
            raise ConsentLost
        told = answer.json()
        try:
            lasts = timedelta(seconds=int(told.get("expires_in", _HOUR)))
            return Tokens(str(told["access_token"]), str(told.get("refresh_token") or kept), now + lasts)
        except (KeyError, ValueError, TypeError) as error:
            raise GatewayError("L’autre agenda répond de façon illisible.", permanent=False) from error


@dataclass(slots=True)
class Authorised:
    """Calls in the person's name, with an access renewed when it is about to end. `tokens`: to be kept afterwards."""

    consent: Consent
    tokens: Tokens
    now: Callable[[], datetime]
    _caller: Caller = field(init=False)

    def __post_init__(self) -> None:
        self._caller = Caller(lambda: {"authorization": f"Bearer {self.tokens.access}"}, private=True)

    def ask(self, method: str, url: str, *, expect: tuple[int, ...] = (), **what: object) -> Answer:
        """An access refused before its time is renewed once."""
        if self.now() > self.tokens.expires_at - _EARLY:
            self._renew()
        try:
            return self._caller.ask(method, url, expect=expect, **what)
        except ConsentLost:
            self._renew()
            return self._caller.ask(method, url, expect=expect, **what)

    def withdraw(self) -> None:
        self.consent.withdraw(self.tokens)

    def _renew(self) -> None:
        if not self.tokens.refresh:
            raise ConsentLost
        self.tokens = replace(self.consent.refresh(self.tokens, self.now()))


def challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
