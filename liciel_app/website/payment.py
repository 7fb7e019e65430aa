"""The payer's two pages: on the way to the payment platform, and back from it. Neither of them pays anything."""

from typing import Final, TypedDict
from urllib.parse import urlsplit

from starlette.responses import Response

from liciel_app.billing import jobs, queries
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.ui.door import Visit, route
from liciel_app.website.pages import POLICY, render

PATIENCE: Final = 600
"""Seconds during which the page back from the platform asks again by itself."""
SPACE: Final = "/espace"


@route("/payer/{invoice_id}", permission=Permission.PORTAL_USE)
async def pay(visit: Visit) -> Response:
    """The signed form, and a button: the payer sees what he is going to pay before he leaves."""
    payable = await visit.do(jobs.ask_payment, _number(visit.request.path_params["invoice_id"]))
    return await to_platform(visit, payable, **_from(payable.dossier_id))


@route("/paiement/retour/{reference}", permission=Permission.PORTAL_USE)
async def back_from_payment(visit: Visit) -> Response:
    """What the database says of this payment."""
    progress = await visit.read(queries.progress, visit.request.path_params["reference"])
    return await from_platform(visit, progress, **_from(progress.dossier_id))


async def to_platform(visit: Visit, payable: jobs.Payable, *, back: str, deposit: bool = False) -> Response:
    """The page whose form goes to the platform, and nowhere else. `back`: where its last link leads."""
    told = {"payable": payable, "back": back, "deposit": deposit, "space": back == SPACE}
    answer = await render(visit, "pay.html", private=True, **told)
    target = urlsplit(payable.form.url)
    answer.headers["content-security-policy"] = POLICY.replace(
        "form-action 'self'", f"form-action 'self' {target.scheme}://{target.netloc}"
    )
    return answer


async def from_platform(visit: Visit, progress: queries.Progress, *, back: str, deposit: bool = False) -> Response:
    """Asks again every two seconds while nothing is known."""
    known = progress.paid or progress.outcome in ("declined", "to_check")
    waiting = not known and progress.asked_seconds_ago < PATIENCE
    told = {"progress": progress, "waiting": waiting, "back": back, "deposit": deposit, "space": back == SPACE}
    return await render(visit, "payment_return.html", private=True, **told)


class _Way(TypedDict):
    back: str
    deposit: bool


def _from(dossier_id: int) -> _Way:
    """A deposit has no dossier yet: its payer goes back to his space."""
    return {"back": f"{SPACE}/dossier/{dossier_id}" if dossier_id else SPACE, "deposit": not dossier_id}


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > len("2147483647") - 1:
        raise NotFound
    return int(text)


ROUTES = (pay, back_from_payment)
