"""Editions: the whole site in a form that needs no server."""
