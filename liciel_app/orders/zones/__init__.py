# pyright: strict
"""What is known of the place of a property: termites, dry rot, noise, radon, earthquakes, plans, coast, clay, sewers.

Others call `complete(work, facts, where)`: it fills the location facts nobody answered. Where an address of Géorisques
is set, `seen = jobs.look_up(where, today)` in a thread, then `services.note(work, seen.places)`, come first.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from liciel_app.core.work import Work
from liciel_app.orders.obligations import Facts
from liciel_app.orders.zones import queries, rules
from liciel_app.orders.zones.places import Where, insee_of

__all__ = ["Where", "complete", "facts_of", "insee_of"]


def facts_of(work: Work, where: Where, on: date | None = None) -> dict[str, Any]:
    """The location facts of `Facts` known for that place on that day (today by default); unknown ones are left out."""
    return rules.facts(queries.statements(work, where), where.code, on or work.today)


def complete(work: Work, facts: Facts, where: Where, on: date | None = None) -> Facts:
    """The same facts, with what is known of the place where nobody answered.

    Overseas is the commune's own fact: it is never asked, and replaces what was presumed.
    """
    known = facts_of(work, where, on)
    told: dict[str, Any] = {
        name: value for name, value in known.items() if name == "overseas" or getattr(facts, name) is None
    }
    return replace(facts, **told)
