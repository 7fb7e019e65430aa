# pyright: strict
"""What must be done and asked on site, mission by mission."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from liciel_app.core.language import Language, say
from liciel_app.orders.labels import LABELS

EVERY: Final = "VISITE"
"""What is done at each visit, whatever is sold."""
EVERY_VISIT: Final = "À chaque visite"


@dataclass(frozen=True, slots=True)
class Item:
    """`code`: the mission's, a dot, and its own word."""

    code: str
    words: str

    @property
    def mission(self) -> str:
        return self.code.partition(".")[0]


_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    EVERY: {
        "carte": "Se présenter et montrer le QR code de la certification",
        "ordre": "Relire l’ordre de mission avec la personne présente : bien, lots, annexes",
        "documents": "Demander les anciens rapports, plans, factures et le règlement de copropriété",
        "acces": "Faire ouvrir toutes les pièces, les annexes, les trappes et les combles",
        "pieces": "Noter chaque pièce, et pourquoi elle n’a pas été visitée",
    },
    "DPE": {
        "annee": "Demander la preuve de l’année de construction et des travaux d’isolation",
        "factures": "Demander les factures et notices des équipements",
        "enveloppe": "Mesurer les murs, planchers, plafonds et ouvertures",
        "plaques": "Photographier les plaques du chauffage et de l’eau chaude",
        "ventilation": "Relever la ventilation et les vitrages",
    },
    "CREP": {
        "etalonnage": "Vérifier l’étalonnage de l’appareil au début et à la fin",
        "enfants": "Demander si un enfant de moins de six ans habite le logement",
        "unites": "Mesurer toutes les unités de diagnostic",
        "degrade": "Photographier les revêtements dégradés",
    },
    "AMIANTE": {
        "listes": "Chercher les matériaux des listes A et B dans chaque local",
        "prelevements": "Faire accepter par écrit chaque prélèvement et son prix",
        "reperage": "Repérer sur le plan les matériaux et les prélèvements",
        "inaccessibles": "Noter les parties inaccessibles et les investigations à faire",
    },
    "RAAT": {
        "programme": "Demander le programme et le périmètre des travaux",
        "destructif": "Faire accepter les investigations destructives",
        "plan": "Repérer sur le plan chaque matériau et chaque prélèvement",
    },
    "GAZ": {
        "alimentee": "Vérifier que l’installation est alimentée",
        "etancheite": "Faire l’essai d’étanchéité",
        "ventilation": "Contrôler la ventilation des locaux et les conduits",
        "co": "Mesurer le monoxyde de carbone",
        "danger": "En cas de danger grave et immédiat : couper, étiqueter, prévenir",
    },
    "ELEC": {
        "tension": "Vérifier que l’installation est sous tension",
        "tableau": "Ouvrir le tableau et l’appareil général de commande",
        "terre": "Mesurer la prise de terre et la continuité",
        "differentiel": "Essayer chaque dispositif différentiel",
        "eau": "Contrôler les pièces d’eau et la liaison équipotentielle",
    },
    "TERMITES": {
        "traitements": "Demander les traitements antérieurs",
        "sondage": "Sonder les bois, plinthes et huisseries",
        "abords": "Faire le tour extérieur sur dix mètres",
    },
    "ERP": {"sinistres": "Demander les sinistres indemnisés au titre d’une catastrophe naturelle"},
    "CARREZ": {
        "reglement": "Comparer avec le règlement de copropriété et l’état descriptif de division",
        "hauteur": "Mesurer la hauteur sous plafond : 1,80 m au moins",
        "metrage": "Mesurer chaque pièce au laser",
    },
    "AUDIT": {
        "projet": "Demander les travaux déjà faits et ceux envisagés",
        "contraintes": "Relever les contraintes d’architecture et de copropriété",
    },
    "PEMD": {
        "volumes": "Estimer les quantités par matériau",
        "reemploi": "Repérer ce qui peut être réemployé",
    },
    "PPPT": {
        "parties": "Visiter les parties communes, la toiture et les réseaux",
        "carnet": "Demander le carnet d’entretien et les contrats",
    },
}
_SAME: Final[Mapping[str, str]] = {
    "DAPP": "AMIANTE",
    "DTA": "AMIANTE",
    "RAAD": "RAAT",
    "BOUTIN": "CARREZ",
    "DPE_COLL": "DPE",
    "DTG": "PPPT",
}
"""Missions whose visit is another's."""
ITEMS: Final[Mapping[str, Item]] = {
    item.code: item
    for mission, words in _WORDS.items()
    for item in (Item(f"{mission}.{key}", told) for key, told in words.items())
}


def missions() -> tuple[str, ...]:
    """Every mission that has a list of its own, and what is done at each visit first."""
    return tuple(_WORDS)


def asked(codes: Collection[str]) -> tuple[str, ...]:
    """The lists a visit for those missions goes through."""
    wanted = {EVERY, *(_SAME.get(code, code) for code in codes)}
    return tuple(mission for mission in _WORDS if mission in wanted)


def items(mission: str) -> Iterator[Item]:
    return (item for item in ITEMS.values() if item.mission == mission)


def title(mission: str) -> str:
    return LABELS[mission].long if mission in LABELS else EVERY_VISIT


def told(codes: Collection[str], lang: Language) -> str:
    """All of it as a letter says it: a line a list, then a line a gesture."""
    lists = ((say(title(code), lang), [f"- {say(item.words, lang)}" for item in items(code)]) for code in asked(codes))
    return "\n".join("\n".join((f"{name} :", *gestures)) for name, gestures in lists)
