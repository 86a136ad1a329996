"""Entries and sources in, one release out."""
