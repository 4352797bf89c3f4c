"""What of a result is reviewed, as plain JSON, and what changed between two submissions: pure but for reading rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.programme.codelists import codelist
from plon.programme.licences import short_name
from plon.programme.places import language_name
from plon.results.actions import TEXT_FIELDS
from plon.results.models import Result, ResultText
from plon.results.queries import newest_files

Content = dict[str, Any]
LABELS: Mapping[str, Promise] = {
    "category": _("category"),
    "licence": _("licence"),
    "languages": _("languages of the result"),
    "carries_emblem": _("carries the EU emblem and the funding statement"),
    "carries_licence_notice": _("carries its licence notice"),
    "files": _("files"),
    "links": _("links"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs between two submissions, in words."""

    label: str
    before: str
    after: str


def content_of(result: Result) -> Content:
    """Return what is reviewed of a result (loaded with texts, files and links)."""
    content: Content = {
        name: getattr(result, name)
        for name in ("category", "licence", "languages", "carries_emblem", "carries_licence_notice")
    }
    for text in result.texts.all():
        content |= {f"{name}_{text.language}": getattr(text, name) for name in TEXT_FIELDS}
    content["files"] = {
        file.public_id: [file.title or file.name, file.sha256] for file, _earlier in newest_files(result)
    }
    content["links"] = sorted(link.url for link in result.links.all())
    return content


def changes_between(before: Content, after: Content, language: str) -> list[Changed]:
    """Return what differs; what is not written in one of them counts as empty."""
    names = [*before, *(name for name in after if name not in before)]
    return [
        Changed(_label(name, language), _words(name, before, after, language), _words(name, after, before, language))
        for name in names
        if (before.get(name) or None) != (after.get(name) or None)
    ]


def _label(name: str, language: str) -> str:
    if name in LABELS:
        return str(LABELS[name])
    field, _underscore, of = name.rpartition("_")
    return f"{ResultText._meta.get_field(field).verbose_name} ({language_name(of, language)})"  # type: ignore[union-attr]  # texts are columns


def _words(name: str, content: Content, other: Content, language: str) -> str:
    value = content.get(name)
    if name == "files":
        return _files(value or {}, other.get(name) or {})
    if name == "links":
        return "\n".join(url for url in value or [] if url not in (other.get(name) or []))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if name == "category" and value:
        term = codelist("result_categories").get(value)
        return term.name(language) if term else str(value)
    if name == "licence" and value:
        return short_name(value) if value in codelist("licences") else str(value)
    if name == "languages":
        return ", ".join(language_name(code, language) for code in value or [])
    return str(value or "")


def _files(files: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> str:
    """Return the files that the other submission did not have, by their content."""
    known = {sha256 for _title, sha256 in other.values()}
    return "\n".join(title for title, sha256 in files.values() if sha256 not in known)
