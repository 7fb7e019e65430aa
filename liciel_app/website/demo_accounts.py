"""The demo office's people, offered on the login page in demo mode only."""

from dataclasses import dataclass
from typing import Final

from liciel_app.core.config import settings
from liciel_app.core.work import Work
from liciel_app.office import queries
from liciel_app.office.rules import ROLE_WORDS

PASSWORD: Final = "demo-liciel-2026"  # noqa: S105 printed on the page: the demo has no secret
_OFFICE: Final = "atlantique-diag.example"
EMAILS: Final = (
    f"n.ferrand@{_OFFICE}",
    f"m.delmas@{_OFFICE}",
    f"k.benali@{_OFFICE}",
    f"e.roux@{_OFFICE}",
    "b.dupuy@courriel.example",
    "lea.marchand@chartrons.example",
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    email: str
    name: str
    role: str

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else self.email

    @property
    def password(self) -> str:
        return PASSWORD


def listed(work: Work) -> list[DemoAccount]:
    """Those that the demo office really has; nobody outside demo mode."""
    if settings().mode != "demo":
        return []
    found = (queries.account_by_email(work, email) for email in EMAILS)
    return [DemoAccount(one.email, one.name, ROLE_WORDS[one.role]) for one in found if one is not None]
