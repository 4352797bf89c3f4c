"""What the index keeps of public results, projects and organisations."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from plon.catalogue.facets import groups_of, label_kinds, topic_codes
from plon.catalogue.quality import Signs, quality_of
from plon.catalogue.queries import keys_of, public_organisations, published_results
from plon.filetexts.queries import texts_for_index
from plon.labels.queries import Given, labels_of, labels_of_results
from plon.linkwatch.links import state_of_links
from plon.organisations.models import Organisation
from plon.programme import places
from plon.programme.sharing import licence_is_open
from plon.projects.models import Partnership, Project
from plon.projects.queries import public_projects
from plon.results.fit.facets import card_or_none, facets_of
from plon.results.models import Result
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source, register_source
from plon.sustainability.durability import Durability
from plon.sustainability.queries import durability_of
from plon.texts import INTERFACE_LANGUAGES, mask_addresses
from plon.uptake.queries import counts_of


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
    results = list(
        published_results()
        .filter(pk__in=keys)
        .select_related("project", "responsible", "fit")
        .prefetch_related("texts", "files", "fit__texts", "project__organisations")
    )
    known = _known_of(results)
    for result in results:
        yield _result_document(result, known)


@dataclass(frozen=True, slots=True)
class _Known:
    """What other rooms know of some results."""

    attached: Mapping[int, list[tuple[str, str]]]
    uses: Mapping[int, int]
    links: Mapping[int, str]
    groups: Mapping[int, set[str]]
    lasting: Mapping[int, Durability]
    labels: Mapping[int, tuple[Given, ...]]
    labels_of_projects: Mapping[int, tuple[Given, ...]]


def _known_of(results: Sequence[Result]) -> _Known:
    project_of = {result.pk: result.project_id for result in results}
    ids = list(project_of)
    return _Known(
        texts_for_index(ids), counts_of(ids), state_of_links(ids), groups_of(project_of), durability_of(ids),
        labels_of_results(ids), labels_of(set(project_of.values())),
    )  # fmt: skip


def _result_document(result: Result, known: _Known) -> IndexDocument:
    project = result.project
    partners = [organisation.name for organisation in project.organisations.all()]
    has_files = any(file.is_public for file in result.files.all())
    links = known.links.get(result.pk, "")
    return IndexDocument(
        kind="result",
        key=result.pk,
        public_id=result.public_id,
        texts=_result_texts(result, known.attached.get(result.pk, [])),
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
            "topic": topic_codes(project.topics),
            "group": tuple(sorted(known.groups[result.pk])),
            "category": (result.category,),
            "language": tuple(result.languages),
            "year": (str(result.published_at.year),) if result.published_at else (),
            "key_action": (project.key_action,),
            "programme": (project.programme,),
            "licence": (result.licence,),
            "label": label_kinds(
                (*known.labels.get(result.pk, ()), *known.labels_of_projects.get(project.pk, ())),
                is_marked=project.is_good_practice,
            ),
            "has_files": ("yes",) if has_files else (),
            "links": (links,) if links else (),
            "lasting": (known.lasting[result.pk].word.value,),
            "state": (result.state,),
            **facets_of(result),
        },
        appeared=int(result.published_at.timestamp()) if result.published_at else 0,
        is_example=result.is_example,
        quality=quality_of(
            Signs(
                links=links,
                is_open=licence_is_open(result.licence),
                has_files=has_files,
                parts=_parts(result),
                uses=known.uses.get(result.pk, 0),
            )
        ),
    )


def _result_texts(result: Result, attached: Sequence[tuple[str, str]]) -> tuple[DocumentText, ...]:
    """Return a result's words per language: its descriptions, its fit card, what stands in its files."""
    cards: dict[str, str] = {}
    if card := card_or_none(result):
        cards = {text.language: f"{text.materials} {text.preparation}" for text in card.texts.all()}
    in_files: dict[str, list[str]] = defaultdict(list)
    for language, text in attached:
        in_files[language].append(text)
    texts = [
        DocumentText(
            text.language,
            text.title,
            f"{text.summary} {text.problem} {text.audience} {text.how_to_use} {text.needs} "
            f"{cards.get(text.language, '')}",
            "\n".join(in_files.pop(text.language, ())),
        )
        for text in result.texts.all()
        if text.title
    ] or [DocumentText("en", result.working_title, "", "\n".join(in_files.pop("en", ())))]
    # Files in a language that nobody described the result in; without one, their words are taken as the first text's.
    texts += [
        DocumentText(language or texts[0].language, "", "", "\n".join(words)) for language, words in in_files.items()
    ]
    return tuple(texts)


def _parts(result: Result) -> tuple[int, int]:
    """Count what a reader wants to know, and how much of it is told in the best-told language."""
    told = max(
        (
            sum(map(bool, (text.summary, text.problem, text.audience, text.how_to_use, text.needs)))
            for text in result.texts.all()
        ),
        default=0,
    )
    return told + bool(result.cover) + bool(result.category) + bool(result.languages) + bool(facets_of(result)), 9


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
    labels = labels_of(keys)
    for project in projects:
        yield _project_document(project, labels.get(project.pk, ()))


def _project_document(project: Project, labels: Sequence[Given]) -> IndexDocument:
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
            "topic": topic_codes(project.topics),
            "label": label_kinds(labels, is_marked=project.is_good_practice),
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
