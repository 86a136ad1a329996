import pytest

from nosograph.model.failures import SourceError
from nosograph.sources.hpo import read_ontology


@pytest.fixture
def ontology(tiny_sources):
    return tiny_sources.ontology


def test_it_knows_terms_by_id(ontology):
    assert ontology["HP:0010543"].label == "Opsoclonus"


def test_it_maps_alternative_ids(ontology):
    term = next(t for t in ontology.terms.values() if t.alternative_ids)

    assert ontology.resolve(term.alternative_ids[0]) == term.id


def test_it_knows_what_is_above_and_below(ontology):
    assert "HP:0000118" in ontology.ancestors("HP:0010543")
    assert "HP:0010543" in ontology.descendants("HP:0032104")


def test_it_lists_a_term_under_one_organ_system(ontology):
    assert ontology.system("HP:0001251") == "HP:0000707"


def test_the_root_has_no_organ_system(ontology):
    assert ontology.system("HP:0000001") is None


def test_it_carries_no_licensed_cross_references(ontology):
    xrefs = {xref.partition(":")[0].upper() for t in ontology.terms.values() for xref in t.xrefs}

    assert xrefs
    assert not {x for x in xrefs if x.startswith(("SNOMED", "SCT", "MEDDRA"))}


def test_it_marks_lay_synonyms(ontology):
    assert any(s.lay for s in ontology["HP:0001250"].synonyms)


OBO = "format-version: 1.2\ndata-version: hp/releases/2025-01-16\nontology: hp.obo\n\n"


def written(tmp_path, text):
    path = tmp_path / "hp.obo"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_replaces_an_obsolete_id_that_names_one_successor(tmp_path):
    path = written(
        tmp_path,
        OBO + "[Term]\nid: HP:0000001\nname: All\n\n"
        "[Term]\nid: HP:0000009\nname: obsolete Old\nis_obsolete: true\nreplaced_by: HP:0000001\n\n"
        "[Term]\nid: HP:0000008\nname: obsolete Older\nis_obsolete: true\nconsider: HP:0000001\n",
    )

    ontology = read_ontology(path)

    assert ontology.resolve("HP:0000009") == "HP:0000001"
    assert ontology.resolve("HP:0000008") is None
    assert ontology.obsolete == {"HP:0000008", "HP:0000009"}


def test_it_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match=r"hp\.obo: cannot be read"):
        read_ontology(tmp_path / "hp.obo")


def test_it_refuses_a_file_without_terms(tmp_path):
    with pytest.raises(SourceError, match="holds no terms"):
        read_ontology(written(tmp_path, OBO))


def test_it_refuses_a_term_whose_parent_is_missing(tmp_path):
    path = written(tmp_path, OBO + "[Term]\nid: HP:0000002\nname: X\nis_a: HP:0000009 ! Y\n")

    with pytest.raises(SourceError, match="HP:0000009"):
        read_ontology(path)
