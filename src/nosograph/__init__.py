"""Nosograph: a health dictionary you can compute with."""

__version__ = "0.1.0"
