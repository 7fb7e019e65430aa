# pyright: strict
"""The rules in force and once in force: dated records, no logic.

Days and texts come from the domain notes; entry-into-force days older than those notes come from professional
knowledge, and matter only to an assessment on a past day.
"""

from typing import Final

from liciel_app.orders.obligations.law import asbestos, building, dwelling, energy, place
from liciel_app.orders.obligations.law.records import Rule

RULES: Final[tuple[Rule, ...]] = energy.RULES + dwelling.RULES + asbestos.RULES + place.RULES + building.RULES
