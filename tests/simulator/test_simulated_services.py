from queue import Queue

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.geocoding import BanGeocoder
from liciel_app.gateways.sms import Sms, TwilioSms, valid_signature
from liciel_app.simulator import simulator

ACCOUNT, TOKEN = "AC" + "1" * 32, "the token of the account"
REMINDER = Sms(to="+33612345678", body="Rendez-vous demain à 9 h.", reference="sms 42/é")


@pytest.fixture
def service_url(serve) -> str:
    services = simulator(sms_account_sid=ACCOUNT, sms_token=TOKEN)
    return serve(Starlette(routes=[Mount("/simulateur", services)])) + "/simulateur"


def test_twilio_s_library_sends_through_the_simulator(service_url, browser):
    sid = TwilioSms(ACCOUNT, TOKEN, "ATLANTIQUE", base_url=service_url).send(REMINDER)
    assert sid.startswith("SM")
    assert len(sid) == 34
    assert REMINDER.body in browser.get(service_url + "/").text


def test_a_messaging_service_sends_too(service_url):
    assert TwilioSms(ACCOUNT, TOKEN, "MG" + "2" * 32, base_url=service_url).send(REMINDER)


@pytest.mark.parametrize(
    ("token", "to", "body", "said"),
    [
        ("wrong", "+33612345678", "x", "20003"),
        (TOKEN, "+15005550001", "x", "21211"),
        (TOKEN, "+15005550009", "x", "21614"),
        (TOKEN, "+33612345678", "x" * 1601, "21617"),
    ],
)
def test_what_twilio_refuses_is_refused_for_good(service_url, token, to, body, said):
    with pytest.raises(GatewayError, match=said) as refused:
        TwilioSms(ACCOUNT, token, "ATLANTIQUE", base_url=service_url).send(Sms(to, body, "sms-1"))
    assert refused.value.permanent


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_twilio_in_trouble_is_worth_another_try(serve, status):
    async def in_trouble(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("{}", status_code=status)

    url = serve(Starlette(routes=[Route("/{path:path}", in_trouble, methods=["POST"])]))
    with pytest.raises(GatewayError) as failed:
        TwilioSms(ACCOUNT, TOKEN, "ATLANTIQUE", base_url=url).send(REMINDER)
    assert not failed.value.permanent


def test_a_twilio_that_does_not_answer_is_worth_another_try():
    with pytest.raises(GatewayError) as failed:
        TwilioSms(ACCOUNT, TOKEN, "ATLANTIQUE", base_url="http://127.0.0.1:9").send(REMINDER)
    assert not failed.value.permanent


def test_the_delivery_is_told_with_a_signature_and_our_reference(service_url, serve):
    told: Queue[tuple[str, str, bool]] = Queue()

    async def status(request: Request) -> PlainTextResponse:
        fields = {name: str(value) for name, value in (await request.form()).items()}
        signed = valid_signature(TOKEN, str(request.url), fields, request.headers["x-twilio-signature"])
        told.put((request.query_params["m"], fields["MessageStatus"], signed))
        return PlainTextResponse("")

    office = serve(Starlette(routes=[Route("/status", status, methods=["POST"])]))
    TwilioSms(ACCOUNT, TOKEN, "ATLANTIQUE", service_url, status_callback=f"{office}/status?v=1").send(REMINDER)
    assert told.get(timeout=20) == ("sms 42/é", "sent", True)
    assert told.get(timeout=20) == ("sms 42/é", "delivered", True)


@pytest.mark.parametrize("fields", [{"To": "+33612345678", "Body": "x"}, {"To": "+33612345678", "From": "x"}, {}])
def test_an_incomplete_message_is_refused_in_twilio_s_words(service_url, browser, fields):
    url = f"{service_url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    answer = browser.post(url, data=fields, auth=(ACCOUNT, TOKEN))
    assert answer.status_code == 400
    assert answer.json()["code"] in {21211, 21602, 21603}


def test_the_online_geocoder_speaks_to_the_simulator(service_url):
    geocoder = BanGeocoder(f"{service_url}/geocodage", timeout=30)  # it reads its table at the first question
    [place] = geocoder.complete("17 avenue Roul, 33400 Talence")
    assert (place.label, place.citycode) == ("17 avenue Roul, 33400 Talence", "33522")
    assert place.approximate
    assert [found.city for found in geocoder.complete("talence", limit=2)] == ["Talence"]
    assert geocoder.locate("zzzzzz") is None


def test_the_simulated_geocoder_answers_in_the_shape_of_the_real_one(service_url, browser):
    asked = {"q": "bordeaux", "limit": 2, "postcode": "33800"}
    found = browser.get(f"{service_url}/geocodage/search", params=asked).json()
    assert (found["type"], found["query"], found["limit"]) == ("FeatureCollection", "bordeaux", 2)
    [feature] = found["features"]
    assert feature["geometry"]["type"] == "Point"
    assert feature["properties"]["citycode"] == "33063"
    assert feature["properties"]["type"] == "municipality"
    assert feature["properties"]["context"] == "33"


@pytest.mark.parametrize("text", ["", "ab", "x" * 201, ",,,"])
def test_a_question_the_geocoder_does_not_take_is_refused(service_url, browser, text):
    assert browser.get(f"{service_url}/geocodage/search", params={"q": text}).status_code == 400
