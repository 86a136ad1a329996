import csv
import gzip
import zipfile

import pytest

from nosograph.directory.nppes import NppesReader
from nosograph.directory.nppes_columns import header
from nosograph.directory.reader import Directory
from nosograph.model.directory import Position, Precision
from nosograph.model.failures import SourceError
from tests.directories import imported, npi, register

HARTFORD = Position(41.7691, -72.701)


def rewritten(path, change, columns=330):
    """The register with each row (a dictionary) changed."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = header()[:columns]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, quoting=csv.QUOTE_ALL, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(change(number, dict(row)) for number, row in enumerate(rows))
    return path


def test_a_register_becomes_a_directory(tmp_path):
    manifest = imported(tmp_path / "d", NppesReader().read, register(tmp_path / "r.csv"))

    assert manifest["counts"]["providers"] == 300
    assert manifest["counts"]["with_position"] == 300
    assert manifest["rejects"] == {}
    with Directory.open(tmp_path / "d") as opened:
        hit = opened.find((), HARTFORD, k=1).hits[0]
    assert hit.role.location.precision is Precision.POSTAL
    assert hit.role.provenance.last_verified.startswith("20")
    assert hit.distance_km == 0


@pytest.mark.parametrize("columns", [329, 330])
def test_both_layouts_are_read(tmp_path, columns):
    path = rewritten(register(tmp_path / "r.csv"), lambda _, row: row, columns)

    assert imported(tmp_path / "d", NppesReader().read, path)["counts"]["providers"] == 300


@pytest.mark.parametrize("pack", ["gz", "zip"])
def test_packed_files_are_read(tmp_path, pack):
    plain = register(tmp_path / "npidata_pfile.csv")
    packed = tmp_path / f"r.{pack}"
    if pack == "gz":
        packed.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(plain, plain.name)
            archive.writestr("npidata_pfile_fileheader.csv", "NPI\n")

    assert imported(tmp_path / "d", NppesReader().read, packed)["counts"]["providers"] == 300


def test_deactivated_and_replaced_providers_are_left_out(tmp_path):
    def change(number, row):
        row["NPI Deactivation Date"] = "01/02/2020" if number in (0, 1) else ""
        row["NPI Reactivation Date"] = "01/02/2021" if number == 1 else ""
        row["Replacement NPI"] = str(npi(5)) if number == 2 else ""
        return row

    path = rewritten(register(tmp_path / "r.csv"), change)

    assert imported(tmp_path / "d", NppesReader().read, path)["counts"] == {
        "providers": 298, "listings": 298, "with_position": 298, "centres": 0, "gone": 2,
    }  # fmt: skip


def test_a_wrong_check_digit_is_rejected_with_its_row(tmp_path):
    path = rewritten(
        register(tmp_path / "r.csv"), lambda n, row: row | ({"NPI": "1234567890"} if n == 3 else {})
    )

    assert imported(tmp_path / "d", NppesReader().read, path)["rejects"] == {"bad-npi": 1}
    with (tmp_path / "d" / "rejects.csv").open() as file:
        reject = list(csv.reader(file))[1]
    assert reject[:5] == ["r.csv", "5", "bad-npi", "NPI", "1234567890"]
    assert "--keep-bad-npi" in reject[5]


def test_latin_1_letters_and_line_ends_inside_quotes_are_read(tmp_path):
    path = register(tmp_path / "r.csv", 2)
    text = path.read_bytes().replace(b"EXAMPLE STREET", "EXÄMPLE\nSTREET".encode("latin-1"))
    path.write_bytes(text)

    assert imported(tmp_path / "d", NppesReader().read, path)["counts"]["providers"] == 2
    with Directory.open(tmp_path / "d") as opened:
        assert "EXÄMPLE\nSTREET" in opened.find((), HARTFORD, k=1).hits[0].role.location.address


def test_a_weekly_file_replaces_what_it_names_and_keeps_the_rest(tmp_path):
    imported(tmp_path / "d", NppesReader().read, register(tmp_path / "r.csv"))

    def change(number, row):
        row["Provider Last Name (Legal Name)"] = "NEWER"
        row["NPI Deactivation Date"] = "01/02/2026" if number == 1 else ""
        return row

    weekly = rewritten(register(tmp_path / "weekly.csv"), change)
    lines = weekly.read_text().splitlines(keepends=True)
    weekly.write_text("".join(lines[:11]))

    counts = imported(tmp_path / "d", NppesReader().read, weekly, update=True)["counts"]

    assert counts["providers"] == 299
    with Directory.open(tmp_path / "d") as opened:
        names = [hit.role.name for hit in opened.find((), HARTFORD, k=300, radius_km=9e3).hits]
    assert names.count("EXAMPLE NEWER") == 9


UPDATED, GONE, BACK = "Last Update Date", "NPI Deactivation Date", "NPI Reactivation Date"
STREET = "Provider First Line Business Practice Location Address"


def full_and_weekly(folder):
    """A full file and a later one: the first moves, the second leaves, the third comes back."""
    folder.mkdir(exist_ok=True)

    def before(number, row):
        gone = "01/02/2020" if number in (2, 3) else ""
        return row | {UPDATED: "01/01/2019", GONE: gone}

    def after(number, row):
        changed = {UPDATED: "02/01/2026"}
        changed |= {STREET: "1 EXAMPLE NEW STREET"} if number == 0 else {}
        changed |= {GONE: "02/01/2026", UPDATED: ""} if number == 1 else {}
        changed |= {GONE: "01/02/2020", BACK: "02/01/2026"} if number == 2 else {}
        return row | changed

    full = rewritten(register(folder / "full.csv", 12), before)
    weekly = rewritten(register(folder / "weekly.csv", 12), after)
    weekly.write_text("".join(weekly.read_text().splitlines(keepends=True)[:4]))
    return full, weekly


def told(folder):
    """Who is in a directory, and where."""
    with Directory.open(folder) as opened:
        hits = opened.find((), HARTFORD, k=100, radius_km=20_000).hits
        return sorted((hit.role.id.partition("-")[0], hit.role.location.address) for hit in hits)


def test_the_newest_statement_stands_whatever_the_order_of_files(tmp_path):
    full, weekly = full_and_weekly(tmp_path / "files")
    ways = {}
    for name, first, then in (
        ("at once", (full, weekly), ()),
        ("at once, backwards", (weekly, full), ()),
        ("one after the other", (full,), (weekly,)),
        ("one before the other", (weekly,), (full,)),
    ):
        folder = tmp_path / name
        imported(folder, NppesReader().read, *first)
        if then:
            imported(folder, NppesReader().read, *then, update=True)
        ways[name] = told(folder)

    at_once = ways["at once"]
    everybody = {npi_of(full, n) for n in range(12)}
    assert all(way == at_once for way in ways.values())
    assert {id for id, _ in at_once} == everybody - {npi_of(full, 1), npi_of(full, 3)}
    assert [a for id, a in at_once if id == npi_of(full, 0)] == ["1 EXAMPLE NEW STREET"]


def npi_of(path, number):
    """The identifier in a row of a register."""
    with path.open(newline="") as file:
        return list(csv.DictReader(file))[number]["NPI"]


def test_places_of_a_later_file_replace_those_of_an_earlier_one(tmp_path):
    base = register(tmp_path / "npidata_pfile_20050523-20260208.csv", 3)
    paths = []
    for day, city, postal in (("20260208", "ANCHORAGE", "99501"), ("20260215", "HARTFORD", "06106")):  # fmt: skip
        path = tmp_path / f"pl_pfile_20260101-{day}.csv"
        places_of(base, path, city, postal)
        paths.append(path)

    manifest = imported(tmp_path / "d", NppesReader().read, paths[1], base, paths[0])

    assert manifest["counts"]["listings"] == 4
    with Directory.open(tmp_path / "d") as opened:
        places = [opened.role(number).location for number in opened._numbers.tolist()]
    assert [p.city for p in places if p.address == "7 EXAMPLE ROAD"] == ["HARTFORD"]


def places_of(base, path, city, postal):
    """A file with one further place of a register's first provider."""
    where = "Provider Secondary Practice Location Address"
    names = ["NPI", f"{where}- Address Line 1", f"{where}-  Address Line 2", f"{where} - City Name",
             f"{where} - State Name", f"{where} - Postal Code",
             f"{where} - Country Code (If outside U.S.)", f"{where} - Telephone Number"]  # fmt: skip
    with path.open("w", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(names)
        writer.writerow([npi_of(base, 0), "7 EXAMPLE ROAD", "", city, "CT", postal, "US", ""])


def test_further_places_belong_to_their_provider(tmp_path):
    base = register(tmp_path / "r.csv", 3)
    with base.open(newline="") as file:
        first = next(csv.DictReader(file))
    where = "Provider Secondary Practice Location Address"
    names = ["NPI", f"{where}- Address Line 1", f"{where}-  Address Line 2", f"{where} - City Name",
             f"{where} - State Name", f"{where} - Postal Code",
             f"{where} - Country Code (If outside U.S.)", f"{where} - Telephone Number"]  # fmt: skip
    places = tmp_path / "pl_pfile.csv"
    with places.open("w", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(names)
        writer.writerow([first["NPI"], "7 EXAMPLE ROAD", "", "ANCHORAGE", "AK", "99501", "US", ""])
        writer.writerow([npi(77), "7 EXAMPLE ROAD", "", "ANCHORAGE", "AK", "99501", "US", ""])

    manifest = imported(tmp_path / "d", NppesReader().read, places, base)

    assert manifest["counts"]["listings"] == 4
    assert manifest["rejects"] == {"unknown-provider": 1}
    with Directory.open(tmp_path / "d") as opened:
        found = opened.find((), Position(61.2116, -149.8761), k=5).hits
    assert first["NPI"] in {hit.role.practitioner.id for hit in found if hit.distance_km == 0}
    assert len({hit.role.practitioner.id for hit in found}) == 3


def cut_zip(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("npidata_pfile.csv", "x" * 100_000)
    path.write_bytes(path.read_bytes()[:60])


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        line = ",".join(f'"{name}"' for name in header()) + "\n"
        archive.writestr("npidata_pfile.csv", line + ("," * 329 + "\n") * 300_000)


def cut_gzip(path):
    path.write_bytes(gzip.compress(b'"NPI"\n' + bytes(range(256)) * 4_000)[:-600])


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda path: path.write_text("a,b\n1,2\n"), "not a file of NPPES"),
        (lambda path: path.write_text(""), "no header"),
        (lambda path: path.write_bytes(b"\0" * 5_000), "no header"),
        (cut_zip, "cannot be read"),
        (cut_gzip, "damaged|not a file|cannot be read"),
        (bomb, "unpacks to more"),
        (lambda path: path.unlink(missing_ok=True), "cannot be read"),
    ],
    ids=["other table", "empty", "zeros", "cut zip", "cut gzip", "bomb", "missing"],
)
def test_a_spoilt_file_ends_with_a_message_and_the_old_directory_stays(tmp_path, spoil, what):
    imported(tmp_path / "d", NppesReader().read, register(tmp_path / "r.csv", 20))
    before = (tmp_path / "d" / "index.sqlite").read_bytes()
    spoil(tmp_path / "spoilt")

    with pytest.raises(SourceError, match=what):
        imported(tmp_path / "d", NppesReader().read, tmp_path / "spoilt")

    assert (tmp_path / "d" / "index.sqlite").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["d"]


def test_a_row_cut_short_is_rejected_and_the_rest_is_taken(tmp_path):
    path = register(tmp_path / "r.csv", 20)
    path.write_bytes(path.read_bytes()[:-500])

    manifest = imported(tmp_path / "d", NppesReader().read, path)

    assert manifest["counts"]["providers"] == 19
    assert manifest["rejects"] == {"bad-row": 1}


def test_a_directory_that_was_put_aside_is_brought_back(tmp_path):
    imported(tmp_path / "d", NppesReader().read, register(tmp_path / "r.csv", 20))
    (tmp_path / "d").rename(tmp_path / ".d.old")

    with pytest.raises(SourceError):
        imported(tmp_path / "d", NppesReader().read, tmp_path / "missing")

    with Directory.open(tmp_path / "d") as opened:
        assert opened.manifest["counts"]["providers"] == 20


def test_a_reject_names_the_file_and_its_row(tmp_path):
    path = register(tmp_path / "r.csv", 5)
    with path.open(newline="") as file:
        first = next(csv.DictReader(file))
    changed = {1: {"NPI": "1234567890"}, 2: first}
    rewritten(path, lambda number, row: row | changed.get(number, {}))

    imported(tmp_path / "d", NppesReader().read, path)

    with (tmp_path / "d" / "rejects.csv").open(newline="") as file:
        rejects = {tuple(row[:3]) for row in csv.reader(file)}
    assert ("r.csv", "3", "bad-npi") in rejects
    assert rejects & {("r.csv", "2", "duplicate"), ("r.csv", "4", "duplicate")}
