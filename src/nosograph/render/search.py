"""What the lines of an answer say, and what an answer says about itself, in words.

Rule. A line says what it is before anybody opens it: where it shows, when it begins, how much is
known; a spelling that is only near is named as such.
"""

from collections.abc import Mapping

from nosograph.library.answers import Note, SearchAnswer, SearchResult
from nosograph.render.languages import counted, system_title, words


def gloss(result: SearchResult, labels: Mapping[str, str], language: str) -> str:
    """One line about a result: what it is, when it begins, how many findings are known."""
    t = words(language)
    parts = [result.gloss]
    if result.type == "presentation":
        return result.gloss
    if result.type != "disease":
        parts.append(counted("disease_count", result.findings, language))
    elif result.kind != "classified":
        systems = (system_title(each, labels, language) for each in result.systems)
        begins = ", ".join(label for each in result.onset if (label := labels.get(each)))
        parts += [
            ", ".join(systems),
            t["gloss_onset"].format(onset=begins) if begins else "",
            counted("gloss_findings", result.findings, language) if result.findings else "",
        ]
    return " · ".join(filter(None, parts))


def matched(result: SearchResult, language: str) -> str:
    """By which other name, code, finding or chapter it was found; empty when by its own name."""
    if not result.matched or result.matched.casefold() == result.name.casefold():
        return ""
    return words(language)["matched"].format(text=result.matched)


def told(answer: SearchAnswer, language: str) -> tuple[str, ...]:
    """The notes of an answer as sentences."""
    return tuple(_sentence(each, language) for each in answer.notes)


def _sentence(note: Note, language: str) -> str:
    sentence = words(language)[f"note_{note.kind}"]
    first, rest = note.words[0], note.words[1:]
    match note.kind:
        case "set-aside":
            return sentence.format(words=", ".join(note.words))
        case "read-as":
            return sentence.format(words=" · ".join(note.words))
        case "ambiguous":
            return sentence.format(text=first, meanings=" · ".join(rest))
        case _:
            return sentence.format(text=first[:80], near="".join(rest))
