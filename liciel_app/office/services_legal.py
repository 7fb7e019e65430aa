# pyright: strict
"""What only the office can say of its site: who publishes it, who hosts it."""

from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office import queries
from liciel_app.office.models import Office

LONGEST = 200


def complete_legal_notice(work: Work, *, publication_director: str, host: str) -> Office:
    """LCEN (loi 2004-575) art. 1-1: the publication director, and the host with address and telephone.

    An empty value takes the line off the site. Raises NotAllowed for who does not run the office.
    """
    if not work.actor.may(Permission.OFFICE_WRITE):
        raise NotAllowed
    office = queries.office(work)
    before = {"publication_director": office.publication_director, "host": office.host}
    after = {"publication_director": one_line(publication_director, LONGEST), "host": one_line(host, LONGEST)}
    if before == after:
        return office
    office.publication_director, office.host = after["publication_director"], after["host"]
    work.db.add(office)
    work.record("office.legal_notice", office, before=before, after=after)
    return office
