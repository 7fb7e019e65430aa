"""Passwords: Argon2id, and what makes one acceptable (length only: no composition rules)."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from liciel_app.core.errors import Invalid

SHORTEST, LONGEST = 12, 128
_COMMON = frozenset({"motdepasse123", "azertyuiop12", "123456789012", "password1234", "administrateur"})
# OWASP: Argon2id with m = 46 MiB, t = 1, p = 1
_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)


def hashed(password: str) -> str:
    return _HASHER.hash(password)


def matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def outdated(password_hash: str) -> bool:
    """The parameters grew since this hash was made: hash again at the next login."""
    return _HASHER.check_needs_rehash(password_hash)


@lru_cache(maxsize=1)
def decoy() -> str:
    """The hash checked for an unknown address, so that the answer takes as long as for a known one."""
    return hashed("une adresse inconnue prend le même temps")


def check_new(password: str, *, field: str = "password") -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid({field: "Choisissez un mot de passe de 12 à 128 caractères."})
    if password.lower() in _COMMON:
        raise Invalid({field: "Ce mot de passe est trop courant : choisissez-en un autre."})
