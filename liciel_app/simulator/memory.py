"""What the simulator remembers: gone with the process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from liciel_app.core.money import euros
from liciel_app.gateways.payment import PayzenShop
from liciel_app.simulator.diary import Diary


@dataclass
class Answer:
    """How the office answered a notification."""

    status: str
    text: str


@dataclass
class Payment:
    """A form that was accepted; `outcome` is empty until the payer chose."""

    uuid: str
    fields: dict[str, str]
    outcome: str = ""
    answers: list[Answer] = field(default_factory=list)

    @property
    def amount(self) -> str:
        return euros(int(self.fields["vads_amount"]))

    @property
    def key(self) -> tuple[str, str]:
        """Lyra wants the transaction id unique per UTC day."""
        return self.fields["vads_trans_date"][:8], self.fields["vads_trans_id"]


@dataclass
class Message:
    """An SMS that was accepted."""

    sid: str
    to: str
    sender: str
    body: str


@dataclass
class Memory:
    shop: PayzenShop
    sms_account_sid: str
    sms_token: str
    now: Callable[[], datetime]
    payments: dict[str, Payment] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    google: Diary = field(default_factory=Diary)
    microsoft: Diary = field(default_factory=Diary)

    def payment_of(self, key: tuple[str, str]) -> Payment | None:
        return next((payment for payment in self.payments.values() if payment.key == key), None)
