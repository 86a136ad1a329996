"""The dictionary as tools, asked by the protocol's own client."""

import asyncio

import jsonschema
import pytest
from mcp import Client

import nosograph
from nosograph.interop.agents import server_over
from nosograph.interop.questions import MOST_CLAIMS
from nosograph.interop.questions import QUESTIONS as TOOLS

OMS = "opsoclonus-myoclonus-syndrome"
QUESTIONS = {
    "search": {"text": "opsoclonus"},
    "read_entry": {"disease": "ORPHA:1183"},
    "claims": {"disease": "example-syndrome"},
    "ask": {"question": "How is ataxia seen in Example syndrome?"},
    "code": {"code": "ORPHA:1183"},
    "criteria": {},
    "evaluate_criteria": {"set": "example-2001", "findings": []},
    "differential": {"present": ["Opsoclonus"], "absent": ["HP:0001250"], "age": "20mo"},
    "recognise": {"text": "Opsoclonus, no seizures"},
    "compare": {"here": "ORPHA:1183", "there": "example-syndrome"},
    "specialties": {"disease": "ORPHA:1183", "age": "20mo"},
}


def asked(release, *questions):
    """What the server answers to each question, and the tools it lists."""

    async def talk():
        with nosograph.open(release) as dictionary:
            async with Client(server_over(dictionary)) as client:
                tools = (await client.list_tools()).tools
                return tools, [await client.call_tool(*each) for each in questions]

    return asyncio.run(talk())


def test_every_tool_is_described_and_its_answers_are_as_described(tiny_release):
    tools, answers = asked(tiny_release, *QUESTIONS.items())

    assert [each.name for each in tools] == list(TOOLS) == list(QUESTIONS)
    for tool, answer, question in zip(tools, answers, QUESTIONS.values(), strict=True):
        assert not answer.is_error, answer.content[0].text
        jsonschema.validate(question, tool.input_schema)
        jsonschema.validate(answer.structured_content, tool.output_schema)
        assert tool.description


def test_every_answer_names_its_sources_and_how_it_may_be_used(tiny_release):
    _, answers = asked(tiny_release, *QUESTIONS.items())

    for each in answers:
        told = each.structured_content
        assert "medical advice" in told["safety"]
        assert {"hpo", "dictionary"} <= {source["id"] for source in told["sources"]}
        assert told["release"]


def test_the_answers_are_those_of_the_dictionary(tiny_release):
    _, (ranking, text) = asked(
        tiny_release,
        ("differential", {"present": ["Opsoclonus"]}),
        ("read_entry", {"disease": OMS}),
    )

    assert ranking.structured_content["answer"]["ranking"][0]["id"] == "ORPHA:1183"
    assert text.structured_content["answer"]["slug"] == OMS


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("nope", {}, "there is no tool"),
        ("search", {"text": "x", "limt": 3}, "limt"),
        ("search", {"text": ""}, "length"),
        ("read_entry", {"disease": "opsoclonus myoclonus sindrome"}, OMS),
        ("criteria", {"id": "nope"}, "there are"),
        ("differential", {"present": ["Opsoclonos"]}, "HP:0010543"),
        ("differential", {}, "state at least one finding"),
        ("differential", {"present": ["Ataxia"], "age": "soon"}, "soon"),
        ("recognise", {"text": "a" * 20001}, "length"),
        ("evaluate_criteria", {"set": "example-2001", "findings": [{"item": 3}]}, "item"),
    ],
)
def test_what_cannot_be_answered_is_answered_with_what_to_do(tiny_release, name, arguments, why):
    _, (answer,) = asked(tiny_release, (name, arguments))

    assert answer.is_error
    assert why in answer.content[0].text


def test_claims_are_those_with_most_of_the_words(tiny_release):
    _, (every, some, none) = asked(
        tiny_release,
        ("claims", {"disease": "example-syndrome"}),
        ("claims", {"disease": "example-syndrome", "about": "treatment example"}),
        ("claims", {"disease": "example-syndrome", "about": "zyxwv"}),
    )

    assert 0 < len(every.structured_content["answer"]) <= MOST_CLAIMS
    assert some.structured_content["answer"]
    assert none.structured_content["answer"] == []
