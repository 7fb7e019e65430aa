from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.payment import (
    Forged,
    PaymentRequest,
    PaymentStatus,
    Payzen,
    PayzenShop,
    RecordingPayment,
    form,
    new_trans_id,
    read_notification,
    sign,
)

KEY = "1122334455667788"
SHOP = PayzenShop(form_url="https://secure.payzen.eu/vads-payment/", site_id="12345678", key=KEY, mode="TEST")
DOCUMENTED = {
    "vads_action_mode": "INTERACTIVE",
    "vads_amount": "5124",
    "vads_ctx_mode": "TEST",
    "vads_currency": "978",
    "vads_page_action": "PAYMENT",
    "vads_payment_config": "SINGLE",
    "vads_site_id": "12345678",
    "vads_trans_date": "20170129130025",
    "vads_trans_id": "123456",
    "vads_version": "V2",
}
ACCENTED = {
    "vads_action_mode": "INTERACTIVE",
    "vads_amount": "42000",
    "vads_ctx_mode": "TEST",
    "vads_currency": "978",
    "vads_cust_email": "client@example.fr",
    "vads_cust_last_name": "Hélène Müller",
    "vads_order_id": "F2026-000123",
    "vads_order_info": "Facture n° F2026-000123 – été",
    "vads_page_action": "PAYMENT",
    "vads_payment_config": "SINGLE",
    "vads_site_id": "12345678",
    "vads_trans_date": "20261121093000",
    "vads_trans_id": "00a1Z9",
    "vads_version": "V2",
}
NOTIFIED = {
    "vads_amount": "42000",
    "vads_auth_result": "00",
    "vads_ctx_mode": "TEST",
    "vads_currency": "978",
    "vads_effective_amount": "42000",
    "vads_operation_type": "DEBIT",
    "vads_order_id": "F2026-000123",
    "vads_result": "00",
    "vads_site_id": "12345678",
    "vads_trans_date": "20261121093000",
    "vads_trans_id": "00a1Z9",
    "vads_trans_status": "AUTHORISED",
    "vads_trans_uuid": "d7d8a3b0c1e24f5a9b6c7d8e9f001122",
    "vads_url_check_src": "PAY",
    "vads_warranty_result": "",
}
REQUEST = PaymentRequest(
    amount_cents=48090,
    order_id="FA-2026-0412",
    trans_id="00a1z9",
    trans_date=datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/Paris")),
    return_url="https://office.example/espace/dossiers/7",
    notification_url="https://office.example/paiements/payzen",
    customer_mail="b.dupuy@courriel.example",
    customer_name="Bernard Dupuy",
    description="Facture FA-2026-0412",
)


def signed(**changes: str) -> dict[str, str]:
    fields = {**NOTIFIED, **changes}
    return {**fields, "signature": sign(fields, KEY)}


@pytest.mark.parametrize(
    ("fields", "signature"),
    [
        (DOCUMENTED, "ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0="),
        (ACCENTED, "IHYs39EeVCuN16tqCyP3FxWneodXWy11CRJwfhnjGZA="),
        (NOTIFIED, "Bzkpp8H5q3Fg8mymFHaOZ1IYlc8utbqQwjFZ3B6UWqs="),
    ],
)
def test_the_signature_is_the_one_lyra_publishes(fields, signature):
    assert sign(fields, KEY) == signature
    assert sign({**fields, "submit": "Payer", "signature": "x"}, KEY) == signature


def test_mr_dupuy_s_form_asks_for_what_he_owes_and_is_signed():
    made = form(SHOP, REQUEST)
    fields = dict(made.fields)
    assert made.url == SHOP.form_url
    assert fields.pop("signature") == sign(fields, KEY)
    assert fields["vads_amount"] == "48090"
    assert fields["vads_currency"] == "978"
    assert fields["vads_trans_date"] == "20261123083000"
    assert fields["vads_order_id"] == "FA-2026-0412"
    assert fields["vads_url_check"] == REQUEST.notification_url
    assert fields["vads_return_mode"] == "NONE"
    assert KEY not in str(fields)
    assert KEY not in repr(SHOP)


def test_no_words_of_a_stranger_can_shift_the_signed_values():
    fields = form(
        SHOP, replace(REQUEST, customer_name="A+978+B\r\n<b>", customer_mail="a+b@c.fr", description="1+1")
    ).fields
    assert fields["vads_cust_name"] == "A 978 B (b)"
    assert "vads_cust_email" not in fields
    assert not any("+" in value for name, value in fields.items() if name != "signature")


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_cents": 0},
        {"amount_cents": -5},
        {"order_id": "FA 2026"},
        {"order_id": "x" * 65},
        {"trans_id": "00A1Z9"},
        {"trans_id": "12345"},
        {"trans_date": datetime(2026, 11, 23)},  # noqa: DTZ001 that is what is refused
        {"return_url": "javascript:alert(1)"},
        {"notification_url": ""},
    ],
)
def test_a_request_that_lyra_would_refuse_never_leaves(wrong):
    with pytest.raises(GatewayError) as refused:
        form(SHOP, replace(REQUEST, **wrong))
    assert refused.value.permanent


def test_a_true_notification_is_read():
    read = read_notification(SHOP, signed(vads_card_number="497010XXXXXX0000"))
    assert (read.order_id, read.amount_cents, read.currency) == ("F2026-000123", 42000, "978")
    assert (read.status, read.raw_status, read.operation) == (PaymentStatus.PAID, "AUTHORISED", "DEBIT")
    assert read.event_id == "d7d8a3b0c1e24f5a9b6c7d8e9f001122:AUTHORISED"
    assert (read.card, read.mode, read.trans_id) == ("497010XXXXXX0000", "TEST", "00a1Z9")


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("AUTHORISED", "PAID"),
        ("CAPTURED", "PAID"),
        *((raw, "PENDING") for raw in ("AUTHORISED_TO_VALIDATE", "WAITING_AUTHORISATION", "UNDER_VERIFICATION")),
        *((raw, "PENDING") for raw in ("WAITING_AUTHORISATION_TO_VALIDATE", "INITIAL", "NEW_STATUS")),
        *((raw, "REFUSED") for raw in ("REFUSED", "CANCELLED", "ABANDONED")),
        *((raw, "REFUSED") for raw in ("EXPIRED", "NOT_CREATED", "CAPTURE_FAILED")),
    ],
)
def test_each_status_of_lyra_has_one_meaning(raw, status):
    assert read_notification(SHOP, signed(vads_trans_status=raw)).status == status


def test_an_abandoned_payment_has_no_transaction_and_still_an_event():
    fields = {k: v for k, v in NOTIFIED.items() if k not in {"vads_trans_uuid", "vads_operation_type"}}
    fields["vads_trans_status"] = "ABANDONED"
    read = read_notification(SHOP, {**fields, "signature": sign(fields, KEY)})
    assert read.event_id == "2026112109300000a1Z9:ABANDONED"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"vads_site_id": "87654321"}, "another shop"),
        ({"vads_ctx_mode": "PRODUCTION"}, "PRODUCTION event in a TEST shop"),
        ({"vads_amount": "-42000"}, "vads_amount malformed"),
        ({"vads_amount": "٤٢"}, "vads_amount malformed"),
        ({"vads_trans_uuid": ""}, "vads_trans_uuid malformed"),
        ({"vads_operation_type": ""}, "vads_operation_type malformed"),
        ({"vads_order_id": ""}, "vads_order_id malformed"),
        ({"vads_ctx_mode": ""}, "vads_ctx_mode malformed"),
    ],
)
def test_a_well_signed_notification_of_another_world_is_not_believed(changes, reason):
    with pytest.raises(Forged) as refused:
        read_notification(SHOP, signed(**changes))
    assert refused.value.reason == reason


def test_a_test_event_is_refused_by_a_production_shop():
    with pytest.raises(Forged, match="TEST event in a PRODUCTION shop"):
        read_notification(replace(SHOP, mode="PRODUCTION"), signed())


@pytest.mark.parametrize(
    "name", ["vads_amount", "vads_trans_status", "vads_order_id", "vads_currency", "vads_trans_uuid"]
)
def test_a_notification_without_an_essential_field_is_refused_even_signed(name):
    fields = {key: value for key, value in NOTIFIED.items() if key != name}
    with pytest.raises(Forged, match=f"{name} missing"):
        read_notification(SHOP, {**fields, "signature": sign(fields, KEY)})


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        ("", "no signature"),
        ("59c96b34c74b9375c332b0b6a32e6deec87de2b9", "SHA-1 signature"),
        ("Bzkpp8H5q3Fg8mymFHaOZ1IYlc8utbqQwjFZ3B6UWqt=", "bad signature"),
        ("é", "bad signature"),
    ],
)
def test_a_signature_that_is_none_is_refused(signature, reason):
    with pytest.raises(Forged, match=reason):
        read_notification(SHOP, {**NOTIFIED, "signature": signature})


def test_another_shop_s_key_signs_nothing_here():
    with pytest.raises(Forged, match="bad signature"):
        read_notification(replace(SHOP, key="8877665544332211"), signed())


@settings(deadline=None)
@given(name=st.sampled_from([*NOTIFIED, "signature"]), value=st.text(max_size=40))
def test_any_change_of_any_field_is_refused(name, value):
    fields = signed()
    assume(fields[name] != value)
    with pytest.raises(Forged):
        read_notification(SHOP, {**fields, name: value})


@settings(deadline=None)
@given(name=st.sampled_from(list(NOTIFIED)))
def test_any_field_taken_away_is_refused(name):
    fields = signed()
    del fields[name]
    with pytest.raises(Forged):
        read_notification(SHOP, fields)


@settings(deadline=None)
@given(name=st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12).map("vads_{}".format), value=st.text())
def test_any_field_added_is_refused(name, value):
    assume(name not in NOTIFIED)
    with pytest.raises(Forged):
        read_notification(SHOP, {**signed(), name: value})


def test_transaction_ids_have_six_characters_lyra_accepts():
    made = {new_trans_id() for _ in range(200)}
    assert all(len(one) == 6 and one.isalnum() and one == one.lower() and one.isascii() for one in made)
    assert len(made) > 190


def test_the_recording_twin_signs_like_the_real_one_and_keeps_what_passed():
    recording = RecordingPayment(SHOP)
    assert recording.form(REQUEST) == Payzen(SHOP).form(REQUEST)
    assert recording.read_notification(signed()) == Payzen(SHOP).read_notification(signed())
    assert recording.asked == [REQUEST]
    assert [read.order_id for read in recording.read] == ["F2026-000123"]


def test_the_date_of_a_request_is_sent_in_utc():
    utc = replace(REQUEST, trans_date=datetime(2026, 7, 1, 22, 5, 9, tzinfo=UTC))
    assert form(SHOP, utc).fields["vads_trans_date"] == "20260701220509"
