"""Kilometres of the tours: measured, corrected with a reason, paid by the official scale across its thresholds."""
