"""Every door of the house, read from the URL configuration."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# Doors of packages, and of the house itself, that have tests of their own.
NOT_OURS = (
    "account_",
    "mfa_",
    "usersessions_",
    "wagtail",
    "simple_translation",
    "javascript",
    "portal_cms:",
    "portal_delete_picture",
    "articles:",
)


@dataclass(frozen=True)
class Door:
    """A named route and what must be filled into it."""

    name: str
    arguments: tuple[str, ...]
    pattern: str


def doors() -> list[Door]:
    """Return every named route once, under its name with its namespace."""
    found: dict[str, Door] = {}
    for door in _walk(get_resolver().url_patterns, "", ""):
        if not door.name.startswith(NOT_OURS):
            found.setdefault(door.name, door)
    return list(found.values())


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, namespace: str) -> Iterator[Door]:
    for pattern in patterns:
        part = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, part, inner)
        # A pattern without a name only leads to one that has one.
        elif pattern.name:
            yield Door(f"{namespace}{pattern.name}", tuple(_converters(part)), part)


def _converters(pattern: str) -> Iterator[str]:
    for piece in pattern.split("<")[1:]:
        yield piece.partition(">")[0].rpartition(":")[2]
