"""How what was said with a client looks."""

from collections.abc import Mapping
from typing import Final

from liciel_app.directory.models_notes import TalkKind
from liciel_app.ui.badge import Status

TALKS: Final[Mapping[str, Status]] = {
    str(TalkKind.CALL): Status("Appel", "blue", "phone"),
    str(TalkKind.MAIL): Status("Mail", "blue", "mail"),
    str(TalkKind.MEETING): Status("Rencontre", "violet", "handshake"),
    str(TalkKind.NOTE): Status("Note", "grey", "notebook-pen"),
}
