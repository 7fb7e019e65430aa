"""Addresses and numbers as they are kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.directory import rules


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("+33 6 12 34 56 78", "06 12 34 56 78"),
        ("06.12.34.56.78", "06 12 34 56 78"),
        ("0033612345678", "06 12 34 56 78"),
        ("+39 06 6982 1234", "+39 06 6982 1234"),
        ("06 12", ""),
        ("bonjour", ""),
    ],
)
def test_a_phone_number_is_kept_as_people_read_it(typed: str, kept: str) -> None:
    assert rules.phone_key(typed) == kept


@settings(deadline=None)
@given(st.text(max_size=60))
def test_a_phone_number_kept_is_kept_the_same_again(typed: str) -> None:
    kept = rules.phone_key(typed)
    assert rules.phone_key(kept) == kept or not kept


@settings(deadline=None)
@given(st.emails())
def test_an_address_kept_is_in_lower_case_and_stable(address: str) -> None:
    kept = rules.email_key(address)
    assert kept == kept.lower()
    assert rules.email_key(f" {kept} ") == kept


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_check_of_a_contact(text: str) -> None:
    assert set(rules.contact_faults(name=text, email=text, phone=text)) <= {"name", "email", "phone"}


def test_an_address_with_a_line_break_is_no_address() -> None:
    assert rules.email_key("a@b.fr\nBcc: x@y.fr") == ""
