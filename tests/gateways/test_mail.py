import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.mail import Attachment, Mail, MailFolder, RecordingMail, SmtpMail, composed, list_mails

CALENDAR = Attachment("rendez-vous été.ics", "text/calendar; method=REQUEST; charset=utf-8", b"BEGIN:VCALENDAR\r\n")
CONFIRMATION = Mail(
    to="Bernard Dupuy <b.dupuy@courriel.example>",
    subject="Votre rendez-vous – 17 avenue Roul à Talence",
    text="Bonjour,\n\nKarim Benali passera mardi.\n",
    html="<p>Bonjour,</p>",
    attachments=(CALENDAR, Attachment("plan.pdf", "application/pdf", b"%PDF-1.7")),
    message_id="<m-42@atlantique-diag.example>",
    sender="ATLANTIQUE DIAGNOSTICS <contact@atlantique-diag.example>",
    reply_to="n.ferrand@atlantique-diag.example",
    sent_at=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
)


class Postman:
    """Keeps what comes; refuses the recipients and the bodies it is told to."""

    def __init__(self, **refusals: str) -> None:
        self.refusals = refusals
        self.received: list[Envelope] = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 aiosmtpd's name
        if refusal := self.refusals.get("recipient"):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 aiosmtpd's name
        self.received.append(envelope)
        return self.refusals.get("data", "250 OK")


Opening = Callable[..., SmtpMail]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def opened() -> Iterator[Opening]:
    """Starts a real SMTP server and gives the gateway that speaks to it."""
    controllers: list[Controller] = []

    def start(postman: Postman, **options: Any) -> SmtpMail:
        controller = Controller(postman, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        controllers.append(controller)
        return SmtpMail(
            host="127.0.0.1", port=controller.port, security="none", sender="contact@atlantique-diag.example"
        )

    yield start
    for controller in controllers:
        controller.stop()


def test_nathalie_s_confirmation_arrives_with_its_appointment(opened):
    postman = Postman()
    opened(postman).send(CONFIRMATION)
    [envelope] = postman.received
    message = message_from_bytes(envelope.original_content or b"", policy=default)
    assert envelope.rcpt_tos == ["b.dupuy@courriel.example"]
    assert message["Subject"] == CONFIRMATION.subject
    assert message["Message-ID"] == "<m-42@atlantique-diag.example>"
    assert message["Reply-To"] == "n.ferrand@atlantique-diag.example"
    assert message["Date"].datetime == CONFIRMATION.sent_at
    calendar, plan = message.iter_attachments()
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "REQUEST")
    assert calendar.get_filename() == CALENDAR.filename
    assert plan.get_payload(decode=True) == b"%PDF-1.7"
    text = message.get_body(("plain",))
    assert text
    assert "Karim Benali" in text.get_content()


@pytest.mark.parametrize(
    ("refusals", "permanent"),
    [
        ({"recipient": "450 4.2.1 mailbox busy"}, False),
        ({"recipient": "550 5.1.1 no such user"}, True),
        ({"data": "452 4.3.1 disk full"}, False),
        ({"data": "554 5.6.0 refused"}, True),
    ],
)
def test_a_server_s_refusal_is_worth_another_try_only_when_it_says_so(opened, refusals, permanent):
    with pytest.raises(GatewayError) as refused:
        opened(Postman(**refusals)).send(CONFIRMATION)
    assert refused.value.permanent is permanent


def test_nobody_listening_is_worth_another_try():
    with pytest.raises(GatewayError) as refused:
        SmtpMail(host="127.0.0.1", port=free_port(), security="none", sender="a@b.fr").send(CONFIRMATION)
    assert not refused.value.permanent


def test_a_server_without_encryption_is_refused_when_encryption_is_asked(opened):
    postman = Postman()
    with pytest.raises(GatewayError) as refused:
        replace(opened(postman), security="starttls").send(CONFIRMATION)
    assert refused.value.permanent
    assert postman.received == []


def _knows(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=given.password == b"right", handled=False)


def test_the_office_logs_in_and_a_wrong_password_is_refused_for_good(opened):
    postman = Postman()
    office = opened(postman, authenticator=_knows, auth_require_tls=False)
    replace(office, user="office", password="right").send(CONFIRMATION)
    assert len(postman.received) == 1
    with pytest.raises(GatewayError) as refused:
        replace(office, user="office", password="wrong").send(CONFIRMATION)
    assert refused.value.permanent
    assert "wrong" not in repr(replace(office, password="wrong"))


@pytest.fixture
def certificate(tmp_path) -> tuple[ssl.SSLContext, str]:
    """A context for a server on 127.0.0.1, and the file of the authority that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day - timedelta(days=3650))
        .not_valid_after(day + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (tmp_path / "server.pem").write_bytes(secret + pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    (tmp_path / "authority.pem").write_bytes(pem)
    return context, str(tmp_path / "authority.pem")


def test_starttls_protects_the_mail(opened, certificate, monkeypatch):
    context, authority = certificate
    postman = Postman()
    office = replace(opened(postman, tls_context=context, require_starttls=True), security="starttls")
    monkeypatch.setenv("SSL_CERT_FILE", authority)
    office.send(CONFIRMATION)
    assert len(postman.received) == 1


def test_tls_from_the_first_byte_protects_the_mail(opened, certificate, monkeypatch):
    context, authority = certificate
    postman = Postman()
    monkeypatch.setenv("SSL_CERT_FILE", authority)
    office = replace(opened(postman, ssl_context=context), security="tls")
    office.send(CONFIRMATION)
    assert len(postman.received) == 1


def test_a_server_nobody_vouches_for_gets_no_mail(opened, certificate):
    context, _authority = certificate
    postman = Postman()
    office = replace(opened(postman, tls_context=context), security="starttls")
    with pytest.raises(GatewayError):
        office.send(CONFIRMATION)
    assert postman.received == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Bonjour\r\nBcc: all@example.fr"},
        {"to": "a@b.fr\nBcc: c@d.fr"},
        {"reply_to": "a@b.fr\r\nX: y"},
        {"message_id": "x\n@y"},
        {"attachments": (Attachment("a\r\nb.pdf", "application/pdf", b""),)},
        {"to": "nobody"},
        {"to": ""},
        {"sender": "office"},
    ],
)
def test_a_mail_that_is_none_is_refused_for_good(wrong, tmp_path):
    mail = replace(CONFIRMATION, **wrong)
    for gateway in (RecordingMail(), MailFolder(tmp_path), SmtpMail("127.0.0.1", 1, sender="a@b.fr")):
        with pytest.raises(GatewayError) as refused:
            gateway.send(mail)
        assert refused.value.permanent
    assert list(tmp_path.iterdir()) == []


def test_the_same_mail_sent_twice_is_one_file_that_reads_back(tmp_path):
    folder = MailFolder(tmp_path / "outbox")
    folder.send(CONFIRMATION)
    folder.send(CONFIRMATION)
    assert [path.name for path in (tmp_path / "outbox").iterdir()] == ["m-42@atlantique-diag.example.eml"]
    [read] = list_mails(tmp_path / "outbox")
    assert (read.subject, read.to, read.date) == (CONFIRMATION.subject, CONFIRMATION.to, CONFIRMATION.sent_at)
    assert (read.text, read.html.strip()) == (CONFIRMATION.text, CONFIRMATION.html)
    assert read.attachments == ("rendez-vous été.ics", "plan.pdf")


def test_the_latest_mail_comes_first_and_half_written_ones_never(tmp_path):
    for hour in (8, 10, 9):
        sent_at = datetime(2026, 11, 23, hour, tzinfo=UTC)
        MailFolder(tmp_path).send(replace(CONFIRMATION, message_id=f"{hour}@x.fr", sent_at=sent_at))
    (tmp_path / ".half.tmp").write_text("Subject: never")
    assert [mail.filename for mail in list_mails(tmp_path)] == ["10@x.fr.eml", "9@x.fr.eml", "8@x.fr.eml"]


@pytest.mark.parametrize("hostile", ["../../etc/passwd@x", "a/b@x", "..", ".eml", "x" * 500 + "@y"])
def test_a_message_id_cannot_leave_the_folder(tmp_path, hostile):
    MailFolder(tmp_path / "outbox").send(replace(CONFIRMATION, message_id=hostile))
    assert [path.name for path in tmp_path.iterdir()] == ["outbox"]
    assert len(list_mails(tmp_path / "outbox")) == 1


def test_a_folder_that_cannot_be_written_is_worth_another_try(tmp_path):
    (tmp_path / "m-42@atlantique-diag.example.eml").mkdir()
    with pytest.raises(GatewayError) as failed:
        MailFolder(tmp_path).send(CONFIRMATION)
    assert not failed.value.permanent
    assert len(list(tmp_path.iterdir())) == 1


@settings(deadline=None)
@given(st.text(st.characters(whitelist_categories=("L", "N")), min_size=1, max_size=120))
def test_any_subject_survives_the_journey(subject):
    sent = composed(replace(CONFIRMATION, subject=subject), "a@b.fr").as_bytes()
    assert message_from_bytes(sent, policy=default)["Subject"] == subject


def test_the_recording_twin_keeps_what_was_sent_or_fails_as_told():
    recording = RecordingMail()
    recording.send(CONFIRMATION)
    assert recording.sent == [CONFIRMATION]
    recording.failure = GatewayError("panne", permanent=False)
    with pytest.raises(GatewayError, match="panne"):
        recording.send(CONFIRMATION)
