"""What the tools are called. The room of the tools, above this one, says so when it is ready."""

from collections.abc import Callable

_names: list[Callable[[str], str]] = []


def register_tool_names(names: Callable[[str], str]) -> None:
    """Let `names` turn the key of a tool into its name in the reader's language."""
    _names[:] = [names]


def tool_name(key: str) -> str:
    """Return what a tool is called; its key while nobody has said."""
    return _names[0](key) if _names else key
