"""What file names tell of reports."""

import pytest

from liciel_app.dossiers.pdf.kinds import TITLES, guess_kind, place, title


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Rapport_DPE_2026.pdf", "DPE"),
        ("rapportDPEv2.pdf", "DPE"),
        ("2026-0412 - Diagnostic de performance énergétique.PDF", "DPE"),
        ("Audit énergétique réglementaire.pdf", "AUDIT"),
        ("CREP plomb.pdf", "CREP"),
        ("Diagnostic plomb 12 rue des Gazons.pdf", "CREP"),
        ("etat amiante.pdf", "AMIANTE"),
        ("E\u0301tat_Amiante_V2.pdf", "AMIANTE"),
        ("amiante avant travaux.pdf", "RAAT"),
        ("DTA-parties-communes.pdf", "DTA"),
        ("2026-0123_ELEC.pdf", "ELEC"),
        ("Électricité.pdf", "ELEC"),
        ("gaz.pdf", "GAZ"),
        ("État parasitaire.pdf", "TERMITES"),
        ("ERP-33000.pdf", "ERP"),
        ("etat_des_risques.pdf", "ERP"),
        ("ENSA bruit.pdf", "BRUIT"),
        ("Attestation superficie loi Carrez lot 12.pdf", "CARREZ"),
        ("Surface habitable.pdf", "BOUTIN"),
        ("SPANC.pdf", "ANC"),
        ("assainissement non collectif.pdf", "ANC"),
        ("raccordement assainissement.pdf", "ASSCOL"),
        ("Attestation sur l’honneur.pdf", "ATTESTATION"),
        ("Certification COFRAC Karim.pdf", "CERTIFICAT"),
        ("Assurance RC Pro 2026.pdf", "ASSURANCE"),
        ("Règlement de copropriété.pdf", "COPRO"),
        ("Ordre de mission signé.pdf", "ODM"),
        ("croquis.pdf", "PLAN"),
        ("scan0001.pdf", "AUTRE"),
        ("Mme Francine Gazel.pdf", "AUTRE"),
        (".pdf", "AUTRE"),
        ("", "AUTRE"),
    ],
)
def test_a_name_tells_its_kind(name: str, kind: str) -> None:
    assert guess_kind(name) == kind


def test_every_kind_has_a_place_and_a_title() -> None:
    assert [place(kind) for kind in TITLES] == list(range(len(TITLES)))
    assert title("inconnu") == title("AUTRE")
    assert place("inconnu") == place("AUTRE")
