# pyright: strict
"""The names of what the office sells and of what others must supply, by code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Certification(StrEnum):
    """Domains of the operators' certificates (arrêtés du 20/07/2023 et du 01/07/2024)."""

    DPE = "dpe"
    DPE_BUILDING = "dpe_mention"
    AUDIT = "audit"
    LEAD = "plomb"
    ASBESTOS = "amiante"
    ASBESTOS_WORKS = "amiante_mention"
    TERMITES = "termites"
    GAS = "gaz"
    ELECTRICITY = "electricite"

    @property
    def word(self) -> str:
        return _DOMAINS[self]


_DOMAINS: Final[Mapping[Certification, str]] = MappingProxyType(
    {
        Certification.DPE: "DPE",
        Certification.DPE_BUILDING: "DPE avec mention",
        Certification.AUDIT: "Audit énergétique",
        Certification.LEAD: "Plomb",
        Certification.ASBESTOS: "Amiante",
        Certification.ASBESTOS_WORKS: "Amiante avec mention",
        Certification.TERMITES: "Termites",
        Certification.GAS: "Gaz",
        Certification.ELECTRICITY: "Électricité",
    }
)


@dataclass(frozen=True, slots=True)
class Label:
    """`icon` is the word of two to five letters that stands on a badge, `building` the certificate
    a whole building or business premises need when it is another than the dwelling's."""

    code: str
    short: str
    long: str
    icon: str
    certification: Certification | None = None
    building: Certification | None = None


_C = Certification
MISSIONS: Final = (
    Label("DPE", "DPE", "DPE – diagnostic de performance énergétique", "DPE", _C.DPE, _C.DPE_BUILDING),
    Label("AUDIT", "Audit", "Audit énergétique réglementaire", "Audit", _C.AUDIT),
    Label("CREP", "Plomb", "CREP – constat de risque d’exposition au plomb", "Pb", _C.LEAD),
    Label("AMIANTE", "Amiante", "Amiante – état d’amiante avant vente", "Am", _C.ASBESTOS),
    Label("DAPP", "DAPP", "DAPP – dossier amiante des parties privatives", "DAPP", _C.ASBESTOS),
    Label("DTA", "DTA", "DTA – dossier technique amiante", "DTA", _C.ASBESTOS),
    Label("GAZ", "Gaz", "Gaz – état de l’installation intérieure de gaz", "Gaz", _C.GAS),
    Label("ELEC", "Électricité", "Électricité – état de l’installation intérieure", "Él", _C.ELECTRICITY),
    Label("TERMITES", "Termites", "Termites – état relatif à la présence de termites", "Te", _C.TERMITES),
    Label("ERP", "Risques", "ERP – état des risques", "ERP"),
    Label("BRUIT", "Bruit", "ENSA – état des nuisances sonores aériennes", "Br"),
    Label("CARREZ", "Carrez", "Loi Carrez – mesurage de la superficie privative", "Cz"),
    Label("BOUTIN", "Boutin", "Loi Boutin – mesurage de la surface habitable", "Bo"),
    Label("RAAT", "Amiante travaux", "RAAT – repérage amiante avant travaux", "RAAT", _C.ASBESTOS_WORKS),
    Label("RAAD", "Amiante démolition", "RAAD – repérage amiante avant démolition", "RAAD", _C.ASBESTOS_WORKS),
    Label("PEMD", "PEMD", "PEMD – diagnostic produits, équipements, matériaux et déchets", "PEMD"),
    Label(
        "DPE_COLL", "DPE collectif", "DPE collectif – performance énergétique de l’immeuble", "DPEc", _C.DPE_BUILDING
    ),
    Label("PPPT", "PPPT", "PPPT – projet de plan pluriannuel de travaux", "PPPT"),
    Label("DTG", "DTG", "DTG – diagnostic technique global", "DTG"),
)

# CREP_PC is a document in a sale and a mission when the syndic orders it.
DOCUMENTS: Final = (
    Label("ANC", "Assainissement", "ANC – contrôle de l’assainissement non collectif (SPANC)", "ANC"),
    Label("ASSCOL", "Raccordement", "Contrôle du raccordement à l’assainissement collectif (commune)", "Rac"),
    Label("DTA_FICHE", "Fiche DTA", "Fiche récapitulative du dossier technique amiante (syndic)", "FDTA"),
    Label("CREP_PC", "Plomb communs", "CREP des parties communes", "PbPC", _C.LEAD),
    Label("MERULE", "Mérule", "Mérule – déclaration du vendeur", "Mé"),
    Label("GEO", "Étude de sol", "Étude géotechnique préalable G1 (bureau d’études)", "G1"),
    Label("PISCINE", "Piscine", "Note technique du dispositif de sécurité de la piscine", "Pis"),
)

LABELS: Final[Mapping[str, Label]] = MappingProxyType({label.code: label for label in MISSIONS + DOCUMENTS})


def certification(code: str, *, whole_building: bool = False) -> Certification | None:
    """The certificate an operator needs for this mission; None where the law asks for none.

    `whole_building` covers business premises too: both take the DPE « avec mention ».
    """
    label = LABELS[code]
    return label.building if whole_building and label.building else label.certification


def words() -> frozenset[str]:
    """Every French word of this page, for the catalogue."""
    names = {word for label in LABELS.values() for word in (label.short, label.long)}
    return frozenset(names | {domain.word for domain in Certification})
