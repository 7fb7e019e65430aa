"""How a wrapper module gives the browser its one-line expressions."""

from typing import Any

import reflex as rx
from reflex_base.vars import VarData


def hook(code: str, *used: rx.Var[Any]) -> rx.Var[Any]:
    """A line of a component's body that mentions the Vars `used`, with the imports and states they need."""
    return rx.Var(code, _var_data=VarData.merge(*[var._get_all_var_data() for var in used]))  # noqa: SLF001 no public way
