"""What cells of registers say: days, languages, countries, states, opening hours, letters."""

import csv
import json
import zipfile

import pytest

from nosograph.directory.care_compare import CareCompareReader
from nosograph.directory.dates import Order, day_of
from nosograph.directory.hours import hours_of
from nosograph.directory.mapped_csv import MappedReader, load_mapping
from nosograph.directory.nppes import NppesReader
from nosograph.directory.plannet import PlanNetReader
from nosograph.directory.reader import Directory
from nosograph.directory.regions import country_of, state_of
from nosograph.directory.spoken import language_of
from nosograph.model.directory import Position
from nosograph.model.failures import SourceError
from nosograph.render.find import hours_in_words
from tests.directories import imported, npi, register
from tests.unit.directory.test_nppes import places_of, rewritten
from tests.unit.directory.test_other_registers import CARE, LIST, MAPPING, resources, written


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2024-03-01", "", "2024-03-01"),
        ("2024-03-01T10:00:00+02:00", "", "2024-03-01"),
        ("20240301", "", "2024-03-01"),
        ("3/1/2024", "month first", "2024-03-01"),
        ("3/1/2024", "day first", "2024-01-03"),
        ("31.1.2024", "month first", "2024-01-31"),
        ("1 März 2024", "", "2024-03-01"),
        ("March 1, 2024", "", "2024-03-01"),
        ("01MAR2024", "", "2024-03-01"),
        ("<UNAVAIL>", "", ""),
    ],
)
def test_a_day_is_read_however_it_is_written(text, order, day):
    assert day_of(text, Order(order)) == day


@pytest.mark.parametrize(
    "text",
    ["01.02.2024", "2/3/2024", "2024", "02/2024", "45351", "1/2/24", "2024-02-30", "9999-01-01"],
)
def test_what_could_be_two_days_or_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        day_of(text)


def test_a_language_has_many_names():
    for word in (
        "de",
        "deu",
        "ger",
        "de-AT",
        "DE_de",
        "German",
        "Deutsch",
        " deutsch ",
        "allemand",
    ):
        assert language_of(word) == "de"
    assert [language_of(w) for w in ("Türkçe", "tr", "Turkish", "tur")] == ["tr"] * 4
    assert [language_of(w) for w in ("no", "yes", "Elbisch", "und", "")] == [None] * 5


def test_a_country_and_a_state_have_many_names():
    for word in ("US", "usa", "U.S.A.", "United States", "840", "Vereinigte Staaten", "UM"):
        assert country_of(word) == "US"
    assert [country_of(w) for w in ("PR", "PRI", "Puerto Rico")] == ["PR"] * 3
    assert [country_of(w) for w in ("Narnia", "ZZ", "EU")] == [None] * 3
    assert [state_of(w) for w in ("ct", "C.T.", "Connecticut", "Guam", "Ontario")] == ["CT"] * 3 + ["GU", ""]  # fmt: skip


def test_hours_are_one_line():
    times = [
        {"daysOfWeek": ["mon", "tue", "wed"], "availableStartTime": "09:00:00", "availableEndTime": "17:00:00"},
        {"daysOfWeek": ["sat"], "openingTime": "09:00", "closingTime": "12:00"},
        {"daysOfWeek": ["sun"], "allDay": True},
    ]  # fmt: skip

    line = hours_of(times)

    assert line == "Mo-We 09:00-17:00; Sa 09:00-12:00; Su 00:00-24:00"
    assert hours_in_words(line, "de") == "Mo–Mi 09:00–17:00; Sa 09:00–12:00; So 00:00–24:00"
    assert hours_in_words("Di und Do nach Vereinbarung", "de") == "Di und Do nach Vereinbarung"


def listed(tmp_path, mapping, content):
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    reader = MappedReader(load_mapping(written(tmp_path / "m.toml", mapping)))
    imported(tmp_path / "d", reader.read, path)
    with Directory.open(tmp_path / "d") as opened:
        return [
            hit.role.name for hit in opened.find(("2084N0402X",), Position(52.5323, 13.3846)).hits
        ]


NAMED = LIST.replace("Eins", "Bärbel")


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1252", "cp1252"), ("mac-roman", "mac-roman")],
)  # fmt: skip
def test_a_list_is_read_in_its_encoding(tmp_path, encoding, named):
    mapping = f'encoding = "{named}"\n{MAPPING}' if named else MAPPING

    assert "EXAMPLE Bärbel" in listed(tmp_path, mapping, NAMED.encode(encoding))


@pytest.mark.parametrize(
    ("encoding", "named", "what"),
    [
        ("cp1252", "", 'encoding = "cp1252"'),
        ("utf-8", "cp1252", "is UTF-8, not cp1252"),
        ("utf-8", "ebcdic-de", "no encoding 'ebcdic-de'"),
    ],
)
def test_letters_are_never_guessed(tmp_path, encoding, named, what):
    mapping = f'encoding = "{named}"\n{MAPPING}' if named else MAPPING

    with pytest.raises(SourceError, match=what):
        listed(tmp_path, mapping, NAMED.encode(encoding))


def test_care_compare_keeps_letters_of_windows(tmp_path):
    text = CARE.format(npi(1)).replace("EXAMPLE,ONE", "EXÄMPLE,ONE")
    (tmp_path / "DAC.csv").write_bytes(text.encode("cp1252"))

    imported(tmp_path / "d", CareCompareReader().read, tmp_path / "DAC.csv")

    with Directory.open(tmp_path / "d") as opened:
        names = {opened.role(number).name for number in opened._numbers.tolist()}
    assert "ONE EXÄMPLE" in names


def test_a_wrong_check_digit_may_be_kept(tmp_path):
    change = {1: {"NPI": "1234567890"}, 2: {"NPI": "12345"}}
    path = rewritten(register(tmp_path / "r.csv", 5), lambda n, row: row | change.get(n, {}))

    manifest = imported(tmp_path / "d", NppesReader(keep_bad_npi=True).read, path)

    assert manifest["counts"]["providers"] == 4
    assert manifest["rejects"] == {"bad-npi": 1, "bad-npi-kept": 1}


def rejects(folder):
    with (folder / "rejects.csv").open(newline="", encoding="utf-8") as file:
        return [(row["file"], row["row"], row["reason"]) for row in csv.DictReader(file)]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path):
    table = LIST.replace("EXAMPLE Drei", "\n\nEXAMPLE Drei").replace(";nein;", ";nein;;;")

    names = listed(tmp_path, MAPPING, table.encode())

    assert "EXAMPLE Zwei" in names
    assert rejects(tmp_path / "d") == [
        ("liste.csv", "7", "no-name"), ("liste.csv", "6", "unknown-postal-code"),
    ]  # fmt: skip


def test_two_columns_of_one_name_are_refused(tmp_path):
    with pytest.raises(SourceError, match="two columns 'PLZ'"):
        listed(tmp_path, MAPPING, LIST.replace("neue Patienten", "PLZ", 1).encode())


def test_a_comma_too_many_moves_nobody(tmp_path):
    text = CARE.format(npi(1)).replace("EXAMPLE GROUP,2", "EXAMPLE, GROUP,2")

    manifest = imported(
        tmp_path / "d", CareCompareReader().read, written(tmp_path / "DAC.csv", text)
    )

    assert manifest["counts"]["listings"] == 1
    assert manifest["rejects"] == {"bad-npi": 1, "bad-row": 2}


def test_every_member_of_a_weekly_archive_is_read(tmp_path):
    base = register(tmp_path / "npidata_pfile_20250101-20250107.csv", 3)
    places_of(base, tmp_path / "pl_pfile_20250101-20250107.csv", "ANCHORAGE", "99501")
    with zipfile.ZipFile(tmp_path / "week.zip", "w") as archive:
        for path in sorted(tmp_path.glob("*.csv")):
            archive.write(path, f"NPPES/{path.name}")
        archive.writestr("NPPES/othername_pfile_20250101.csv", "NPI\n")

    manifest = imported(tmp_path / "d", NppesReader().read, tmp_path / "week.zip")

    assert manifest["counts"]["listings"] == 4
    assert manifest["rejects"] == {}


def test_every_member_of_a_bulk_export_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in ("Practitioner", "Location", "PractitionerRole"):
            lines = (json.dumps(r) for r in resources() if r["resourceType"] == kind)
            archive.writestr(f"{kind}.ndjson", "\n".join(lines))
    path = tmp_path / "export.zip"

    manifest = imported(tmp_path / "d", PlanNetReader((path,)).read, path)

    assert manifest["counts"]["listings"] == 2
    assert ("PractitionerRole.ndjson", "2", "unknown-reference") in rejects(tmp_path / "d")


def test_an_organisation_that_is_not_there_loses_nobody(tmp_path):
    changed = resources()
    changed[3]["organization"] = {"reference": "Organization/elsewhere"}
    path = written(tmp_path / "p.ndjson", "\n".join(map(json.dumps, changed)))

    manifest = imported(tmp_path / "d", PlanNetReader((path,)).read, path)

    assert manifest["counts"]["listings"] == 2
    assert manifest["rejects"]["unknown-reference"] == 2
