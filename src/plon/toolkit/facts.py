"""What all tools of a project are made from, loaded once, in a constant number of queries."""

import functools
import hashlib
import logging
from dataclasses import dataclass

from django.core.files.storage import storages
from django.db.models.fields.files import FieldFile

from plon.plans.models import Message, TargetGroup
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from plon.results.models import Result
from plon.toolkit.models import ToolkitLook
from plon.typeset.tools.content import Logo

log = logging.getLogger("plon.toolkit")


@dataclass(frozen=True, slots=True)
class Facts:
    """A project as its tools see it: results and groups by key, messages by (result, group)."""

    project: Project
    look: ToolkitLook
    partnerships: tuple[Partnership, ...]
    results: dict[int, Result]
    groups: dict[int, TargetGroup]
    messages: dict[tuple[int, int], Message]
    languages: tuple[str, ...]

    @property
    def coordinator(self) -> Partnership | None:
        return next((each for each in self.partnerships if each.role == PartnershipRole.COORDINATOR), None)


def load_facts(project: Project) -> Facts:
    """Return everything that the tools of a project are made from, in 8 queries."""
    project = Project.objects.prefetch_related("texts").get(pk=project.pk)
    results = Result.objects.filter(project=project).prefetch_related("texts")
    messages = Message.objects.filter(result__project=project).prefetch_related("texts")
    by_key = {result.pk: result for result in results}
    return Facts(
        project,
        look_of(project),
        tuple(Partnership.objects.filter(project=project).select_related("organisation")),
        by_key,
        {group.pk: group for group in TargetGroup.objects.filter(project=project)},
        {(message.result_id, message.group_id): message for message in messages},
        _languages(project, by_key),
    )


def look_of(project: Project) -> ToolkitLook:
    """Return a project's look; what nobody has set yet is the house's."""
    return ToolkitLook.objects.filter(project=project).first() or ToolkitLook(project=project)


def _languages(project: Project, results: dict[int, Result]) -> tuple[str, ...]:
    """Return the languages of the project's tools: its working languages, then those in which texts exist."""
    written = [text.language for result in results.values() for text in result.texts.all() if text.title]
    return tuple(dict.fromkeys([*project.languages, *written])) or ("en",)


def logos_of(facts: Facts) -> list[tuple[Logo, str]]:
    """Return the logos with their SHA-256: the project's own first, then the partners' in their order."""
    found = []
    if facts.look.logo:
        found.append((str(facts.project), facts.look.logo, str(facts.look.version)))
    for each in facts.partnerships:
        organisation = each.organisation
        if organisation.logo:
            found.append((organisation.name, organisation.logo, organisation.updated_at.isoformat()))
    return [(Logo(name, data), digest) for name, file, stamp in found for data, digest in _read(file, stamp)]


def _read(file: FieldFile, stamp: str) -> list[tuple[bytes, str]]:
    try:
        return [_bytes_of(str(file.name), stamp)]
    except OSError:
        # A lost file costs its logo, not the tool.
        log.warning("the logo %s can't be read", file.name)
        return []


@functools.lru_cache(maxsize=64)
def _bytes_of(name: str, stamp: str) -> tuple[bytes, str]:
    with storages["default"].open(name, "rb") as stored:
        data = stored.read()
    return data, hashlib.sha256(data).hexdigest()
