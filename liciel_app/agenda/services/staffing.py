"""How many people certified in each domain must be at work."""

from collections.abc import Mapping

from liciel_app.agenda.models_time import Staffing
from liciel_app.agenda.queries import capacity
from liciel_app.core.errors import Invalid
from liciel_app.core.work import Work
from liciel_app.office import certificates, queries

MOST = 50


def set_least(work: Work, wanted: Mapping[str, int]) -> None:
    """The domains named, 0 for none; the same again changes nothing. Raises Invalid for what cannot be."""
    wrong = {
        f"least-{code}": "Écrivez un nombre de 0 à 50."
        for code, number in wanted.items()
        if code not in certificates.DOMAINS or not 0 <= number <= MOST
    }
    if wrong:
        raise Invalid(wrong)
    before = capacity.least(work)
    after = {code: number for code, number in (before | dict(wanted)).items() if number}
    if before == after:
        return
    for code, number in wanted.items():
        work.db.merge(Staffing(code=code, least=number))
    work.db.flush()
    work.record("staffing.set", queries.office(work), before=dict(before), after=dict(after))
