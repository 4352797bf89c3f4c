"""What a file was made from, as numbers: the whole decides whether it is outdated, the parts say what changed since."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from plon.toolkit.content import Composed
from plon.toolkit.labels import field_label, text_label

# Raise it when templates change so much that files made before should be made again.
TEMPLATES = 1

# Fields of the content that are one part each; the others are taken apart below.
_WHOLE = ("title", "message", "group", "project_title", "project_acronym", "coordinator", "contact", "look",
          "notices", "partners", "example")  # fmt: skip


def parts_of(composed: Composed) -> dict[str, str]:
    """Return {part: number}, e.g. "result.r7k2mq4.title"; equal numbers say the same."""
    return {key: _short(value) for key, value in _parts(composed)}


def fingerprint(composed: Composed) -> str:
    """Return the SHA-256 of everything that a file is made from, bytes of pictures and templates included."""
    return fingerprint_of(parts_of(composed))


def fingerprint_of(parts: Mapping[str, str]) -> str:
    return hashlib.sha256(_canonical({"templates": TEMPLATES, **parts}).encode()).hexdigest()


def _parts(composed: Composed) -> Iterator[tuple[str, object]]:
    content = composed.content
    for key in _WHOLE:
        yield key, getattr(content, key)
    for public_id, result in composed.results_by_id.items():
        for each in dataclasses.fields(result):
            if each.name != "link":
                yield f"result.{public_id}.{each.name}", getattr(result, each.name)
    for key, value in content.fields.items():
        yield f"field.{key}", value
    yield "logos", composed.digests["logos"]
    yield "photo", composed.digests["photo"]
    yield "templates", TEMPLATES


def _short(value: object) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()[:12]


def _canonical(value: object) -> str:
    return json.dumps(value, default=_as_json, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _as_json(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return str(value)


def changes_since(before: Mapping[str, str], now: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    """Say what changed since a file was made, in the reader's language.

    Args:
        before: the parts then.
        now: the parts today.
        titles: {public id: name} of the results.
    """
    differing = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    return list(dict.fromkeys(_said(key, now, before, titles) for key in differing))


def _said(key: str, now: Mapping[str, str], before: Mapping[str, str], titles: Mapping[str, str]) -> str:
    kind, _dot, rest = key.partition(".")
    if kind == "result":
        public_id, _dot, name = rest.partition(".")
        title = titles.get(public_id, "")
        if not any(each.startswith(f"result.{public_id}.") for each in now):
            return _("a result was left out")
        if not any(each.startswith(f"result.{public_id}.") for each in before):
            return _("the result “%(title)s” was added") % {"title": title}
        return _("“%(text)s” of the result “%(title)s” changed") % {"text": _result_part(name), "title": title}
    if kind == "field":
        return _("“%(text)s” changed") % {"text": field_label(rest)}
    if kind in {"title", "message"}:
        return _("“%(text)s” changed") % {"text": text_label(kind)}
    return {
        "group": _("the target group changed"),
        "project_title": _("the title of the project changed"),
        "project_acronym": _("the acronym of the project changed"),
        "coordinator": _("the coordinator changed"),
        "partners": _("the partners changed"),
        "contact": _("the contact line changed"),
        "look": _("theme or colour changed"),
        "notices": _("the notices on funding and licence changed"),
        "logos": _("a logo changed"),
        "photo": _("the photo changed"),
        "templates": _("the tool itself was improved"),
        "example": _("the project is no example any more"),
    }.get(kind, _("something changed"))


def _result_part(name: str) -> str:
    return {"kind": _("kind"), "languages": _("languages")}.get(name) or text_label(name)
