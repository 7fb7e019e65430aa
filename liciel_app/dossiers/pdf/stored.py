"""Zlib data without compression: its length is known before its content."""

from zlib import adler32

_LARGEST = 0xFFFF
_OVERHEAD = 2 + 5 + 4  # zlib header, block header, checksum


def stored(data: bytes) -> bytes:
    """The data as a zlib stream of one stored block, `stored_length(len(data))` bytes whatever they are."""
    length = len(data)
    block = b"\x01" + length.to_bytes(2, "little") + (length ^ _LARGEST).to_bytes(2, "little")
    return b"\x78\x01" + block + data + adler32(data).to_bytes(4, "big")


def stored_length(length: int) -> int:
    if length > _LARGEST:
        raise ValueError(length)
    return length + _OVERHEAD
