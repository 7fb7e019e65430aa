"""Delivering what was written, through the mail server and the SMS provider, or into the demo's folder."""

import base64
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sqlmodel import col, select

from liciel_app.core.config import settings
from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.mail import Attachment, Mail, MailFolder, MailGateway, SmtpMail
from liciel_app.gateways.sms import Sms, SmsFolder, SmsGateway, TwilioSms
from liciel_app.messaging import rules
from liciel_app.messaging.models import Channel, Message, SendingState
from liciel_app.messaging.rules import DELIVERY
from liciel_app.office import queries as office_queries

STATUS_PATH: Final = "/webhooks/twilio/status"


@dataclass(frozen=True, slots=True)
class Parcel:
    mail: Mail | None = None
    sms: Sms | None = None


def prepare(work: Work, message_id: int) -> Parcel | None:
    message = work.db.get(Message, message_id)
    if message is None or message.state is not SendingState.WAITING:
        return None
    if message.channel is Channel.SMS:
        return Parcel(sms=Sms(to=message.recipient, body=message.text, reference=f"sms-{message.id}"))
    office = office_queries.office(work)
    enclosed = tuple(Attachment(name, kind, base64.b64decode(c)) for name, kind, c in json.loads(message.attachments))
    return Parcel(
        mail=Mail(
            to=message.recipient,
            subject=message.subject,
            text=message.text,
            message_id=message.message_id,
            sent_at=work.now,
            attachments=enclosed,
            sender=settings().smtp_sender or office.email,
            reply_to=office.email,
        )
    )


def act(parcel: Parcel) -> str:
    """The provider's own name of the message, where it gives one."""
    if parcel.mail is not None:
        mail_gateway().send(parcel.mail)
    return sms_gateway().send(parcel.sms) if parcel.sms is not None else ""


def settle(work: Work, message_id: int, provider_id: str) -> None:
    """What the provider told of it may have come first: it is not taken back."""
    wanted = select(Message).where(col(Message.id) == message_id).with_for_update()
    message = work.db.exec(wanted.execution_options(populate_existing=True)).one()
    message.sent_at, message.provider_id = work.now, provider_id
    if message.state is SendingState.WAITING:
        message.state, message.error = SendingState.SENT, ""
    message.text, message.mask = "" if message.secret else rules.masked(message.text, message.mask), ""
    work.db.add(message)
    work.record("message.sent", message)


def note_failure(work: Work, message_id: int, error: Exception, final: bool) -> None:
    """Why it did not leave; after the last try a person decides (`services.send_again`)."""
    message = work.db.get(Message, message_id)
    if message is None or message.state is not SendingState.WAITING:
        return
    message.error = error.message if isinstance(error, GatewayError) else "Une erreur inattendue est survenue."
    work.db.add(message)
    if final:
        message.state = SendingState.FAILED
        work.record("message.failed", message, after={"why": message.error})


@lru_cache(maxsize=1)
def mail_gateway() -> MailGateway:
    """SMTP where it is configured; in demo and tests a folder of `.eml` files; never a silent nowhere in production."""
    chosen = settings()
    if chosen.smtp_host:
        return SmtpMail(
            host=chosen.smtp_host,
            port=chosen.smtp_port,
            security=chosen.smtp_security,
            user=chosen.smtp_user,
            password=chosen.smtp_password.get_secret_value(),
            sender=chosen.smtp_sender,
        )
    if chosen.production:
        raise GatewayError("LICIEL_SMTP_HOST n’est pas renseigné : les mails attendent.", permanent=False)
    return MailFolder(chosen.data / "outbox")


@lru_cache(maxsize=1)
def sms_gateway() -> SmsGateway:
    chosen = settings()
    if chosen.sms_account_sid:
        return TwilioSms(
            account_sid=chosen.sms_account_sid,
            token=chosen.sms_token.get_secret_value(),
            sender=chosen.sms_sender,
            base_url=chosen.sms_base_url or None,
            status_callback=f"{chosen.base_url}{STATUS_PATH}" if chosen.public_url or chosen.sms_base_url else None,
        )
    if chosen.production:
        raise GatewayError("LICIEL_SMS_ACCOUNT_SID n’est pas renseigné : les SMS attendent.", permanent=False)
    return SmsFolder(chosen.data / "outbox")


DELIVER = Job(DELIVERY, prepare, act, settle, note_failure)
register(DELIVER)
