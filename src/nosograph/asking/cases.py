"""A case in the forms that other programs read."""

from datetime import date, datetime

from nosograph.asking.differential import coded
from nosograph.asking.release import OpenRelease
from nosograph.formats.fhir.written import as_bundle
from nosograph.formats.omop import as_omop
from nosograph.formats.packets_written import Written, as_phenopacket
from nosograph.formats.saved import Form, as_item_case
from nosograph.model.cases import Case
from nosograph.model.sources import HPO


def written(
    release: OpenRelease, case: Case, form: Form, now: datetime, born: date | None = None
) -> Written:
    """The case as a phenopacket, as FHIR, as rows of OMOP or by items, and what of it is left out.

    Items of criteria sets are written as the findings that they are, where the form has codes.
    """

    def label(code: str) -> str:
        found = release.library.finding(code, limit=0)
        return found.label if found is not None else ""

    match form:
        case Form.ITEMS:
            return Written(as_item_case(case), ())
        case Form.FHIR:
            return as_bundle(coded(release, case), label)
        case Form.OMOP:
            return as_omop(coded(release, case), born)
        case Form.PHENOPACKET:
            hpo = release.site.source(HPO)
            versions = {"HP": hpo.version if hpo else ""}
            return as_phenopacket(
                coded(release, case), now, label, lambda prefix: versions.get(prefix, "")
            )
