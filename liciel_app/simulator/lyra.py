"""PayZen's hosted form: the form is checked, a page asks the payer, the office is notified, the browser returns."""

import asyncio
import uuid
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from liciel_app.simulator.callbacks import post, within_reach
from liciel_app.simulator.lyra_form import Refusal, refusal
from liciel_app.simulator.lyra_result import FAULTS, OUTCOMES, notified, result, returned
from liciel_app.simulator.memory import Answer, Memory, Payment
from liciel_app.simulator.page import address, page

_LONGEST_DELAY = 600


async def receive(request: Request) -> Response:
    memory: Memory = request.app.state.memory
    form = await request.form()
    fields = _texts(form)
    problem = Refusal("00", "signature") if len(form.multi_items()) != len(fields) else refusal(fields, memory.shop)
    if problem:
        return page(request, "refused.html", status=400, problem=problem, value=fields.get(problem.field))
    payment = Payment(uuid.uuid4().hex, fields)
    known = memory.payment_of(payment.key)
    if known and (known.outcome or known.fields != fields):
        reused = Refusal("03", "vads_trans_id", "déjà utilisé aujourd’hui")
        return page(request, "refused.html", status=400, problem=reused, value=fields["vads_trans_id"])
    payment = known or payment
    memory.payments[payment.uuid] = payment
    return RedirectResponse(address(request, f"/vads-payment/{payment.uuid}"), status_code=303)


async def show(request: Request) -> Response:
    return page(request, "payment.html", payment=_payment(request), faults=FAULTS)


async def settle(request: Request) -> Response:
    """The payer's decision, once. The test controls say how, how often and when the office is notified."""
    payment = _payment(request)
    asked = _texts(await request.form())
    if payment.outcome or asked.get("choice") not in OUTCOMES:
        return page(request, "payment.html", payment=payment, faults=FAULTS)
    payment.outcome = asked["choice"]
    memory: Memory = request.app.state.memory
    fields = result(payment, memory.now())
    notice = notified(fields, memory.shop, asked.get("fault", ""))
    delay, times = _number(asked.get("delay"), _LONGEST_DELAY), max(1, _number(asked.get("times"), 10))
    task = BackgroundTask(_notify, payment, notice, request.url.hostname or "", times=times, delay=delay)
    if asked.get("when") == "never":
        return _back(request, payment, fields)
    if asked.get("when") == "after" or delay:
        return _back(request, payment, fields, task)
    await task()
    return _back(request, payment, fields)


async def _notify(payment: Payment, notice: dict[str, str], own_host: str, *, times: int, delay: int) -> None:
    await asyncio.sleep(delay)
    url = payment.fields.get("vads_url_check", "")
    if not url or not within_reach(url, own_host):
        payment.answers.append(Answer("non envoyée", "adresse de notification absente ou hors de cette machine"))
        return
    payment.answers += await asyncio.gather(*(post(url, notice) for _ in range(times)))


def _back(request: Request, payment: Payment, fields: dict[str, str], task: BackgroundTask | None = None) -> Response:
    """To the address of the outcome or the common one; without any, the payer stays on the receipt."""
    own = payment.fields.get(OUTCOMES[payment.outcome].return_field)
    url = own or payment.fields.get("vads_url_return") or str(request.url)
    mode = payment.fields.get("vads_return_mode", "")
    answer = returned(fields, request.app.state.memory.shop)
    if mode == "POST":
        response: Response = page(request, "return.html", payment=payment, url=url, fields=answer)
    else:
        joined = ("&" if "?" in url else "?") + urlencode(answer) if mode == "GET" else ""
        response = RedirectResponse(url + joined, status_code=303)
    response.background = task
    return response


def _payment(request: Request) -> Payment:
    memory: Memory = request.app.state.memory
    found = memory.payments.get(request.path_params["uuid"])
    if not found:
        raise HTTPException(404, "Paiement inconnu du simulateur.")
    return found


def _texts(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _number(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.isdecimal() else 0


ROUTES = [
    Route("/vads-payment/", receive, methods=["POST"]),
    Route("/vads-payment/{uuid}", show, methods=["GET"]),
    Route("/vads-payment/{uuid}", settle, methods=["POST"]),
]
