"""What the index keeps of public results, projects and organisations."""

import datetime
from collections.abc import Iterator, Sequence

from django.db.models import Prefetch, prefetch_related_objects

from plon.catalogue.masking import mask_addresses
from plon.catalogue.queries import keys_of, public_organisations, published_results
from plon.organisations.models import Organisation
from plon.programme import places
from plon.projects.models import Partnership, Project
from plon.projects.queries import public_projects
from plon.results.models import Result
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source, register_source
from plon.texts import INTERFACE_LANGUAGES


def register_sources() -> None:
    register_source(Source("result", result_documents, lambda: keys_of(published_results()), also=_projects_of_results))
    register_source(
        Source("project", project_documents, lambda: keys_of(public_projects()), also=_partners_of_projects)
    )
    register_source(Source("organisation", organisation_documents, lambda: keys_of(public_organisations())))


def _projects_of_results(keys: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Its first published result makes a project public, its last withdrawn one may hide it."""
    projects = list(Result.objects.filter(pk__in=keys).values_list("project_id", flat=True))
    yield from (("project", project) for project in projects)
    yield from _partners_of_projects(projects)


def _partners_of_projects(keys: Sequence[int]) -> Iterator[tuple[str, int]]:
    """An organisation is public while one of its projects is."""
    partners = Partnership.objects.filter(project_id__in=keys).values_list("organisation_id", flat=True)
    yield from (("organisation", partner) for partner in partners.distinct())


def _country_names(codes: Sequence[str]) -> str:
    return " ".join(places.country_name(code, language) for code in codes for language in INTERFACE_LANGUAGES)


def result_documents(keys: Sequence[int]) -> Iterator[IndexDocument]:
    results = (
        published_results()
        .filter(pk__in=keys)
        .select_related("project", "responsible")
        .prefetch_related("texts", "project__organisations")
    )
    for result in results:
        project = result.project
        texts = [
            DocumentText(
                text.language,
                text.title,
                f"{text.summary} {text.problem} {text.audience} {text.how_to_use} {text.needs}",
            )
            for text in result.texts.all()
            if text.title
        ]
        partners = [organisation.name for organisation in project.organisations.all()]
        yield IndexDocument(
            kind="result",
            key=result.pk,
            public_id=result.public_id,
            texts=tuple(texts) or (DocumentText("en", result.working_title),),
            names=" ".join(
                (
                    result.public_id,
                    project.number,
                    project.acronym,
                    project.title,
                    *partners,
                    _country_names(project.countries),
                )
            ),
            facets={
                "type": (result.kind,),
                "country": tuple(project.countries),
                "field": (project.field,),
                "category": (result.category,),
                "language": tuple(result.languages),
                "year": (str(result.published_at.year),) if result.published_at else (),
                "key_action": (project.key_action,),
                "programme": (project.programme,),
                "licence": (result.licence,),
                "state": (result.state,),
            },
            appeared=int(result.published_at.timestamp()) if result.published_at else 0,
            is_example=result.is_example,
        )


def project_documents(keys: Sequence[int]) -> Iterator[IndexDocument]:
    projects = list(public_projects().filter(pk__in=keys))
    # Only names are needed: the whole partnership of 1,000 projects would be slow to build.
    prefetch_related_objects(
        projects,
        "texts",
        Prefetch(
            "partnerships",
            Partnership.objects.select_related("organisation").only(
                "id", "project_id", "organisation_id", "position", "organisation__name", "organisation__city"
            ),
        ),
    )
    for project in projects:
        yield _project_document(project)


def _project_document(project: Project) -> IndexDocument:
    texts = [
        DocumentText(text.language, mask_addresses(text.title or project.title), mask_addresses(text.summary))
        for text in project.texts.all()
    ]
    own_language = project.languages[0] if project.languages else "en"
    partners = [partnership.organisation for partnership in project.partnerships.all()]
    return IndexDocument(
        kind="project",
        key=project.pk,
        public_id=project.public_id,
        texts=tuple(texts) or (DocumentText(own_language, mask_addresses(project.title)),),
        names=" ".join(
            (
                project.number,
                project.acronym,
                mask_addresses(project.title),
                *(f"{partner.name} {partner.city}" for partner in partners),
                _country_names(project.countries),
            )
        ),
        facets={
            "country": tuple(project.countries),
            "field": (project.field,),
            "language": tuple(project.languages),
            "year": (str(project.call_year),) if project.call_year else (),
            "key_action": (project.key_action,),
            "programme": (project.programme,),
            "state": (project.status,),
        },
        appeared=_newness(project),
        is_example=project.is_example,
    )


def _newness(project: Project) -> int:
    """Order projects by their call, then by their start: the day of the import says nothing."""
    begins = project.start or datetime.date(project.call_year or 1970, 1, 1)
    return max((begins - datetime.date(1970, 1, 1)).days * 86_400, 0)


def organisation_documents(keys: Sequence[int]) -> Iterator[IndexDocument]:
    for organisation in public_organisations().filter(pk__in=keys):
        yield _organisation_document(organisation)


def _organisation_document(organisation: Organisation) -> IndexDocument:
    descriptions = {"pl": organisation.description_pl, "en": organisation.description_en}
    texts = [
        DocumentText(language, organisation.name, description)
        for language, description in descriptions.items()
        if description
    ]
    return IndexDocument(
        kind="organisation",
        key=organisation.pk,
        public_id=organisation.public_id,
        texts=tuple(texts) or (DocumentText("pl" if organisation.country == "PL" else "en", organisation.name),),
        names=" ".join(
            (
                organisation.oid,
                organisation.pic,
                organisation.city,
                organisation.region,
                _country_names([organisation.country] if organisation.country else []),
            )
        ),
        facets={"country": (organisation.country,), "type": (organisation.kind,)},
        is_example=organisation.is_example,
    )
