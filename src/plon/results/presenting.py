"""From records to what a page of results shows: licences side by side, words to copy, other people's values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plon.programme.authorities import authority
from plon.programme.codelists import Term, codelist
from plon.programme.sharing import licence_is_open
from plon.programme.visibility import disclaimer, funding_statement
from plon.projects.models import Project
from plon.results.models import Result

if TYPE_CHECKING:
    from plon.results.forms import ResultForm

_SUITED: dict[str, Promise] = {
    "materials": gettext_lazy("For texts, pictures, films, courses"),
    "software": gettext_lazy("For programs"),
    "data": gettext_lazy("For data"),
    "": gettext_lazy("Not open enough for Erasmus+ materials"),
}


@dataclass(frozen=True, slots=True)
class ComparedLicence:
    """A licence in plain words: what others may do with the result."""

    code: str
    name: str
    words: str
    url: str
    may_adapt: bool
    may_share: bool
    may_earn: bool
    is_open: bool


def _suits(term: Term) -> str:
    return str(term.extra.get("suited_for", "materials")) if licence_is_open(term.code) else ""


def licence_choices(language: str) -> list[tuple[object, object]]:
    """Return the licences grouped by what they are for; the closed ones last."""
    groups: dict[str, list[tuple[str, str]]] = {key: [] for key in _SUITED}
    for term in codelist("licences"):
        groups[_suits(term)].append((term.code, term.name(language)))
    return [("", "—"), *((_SUITED[key], choices) for key, choices in groups.items() if choices)]


def licences_compared(language: str) -> list[ComparedLicence]:
    """Return the licences for materials and the closed ones, to be compared in a table."""
    return [
        ComparedLicence(
            code=term.code,
            name=term.name(language),
            words=term.explanation(language),
            url=str(term.extra.get("url", "")),
            may_adapt="adapt" in term.extra["allows"],
            may_share="share" in term.extra["allows"],
            may_earn="share" in term.extra["allows"] and "noncommercial" not in term.extra["conditions"],
            is_open=licence_is_open(term.code),
        )
        for term in codelist("licences")
        if term.extra.get("suited_for", "materials") == "materials" or term.code == "CC0-1.0"
    ]


@dataclass(frozen=True, slots=True)
class FormerCategory:
    """The category an imported result had before 2024, and the new ones that come nearest."""

    name: str
    nearest: tuple[str, ...]


def successors_of(result: Result, language: str) -> FormerCategory | None:
    """Return the older category of an imported result with its mapping, None if it has none."""
    if not result.category_before_2024:
        return None
    term = codelist("result_categories_before_2024").get(result.category_before_2024)
    if term is None:
        return FormerCategory(result.category_before_2024, ())
    new = codelist("result_categories")
    return FormerCategory(
        term.name(language), tuple(new.name(code, language) for code in term.extra.get("since_2024", ()))
    )


@dataclass(frozen=True, slots=True)
class TextTab:
    """The fields of one language; one is open that the person reads, or must mend."""

    code: str
    name: str
    fields: list[forms.BoundField]
    is_written: bool
    is_open: bool


def text_tabs(form: "ResultForm", language: str, *, added: str = "") -> list[TextTab]:
    """Return the texts language by language; `added` was just asked for."""
    shown = language if language in form.text_languages else form.text_languages[0]
    rows = [(code, name, fields, any(field.value() for field in fields)) for code, name, fields in form.texts()]
    # Who reads English but finds only Polish words sees those, not an empty form.
    is_shown_written = any(is_written for code, _name, _fields, is_written in rows if code == shown)
    return [
        TextTab(
            code,
            name,
            fields,
            is_written=is_written,
            is_open=code in {shown, added}
            or (is_written and not is_shown_written)
            or any(field.errors for field in fields),
        )
        for code, name, fields, is_written in rows
    ]


def wordings_for(project: Project) -> list[tuple[str, str, str]]:
    """Return (language, statement, disclaimer) to copy onto the results of a project."""
    is_cofunded, programme = project.is_cofunded, project.programme
    found = []
    for language in ("pl", "en"):
        statement = funding_statement(language, cofunded=is_cofunded, programme=programme)
        words = disclaimer(language, authority=authority(project.authority), cofunded=is_cofunded, programme=programme)
        if statement:
            found.append((statement.language, statement.text, words.text if words else ""))
    return list(dict.fromkeys(found))


def licence_notices(result: Result) -> list[tuple[str, str]]:
    """Return (language, notice) to copy onto a result, e.g. “… is licensed under CC BY 4.0, https://…”."""
    term = codelist("licences").get(result.licence)
    if term is None or not term.extra.get("url"):
        return []
    found = []
    for language in ("pl", "en"):
        with translation.override(language):
            name = term.name(language).partition(":")[0]
            notice = _("“%(title)s” is available under the licence %(licence)s: %(address)s") % {
                "title": result.title_in(language), "licence": name, "address": term.extra["url"],
            }  # fmt: skip
        found.append((language, notice))
    return found


def readable(form: forms.Form, name: str, value: object) -> str:
    """Return what somebody else chose or wrote in a field, in words."""
    if isinstance(value, Mapping):
        return str(value.get("label", ""))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        names = _flat(field.choices)
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(each), str(each)) for each in chosen if each) or "—"
    return str(value) if value else "—"


def _flat(choices: object) -> dict[str, str]:
    names: dict[str, str] = {}
    for code, label in choices:  # type: ignore[attr-defined]  # choices of a form field can always be walked
        if isinstance(label, list | tuple):
            names |= _flat(label)
        else:
            names[str(code)] = str(label)
    return names
