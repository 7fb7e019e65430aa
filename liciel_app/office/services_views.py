"""Keeping how a person arranges the lists: saved views, columns, lines of a page."""

from urllib.parse import parse_qsl, urlencode

from sqlmodel import col, select

from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, NotAllowed, NotFound, Refused
from liciel_app.core.paging import LARGEST, SMALLEST
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office import queries_views as views
from liciel_app.office.models import Account
from liciel_app.office.models_views import ListLayout, SavedView

LONGEST_NAME = 60
MOST_VIEWS = 30
MOST_COLUMNS = 40


def keep_view(work: Work, list_name: str, name: str, query: str, *, shared: bool = False) -> SavedView:
    """`query`: the end of the list's address, without `?`. The same name again takes the new address.

    `shared`: with the whole office.

    Refuses an empty name, and more than thirty views of a list.
    """
    name = one_line(name)[:LONGEST_NAME]
    if not name:
        raise Invalid({"name": "Donnez un nom à cette vue."})
    kept = [one for one in views.saved(work, list_name) if one.account_id == work.actor.account_id]
    view = next((one for one in kept if one.name == name), None)
    if view is None and len(kept) >= MOST_VIEWS:
        raise Refused("Vous avez déjà trente vues de cette liste : supprimez-en une.")
    view = view or SavedView(account_id=_account_id(work), list_name=list_name, name=name, query="", kept_at=work.now)
    view.query, view.shared, view.kept_at = urlencode(parse_qsl(query)), shared and work.actor.is_office, work.now
    work.db.add(view)
    work.db.flush()
    work.record("savedview.kept", view, after={"list": list_name, "name": name, "shared": view.shared})
    return view


def forget_view(work: Work, view_id: int) -> SavedView:
    """Raises NotFound for somebody else's, NotAllowed for a colleague's shared one: its author or a manager takes it
    away."""
    view = work.db.scalars(views.visible_to(work.actor).where(col(SavedView.id) == view_id)).first()
    if view is None:
        raise NotFound("Cette vue est introuvable.")
    if view.account_id != work.actor.account_id and not work.actor.may(Permission.OFFICE_WRITE):
        raise NotAllowed("Cette vue est partagée par une autre personne : elle seule, ou un responsable, la supprime.")
    work.record("savedview.forgotten", view, before={"list": view.list_name, "name": view.name})
    work.db.delete(view)
    return view


def remember_layout(work: Work, list_name: str, hidden: tuple[str, ...], size: int) -> None:
    """Like the reader's language, a taste and no event: the journal does not keep it."""
    if not SMALLEST <= size <= LARGEST or len(hidden) > MOST_COLUMNS:
        raise Refused("Choisissez entre 10 et 350 lignes par page.")
    account_id = _account_id(work)
    mine = select(ListLayout).where(col(ListLayout.account_id) == account_id, col(ListLayout.list_name) == list_name)
    layout = work.db.exec(mine).first() or ListLayout(account_id=account_id, list_name=list_name, size=size)
    layout.hidden, layout.size = ",".join(hidden), size
    work.db.add(layout)


def note_export(work: Work, list_name: str, lines: int) -> None:
    """Who took how many lines of which list: an export takes people's data out of the office."""
    account = work.db.get(Account, _account_id(work))
    if account is not None:
        work.record("account.list_exported", account, after={"list": list_name, "lines": lines})


def _account_id(work: Work) -> int:
    if work.actor.account_id is None:
        raise NotAllowed
    return work.actor.account_id
