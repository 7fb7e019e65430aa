"""Believable properties around Bordeaux: streets, points and facts, drawn from a fixed seed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

from liciel_app.orders.obligations import Facts, Installation, Kind, Transaction
from liciel_app.orders.rules import Site

SEED: Final = 20261123
Spot = tuple[float, float, str, str]
"""Latitude, longitude, postcode, town."""
_TOWNS: Final = (
    ("33000", "Bordeaux", 44.8412, -0.5750),
    ("33200", "Bordeaux", 44.8520, -0.6020),
    ("33800", "Bordeaux", 44.8230, -0.5610),
    ("33400", "Talence", 44.8080, -0.5890),
    ("33600", "Pessac", 44.8060, -0.6310),
    ("33700", "Mérignac", 44.8400, -0.6500),
    ("33110", "Le Bouscat", 44.8650, -0.6000),
    ("33130", "Bègles", 44.8080, -0.5480),
    ("33150", "Cenon", 44.8570, -0.5320),
    ("33140", "Villenave-d’Ornon", 44.7750, -0.5580),
    ("33170", "Gradignan", 44.7730, -0.6160),
    ("33270", "Floirac", 44.8360, -0.5250),
    ("33320", "Eysines", 44.8850, -0.6480),
    ("33310", "Lormont", 44.8790, -0.5220),
)
_STREETS: Final = (
    "rue des Acacias",
    "rue Sainte-Catherine",
    "avenue de la Marne",
    "rue Judaïque",
    "cours de l’Yser",
    "rue du Moulin",
    "avenue Jean-Jaurès",
    "rue des Tilleuls",
    "allée des Chênes",
    "rue Pasteur",
    "place de l’Église",
    "rue Camille-Godard",
    "chemin de la Vigne",
    "rue du Port",
    "avenue Pasteur",
    "rue Émile-Zola",
)


@dataclass(frozen=True)
class Property:
    site: Site
    facts: Facts
    title: str


def draw(random: Random, spot: Spot | None = None) -> Property:
    """One property: where it is (`spot` when it is said), and what its owner knows of it."""
    site = _site(random, spot)
    flat = random.random() < 0.62
    year = random.choice((1890, 1925, 1938, 1956, 1968, 1974, 1982, 1991, 1996, 2004, 2012))
    surface = random.randint(24, 92) if flat else random.randint(68, 158)
    facts = Facts(
        transaction=random.choice((Transaction.SALE, Transaction.SALE, Transaction.LEASE)),
        kind=Kind.FLAT if flat else Kind.HOUSE,
        coowned=flat,
        permit=date(year, random.randint(1, 12), 1),
        surface=Decimal(surface),
        gas=random.choice((Installation.ABSENT, 9, 22, 31)),
        electricity=random.choice((8, 18, 35)),
        furnished=False,
        risk_zone=True,
        termite_zone=random.random() < 0.8,
        noise_zone=False,
    )
    kind = "Appartement" if flat else "Maison"
    return Property(site, facts, f"{kind} {surface} m² – {site.city}")


def _site(random: Random, spot: Spot | None) -> Site:
    postcode, city, lat, lon = random.choice(_TOWNS)
    point = (round(lat + random.uniform(-0.012, 0.012), 5), round(lon + random.uniform(-0.014, 0.014), 5))
    if spot is not None:
        point, postcode, city = (spot[0], spot[1]), spot[2], spot[3]
    street = f"{random.randint(1, 140)} {random.choice(_STREETS)}"
    return Site(street=street, postcode=postcode, city=city, lat=point[0], lon=point[1])
