"""The addresses that machines ask."""

from nosograph.interop import fhir_directory

ROUTES = [*fhir_directory.ROUTES]
