"""Calendars elsewhere, in our words: what changed there, write one of our events, take it away."""

from liciel_app.gateways.calendars.contract import (
    Changes,
    ConsentLost,
    Event,
    Found,
    Listed,
    OutsideCalendar,
    Stored,
    TokenLost,
    Watch,
)

__all__ = ["Changes", "ConsentLost", "Event", "Found", "Listed", "OutsideCalendar", "Stored", "TokenLost", "Watch"]
