"""What one line of the dumps says: all that the public page of a thing says, in every language it has.

The schema is explained at `/pl/data/` and in docs/data.md; fields are only ever added. Personal addresses in texts are
masked, whoever wrote them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import translation

from plon.catalogue.by_key import published_by_key
from plon.catalogue.labels import licence_address
from plon.catalogue.queries import published_results
from plon.linkwatch.links import unsafe_addresses
from plon.organisations.models import Organisation
from plon.pages import whole_address
from plon.projects.models import Partnership, Project, ProjectText
from plon.projects.queries import public_projects
from plon.results.models import Result, ResultFile, ResultText
from plon.texts import mask_addresses

Line = dict[str, Any]
# So many things are read at once; memory stays flat however many there are.
AT_ONCE = 500
# Addresses of pages are those in English; the Polish ones differ in `/pl/` alone.
_LANGUAGE = "en"
_OF_TEXT = ("title", "summary", "problem", "audience", "how_to_use", "needs")


def result_lines() -> Iterator[Line]:
    """Describe every published result."""
    wanted = (
        published_by_key()
        .select_related("project", "responsible")
        .prefetch_related("texts", "links", "identifiers", _files())
    )
    for some in _read_together(wanted):
        unsafe = unsafe_addresses((result.project_id, link.url) for result in some for link in result.links.all())
        yield from (_without_empty(_result(result, unsafe)) for result in some)


def project_lines() -> Iterator[Line]:
    """Describe every public project."""
    partners = Prefetch("partnerships", Partnership.objects.select_related("organisation"))
    published = Prefetch("results", published_results().only("id", "public_id", "project_id"), to_attr="published")
    for project in _read(public_projects().prefetch_related("texts", partners, published)):
        yield _without_empty(_project(project))


def organisation_lines() -> Iterator[Line]:
    """Describe every organisation that takes part in a public project."""
    part = Partnership.objects.filter(organisation=OuterRef("pk"), project__in=public_projects())
    for organisation in _read(Organisation.objects.filter(Exists(part))):
        yield _without_empty(_organisation(organisation))


def _files() -> "Prefetch[str, QuerySet[ResultFile], str]":
    return Prefetch("files", ResultFile.objects.filter(is_public=True, replaced_by__isnull=True))


def _read(things: QuerySet[Any]) -> Iterator[Any]:
    for some in _read_together(things):
        yield from some


def _read_together(things: QuerySet[Any]) -> Iterator[list[Any]]:
    """Read things in the order of their keys, some at a time, each time anew: nothing holds the database."""
    after = 0
    while True:
        with translation.override(_LANGUAGE):
            some = list(things.filter(pk__gt=after).order_by("pk")[:AT_ONCE])
            yield some
        if len(some) < AT_ONCE:
            return
        after = some[-1].pk


def _result(result: Result, unsafe: frozenset[str]) -> Line:
    project = result.project
    return {
        "type": "result",
        "id": result.public_id,
        "address": whole_address(result.get_permanent_url()),
        "page": whole_address(result.get_absolute_url()),
        "title": mask_addresses(result.working_title),
        "texts": [_text(text) for text in result.texts.all() if text.title],
        "kind": result.kind,
        "category": result.category,
        "languages": result.languages,
        "identifiers": [{"scheme": each.scheme, "value": each.value} for each in result.identifiers.all()],
        "licence": result.licence,
        "licence_address": licence_address(result.licence),
        "published": result.published_at.date().isoformat() if result.published_at else "",
        "changed": result.updated_at.date().isoformat(),
        "organisation": _named(result.responsible) if result.responsible else None,
        "project": _without_empty(
            {
                "id": project.public_id,
                "number": project.number,
                "title": mask_addresses(project.title),
                "page": whole_address(project.get_absolute_url()),
            }
        ),
        "files": [_file(file) for file in result.files.all()],
        "links": [
            _without_empty(
                {
                    "address": link.url,
                    "title": mask_addresses(link.title),
                    "kind": link.kind,
                    "language": link.language,
                }
            )
            for link in result.links.all()
            if link.url not in unsafe
        ],
        "is_example": result.is_example,
    }


def _text(text: ResultText) -> Line:
    words = {name: mask_addresses(getattr(text, name)) for name in _OF_TEXT}
    return _without_empty({"language": text.language, **words})


def _file(file: ResultFile) -> Line:
    from django.urls import reverse

    return _without_empty(
        {
            "address": whole_address(reverse("public_file", args=[file.public_id, file.name])),
            "name": file.name,
            "title": mask_addresses(file.title),
            "language": file.language,
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.sha256,
        }
    )


def _project(project: Project) -> Line:
    return {
        "type": "project",
        "id": project.public_id,
        "page": whole_address(project.get_absolute_url()),
        "number": project.number,
        "acronym": project.acronym,
        "title": mask_addresses(project.title),
        "texts": [_summary(text) for text in project.texts.all()],
        "programme": project.programme,
        "key_action": project.key_action,
        "action_type": project.action_type,
        "field": project.field,
        "topics": project.topics,
        "call_year": project.call_year,
        "start": project.start.isoformat() if project.start else "",
        "end": project.end.isoformat() if project.end else "",
        "status": project.status,
        "grant_eur": float(project.grant) if project.grant is not None else None,
        "countries": project.countries,
        "languages": project.languages,
        "website": project.website,
        "platform_card": project.platform_card,
        "changed": project.updated_at.date().isoformat(),
        "organisations": [{**_named(part.organisation), "role": part.role} for part in project.partnerships.all()],
        "results": [result.public_id for result in _published(project)],
        "is_example": project.is_example,
    }


def _published(project: Project) -> Sequence[Result]:
    return getattr(project, "published", ())


def _summary(text: ProjectText) -> Line:
    words = {"title": mask_addresses(text.title), "summary": mask_addresses(text.summary)}
    return _without_empty({"language": text.language, **words})


def _organisation(organisation: Organisation) -> Line:
    described = {"pl": organisation.description_pl, "en": organisation.description_en}
    return {
        "type": "organisation",
        "id": organisation.public_id,
        "page": whole_address(organisation.get_absolute_url()),
        "name": organisation.name,
        "oid": organisation.oid,
        "pic": organisation.pic,
        "kind": organisation.kind,
        "country": organisation.country,
        "region": organisation.region,
        "city": organisation.city,
        "website": organisation.website,
        "texts": [
            {"language": language, "description": mask_addresses(words)}
            for language, words in described.items()
            if words
        ],
        "changed": organisation.updated_at.date().isoformat(),
        "is_example": organisation.is_example,
    }


def _named(organisation: Organisation) -> Line:
    return _without_empty(
        {
            "id": organisation.public_id,
            "name": organisation.name,
            "country": organisation.country,
            "city": organisation.city,
            "oid": organisation.oid,
        }
    )


def _without_empty(line: Line) -> Line:
    """Leave out what is not known; False and 0 are known."""
    return {name: value for name, value in line.items() if value not in (None, "", [], {})}
