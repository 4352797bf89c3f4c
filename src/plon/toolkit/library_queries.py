"""Reading the library: what was made and uploaded, what fits a search, where it was used."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.activities.models import Activity
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT, VIEW
from plon.toolkit.enums import Origin
from plon.toolkit.models import Material, MaterialUse, MaterialVersion

_USES = MaterialUse.objects.select_related("activity").order_by("-activity__start", "-pk")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Words, kind of tool, origin and language that are asked for."""

    words: str = ""
    tool: str = ""
    origin: str = ""
    language: str = ""

    @property
    def query(self) -> str:
        asked = {"q": self.words, "tool": self.tool, "origin": self.origin, "language": self.language}
        return urlencode({key: value for key, value in asked.items() if value})

    def apply(self, materials: QuerySet[Material]) -> QuerySet[Material]:
        for word in self.words.split()[:8]:
            materials = materials.filter(
                Q(title__icontains=word) | Q(made_label__icontains=word) | Q(versions__name__icontains=word)
            )
        if self.tool:
            materials = materials.filter(tool=self.tool)
        if self.origin in Origin.values:
            materials = materials.filter(origin=self.origin)
        if self.language:
            materials = materials.filter(Q(language=self.language) | Q(versions__language=self.language))
        return materials.distinct()


def narrowing_of(asked: Mapping[str, str]) -> Narrowing:
    # PostgreSQL takes no NUL in a text.
    words, tool, origin, language = (
        asked.get(key, "").replace("\0", "").strip()[:length]
        for key, length in (("q", 100), ("tool", 20), ("origin", 10), ("language", 5))
    )
    return Narrowing(words, tool, origin, language)


def library_of(project: Project, *, is_removed: bool = False) -> QuerySet[Material]:
    """Return all that was made and uploaded, newest first, with files and uses; or what lies in the bin."""
    versions = MaterialVersion.objects.order_by("-made_at", "-pk")
    return (
        Material.objects.filter(project=project, removed_at__isnull=not is_removed)
        .select_related("group", "photo", "project")
        .prefetch_related("results__texts", "photo__consents", Prefetch("versions", versions), Prefetch("uses", _USES))
    )


def get_library_material_for(
    user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW, *, is_removed: bool = False
) -> Material:
    """Return one thing of the library; see `plon.toolkit.queries.get_material_for`.

    Raises:
        Http404, PermissionDenied: as there.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(library_of(project, is_removed=is_removed), public_id=public_id)


def get_use_for(user: User | AnonymousUser, project_id: str, public_id: str, use: int) -> MaterialUse:
    """Return one use, for who may take it back.

    Raises:
        Http404, PermissionDenied: as there.
    """
    material = get_library_material_for(user, project_id, public_id, EDIT)
    return get_object_or_404(MaterialUse.objects.select_related("material", "activity"), material=material, pk=use)


def uses_at(activity: Activity) -> QuerySet[MaterialUse]:
    """Return what was handed out or shown at an act; what lies in the bin is left out."""
    found = MaterialUse.objects.filter(activity=activity, material__removed_at__isnull=True)
    return found.select_related("material").order_by("material__title", "pk")
