"""Encryption of single objects, as the standard security handler of a PDF does it (ISO 32000-2, 7.6.3).

An appended revision of an encrypted file must encrypt its own strings and streams with the key of the file.
Initial vectors are derived from the key and the data, so that the same copy always has the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import md5, sha256
from typing import Any

import pikepdf

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf.pages import items

_BLOCK = 16
_BEFORE_CRYPT_FILTERS = 4  # below this /V, everything is RC4
_KNOWN = ("none", "rc4", "aes", "aesv3")


@dataclass(frozen=True)
class Seal:
    """The file's key and the methods for streams and strings. Keep it with the same rights as the file."""

    key: bytes
    streams: str
    strings: str

    def stream(self, data: bytes, number: int, generation: int = 0) -> bytes:
        return _encrypted(self.streams, self.key, data, (number, generation))

    def string(self, data: bytes, number: int, generation: int = 0) -> bytes:
        return _encrypted(self.strings, self.key, data, (number, generation))

    def stream_length(self, length: int) -> int:
        return length if self.streams in {"none", "rc4"} else _BLOCK + length + _BLOCK - length % _BLOCK


def seal_of(pdf: pikepdf.Pdf) -> Seal | None:
    """The seal of an open document, None where it is not encrypted. Refuses a method we do not know."""
    if not pdf.is_encrypted:
        return None
    how = pdf.encryption
    old = how.V < _BEFORE_CRYPT_FILTERS
    streams = "rc4" if old else how.stream_method.name
    strings = "rc4" if old else how.string_method.name
    if streams not in _KNOWN or strings not in _KNOWN:
        raise Refused("Ce PDF est protégé par un procédé inconnu : demandez-en une version sans protection.")
    return Seal(bytes(how.encryption_key), streams, strings)


def sealed(value: Any, encrypt: Callable[[bytes], bytes], *, top: bool = True) -> Any:
    """A copy of an object with each of its own strings encrypted; references stay references."""
    if not isinstance(value, pikepdf.Object) or (value.is_indirect and not top):
        return value
    if isinstance(value, pikepdf.String):
        return pikepdf.String(encrypt(bytes(value)))
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array([sealed(item, encrypt, top=False) for item in items(value)])
    if isinstance(value, pikepdf.Dictionary):
        return pikepdf.Dictionary({key: sealed(item, encrypt, top=False) for key, item in value.items()})
    return value


def _encrypted(method: str, key: bytes, data: bytes, number: tuple[int, int]) -> bytes:
    if method == "none":
        return data
    if method == "rc4":
        return _rc4(_object_key(key, number), data)
    return _aes(key if method == "aesv3" else _object_key(key, number, b"sAlT"), data)


def _object_key(key: bytes, number: tuple[int, int], salt: bytes = b"") -> bytes:
    mixed = key + number[0].to_bytes(3, "little") + number[1].to_bytes(2, "little") + salt
    return md5(mixed, usedforsecurity=False).digest()[: min(len(key) + 5, 16)]


def _aes(key: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    vector = sha256(key + data).digest()[:_BLOCK]
    padding = _BLOCK - len(data) % _BLOCK
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return vector + cipher.update(data + bytes([padding]) * padding) + cipher.finalize()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)
