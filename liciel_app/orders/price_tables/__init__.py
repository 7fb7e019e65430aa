"""A price list as tables of texts, and back: what its screen edits and what its workbook holds."""

from liciel_app.orders.price_tables.layout import Tables, columns, where
from liciel_app.orders.price_tables.reading import Reading, read
from liciel_app.orders.price_tables.writing import written
from liciel_app.orders.pricing import Fault

__all__ = ["Fault", "Reading", "Tables", "columns", "read", "where", "written"]
