"""Calendars outside the office: what is read from a private address, and what is kept equal with another calendar."""
