import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.sms import RecordingSms, Sms, SmsFolder, list_sms, segments, valid_signature

REMINDER = Sms(to="+33612345678", body="Rendez-vous demain à 9 h.", reference="sms-42")
TOKEN = "12345"
ACCOUNT = "AC00000000000000000000000000000000"
DELIVERED = {
    "MessageSid": "SM00000000000000000000000000000001",
    "MessageStatus": "delivered",
    "To": "+33612345678",
    "From": "+33644600000",
    "AccountSid": ACCOUNT,
    "ApiVersion": "2010-04-01",
}
RINGING = {
    "CallSid": "CA00000000000000000000000000000001",
    "From": "+33612345678",
    "To": "+33478000000",
    "CallStatus": "ringing",
    "Direction": "inbound",
    "AccountSid": ACCOUNT,
    "ApiVersion": "2010-04-01",
}
OFFICIAL = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}
STATUS_URL = "https://diag.example.fr/webhooks/twilio/status?m=42"
SETTINGS = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"


@pytest.mark.parametrize(
    ("url", "params", "header", "settings"),
    [
        ("https://mycompany.com/myapp.php?foo=1&bar=2", OFFICIAL, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", ""),
        (STATUS_URL, DELIVERED, "48ZheR/ByPHL46hoC+VaYKoj6WE=", ""),
        (STATUS_URL, DELIVERED, "1pVBiODFBYEADDIQwEDUrTQQ03Ym2oB2WzpfONR+QTc=", SETTINGS),
        ("https://diag.example.fr/webhooks/twilio/voice", RINGING, "MNjmXE7ue3sJuOwrQLM+dvZerq4=", ""),
    ],
)
def test_twilio_s_own_calls_are_believed(url, params, header, settings):
    assert valid_signature(TOKEN, url, params, header, settings)
    assert not valid_signature("54321", url, params, header, settings)
    assert not valid_signature(TOKEN, url + "x", params, header, settings)
    assert not valid_signature(TOKEN, url, {**params, "To": "+33699999999"}, header, settings)


def test_a_repeated_field_is_signed_once_per_value():
    params = {"Sid": "CA123", "SidAccount": "AC123", "Digits": ["5678", "1234", "1234"]}
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert valid_signature(TOKEN, url, params, "IK+Dwps556ElfBT0I3Rgjkr1wJU=")


def test_a_json_body_is_believed_by_its_hash_in_the_address():
    body = '{"property": "value", "boolean": true}'
    digest = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
    url = f"https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256={digest}"
    header = "a9nBmqA0ju/hNViExpshrM61xv4="
    assert valid_signature(TOKEN, url, body, header)
    assert not valid_signature(TOKEN, url, body.replace("true", "false"), header)
    assert not valid_signature(TOKEN, url.replace("&bodySHA256=" + digest, ""), body, header)


@pytest.mark.parametrize(("header", "settings"), [("", ""), ("é", ""), ("x", "algorithm=HMAC_MD5")])
def test_a_call_without_a_real_signature_is_not_believed(header, settings):
    assert not valid_signature(TOKEN, STATUS_URL, DELIVERED, header, settings)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a" * 160, ("GSM-7", 1)),
        ("a" * 161, ("GSM-7", 2)),
        ("é" * 306, ("GSM-7", 2)),
        ("é" * 307, ("GSM-7", 3)),
        ("€" * 80, ("GSM-7", 1)),
        ("€" * 81, ("GSM-7", 2)),
        ("a" * 152 + "€" + "a" * 152, ("GSM-7", 3)),
        ("ê" * 70, ("UCS-2", 1)),
        ("ê" * 71, ("UCS-2", 2)),
        ("ê" * 66 + "🏠" + "ê" * 66, ("UCS-2", 3)),
        ("🏠" * 35, ("UCS-2", 1)),
    ],
)
def test_segments_are_counted_as_they_are_billed(body, expected):
    assert segments(body) == expected


@settings(deadline=None)
@given(st.text(min_size=1, max_size=400))
def test_a_longer_text_never_takes_fewer_segments(body):
    assert segments(body)[1] <= segments(body + body[-1])[1]


def test_the_same_sms_sent_twice_is_one_file(tmp_path):
    folder = SmsFolder(tmp_path / "outbox")
    assert folder.send(REMINDER) == folder.send(REMINDER) == "sms-42"
    [written] = (tmp_path / "outbox").iterdir()
    assert json.loads(written.read_text())["segments"] == 1
    assert list_sms(tmp_path / "outbox") == [REMINDER]


def test_a_reference_cannot_leave_the_folder(tmp_path):
    SmsFolder(tmp_path / "outbox").send(Sms(to="+33612345678", body="x", reference="../../etc/x"))
    assert [path.name for path in tmp_path.iterdir()] == ["outbox"]
    assert len(list_sms(tmp_path / "outbox")) == 1


@pytest.mark.parametrize(("to", "body"), [("0612345678", "x"), ("+33 6", "x"), ("+33612345678", "  "), ("", "x")])
def test_what_no_provider_can_send_is_refused_for_good(to, body, tmp_path):
    for gateway in (RecordingSms(), SmsFolder(tmp_path)):
        with pytest.raises(GatewayError) as refused:
            gateway.send(Sms(to=to, body=body, reference="sms-1"))
        assert refused.value.permanent


def test_the_recording_twin_keeps_what_was_sent_or_fails_as_told():
    recording = RecordingSms()
    assert recording.send(REMINDER)
    assert recording.sent == [REMINDER]
    recording.failure = GatewayError("panne", permanent=False)
    with pytest.raises(GatewayError, match="panne"):
        recording.send(REMINDER)
