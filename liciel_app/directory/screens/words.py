"""How the kinds of clients look."""

from collections.abc import Mapping
from typing import Final

from liciel_app.directory.models import ClientKind
from liciel_app.directory.rules import KIND_WORDS
from liciel_app.ui.badge import Status

KINDS: Final[Mapping[str, Status]] = {
    str(ClientKind.PRIVATE): Status(KIND_WORDS[ClientKind.PRIVATE], "grey", "user"),
    str(ClientKind.PROFESSIONAL): Status(KIND_WORDS[ClientKind.PROFESSIONAL], "grey", "briefcase"),
    str(ClientKind.AGENCY): Status(KIND_WORDS[ClientKind.AGENCY], "grey", "store"),
    str(ClientKind.NOTARY): Status(KIND_WORDS[ClientKind.NOTARY], "grey", "scale"),
}
