"""FHIR R4 JSON, read and written in one place.

Rule. Whatever qualifies a statement is honoured, or the statement is left out with a reason.
"""
