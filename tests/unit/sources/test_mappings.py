import dataclasses
import gzip

import pytest

from nosograph.model.codes import Code
from nosograph.model.failures import SourceError
from nosograph.sources.genes import read_genes
from nosograph.sources.mondo import read_mondo
from nosograph.sources.twins import agreement, by_name, groups, normalised
from tests.tiny import MONDO


@pytest.fixture
def mondo(tmp_path):
    path = tmp_path / "x.sssom.tsv"
    path.write_text(MONDO, encoding="utf-8")
    return read_mondo([path])


def ids(found):
    return {tuple(map(str, group.ids)) for group in found}


def test_it_reads_classes_with_codes_and_names(mondo):
    disease = mondo.diseases[Code("MONDO", "0011724")]

    assert list(map(str, disease.codes)) == ["OMIM:606777", "ORPHA:71277"]
    assert "Encephalopathy due to GLUT1 deficiency" in disease.names
    assert mondo.version == "2026-08-04"


def test_it_reads_gzipped_tables(tmp_path, mondo):
    path = tmp_path / "y.sssom.tsv.gz"
    path.write_bytes(gzip.compress(MONDO.encode()))

    assert read_mondo([path]) == mondo


def test_mondo_joins_twins_of_different_names(tiny_sources, mondo):
    found = ids(groups(tiny_sources.annotated.diseases, mondo))

    assert ("ORPHA:71277", "OMIM:606777") in found


def test_without_mondo_only_equal_names_are_joined(tiny_sources):
    found = ids(groups(tiny_sources.annotated.diseases, None))

    assert ("ORPHA:558", "OMIM:154700") in found
    assert ("ORPHA:71277",) in found


def test_every_disease_is_in_exactly_one_group(tiny_sources, mondo):
    found = [id for group in groups(tiny_sources.annotated.diseases, mondo) for id in group.ids]

    assert sorted(found) == sorted(d.id for d in tiny_sources.annotated.diseases)


def test_two_diseases_of_one_system_are_never_joined_by_name(tiny_sources):
    one = tiny_sources.annotated.diseases[0]
    other = dataclasses.replace(one, id=Code(one.id.system, "1" + one.id.value[1:]))

    assert len(by_name([one, other])) == 2


def test_an_id_that_two_classes_match_joins_neither(tmp_path, tiny_sources):
    path = tmp_path / "x.sssom.tsv"
    row = "MONDO:0000001\tother\tskos:exactMatch\tOMIM:606777\tX\tsemapv:X\n"
    path.write_text(MONDO + row, encoding="utf-8")

    found = ids(groups(tiny_sources.annotated.diseases, read_mondo([path])))

    assert ("OMIM:606777",) in found


def test_agreement_counts_pairs(tiny_sources, mondo):
    found = agreement(tiny_sources.annotated.diseases, mondo)

    assert (found.both, found.only_names, found.only_mondo) == (0, 0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Marfan-Syndrome", "marfan syndrome"), ("Sjögren's disease", "SJOGREN S DISEASE")],
)
def test_names_are_compared_without_case_accents_and_punctuation(one, other):
    assert normalised(one) == normalised(other)


def test_it_refuses_a_table_that_is_no_sssom(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")

    with pytest.raises(SourceError, match="no SSSOM table"):
        read_mondo([path])


def test_it_refuses_a_damaged_gzip(tmp_path):
    path = tmp_path / "x.sssom.tsv.gz"
    path.write_bytes(gzip.compress(MONDO.encode())[:-20])

    with pytest.raises(SourceError, match="cannot be read"):
        read_mondo([path])


def test_genes_are_listed_by_disease(tiny_sources):
    assert [g.symbol for g in tiny_sources.genes["OMIM:154700"]] == ["FBN1"]


def test_it_refuses_a_gene_file_with_half_a_row(tmp_path, tiny_config):
    whole = (tiny_config.parent / "hpo" / "genes_to_phenotype.txt").read_text(encoding="utf-8")
    path = tmp_path / "genes_to_phenotype.txt"
    path.write_text(whole[:-10], encoding="utf-8")

    with pytest.raises(SourceError, match="not a whole row"):
        read_genes(path)
