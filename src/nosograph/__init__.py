"""Nosograph: a health dictionary you can compute with.

From Python, `nosograph.open("releases/current")` is where questions begin.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["open", "read_case"]
_MEANT = {"open": "open_release"}

if TYPE_CHECKING:
    from nosograph.interop.python import open_release as open  # noqa: A004  # nosograph.open
    from nosograph.interop.python import read_case


def __getattr__(name: str) -> Any:
    # What answers questions takes a moment to import; a command that asks none shall not wait.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("nosograph.interop.python"), _MEANT.get(name, name))
