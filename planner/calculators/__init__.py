"""Calculators: documents in, figures out; no clock, no file, no network, no database."""
