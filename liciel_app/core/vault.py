"""Secrets of others, encrypted at rest: tokens and passwords that the office uses on a person's behalf.

The key is a setting (`LICIEL_SECRETS_KEY`), never in the database. Several keys separated by spaces: the first
encrypts, all decrypt, so that a key can be replaced. Outside production a key is made once, beside the data.
"""

import base64
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from liciel_app.core.config import settings
from liciel_app.core.errors import Refused

SHORTEST: Final = 32


def seal(text: str) -> str:
    """Raises Refused in production without a key, or with one that is too short."""
    return _box(_keys()).encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """Raises Refused when no key we hold opens it."""
    try:
        return _box(_keys()).decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise Refused("La clé de chiffrement de l’office a changé : reconnectez ce service.") from error


def _keys() -> tuple[str, ...]:
    given = tuple(settings().secrets_key.get_secret_value().split())
    if not given and not settings().production:
        given = (_made(settings().data / "secrets.key"),)
    if not given or any(len(key) < SHORTEST for key in given):
        raise Refused("LICIEL_SECRETS_KEY n’est pas renseignée : aucun mot de passe ne peut être gardé ici.")
    return given


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"liciel secrets").derive(key.encode())


def _made(path: Path) -> str:
    """Written whole under another name, then named: of two processes at once one wins, and both read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        written = path.with_name(f".{secrets.token_hex(8)}.key")
        written.touch(mode=0o600)
        written.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(written)
        written.unlink()
    return path.read_text(encoding="ascii")
