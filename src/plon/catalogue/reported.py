"""How pages of the catalogue are called, for somebody who reports one of them."""

from django.urls import ResolverMatch

from plon.catalogue.queries import project_with_page, published_results
from plon.contact.places import register_place


def register_pages() -> None:
    """Name the pages of results and projects."""
    for view_name in ("catalogue:result", "catalogue:result_without_slug"):
        register_place(view_name, _result)
    register_place("catalogue:project", _project)


def _result(page: ResolverMatch, language: str) -> str:
    found = published_results().prefetch_related("texts").filter(public_id=page.kwargs["public_id"]).first()
    return found.title_in(language) if found else ""


def _project(page: ResolverMatch, language: str) -> str:
    found = project_with_page(page.kwargs["slug"])
    text = found.summary_in(language) if found else None
    return (text.title if text else "") or (found.title if found else "")
