"""The table of tools: one line each."""

import functools
from importlib import import_module

from plon.typeset.tools.tool import Tool

# In the order in which a team sees them. Each is a module of this folder (or a folder) with a `TOOL`.
KEYS: tuple[str, ...] = (
    "poster",
    "rollup",
    "leaflet",
    "threefold",
    "sheet",
    "press",
    "slides",
    "newsletter",
    "cards",
    "posts",
    "signature",
    "badge",
    "certificate",
    "invitation",
    "labels",
)


@functools.cache
def tools() -> dict[str, Tool]:
    """Return {key: tool}, in order."""
    return {key: import_module(f"plon.typeset.tools.{key}").TOOL for key in KEYS}
