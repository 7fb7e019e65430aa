"""The names of the diagnostics."""

from liciel_app.orders.labels import DOCUMENTS, LABELS, MISSIONS, Certification, certification, words
from liciel_app.orders.obligations.terms import VALIDITY

SOLD = "DPE AUDIT CREP AMIANTE DAPP DTA GAZ ELEC TERMITES ERP BRUIT CARREZ BOUTIN RAAT RAAD PEMD DPE_COLL PPPT DTG"


def test_every_code_of_the_law_has_a_name_an_icon_word_and_a_validity() -> None:
    assert [label.code for label in MISSIONS] == SOLD.split()
    assert len(LABELS) == len(MISSIONS) + len(DOCUMENTS)
    assert set(VALIDITY) == set(LABELS)
    assert all(label.short and label.long and 0 < len(label.icon) <= 5 for label in LABELS.values())
    assert len({label.icon for label in LABELS.values()}) == len(LABELS)


def test_the_certificate_follows_the_mission_and_the_building() -> None:
    assert certification("DPE") is Certification.DPE
    assert certification("DPE", whole_building=True) is Certification.DPE_BUILDING
    assert certification("CREP", whole_building=True) is Certification.LEAD
    assert certification("ERP") is None
    assert Certification.ELECTRICITY.word == "Électricité"
    assert {"Plomb", "Amiante avec mention", "ERP – état des risques"} <= words()
