import pytest

from nosograph.cli.output import Exit
from tests.directories import made, npi, person


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    rows = [
        person(1, 41.77, -72.70, accepting=2),
        person(2, 41.90, -72.70),
        person(3, 41.78, -72.70, specialties="2084N0400X"),
    ]
    return made(tmp_path_factory.mktemp("doctors") / "d", rows, fictional=True)


def test_a_register_is_made_up_imported_and_asked(nosograph, tmp_path):
    register, out = tmp_path / "r.csv", tmp_path / "d"
    made_up = nosograph("doctors", "generate", "--providers", 200, "--seed", 5, "--out", register)
    imported = nosograph("doctors", "import", "nppes", register, "--out", out, "--json")
    told = nosograph("doctors", "status", "--directory", out)
    found = nosograph("doctors", "find", "--specialty", "207Q00000X", "--postal", "10001",
                      "-k", 3, "--directory", out, "--json")  # fmt: skip

    assert made_up.code == imported.code == told.code == found.code == 0
    assert imported.json["counts"]["providers"] == 200
    assert imported.json["fictional"]
    assert "EXAMPLE" in told.out
    assert all(each["npi"].startswith("9") for each in found.json["results"])


def test_the_same_seed_makes_the_same_register(nosograph, tmp_path):
    for name in ("a.csv", "b.csv"):
        nosograph("doctors", "generate", "--providers", 50, "--seed", 5, "--out", tmp_path / name)

    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_disease_leads_to_specialties_and_the_nearest(nosograph, tiny_release, directory):
    told = nosograph("doctors", "find", "--disease", "ORPHA:1183", "--age", "20mo", "--postal",
                     "06105", "--directory", directory, "--release", tiny_release, "--json")  # fmt: skip

    assert told.code == 0
    assert set(told.json) >= {"specialties", "centres", "results", "widened_to_km", "counts"}
    assert "2084N0402X" in {each["code"] for each in told.json["specialties"]}
    first = told.json["results"][0]
    assert first["npi"] == str(npi(1))
    assert first["precision"] == "address"
    assert first["last_verified"] == "2025-01-31"
    assert first["why"]


def test_an_adult_gets_other_specialties(nosograph, tiny_release, directory):
    told = nosograph("doctors", "find", "--disease", "ORPHA:1183", "--age", "P40Y", "--near",
                     "41.77,-72.7", "--directory", directory, "--release", tiny_release)  # fmt: skip

    assert told.code == 0
    assert "EXAMPLE 3" in told.out
    assert "EXAMPLE 1" not in told.out
    assert "Call first" in told.out


def test_filters_say_what_is_not_known(nosograph, directory):
    ask = ("doctors", "find", "--specialty", "2084N0402X", "--near", "41.77,-72.7",
           "--directory", directory, "--accepting", "--json")  # fmt: skip

    assert len(nosograph(*ask).json["results"]) == 2
    assert len(nosograph(*ask, "--hide-unknown").json["results"]) == 1
    assert nosograph(*ask).json["counts"]["accepting"] == {"yes": 1, "no": 0, "unknown": 1}
    assert nosograph(*ask).json["counts"]["within_km"] == 50


def test_counts_are_said_with_their_distance(nosograph, directory):
    told = nosograph("doctors", "find", "--specialty", "2084N0402X", "--near", "41.77,-72.7",
                     "--directory", directory)  # fmt: skip

    assert "2 with these specialties within 50 km" in told.out
    assert "accepting: 1 yes, 0 no, 1 not known" in told.out


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (("find",), Exit.USAGE, "name a --disease or a --specialty"),
        (("find", "--specialty", "2084N0402X", "--near", "north"), Exit.USAGE, "latitude"),
        (("find", "--specialty", "2084N0402X", "--postal", "XX 1"), Exit.NOTHING, "not known"),
        (("find", "--specialty", "nothing", "--near", "1,1"), Exit.NOTHING, "nobody is found"),
    ],
)
def test_refusals_say_what_to_do(nosograph, directory, words, code, what):
    told = nosograph("doctors", *words, "--directory", directory)

    assert told.code == code
    assert what in told.err


def test_a_missing_directory_says_how_to_get_one(nosograph, tmp_path):
    told = nosograph("doctors", "status", "--directory", tmp_path / "none")

    assert told.code == Exit.NO_RELEASE
    assert "doctors import" in told.err


def test_an_import_never_replaces_something_else(nosograph, tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "thesis.txt").write_text("precious")
    register = tmp_path / "r.csv"
    nosograph("doctors", "generate", "--providers", 5, "--out", register)

    told = nosograph("doctors", "import", "nppes", register, "--out", tmp_path / "d")

    assert told.code == Exit.NO_RELEASE
    assert (tmp_path / "d" / "thesis.txt").read_text() == "precious"


def test_codes_are_compared_with_the_users_code_set(nosograph, directory, tmp_path):
    listed = nosograph("doctors", "specialties", "--directory", directory, "--json").json
    first = listed[0]["code"]
    file = tmp_path / "nucc.csv"
    file.write_text(f"Code,Grouping,Classification,Specialization\n{first},G,Invented,Words\n")

    found = nosograph("doctors", "specialties", "--directory", directory, "--nucc", file)

    assert all(row["in_code_set"] is None for row in listed)
    assert f"{first}  Invented, Words\n" in found.out
    assert found.out.count("none of the code set") == len(listed) - 1
    assert found.code == 1
