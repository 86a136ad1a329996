"""The FHIR R4 facade: read-only, and kept nowhere."""
