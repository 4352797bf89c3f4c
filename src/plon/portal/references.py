"""Results and projects that an article names: editors paste the address of their page, as they see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from plon.projects.models import Project
from plon.projects.queries import projects_by_slug
from plon.results.enums import ResultState
from plon.results.models import Result

# Names of pages of single things, and the part of their address that names the thing.
_PAGES = {
    "catalogue:result": ("result", "public_id"),
    "catalogue:result_without_slug": ("result", "public_id"),
    "permanent": ("result", "public_id"),
    "catalogue:project": ("project", "slug"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A result by its public id, or a project by its slug."""

    kind: str
    key: str


def read_reference(address: str, *, is_checked: bool = False) -> Reference:
    """Return what a pasted address leads to.

    Args:
        address: of a page in any language, whole or from its first slash.
        is_checked: somebody looked already whether it is public; what is shown looks by itself.

    Raises:
        ValidationError: it is no page of a result or project of this house, or nobody published it.
    """
    try:
        parts = urlsplit(address.replace("\0", "").strip())
    except ValueError:
        parts = urlsplit("")
    own = urlsplit(settings.BASE_URL)
    if parts.netloc and parts.netloc != own.netloc:
        raise ValidationError(_("This page is not of this catalogue. Open the result here and copy its address."))
    try:
        # An address is known only to a reader of its own language.
        with translation.override(translation.get_language_from_path(parts.path) or translation.get_language()):
            match = resolve(parts.path)
    except Resolver404:
        match = None
    found = _PAGES.get(match.view_name) if match else None
    if match is None or found is None:
        raise ValidationError(_("This is no page of a result or project. Open the one you mean and copy its address."))
    reference = Reference(found[0], str(match.kwargs[found[1]]))
    if not is_checked and not shown_things([reference]):
        raise ValidationError(_("Nobody published this yet, or it was withdrawn."))
    return reference


def shown_things(references: Iterable[Reference]) -> Sequence[Result | Project]:
    """Return what is public of these, in their order, in two questions at most."""
    asked = list(dict.fromkeys(references))
    results = Result.objects.filter(
        public_id__in=[one.key for one in asked if one.kind == "result"], state=ResultState.PUBLISHED
    )
    projects = projects_by_slug([one.key for one in asked if one.kind == "project"])
    found: dict[Reference, Result | Project] = {}
    if any(one.kind == "result" for one in asked):
        for result in results.select_related("project", "responsible").prefetch_related("texts"):
            found[Reference("result", result.public_id)] = result
    if any(one.kind == "project" for one in asked):
        found |= {Reference("project", project.slug): project for project in projects}
    return [found[one] for one in asked if one in found]
