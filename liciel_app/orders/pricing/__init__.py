"""What an order costs: price lists as plain values, and the pure engine that reads them."""

from liciel_app.orders.pricing.amounts import Part
from liciel_app.orders.pricing.asking import LARGEST_SURFACE, NO_TERMS, PriceRequest, Terms
from liciel_app.orders.pricing.checks import Contradiction, Fault, Sheet
from liciel_app.orders.pricing.demo import DEMO_GRID, TYPICAL
from liciel_app.orders.pricing.grid import Bundle, By, Extra, Grid, Pack, Row, Supplement, Travel
from liciel_app.orders.pricing.offer import OfferLine, PricedOffer, offer, unpriced

__all__ = [
    "DEMO_GRID",
    "LARGEST_SURFACE",
    "NO_TERMS",
    "TYPICAL",
    "Bundle",
    "By",
    "Contradiction",
    "Extra",
    "Fault",
    "Grid",
    "OfferLine",
    "Pack",
    "Part",
    "PriceRequest",
    "PricedOffer",
    "Row",
    "Sheet",
    "Supplement",
    "Terms",
    "Travel",
    "offer",
    "unpriced",
]
