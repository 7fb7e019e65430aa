"""How a field of the wizard tells the server what is typed."""

from typing import Any

from liciel_app.website.screens.wizard_state import Wizard
from liciel_app.website.wizard.filling import FIELDS

PAUSE = 300
"""Milliseconds of silence before the server hears what is being typed."""


def heard(key: str, **props: Any) -> dict[str, Any]:
    """Props of the input: heard after a pause, so that the price follows, and when the field is left.

    Pauses are shared by all fields (one handler, one timer): leaving a field is what makes each of them heard.
    """
    on_change: Any = Wizard.fill(key)
    return {"max_length": FIELDS[key], **props, "on_change": on_change.debounce(PAUSE), "on_blur": Wizard.fill(key)}
