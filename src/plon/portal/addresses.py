"""What a link in the written content may name, and the address that it gets."""

from collections.abc import Callable, Mapping

from django.urls import reverse

# Parts of a workspace that guides lead to: the name of the page that each begins with.
PLACES: Mapping[str, str] = {
    "results": "results:index",
    "plan": "plans:index",
    "wizard": "plans:wizard",
    "poster": "plans:poster",
    "activities": "activities:index",
    "evidence": "evidence:index",
    "consents": "evidence:consents",
    "toolkit": "toolkit:index",
    "check": "visibility:index",
    "uptake": "uptake:index",
    "sustainability": "sustainability:index",
    "indicators": "evaluation:index",
    "surveys": "surveys:index",
    "platform": "resultsplatform:index",
    "reports": "beneficiary_reports:index",
}
PUBLIC: Mapping[str, str] = {
    "results": "catalogue:results",
    "projects": "catalogue:projects",
    "glossary": "portal:glossary",
    "guide": "portal:guide",
}


def _guide(slug: str) -> str:
    return reverse("portal:guide_page", args=[slug])


def _term(code: str) -> str:
    return f"{reverse('portal:glossary')}#{code}"


def _place(place: str) -> str:
    if place not in PLACES:
        raise ValueError(f"no part of the workspace is called {place}")
    return reverse("portal:open_place", args=[place])


def _public(page: str) -> str:
    if page not in PUBLIC:
        raise ValueError(f"no public page is called {page}")
    return reverse(PUBLIC[page])


_KINDS: Mapping[str, Callable[[str], str]] = {
    "guide": _guide, "term": _term, "workspace": _place, "page": _public,
}  # fmt: skip


def address_of(named: str) -> str:
    """Return the address of what a link names: `guide:results`, `term:impact`, `workspace:plan`, `page:projects`.

    Addresses of the internet stay as they are.

    Raises:
        ValueError: nothing has this name.
    """
    if named.startswith("https://"):
        return named
    kind, _colon, name = named.partition(":")
    if kind not in _KINDS or not name:
        raise ValueError(f"{named} names nothing that guides can lead to")
    return _KINDS[kind](name)
