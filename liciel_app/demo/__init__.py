"""The demo office: one fictional company of Bordeaux, told through the services as if it had been lived."""
