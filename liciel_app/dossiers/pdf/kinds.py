"""The kinds of documents a DDT binds: their titles, their usual order, and how file names tell them.

Order, after the cover and the summary: sworn statement and certificates, surfaces, energy, asbestos, lead, electricity,
gas, termites, risks, sanitation, co-ownership; the mission order and the annexes last.
"""

import re
import unicodedata

OTHER = "AUTRE"

TITLES = {
    "ATTESTATION": "Attestation sur l’honneur",
    "CERTIFICAT": "Certificats de compétence",
    "ASSURANCE": "Attestation d’assurance",
    "CARREZ": "Surface privative (loi Carrez)",
    "BOUTIN": "Surface habitable (loi Boutin)",
    "DPE": "Diagnostic de performance énergétique",
    "AUDIT": "Audit énergétique",
    "AMIANTE": "État amiante",
    "DAPP": "Dossier amiante – parties privatives",
    "DTA": "Dossier technique amiante",
    "RAAT": "Repérage amiante avant travaux",
    "CREP": "Constat de risque d’exposition au plomb",
    "ELEC": "État de l’installation intérieure d’électricité",
    "GAZ": "État de l’installation intérieure de gaz",
    "TERMITES": "État relatif à la présence de termites",
    "MERULE": "Information sur la mérule",
    "ERP": "État des risques",
    "BRUIT": "État des nuisances sonores aériennes",
    "ANC": "Assainissement non collectif",
    "ASSCOL": "Raccordement à l’assainissement collectif",
    "COPRO": "Documents de copropriété",
    "ODM": "Ordre de mission",
    "PLAN": "Plans et croquis",
    OTHER: "Annexe",
}
_ORDER = {kind: place for place, kind in enumerate(TITLES)}

# first match wins: the more precise words stand before the more general ones
_WORDS = (
    ("ODM", r"odm|ordre de mission"),
    ("ASSURANCE", r"assurance|rc ?pro"),
    ("CERTIFICAT", r"certificats?(?: de)? competences?|certification|cofrac"),
    ("ATTESTATION", r"sur l honneur"),
    ("COPRO", r"copro(?:priete)?|reglement|carnet d entretien|pv ag|ppt|pppt|dtg"),
    ("CARREZ", r"(?:loi )?carrez|(?:surface|superficie) privative"),
    ("BOUTIN", r"(?:loi )?boutin|surface habitable"),
    ("AUDIT", r"audit"),
    ("DPE", r"dpe|performance energetique"),
    ("DAPP", r"dapp"),
    ("DTA", r"dta"),
    ("RAAT", r"raat|raad|avant (?:travaux|demolition)"),
    ("AMIANTE", r"amiante|amt"),
    ("CREP", r"crep|plomb|pb"),
    ("ASSCOL", r"ass ?col|assainissement collectif|raccordement"),
    ("ANC", r"anc|spanc|assainissement(?: non collectif)?"),
    ("GAZ", r"gaz"),
    ("ELEC", r"elec(?:tricite|trique)?"),
    ("MERULE", r"merules?"),
    ("TERMITES", r"termites?|parasitaire|xylophages?"),
    ("BRUIT", r"bruit|ensa|nuisances? sonores?(?: aeriennes?)?|peb"),
    ("ERP", r"erp|ernmt|ernt|esris|etat des risques|risques?|georisques"),
    ("ATTESTATION", r"attestation"),
    ("CERTIFICAT", r"certificats?"),
    ("PLAN", r"plans?|croquis"),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _WORDS)


def guess_kind(filename: str) -> str:
    """The kind a file name announces (« Rapport_DPE_2026.pdf » → DPE), OTHER where it does not tell."""
    words = _plain(filename.rsplit(".", 1)[0])
    return next((kind for kind, pattern in _PATTERNS if pattern.search(words)), OTHER)


def place(kind: str) -> int:
    """Where documents of this kind stand in a DDT; unknown kinds come last."""
    return _ORDER.get(kind, _ORDER[OTHER])


def title(kind: str) -> str:
    return TITLES.get(kind, TITLES[OTHER])


def _plain(name: str) -> str:
    """Lower case, no accents, words separated by single spaces: « État_AmianteV2 » → « etat amiante v 2 »."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[A-Z]{2})(?=[a-z])|(?<=\D)(?=\d)|(?<=\d)(?=\D)", " ", name)
    bare = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z]+|\d+", bare))
