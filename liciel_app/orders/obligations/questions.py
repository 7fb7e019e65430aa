# pyright: strict
"""How each fact is asked, in the words of the wizard."""

from collections.abc import Mapping
from typing import Final

ASKED: Final[Mapping[str, str]] = {
    "transaction": "Quel est votre projet ?",
    "kind": "Quel est le type de bien ?",
    "coowned": "Le bien est-il en copropriété ?",
    "permit": "Quand le permis de construire a-t-il été délivré ?",
    "built": "Quand le bien a-t-il été construit ?",
    "gas": "Quel est l’âge de l’installation de gaz ?",
    "electricity": "Quel est l’âge de l’installation électrique ?",
    "surface": "Quelle est la surface en m² ?",
    "dpe_class": "Quelle est la classe du DPE ?",
    "furnished": "La location est-elle meublée ?",
    "usage": "La location est-elle une résidence principale ou un meublé de tourisme ?",
    "change_of_use": "Un changement d’usage est-il demandé ?",
    "constructible": "Le terrain est-il constructible ?",
    "clay": "Quelle est l’exposition du terrain à l’argile ?",
    "major_renovation": "La rénovation touche-t-elle plus de la moitié de deux lots de second œuvre ?",
    "hazardous": "Le bâtiment a-t-il abrité des substances dangereuses ?",
    "building_age": "Quel est l’âge de l’immeuble ?",
    "lots": "Combien de lots compte la copropriété ?",
    "entering_coownership": "L’immeuble est-il mis en copropriété ?",
    "dpe_exempt": "Le bâtiment est-il dispensé de DPE ?",
    "risk_zone": "Le lieu est-il dans une zone de risques naturels, miniers, technologiques ou sismiques ?",
    "radon_zone": "Le lieu est-il en zone radon de niveau 3 ?",
    "brush_zone": "Le lieu est-il soumis au débroussaillement ?",
    "coast_zone": "Le lieu est-il exposé au recul du trait de côte ?",
    "termite_zone": "Un arrêté préfectoral termites vise-t-il le lieu ?",
    "dry_rot_zone": "Un arrêté préfectoral mérule vise-t-il le lieu ?",
    "noise_zone": "Le lieu est-il dans un plan d’exposition au bruit ?",
    "off_sewer": "Le logement est-il hors du réseau public d’assainissement ?",
    "sewer_list": "La commune est-elle dans la liste du décret 2022-93 ?",
    "pool": "Y a-t-il une piscine enterrée ?",
    "overseas": "Le bien est-il outre-mer ?",
}
