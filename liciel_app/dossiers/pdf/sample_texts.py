"""What sample reports say: for each kind its law, its method, its possible conclusions and the rows of its table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Row = tuple[str, ...]
ROOMS = (
    "Entrée",
    "Séjour",
    "Cuisine",
    "Chambre 1",
    "Chambre 2",
    "Chambre 3",
    "Bureau",
    "Salle de bains",
    "WC",
    "Cellier",
)
AREAS = (5, 28, 11, 13, 11, 10, 9, 6, 2, 7)  # m², in the order of ROOMS
RISKS = (
    "Inondation", "Argiles", "Séisme, zone 2", "Radon, potentiel 1", "Mouvement de terrain",
    "Feu de forêt", "Cavités", "Sol pollué (SIS)", "Recul du trait de côte", "Risque technologique",
)  # fmt: skip


@dataclass(frozen=True)
class Room:
    name: str
    area: float


@dataclass(frozen=True)
class Subject:
    """`rows` gives the lines of the table for one room, `conclude` what follows from all of them."""

    law: str
    method: str
    heads: Row
    rows: Callable[[Random, Room], Sequence[Row]]
    conclude: Callable[[Random, Sequence[Row]], str]


@dataclass(frozen=True)
class Findings:
    about: Subject
    rooms: Sequence[Room]
    rows: Sequence[Row]
    conclusion: str


def rooms(chance: Random) -> list[Room]:
    """Five to nine rooms of believable size."""
    kept = sorted({0, 1, 2, 3, 7, *chance.sample(range(len(ROOMS)), 3)})
    return [Room(ROOMS[place], round(AREAS[place] * chance.uniform(0.85, 1.25), 2)) for place in kept]


def findings(kind: str, seed: int) -> Findings:
    """What the visit found: always the same for the same kind and seed; the rooms are those of the seed alone."""
    about, chance = SUBJECTS.get(kind, _GENERAL), Random(f"{kind} {seed}")  # noqa: S311 (lots, no secret)
    seen = rooms(Random(seed))  # noqa: S311 (lots, no secret)
    rows = [row for room in seen for row in about.rows(chance, room)]
    return Findings(about, seen, rows, about.conclude(chance, rows))


def decimal(value: float, places: int = 2) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def _lead(chance: Random, room: Room) -> Sequence[Row]:
    units = ("Mur A", "Mur B", "Mur C", "Mur D", "Plafond", "Plinthes", "Porte", "Fenêtre")
    return [(room.name, unit, *_measure(chance, unit)) for unit in units]


def _measure(chance: Random, unit: str) -> Row:
    measure = chance.choice((0.1, 0.2, 0.2, 0.3, 0.4, 0.6, 0.8, 2.4))
    support = "bois" if unit in {"Plinthes", "Porte", "Fenêtre"} else "plâtre"
    return (support, "peinture", decimal(measure, 1), "1" if measure >= 1 else "0")


def _asbestos(chance: Random, room: Room) -> Sequence[Row]:
    parts = (("Sol", "dalle de sol"), ("Plafond", "plaque"), ("Conduit", "fibrociment"), ("Cloison", "plâtre"))
    return [
        (room.name, part, what, "visuel", chance.choice(("non", "non", "non", "sans objet"))) for part, what in parts
    ]


def _envelope(chance: Random, room: Room) -> Sequence[Row]:
    parts = (
        ("Mur extérieur", "pierre 50 cm", 2.4),
        ("Fenêtre", "double vitrage 4/16/4", 1.5),
        ("Plancher", "bois", 1.1),
    )
    return [
        (room.name, part, made, decimal(room.area * chance.uniform(0.3, 0.9), 1), decimal(u * chance.uniform(0.9, 1.1)))
        for part, made, u in parts
    ]


def _electricity(chance: Random, room: Room) -> Sequence[Row]:
    points = ("Socles de prise", "Conducteur de protection", "Luminaire", "Conducteurs apparents")
    return [(room.name, point, chance.choice(("conforme", "conforme", "anomalie", "non visible"))) for point in points]


def _gas(chance: Random, room: Room) -> Sequence[Row]:
    points = ("Tuyauterie fixe", "Robinet de commande", "Ventilation", "Appareil raccordé")
    return [
        (room.name, point, chance.choice(("sans anomalie", "sans anomalie", "anomalie A1", "absent")))
        for point in points
    ]


def _termites(chance: Random, room: Room) -> Sequence[Row]:
    parts = ("Plinthes bois", "Huisserie bois", "Parquet", "Plafond plâtre")
    found = ("absence d’indice", "absence d’indice", "absence d’indice", "traces d’autres insectes")
    return [(room.name, part, chance.choice(found)) for part in parts]


def _area(chance: Random, room: Room) -> Sequence[Row]:
    low = chance.choice((0.0, 0.0, 0.0, 0.8))
    return [(room.name, decimal(room.area), decimal(low), decimal(room.area - low))]


def _risks(chance: Random, room: Room) -> Sequence[Row]:
    risk = RISKS[ROOMS.index(room.name)]
    return [("Géorisques", risk, chance.choice(("non concerné", "faible", "moyen")))]


def _seen(chance: Random, room: Room) -> Sequence[Row]:
    return [(room.name, point, chance.choice(("fait", "sans objet"))) for point in ("Visite", "Relevé", "Photographie")]


def _one_of(*conclusions: str) -> Callable[[Random, Sequence[Row]], str]:
    return lambda chance, _: chance.choice(conclusions)


def _if_any(result: str, found: str, otherwise: str) -> Callable[[Random, Sequence[Row]], str]:
    """`found` where a row ends with that result."""
    return lambda _, rows: found if any(row[-1] == result for row in rows) else otherwise


def _sum(name: str) -> Callable[[Random, Sequence[Row]], str]:
    def conclude(_: Random, rows: Sequence[Row]) -> str:
        return f"{name} : {decimal(sum(float(row[-1].replace(',', '.')) for row in rows))} m²."

    return conclude


_ENERGY_HEADS = ("Local", "Paroi", "Composition", "Surface (m²)", "U (W/m².K)")
_AREA_HEADS = ("Local", "Surface au sol (m²)", "Dont < 1,80 m", "Surface retenue (m²)")
_NO_FAULT = "L’installation ne comporte aucune anomalie."
_CLASSES = (("D", "C"), ("C", "B"), ("E", "D"), ("F", "E"))

_GENERAL = Subject(
    law="Code de la construction et de l’habitation, article L271-4.",
    method="Visite des locaux accessibles, sans dépose ni démontage.",
    heads=("Local", "Point vérifié", "Résultat"),
    rows=_seen,
    conclude=_one_of("Aucune observation particulière."),
)

SUBJECTS = {
    "DPE": Subject(
        "Code de la construction et de l’habitation, articles L126-26 à L126-33.",
        "Méthode 3CL-2021, relevé sur place de l’enveloppe et des équipements.",
        _ENERGY_HEADS,
        _envelope,
        _one_of(*(f"Classe énergie {energy}, classe climat {climate}." for energy, climate in _CLASSES)),
    ),
    "AUDIT": Subject(
        "Code de la construction et de l’habitation, article L126-28-1.",
        "État initial par la méthode 3CL, puis deux parcours de travaux chiffrés.",
        _ENERGY_HEADS,
        _envelope,
        _one_of("Deux parcours de travaux atteignent la classe B.", "Un parcours par étapes atteint la classe C."),
    ),
    "CREP": Subject(
        "Code de la santé publique, articles L1334-5 à L1334-10.",
        "Norme NF X46-030, appareil portable à fluorescence X, deux mesures par unité de diagnostic.",
        ("Local", "Unité", "Substrat", "Revêtement", "Mesure (mg/cm²)", "Classe"),
        _lead,
        _if_any("1", "Présence de plomb : unités de classe 1 à entretenir.", "Absence de plomb au-delà du seuil."),
    ),
    "AMIANTE": Subject(
        "Code de la santé publique, articles L1334-13 et R1334-14 à R1334-29-9.",
        "Norme NF X46-020, listes A et B, sans sondage destructif.",
        ("Local", "Composant", "Matériau", "Repérage", "Présence"),
        _asbestos,
        _one_of("Il n’a pas été repéré de matériaux et produits contenant de l’amiante."),
    ),
    "ELEC": Subject(
        "Code de la construction et de l’habitation, articles L134-7 et R134-10.",
        "Norme NF C16-600, installation sous tension, sans démontage.",
        ("Local", "Point de contrôle", "Résultat"),
        _electricity,
        _if_any("anomalie", "L’installation comporte une ou des anomalies.", _NO_FAULT),
    ),
    "GAZ": Subject(
        "Code de la construction et de l’habitation, articles L134-9 et R134-6.",
        "Norme NF P45-500.",
        ("Local", "Point de contrôle", "Résultat"),
        _gas,
        _if_any("anomalie A1", "L’installation comporte des anomalies de type A1.", _NO_FAULT),
    ),
    "TERMITES": Subject(
        "Code de la construction et de l’habitation, article L126-24.",
        "Norme NF P03-201, examen visuel et sondage mécanique des bois.",
        ("Local", "Ouvrage examiné", "Résultat"),
        _termites,
        _one_of("Absence d’indice d’infestation de termites le jour de la visite."),
    ),
    "ERP": Subject(
        "Code de l’environnement, articles L125-5 et R125-23 à R125-27.",
        "Consultation des arrêtés et des données de Géorisques à la date du rapport.",
        ("Source", "Risque", "Exposition"),
        _risks,
        _if_any("moyen", "Le bien est exposé à un risque au moins moyen.", "Aucun risque au-delà du niveau faible."),
    ),
    "CARREZ": Subject(
        "Loi n° 65-557 du 10 juillet 1965, article 46.",
        "Mesure au télémètre laser des surfaces closes et couvertes, hauteur d’au moins 1,80 m.",
        _AREA_HEADS,
        _area,
        _sum("Surface privative"),
    ),
    "BOUTIN": Subject(
        "Loi n° 89-462 du 6 juillet 1989, article 3.",
        "Mesure au télémètre laser de la surface habitable (CCH R156-1).",
        _AREA_HEADS,
        _area,
        _sum("Surface habitable"),
    ),
}  # fmt: skip
