"""The secret a browser keeps so that an order being written is found again; no script reads it."""

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Final

COOKIE: Final = "commande"
_LEAST: Final = 40


def browser_of(header: str) -> str:
    """The secret in a Cookie header; empty when there is none, or one that is not of ours."""
    try:
        jar = SimpleCookie(header)
    except CookieError:
        return ""
    found = jar.get(f"__Host-{COOKIE}") or jar.get(COOKIE)
    return found.value if found and _LEAST <= len(found.value) <= 2 * _LEAST else ""


def new_browser() -> str:
    return secrets.token_urlsafe(32)
