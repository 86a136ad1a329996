"""The dearest requests of people: pages, searches, cases and notes."""

import itertools
from collections.abc import Iterator
from urllib.parse import urlencode

from dear_world import FILE, FORM, NOTE, Asked, World, opened, posted, told


def saved(page: str) -> list[str]:
    """Where a form leaves its case as a file."""
    return [f"{page}/{name}" for name in ("case.json", "phenopacket.json")]


def in_tongues(path: str) -> Iterator[Asked]:
    """An address to read, in both languages."""
    yield Asked(path)
    yield Asked(f"/de{path}")


def to_read(w: World) -> Iterator[Asked]:
    """Addresses without a question."""
    for path in (
        "/", "/browse/", "/classification/", "/systems/", "/about/", "/about/privacy", "/about/legal",
        "/about/accessibility", "/about/report", "/about/sources", "/about/keys", "/search", "/find",
        "/recognise", "/differential",
    ):  # fmt: skip
        yield from in_tongues(path)
    for path in ("/healthz", "/readyz", "/metrics", "/favicon.svg", "/favicon.ico", "/robots.txt",
                 "/sitemap.xml", "/sitemap/diseases.xml", "/changes.atom", "/mock-ehr", "/mock-ehr.js",
                 "/widget.js", "/widget/entry?code=HP:0001251", "/api/openapi.json", "/cds-services",
                 "/nothing"):  # fmt: skip
        yield Asked(path)
    for letter in w.letters:
        yield Asked(f"/browse/{'0-9' if letter == '#' else letter}")
    yield from _presentations(w)
    yield from _entries(w)
    yield from _comparisons(w)
    yield from _terms(w)


def _presentations(w: World) -> Iterator[Asked]:
    for each in w.presentations:
        for rest in ("/", "/patient/", "/claims/"):
            yield from in_tongues(f"/p/{each}{rest}")
        for rest in ("/claims.json", "/presentation.json", "/presentation.txt", "/patient/leaflet.pdf",
                     "", "/patient"):  # fmt: skip
            yield Asked(f"/p/{each}{rest}")


def _entries(w: World) -> Iterator[Asked]:
    for each in w.curated:
        own = f"/d/{each.slug}"
        for rest in ("/", "/patient/", "/claims/", "/changes/", "/glossary/", "/references/", "/workup",
                     *(f"/references/{style}/" for style in ("apa", "ama", "harvard", "nature"))):  # fmt: skip
            yield from in_tongues(own + rest)
        for rest in ("/entry.json", "/entry.txt", "/entry.md", "/patient/entry.md", "/claims.json",
                     "/changes.json", "/leaflet.pdf", "/patient/leaflet.pdf", "/patient/handout.pdf", "/workup.txt", "/workup.json",
                     "/changes.atom", "", "/patient"):  # fmt: skip
            yield Asked(own + rest)
        for kind, parts in (("scales", each.scales), ("pathways", each.pathways)):
            for part in parts:
                yield from in_tongues(f"{own}/{kind}/{part.id}")
                for end in (".txt", ".json", ".svg")[: 3 if kind == "pathways" else 2]:
                    yield Asked(f"{own}/{kind}/{part.id}{end}")
    for slug, id in w.sets:
        yield from in_tongues(f"/d/{slug}/criteria/{id}")


def _comparisons(w: World) -> Iterator[Asked]:
    for here, there in itertools.pairwise([*w.curated, *w.long, w.curated[0]]):
        yield from in_tongues(f"/d/{here.slug}/compare/{there.slug}")
        for end in (".txt", ".json"):
            yield Asked(f"/d/{here.slug}/compare/{there.slug}{end}")
    for each in w.long:
        for rest in ("/", "/glossary/", "/patient/"):
            yield from in_tongues(f"/d/{each.slug}{rest}")
    yield Asked(f"/d/{w.curated[0].slug}/compare?with={w.curated[1].slug}")
    yield Asked(f"/v/none/d/{w.curated[0].slug}/")


def _terms(w: World) -> Iterator[Asked]:
    for each in ("HP:0000118", "HP:0000001", "HP:0000707", "HP:0001249", "HP:0001250", "HP:0001252",
                 "HP:0000478", "HP:0000005", "HP:0000007", "HP:0001263", "HP:0004322"):  # fmt: skip
        yield from in_tongues(f"/t/{each}")
        yield from in_tongues(f"/systems/{each}")
    for each in (
        *w.genes[:: max(1, len(w.genes) // 40)],
        "FGFR3",
        "LMNA",
        "COL2A1",
        "FGFR2",
        "FLNA",
    ):
        yield Asked(f"/g/{each}")
    for each in w.places:
        yield from in_tongues(f"/d/{each}/")
    yield Asked("/d/icd-10-cm-e11/")
    yield Asked("/d/icd-10-cm-e11")
    yield Asked("/c/ICD-10-CM/E11")
    yield Asked("/c/ORPHA:558")
    yield Asked("/static/none/site.css")


def searched(w: World) -> Iterator[Asked]:
    """Searches."""
    labels = w.chance.sample(w.labels, 200)
    for name, text in {
        "names": " ".join(labels)[:300],
        "letters": " ".join("abcdefghijklmnopqrstuvwxyz" * 6)[:300],
        "two letters": " ".join(a + b for a in "aeiou" for b in "nrstl" for _ in range(4))[:300],
        "one word": "a" * 300,
        "misspelt": " ".join(each[:3] + "x" + each[4:] for each in labels)[:300],
        "CJK": "脳炎" * 150,
        "common": "disease syndrome type of the and with disorder deficiency " * 6,
        "question": "Can children with opsoclonus myoclonus ataxia be vaccinated and why does " * 4,
        "German": "Welche Kinder mit Opsoklonus dürfen geimpft werden und warum " * 5,
        "signs": "can't walk, shaky eyes, blood in stool, fever, headache, rash, vomiting " * 4,
        "numbers": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 " * 8,
    }.items():
        for path in ("/search", "/de/search", "/api/search", "/api/suggest", "/find"):
            yield Asked(
                f"{path}?{urlencode({'q': text[:300], 'disease': text[:200], 'limit': 200})}", name
            )
        yield Asked(f"/search?{urlencode({'q': text[:300], 'page': 50})}", f"{name}, far on")
        yield posted("/differential/findings", name, q=text[:300])
        yield posted("/differential", f"add {name}", add=text[:100])
        yield told("/api/ask", name, {"question": text[:300]})
        yield told("/api/search", name, {"text": text[:400], "limit": 50})
        yield told("/api/code", name, {"code": text[:400]})
        yield told("/api/read-entry", name, {"disease": text[:400]})
        yield Asked(f"/{text[:100].replace('/', ' ')}", f"no address: {name}")
    for slug in (w.curated[0].slug, w.long[0].slug):
        yield Asked(f"/find?{urlencode({'disease': slug, 'age': '20mo'})}")


def of_cases(w: World) -> Iterator[Asked]:
    """Questions about a case."""
    whole = {f"f.{each}": "present" for each in w.some(100)}
    common = {
        f"f.{each}": "present" for each in ("HP:0001250", "HP:0001249", "HP:0001252", "HP:0001263")
    }
    genes = " ".join(w.genes[::20])[:500]
    for name, fields in {
        "100 findings": whole,
        "100 findings with everything": whole
        | {
            "genes": genes,
            "age": "20mo",
            "onset": "1a",
            "sex": "male",
            "compare": "1",
            "sort": "system",
        }
        | {f"c.{each.slug}": "1" for each in w.long},
        "common findings": common,
        "absent": dict.fromkeys(whole, "absent"),
        "too many findings": {f"f.{each}": "present" for each in w.some(2000)},
        "unknown findings": {f"f.HP:{n:07}": "present" for n in range(8_000_000, 8_001_500)},
        "many fields": {f"c.{n}": "1" for n in range(6000)},
        "broad": {f"f.{each}": "present" for each in ("HP:0000118", "HP:0000707", "HP:0000478")},
    }.items():
        for path in ("/differential", "/de/differential", *saved("/differential")):
            yield posted(path, name, **fields)
        for slug, id in w.sets:
            yield posted(f"/d/{slug}/criteria/{id}", name, **fields)
    yield from _criteria(w)
    yield from _ranked(w, common)
    yield from _scales(w)


def _criteria(w: World) -> Iterator[Asked]:
    for slug, id in w.sets:
        own = f"/d/{slug}/criteria/{id}"
        full = {}
        for item in w.items[id]:
            full |= {f"s.{item}": "present"} | {f"{k}.{item}.{n}": v for n in range(1, 9)
                                                 for k, v in (("v", "1.5"), ("u", "10*9/L"), ("t", str(n)))}  # fmt: skip
        yield posted(own, "everything answered", **full)
        for name, text in w.cases(30_000):
            yield posted(own, f"carried: {name}", rest=text)
            yield posted(f"{own}/differential", f"carried: {name}", rest=text)
            for path in saved(own):
                yield posted(path, f"carried: {name}", rest=text)
        for name, text in w.cases(FORM // 2):
            yield posted(own, f"carried, too much: {name}", rest=text)
        for size in (29_000, FILE - 2000):
            for name, text in w.cases(size):
                yield opened(f"{own}/open", f"{size} bytes of {name}", text)


def _ranked(w: World, common: dict[str, str]) -> Iterator[Asked]:
    for size in (29_000, FILE - 2000):
        for name, text in w.cases(size):
            yield opened("/differential/open", f"{size} bytes of {name}", text)
    for name, text in w.cases(30_000):
        yield posted("/differential", f"case: {name}", case=text)
        yield posted("/differential", f"carried: {name}", rest=text, **common)


def _scales(w: World) -> Iterator[Asked]:
    for each in w.curated:
        for scale in each.scales:
            own = f"/d/{each.slug}/scales/{scale.id}"
            fields = {
                f"s.{item.id}": str(item.anchors[-1].value) for item in scale.items if item.anchors
            }
            yield posted(own, "rated", **fields)
            for name, text in w.cases(30_000):
                yield posted(own, name, rest=text)
                for path in saved(own):
                    yield posted(path, name, rest=text)
                yield opened(f"{own}/open", name, text)
            ids = [item.id for item in scale.items]
            line = ",".join("1" for _ in ids)
            days = "\n".join(f"{day},{line}" for day in range(30_000))
            yield opened(f"{own}/course", "long", f"day,{','.join(ids)}\n{days}"[:FILE])
            yield opened(
                f"{own}/course", "one day", f"day,{','.join(ids)}\n" + f"1,{line}\n" * 30_000
            )
            yield opened(f"{own}/course", "wide", "day," + ",".join(f"c{n}" for n in range(90_000)))


def of_notes(w: World) -> Iterator[Asked]:
    """Notes."""
    slug, id = w.sets[0]
    for name, text in w.texts(NOTE):
        yield posted("/recognise", name, text=text)
        yield posted("/recognise/differential", name, text=text)
        yield posted(f"/d/{slug}/criteria/{id}/note", name, text=text)
    for name, text in w.texts(33_000):
        yield told("/api/recognise", name, {"text": text[:20_000]})
    for name, text in w.cases(300_000):
        yield posted("/recognise", f"case: {name}", text=text)
