"""The shapes of InvenioRDM's REST API that Plon relies on, and a small check of things against them.

A shape is a type, a pattern, a tuple of allowed values, a list of one shape, or a mapping {name: shape}; a name with
"?" may be missing, and "*" stands for any other names. Written after the reference of InvenioRDM 12 and 13: "Metadata
reference" for records, "REST API: Drafts and records, Files" for answers. The samples beside it follow the reference's
own examples; no repository out there was asked.
"""

import re
from numbers import Real
from typing import Any

ANY = object
ID = {"id": re.compile(r"[a-z0-9.-]+")}
LANGUAGE = {"id": re.compile(r"[a-z]{3}")}
IDENTIFIER = {"scheme": ("ark", "doi", "handle", "isbn", "urn", "url", "other"), "identifier": re.compile(r"\S.*")}
ORGANISATION = {"person_or_org": {"type": ("organizational",), "name": re.compile(r"\S.*")}, "role?": ID}

# What may be sent: nothing but what InvenioRDM knows, for it refuses unknown fields of metadata.
RECORD: Any = {
    "access": {"record": ("public", "restricted"), "files": ("public", "restricted")},
    "files": {"enabled": bool},
    "pids": {"doi?": {"identifier": re.compile(r"10\..+/.+"), "provider": ("external",)}},
    "metadata": {
        "resource_type": ID,
        "title": re.compile(r"(?s).{3,}"),
        "additional_titles?": [{"title": str, "type": ID, "lang?": LANGUAGE}],
        "creators": [ORGANISATION],
        "contributors?": [ORGANISATION],
        "description?": re.compile(r"(?s)<p>[^<>]*</p>"),
        "additional_descriptions?": [{"description": re.compile(r"(?s)<p>[^<>]*</p>"), "type": ID, "lang?": LANGUAGE}],
        "publisher": re.compile(r"\S.*"),
        # Extended Date Time Format, level 0.
        "publication_date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
        "dates?": [{"date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"), "type": ID}],
        "languages?": [LANGUAGE],
        "rights?": [{"id?": re.compile(r"[a-z0-9.-]+"), "title?": {"en": str}, "link?": re.compile(r"https?://.+")}],
        "subjects?": [{"subject": str}],
        "funding?": [
            {"funder": ID, "award?": {"title": {"en": str}, "number": str, "identifiers?": [IDENTIFIER]}},
        ],
        "identifiers?": [IDENTIFIER],
        "related_identifiers?": [{**IDENTIFIER, "relation_type": ID}],
        "version?": str,
        "sizes?": [str],
        "formats?": [str],
    },
}

_COMPLAINTS = [{"field": str, "messages": [str]}]
_OF_BOTH: Any = {
    "id": re.compile(r"[a-z0-9-]+"), "status": ("draft", "published", "in_review", "new_version_draft"),
    "is_published": bool, "metadata": {"*": ANY}, "links": {"self": str, "self_html": str, "*": ANY},
    "pids": {"doi?": {"identifier": str, "provider": str, "*": ANY}, "*": ANY},
    "parent": {"id": str, "pids?": {"*": ANY}, "*": ANY},
}  # fmt: skip
_FILE: Any = {"key": str, "status": ("completed",), "checksum": re.compile(r"md5:[0-9a-f]{32}"), "size": Real, "*": ANY}
_PENDING: Any = {"key": str, "status": ("pending",), "*": ANY}

# What is read of answers; they may hold more.
ANSWERS: dict[str, Any] = {
    "draft": {**_OF_BOTH, "errors?": _COMPLAINTS, "*": ANY},
    "record": {**_OF_BOTH, "*": ANY},
    "files": {"enabled": bool, "entries": [{"key": str, "status": ("pending", "completed"), "*": ANY}], "*": ANY},
    "file": _FILE,
    "pending-file": _PENDING,
    "search": {"hits": {"hits": [{**_OF_BOTH, "*": ANY}], "total": int, "*": ANY}, "*": ANY},
    "refusal": {"status": int, "message": str, "errors?": _COMPLAINTS},
    "review": {"id": str, "status": ("created", "submitted", "accepted"), "is_open": bool, "*": ANY},
}


def mistakes_in(thing: Any, shape: Any, place: str = "") -> list[str]:
    """Return where a thing is not of a shape."""
    if isinstance(shape, dict):
        return _in_mapping(thing, shape, place)
    if isinstance(shape, list):
        if not isinstance(thing, list):
            return [f"{place} is no list"]
        return [one for number, each in enumerate(thing) for one in mistakes_in(each, shape[0], f"{place}[{number}]")]
    if isinstance(shape, tuple):
        return [] if thing in shape else [f"{place} is {thing!r}, none of {shape}"]
    if isinstance(shape, re.Pattern):
        is_right = isinstance(thing, str) and bool(shape.fullmatch(thing))
        return [] if is_right else [f"{place} is {thing!r}, not {shape.pattern}"]
    return [] if isinstance(thing, shape) else [f"{place} is {thing!r}, no {shape.__name__}"]


def _in_mapping(thing: Any, shape: dict[str, Any], place: str) -> list[str]:
    if not isinstance(thing, dict):
        return [f"{place} is no mapping"]
    found = []
    names = {name.removesuffix("?"): each for name, each in shape.items() if name != "*"}
    for name, each in shape.items():
        plain = name.removesuffix("?")
        if name != "*" and plain in thing:
            found += mistakes_in(thing[plain], each, f"{place}.{plain}")
        elif name == plain and name != "*":
            found.append(f"{place}.{name} is missing")
    if "*" not in shape:
        found += [f"{place}.{name} is unknown" for name in thing if name not in names]
    return found
