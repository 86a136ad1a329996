"""A user's map of codes, in the spellings that maps have."""

import pytest

from nosograph.formats.maps import read_map_lines

NAMED = ("HP", "LOINC", "nosograph")
HEADER = "subject_id\tpredicate_id\tobject_id"


def read(text):
    told = []
    lines = read_map_lines(
        text.splitlines(keepends=True), told.append, target="finding", named=NAMED
    )
    return [each[:4] for each in lines], told


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("HP:0001251\tskos:exactMatch\tICD10CM:R27.0", ("ICD10CM", "R27.0", "exact")),
        ("ICD10CM:R27.0\tskos:narrowMatch\tHP:0001251", ("ICD10CM", "R27.0", "broader")),
        ("HP:0001251\thttp://www.w3.org/2004/02/skos/core#narrowMatch\tICD10CM:R27.0", ("ICD10CM", "R27.0", "narrower")),
        ("HP:0001251\tSKOS:closeMatch\tICD10CM:R27.0", ("ICD10CM", "R27.0", "related")),
        ("HP:0001251\towl:equivalentClass\tSCTID:20262006", ("SNOMED", "20262006", "exact")),
        ("http://purl.obolibrary.org/obo/HP_0001251\tskos:exactMatch\thttp://snomed.info/id/20262006",
         ("SNOMED", "20262006", "exact")),
        ("hp:0001251\tskos:exactMatch\thttp://hl7.org/fhir/sid/icd-10-cm/R27.0", ("ICD10CM", "R27.0", "exact")),
    ],
)  # fmt: skip
def test_sssom_is_read_in_every_spelling(line, found):
    system, code, match = found

    assert read(f"{HEADER}\n{line}\n") == ([(system, code, "HP:0001251", match)], [])


@pytest.mark.parametrize("word", ["Not", "NOT", "negated"])
def test_a_modified_match_is_none(word):
    found, told = read(
        f"{HEADER}\tpredicate_modifier\nHP:0001251\tskos:exactMatch\tICD10CM:R27.0\t{word}\n"
    )

    assert found == []
    assert len(told) == 1


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("word", ["narrower", "Narrow", "skos:narrowMatch"])
def test_a_table_is_read_with_the_mark_of_its_header(mark, word):
    lines = ["system,code,finding,match", f"ICD10CM,R27.0,HP:0001251,{word}"]

    assert read("\n".join(lines).replace(",", mark)) == (
        [("ICD10CM", "R27.0", "HP:0001251", "narrower")],
        [],
    )
