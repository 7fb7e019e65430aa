"""Outgoing mail: through SMTP, into a folder of `.eml` files (demo), or kept in memory (tests)."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, default
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Final, Literal, Protocol

from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.folder import safe_name, write_whole

Security = Literal["none", "starttls", "tls"]

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")
_ADDRESS: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_PERMANENT: Final = 500


@dataclass(frozen=True, slots=True)
class Attachment:
    """`media_type` may carry parameters: `text/calendar; method=REQUEST; charset=utf-8`."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `message_id` with or without angle brackets; an empty `sender` is the gateway's own."""

    to: str
    subject: str
    text: str
    message_id: str
    sent_at: datetime
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    sender: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail read back from the folder; `date` is None when the file says none."""

    filename: str
    subject: str
    to: str
    date: datetime | None
    text: str
    html: str
    attachments: tuple[str, ...]


class MailGateway(Protocol):
    def send(self, mail: Mail) -> None:
        """Raises GatewayError; a mail that is no mail (bad address, control character in a header) fails for good."""
        ...


@dataclass(frozen=True)
class SmtpMail:
    """A mail server of the office. 4xx answers and silences are worth another try, 5xx answers are not."""

    host: str
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    timeout: float = 20

    def send(self, mail: Mail) -> None:
        message = composed(mail, self.sender)
        with _as_gateway_errors(), self._connected() as server:
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message, from_addr=parseaddr(self.sender or mail.sender)[1])

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        if self.security == "tls":
            opened = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=ssl.create_default_context())
        else:
            opened = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        with opened as server:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            yield server


@dataclass(frozen=True)
class MailFolder:
    """Each mail is a file named after its message id: sent twice, it is still one."""

    folder: Path
    sender: str = ""

    def send(self, mail: Mail) -> None:
        content = composed(mail, self.sender or "office@localhost").as_bytes()
        write_whole(self.folder / f"{safe_name(mail.message_id.strip('<>'))}.eml", content)


@dataclass
class RecordingMail:
    """`failure`, when set, is what the next sendings meet."""

    failure: GatewayError | None = None
    sent: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        composed(mail, "office@localhost")
        if self.failure:
            raise self.failure
        self.sent.append(mail)


def composed(mail: Mail, sender: str) -> EmailMessage:
    """The message as it travels. Refuses header injection and addresses that are none."""
    source = mail.sender or sender
    headers = (mail.to, mail.subject, mail.message_id, source, mail.reply_to)
    if any(_CONTROLS.search(text) for text in (*headers, *(a.filename for a in mail.attachments))):
        raise GatewayError("Un en-tête du message contient un caractère de commande.", permanent=True)
    for address in (mail.to, source, mail.reply_to or source):
        if not _ADDRESS.fullmatch(parseaddr(address)[1]):
            raise GatewayError(f"« {address} » n’est pas une adresse de messagerie.", permanent=True)
    message = EmailMessage(policy=SMTP)
    message["From"] = source
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.sent_at)
    message["Message-ID"] = f"<{mail.message_id.strip('<>')}>"
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    _fill(message, mail)
    return message


def list_mails(folder: Path) -> list[SentMail]:
    """The mails of the folder, the latest first."""
    mails = [read_mail(path) for path in folder.glob("*.eml")]
    return sorted(mails, key=lambda mail: (mail.date.timestamp() if mail.date else 0, mail.filename), reverse=True)


def read_mail(path: Path) -> SentMail:
    with path.open("rb") as file:
        message = BytesParser(_class=EmailMessage, policy=default).parse(file)
    date = message["Date"]
    return SentMail(
        filename=path.name,
        subject=str(message["Subject"] or ""),
        to=str(message["To"] or ""),
        date=date.datetime if date else None,
        text=_part(message, "plain"),
        html=_part(message, "html"),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _fill(message: EmailMessage, mail: Mail) -> None:
    message.set_content(mail.text)
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html")
    for attachment in mail.attachments:
        kind = EmailMessage()
        kind["Content-Type"] = attachment.media_type
        declared = kind["Content-Type"]
        message.add_attachment(
            attachment.content,
            maintype=declared.maintype,
            subtype=declared.subtype,
            filename=attachment.filename,
            params=dict(declared.params),
        )


def _part(message: EmailMessage, kind: Literal["plain", "html"]) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()).replace("\r\n", "\n") if body else ""


@contextmanager
def _as_gateway_errors() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        raise GatewayError(f"Destinataire refusé : {code} {_words(reply)}", permanent=code >= _PERMANENT) from error
    except smtplib.SMTPResponseException as error:
        permanent = error.smtp_code >= _PERMANENT
        raise GatewayError(
            f"Le serveur répond {error.smtp_code} {_words(error.smtp_error)}", permanent=permanent
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise GatewayError(f"Le serveur ne sait pas faire : {error}", permanent=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise GatewayError(f"Le serveur de messagerie ne répond pas : {error}", permanent=False) from error


def _words(reply: bytes | str) -> str:
    return reply.decode(errors="replace") if isinstance(reply, bytes) else reply
