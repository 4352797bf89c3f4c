"""Names of codes as a visitor reads them."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from plon.programme import fit, places
from plon.programme.codelists import codelist
from plon.sustainability.enums import Word

_FACET_NAMES = {
    "country": _("Country"),
    "field": _("Field"),
    "category": _("Category"),
    "language": _("Language"),
    "year": _("Year"),
    "key_action": _("Key action"),
    "programme": _("Programme"),
    "licence": _("Licence"),
    "type": _("Kind"),
    "state": _("Status"),
    "topic": _("Topic"),
    "group": _("Target group"),
    "label": _("Label"),
    "has_files": _("Files"),
    "links": _("Links"),
    "lasting": _("How lasting"),
}

# Filters that are either wanted or not: what their one value says.
_YES = {
    ("has_files", "yes"): _("has files to download"),
    ("label", "good_practice"): _("good practice, says the agency"),
    ("label", "success_story"): _("success story, says the agency"),
    ("links", "living"): _("all links work"),
    ("links", "broken"): _("some links are dead"),
    ("links", "unsafe"): _("a link leads to something else now"),
    ("links", "unknown"): _("links not yet checked"),
}

# The same filter asks for different things in different lists.
_SPECIAL_NAMES = {
    ("result", "year"): _("Year of publication"),
    ("project", "year"): _("Call year"),
    ("project", "language"): _("Working language"),
    ("organisation", "type"): _("Type of organisation"),
}

_LISTS = {
    "field": "fields",
    "category": "result_categories",
    "key_action": "key_actions",
    "programme": "programmes",
    "licence": "licences",
    "topic": "topics",
    "group": "target_group_kinds",
}

# Scales: their values stand in their own order, not in that of their counts.
ORDERED = frozenset({"age", "level", "time", "size", "language_level", "quality", "lasting"})


_KINDS = {
    "result": (_("Results"), _("Result")),
    "project": (_("Projects"), _("Project")),
    "organisation": (_("Organisations"), _("Organisation")),
    "page": (_("Guide and pages"), _("Page")),
    "collection": (_("Collections"), _("Collection")),
    "article": (_("News and reports"), pgettext_lazy("kind of thing", "Article")),
    "event": (_("Trainings and events"), pgettext_lazy("kind of thing", "Event")),
}


def kind_name(kind: str, *, one: bool = False) -> str:
    """Return what things of a kind are called, many or one of them."""
    return str(_KINDS[kind][one]) if kind in _KINDS else kind


def in_short(name: str) -> str:
    """Return a name without its explanation: "CC BY 4.0: name the author" -> "CC BY 4.0"."""
    return name.partition(":")[0].partition(" (")[0]


def facet_name(kind: str, facet: str) -> str:
    if facet in fit.FACETS:
        return fit.fit_name(facet, get_language() or "pl")
    return str(_SPECIAL_NAMES.get((kind, facet)) or _FACET_NAMES[facet])


def place_of(facet: str, value: str) -> int:
    """Return where a value of a scale stands; unknown values stand last."""
    order = tuple(Word.values) if facet == "lasting" else fit.fit_order(facet)
    return order.index(value) if value in order else len(order)


def facet_label(kind: str, facet: str, value: str, language: str) -> str:
    """Return the name of a facet's value, or the value itself if no list knows it."""
    if facet == "country":
        return places.country_name(value, language)
    if facet == "language":
        return places.language_name(value, language)
    if facet == "type":
        return code_name("organisation_types" if kind == "organisation" else "result_kinds", value, language)
    if facet == "state":
        return code_name("project_statuses", value, language)
    if facet in fit.FACETS:
        return fit.fit_label(facet, value, language)
    if (facet, value) in _YES:
        return str(_YES[facet, value])
    if facet == "lasting" and value in Word:
        return str(Word(value).label)
    return code_name(_LISTS[facet], value, language) if facet in _LISTS else value


def code_name(name: str, code: str, language: str) -> str:
    """Return the name of `code` in the code list `name`; a code of no list is shown as it is."""
    return codelist(name).name(code, language) if code else ""


@dataclass(frozen=True, slots=True)
class LicenceTerms:
    """A licence in plain words: what you may do with the thing and on what terms."""

    code: str
    name: str
    badge: str
    address: str
    may: tuple[str, ...]
    must: tuple[str, ...]
    may_not: tuple[str, ...]
    may_adapt: bool = False
    is_share_alike: bool = False


def licence_address(code: str) -> str:
    term = codelist("licences").get(code)
    return str(term.extra.get("url", "")) if term else ""


def licence_terms(code: str, language: str) -> LicenceTerms | None:
    """Say in plain words what the licence lets people do (domain.md §5.4); None without a known licence."""
    term = codelist("licences").get(code)
    if term is None:
        return None
    allows, conditions = set(term.extra.get("allows", ())), set(term.extra.get("conditions", ()))
    may: list[str] = []
    may_not: list[str] = []
    must: list[str] = []
    if {"use", "share"} <= allows:
        may.append(gettext("use it, copy it and pass it on, free of charge"))
    if "adapt" in allows:
        may.append(gettext("change it, translate it and build on it"))
    if "share" in allows and "noncommercial" not in conditions:
        may.append(gettext("use it in paid work too"))
    if not allows:
        may.append(gettext("read it here; for anything more, ask those who made it"))
    if "attribution" in conditions:
        must.append(gettext("name the authors, link to the licence and say what you changed"))
    if "sharealike" in conditions:
        must.append(gettext("share what you make of it under the same licence"))
    if "noncommercial" in conditions:
        may_not.append(gettext("earn money with it"))
    if "noderivatives" in conditions:
        may_not.append(gettext("share a changed or translated version"))
    return LicenceTerms(
        code=code,
        name=term.name(language),
        badge=term.name(language).partition(":")[0],
        address=licence_address(code),
        may=tuple(may),
        must=tuple(must),
        may_not=tuple(may_not),
        may_adapt="adapt" in allows and "noderivatives" not in conditions,
        is_share_alike="sharealike" in conditions,
    )
