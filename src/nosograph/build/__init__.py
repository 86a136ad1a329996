"""Entries and sources in, one immutable release out."""
