import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.model.annotations import Annotation, Frequency, pooled
from nosograph.model.codes import Code
from nosograph.model.failures import SourceError
from nosograph.sources.hpoa import COLUMNS, read_annotations, read_frequency, read_names, spoken

HEADER = "#version: 2025-01-16\n" + "\t".join(COLUMNS) + "\n"


def row(**fields):
    given = {
        "database_id": "OMIM:100000",
        "disease_name": "Example",
        "hpo_id": "HP:0001251",
        "reference": "PMID:1",
        "evidence": "PCS",
        "aspect": "P",
    } | fields
    return "\t".join(given.get(column, "") for column in COLUMNS) + "\n"


@pytest.fixture
def read(tmp_path, tiny_sources):
    def reading(*rows):
        path = tmp_path / "phenotype.hpoa"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        return read_annotations(path, tiny_sources.ontology)

    return reading


def test_the_default_diseases_are_all_there(tiny_sources):
    names = {str(d.id): d.name for d in tiny_sources.annotated.diseases}

    assert names["ORPHA:1183"] == "Opsoclonus-myoclonus syndrome"
    assert len(names) == 9


def test_it_keeps_each_row_and_pools_them(read):
    disease = read(
        row(frequency="1/2", reference="PMID:1", sex="male", onset="HP:0003593"),
        row(frequency="3/4", reference="PMID:2;PMID:3"),
    ).diseases[0]

    (finding,) = disease.findings
    assert [r.references for r in finding.rows] == [("PMID:1",), ("PMID:2", "PMID:3")]
    assert finding.rows[0].sex == "MALE"
    assert (finding.frequency.count, finding.frequency.total) == (4, 6)


@pytest.mark.parametrize(
    "fields", [{"qualifier": "NOT"}, {"frequency": "0/5"}, {"frequency": "HP:0040285"}], ids=str
)
def test_it_reads_an_exclusion(read, fields):
    (finding,) = read(row(**fields)).diseases[0].findings

    assert finding.excluded


def test_a_finding_that_one_row_reports_is_not_excluded(read):
    (finding,) = read(row(frequency="0/5"), row(frequency="2/5")).diseases[0].findings

    assert not finding.excluded
    assert str(finding.frequency) == "2/10"


def test_it_sorts_inheritance_onset_and_course_apart(read, tiny_sources):
    disease = read(row(), row(hpo_id="HP:0000005", aspect="I")).diseases[0]

    assert [each.term for each in disease.inheritance] == ["HP:0000005"]
    assert disease.onset == disease.course == ()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"hpo_id": "HP:9999999"}, "no term of this ontology"),
        ({"frequency": "7/5"}, "not a count out of a total"),
        ({"frequency": "often"}, "not a frequency"),
        ({"aspect": "Z"}, "aspect 'Z'"),
        ({"database_id": "XYZ:1"}, "not a code"),
        ({"hpo_id": "HP:0000001"}, "no phenotypic abnormality"),
        ({"hpo_id": "HP:0000118"}, "names no phenotypic abnormality"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_used_is_kept_as_skipped(read, fields, reason):
    found = read(row(), row(**fields))

    assert [(s.line, reason in s.reason) for s in found.skipped] == [(4, True)]


def test_it_refuses_a_file_with_other_columns(tmp_path, tiny_sources):
    path = tmp_path / "phenotype.hpoa"
    path.write_text("#version: 1\na\tb\n", encoding="utf-8")

    with pytest.raises(SourceError, match="columns are not those"):
        read_annotations(path, tiny_sources.ontology)


def test_it_refuses_a_file_that_was_cut_off(tmp_path, tiny_sources):
    path = tmp_path / "phenotype.hpoa"
    path.write_text(HEADER + row()[:-5], encoding="utf-8")

    with pytest.raises(SourceError, match="cut off"):
        read_annotations(path, tiny_sources.ontology)


def test_names_are_read_without_the_ontology(tiny_config):
    names = read_names(tiny_config.parent / "hpo" / "phenotype.hpoa")

    assert names["ORPHA:635"] == "Neuroblastoma"


@given(total=st.integers(1, 500), data=st.data())
def test_a_count_reads_back_as_it_was_written(total, data):
    count = data.draw(st.integers(0, total))

    assert str(read_frequency(f"{count}/{total}")) == f"{count}/{total}"


@given(st.text(max_size=20))
def test_any_text_is_a_frequency_or_refused(text):
    try:
        found = read_frequency(text)
    except ValueError:
        return

    assert found is None or 0 <= found.low <= found.high <= 1


counts = st.integers(1, 100).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m)))


@given(st.lists(counts, min_size=1, max_size=6))
def test_pooled_counts_are_the_sums(given_counts):
    rows = [Annotation((), frequency=Frequency.counted(n, m)) for n, m in given_counts]

    total = pooled(rows)

    assert (total.count, total.total) == tuple(map(sum, zip(*given_counts, strict=True)))


def test_ids_are_codes(tiny_sources):
    assert all(isinstance(d.id, Code) for d in tiny_sources.annotated.diseases)


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("ALACRIMA", "Alacrima"),
        ("IgA NEPHROPATHY, SUSCEPTIBILITY TO, 1", "IgA nephropathy, susceptibility to, 1"),
        ("B-CELL CLL/LYMPHOMA 2", "B-cell CLL/lymphoma 2"),
        ("DEAFNESS, Y-LINKED 1", "Deafness, Y-linked 1"),
        ("AREDYLD", "AREDYLD"),
        ("DDOST-CDG", "DDOST-CDG"),
        ("VACTERL/VATER association", "VACTERL/VATER association"),
        ("Marfan syndrome", "Marfan syndrome"),
    ],
)
def test_a_name_in_capitals_is_written_as_others_are_and_keeps_abbreviations(shouted, said):
    assert spoken(shouted) == said
