"""Reading tools, their files and kits."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.toolkit.content import NothingChosen, TextsMissing, chosen_of, compose
from plon.toolkit.enums import Origin
from plon.toolkit.facts import Facts
from plon.toolkit.fingerprints import changes_since, fingerprint_of, parts_of
from plon.toolkit.models import Kit, Material, MaterialVersion
from plon.typeset.tools import table
from plon.typeset.tools.tool import Tool


def materials_of(project: Project) -> QuerySet[Material]:
    """Return the tools of a project, newest first, with all that a list needs, in 5 queries."""
    versions = MaterialVersion.objects.select_related("made_by").order_by("-number", "-pk")
    return (
        Material.objects.filter(project=project, removed_at__isnull=True)
        .select_related("group", "photo", "project")
        .prefetch_related("results", "photo__consents", Prefetch("versions", versions))
    )


def get_material_for(
    user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW, *, is_removed: bool = False
) -> Material:
    """Return one tool of a project, if `user` may do `permission` in the project.

    Raises:
        Http404: no such tool, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    found = materials_of(project)
    if is_removed:
        found = Material.objects.filter(project=project).select_related("project")
    return get_object_or_404(found, public_id=public_id)


def get_version_for(user: User | AnonymousUser, project_id: str, public_id: str) -> MaterialVersion:
    """Return one file of a project's tools.

    Raises:
        Http404: no such file, or the person is a stranger.
    """
    project = get_project_for(user, project_id)
    versions = MaterialVersion.objects.select_related("material", "photo").prefetch_related("photo__consents")
    return get_object_or_404(versions, public_id=public_id, material__project=project)


def get_kit_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW) -> Kit:
    """Return one kit of a project; see `get_material_for`.

    Raises:
        Http404, PermissionDenied: as there.
    """
    project = get_project_for(user, project_id, permission)
    kits = Kit.objects.select_related("project", "group").prefetch_related("results")
    return get_object_or_404(kits, project=project, public_id=public_id)


def kits_of(project: Project) -> QuerySet[Kit]:
    return Kit.objects.filter(project=project)


def get_tool(key: str) -> Tool:
    """Return a tool of the table.

    Raises:
        Http404: there is none.
    """
    tool = table.tools().get(key)
    if tool is None:
        raise Http404(key)
    return tool


def count_materials(project: Project) -> int:
    return Material.objects.filter(project=project, removed_at__isnull=True).count()


def has_materials(project: Project) -> bool:
    return Material.objects.filter(project=project).exists() or Kit.objects.filter(project=project).exists()


@dataclass(frozen=True, slots=True)
class File:
    """The newest file of one output in one language, and what changed since it was made."""

    version: MaterialVersion
    changes: tuple[str, ...]

    @property
    def is_outdated(self) -> bool:
        return bool(self.changes)


def newest_files(material: Material, facts: Facts) -> list[File]:
    """Return the newest file per language and output, and what changed since (no query for prefetched tools)."""
    newest: dict[tuple[str, str], MaterialVersion] = {}
    for version in material.versions.all():
        newest.setdefault((version.language, version.output), version)
    now = {language: parts_now(material, language, facts) for language in {language for language, _output in newest}}
    titles = {result.public_id: str(result) for result in facts.results.values()}
    return [
        File(version, _changes(version, now[version.language], titles))
        for version in sorted(newest.values(), key=lambda each: (each.language, each.pk))
    ]


def parts_now(material: Material, language: str, facts: Facts) -> Mapping[str, str] | None:
    """Return what a file would be made from today; None if none could be made in this language."""
    if material.origin != Origin.MADE or material.tool not in table.tools():
        return None
    try:
        composed = compose(facts, chosen_of(material, language, facts), language, address="", with_pictures=False)
    except (TextsMissing, NothingChosen):
        return None
    return parts_of(composed)


def _changes(version: MaterialVersion, now: Mapping[str, str] | None, titles: Mapping[str, str]) -> tuple[str, ...]:
    if now is None or not version.fingerprint or fingerprint_of(now) == version.fingerprint:
        return ()
    return tuple(changes_since(version.parts, now, titles))
