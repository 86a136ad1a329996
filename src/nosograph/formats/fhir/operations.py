"""The one operation that FHIR does not define: answers to a form of criteria as verdicts."""

from nosograph.formats.fhir.artefacts import Edition, head
from nosograph.formats.fhir.shapes import Resource, filled

EVALUATE = "evaluate-criteria"


def evaluate_definition(edition: Edition) -> Resource:
    """What `Questionnaire/$evaluate` takes and gives."""
    return head(
        "OperationDefinition", EVALUATE, "Evaluate answers to the questions of criteria", edition,
        description="Says of each level of a criteria set whether it is met, not met or "
        "undetermined, and which unanswered questions could make it met.",
        kind="operation", affectsState=False, code="evaluate", resource=["Questionnaire"],
        system=False, type=True, instance=True,
        parameter=[
            _parameter("response", "in", "QuestionnaireResponse", 0, "1",
                       "What was answered; a question without an answer is unknown."),
            _parameter("record", "in", "Bundle", 0, "1", "In its place: resources of one person."),
            _parameter("questionnaire", "in", "canonical", 0, "1", "The form, where neither the "
                       "address nor the response names it."),
            _parameter("criteria", "out", "string", 1, "1", "Id of the criteria set."),
            _parameter("level", "out", "", 1, "*", "One level of the set.", part=[
                _parameter("id", "out", "string", 1, "1", "Its id."),
                _parameter("verdict", "out", "code", 1, "1", "met, not_met or undetermined."),
                _parameter("missing", "out", "", 0, "*", "A minimal set of unknown items whose "
                           "results could make the level met.", part=[
                    _parameter("item", "out", "string", 1, "*", "The linkId of the question; "
                               "with @onset its first day, with #2 a second result.")]),
                _parameter("more-missing", "out", "integer", 0, "1", "Sets that are not listed."),
                _parameter("score", "out", "", 0, "*", "Lowest and highest sum.", part=[
                    _parameter("low", "out", "integer", 1, "1", "The lowest."),
                    _parameter("high", "out", "integer", 1, "1", "The highest.")]),
                _parameter("revocable-by", "out", "string", 0, "*", "An item whose result may "
                           "revoke the verdict."),
                _parameter("evidence", "out", "", 0, "*", "A part of the level.", part=[
                    _parameter("part", "out", "string", 1, "1", "Its words."),
                    _parameter("holds", "out", "string", 1, "1", "yes, no or not known."),
                    _parameter("statement", "out", "string", 0, "*", "What was answered.")]),
            ]),
            _parameter("next", "out", "string", 0, "1", "The item to ask for first."),
            _parameter("concern", "out", "", 0, "*", "What is wrong with the answers.", part=[
                _parameter("kind", "out", "string", 1, "1", "contradiction or unusable."),
                _parameter("item", "out", "string", 1, "1", "The item."),
                _parameter("message", "out", "string", 1, "1", "In words.")]),
            _parameter("left-out", "out", "integer", 0, "1", "Resources of the record of which "
                       "nothing could be used."),
            _parameter("not-met-means", "out", "string", 0, "1", "What a level that is not met "
                       "does not exclude."),
            _parameter("intended-purpose", "out", "string", 1, "1", "What the criteria are for."),
        ],
    )  # fmt: skip


def _parameter(
    name: str, use: str, type: str, least: int, most: str, text: str,
    part: list[Resource] | None = None,
) -> Resource:  # fmt: skip
    told = {
        "name": name,
        "use": use,
        "max": most,
        "documentation": text,
        "type": type,
        "part": part,
    }
    return filled(told) | {"min": least}
