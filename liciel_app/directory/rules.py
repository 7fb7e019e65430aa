"""What makes a person or a company reachable, and how they are found again."""

import re
from collections.abc import Mapping
from typing import Final

from liciel_app.core.errors import Invalid
from liciel_app.core.text import normalise, one_line, phone_fr
from liciel_app.directory.models import Client, ClientKind

KIND_WORDS: Final[Mapping[ClientKind, str]] = {
    ClientKind.PRIVATE: "Particulier",
    ClientKind.PROFESSIONAL: "Professionnel",
    ClientKind.AGENCY: "Agence immobilière",
    ClientKind.NOTARY: "Notaire",
}
_LONGEST_NAME: Final = 120
_LONGEST_EMAIL: Final = 254
# One @, no space, and a domain of at least two labels: the mail that comes back is the only real proof.
_EMAIL: Final = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def contact_faults(*, name: str, email: str, phone: str) -> dict[str, str]:
    """The sentence to say beside each wrong field, by `name`, `email`, `phone`; the phone may be empty."""
    checks = {
        "name": (_is_name(name), "Indiquez votre nom."),
        "email": (
            email_key(email) != "",
            "Indiquez une adresse mail valable, par exemple nom@exemple.fr.",
        ),
        "phone": (not phone.strip() or phone_key(phone) != "", "Ce numéro de téléphone n’est pas complet."),
    }
    return {field: sentence for field, (good, sentence) in checks.items() if not good}


def check_contact(*, name: str, email: str, phone: str) -> None:
    """Raises Invalid with a sentence per wrong field."""
    wrong = contact_faults(name=name, email=email, phone=phone)
    if wrong:
        raise Invalid(wrong)


def email_key(email: str) -> str:
    """The address as it is kept and compared (lower case), empty when it is none."""
    bare = email.strip().lower()
    return bare if len(bare) <= _LONGEST_EMAIL and _EMAIL.fullmatch(bare) else ""


def phone_key(phone: str) -> str:
    """06 12 34 56 78 for a French number, +39 06 1234567 for a foreign one, empty when it can be none."""
    import phonenumbers

    try:
        read = phonenumbers.parse(one_line(phone, 40), "FR")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(read):
        return ""
    international = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phone_fr(international) if read.country_code == phonenumbers.country_code_for_region("FR") else international


def searched(client: Client) -> str:
    """What lists search and sort by: the name first."""
    return normalise(
        client.name,
        client.email,
        client.phone,
        client.phone.replace(" ", ""),
        client.city,
        client.postcode,
        client.street,
        client.siret,
    )


def _is_name(name: str) -> bool:
    bare = one_line(name, _LONGEST_NAME + 1)
    return 1 < len(bare) <= _LONGEST_NAME and any(letter.isalpha() for letter in bare)
