"""The questions as tools for agents, over the Model Context Protocol (2025-06-18 and later).

Rule. A question that cannot be answered is answered with what to do; nothing is logged.
"""

from typing import Any

import msgspec
from mcp import types
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server

from nosograph import __version__
from nosograph.interop.python import Dictionary
from nosograph.interop.questions import QUESTIONS, Question, answered
from nosograph.render.languages import words


def _described(name: str, question: Question) -> types.Tool:
    """The question as the protocol lists a tool."""
    return types.Tool(
        name=name,
        description=question.description,
        input_schema=_schema(question.arguments),
        output_schema=_schema(question.answer),
        annotations=types.ToolAnnotations(
            read_only_hint=True, idempotent_hint=True, open_world_hint=False
        ),
    )


def _schema(described: Any) -> dict[str, Any]:
    """A JSON Schema whose root is an object, as the protocol wants it."""
    (schema,), parts = msgspec.json.schema_components([described], ref_template="#/$defs/{name}")
    root = parts.pop(schema["$ref"].rpartition("/")[2])
    return {**root, "$defs": parts} if parts else dict(root)


def server_over(dictionary: Dictionary) -> Server[Any]:
    """The protocol's server over an open release."""

    async def listed(
        _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(*each) for each in QUESTIONS.items()])

    async def called(
        _: ServerRequestContext[Any], asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        return _called(dictionary, asked.name, asked.arguments or {})

    return Server(
        "nosograph",
        version=__version__,
        instructions=words("en")["footer_disclaimer"],
        on_list_tools=listed,
        on_call_tool=called,
    )


def _called(dictionary: Dictionary, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
    tool = QUESTIONS.get(name)
    if tool is None:
        return _refused(f"there is no tool {name!r}; there are {', '.join(QUESTIONS)}")
    try:
        told = answered(dictionary, tool, msgspec.convert(arguments, tool.arguments))
    except (LookupError, ValueError) as error:
        return _refused(str(error))
    return types.CallToolResult(
        content=[types.TextContent(text=msgspec.json.encode(told).decode())],
        structured_content=msgspec.to_builtins(told),
    )


def _refused(why: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=why)], is_error=True)


async def serve_stdio(dictionary: Dictionary) -> None:
    """Answer over standard input and output until they are closed."""
    server = server_over(dictionary)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())
