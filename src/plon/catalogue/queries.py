"""Reading what is public: every query here starts from what the public may see."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, Prefetch, Q, QuerySet

from plon.activities.models import Proof
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.evidence.published import public_evidence
from plon.organisations.models import Organisation
from plon.projects.models import Partnership, Project
from plon.projects.queries import public_projects
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile

# The states in which a result has a public page: the second one is a tombstone.
PUBLIC_STATES = (ResultState.PUBLISHED, ResultState.WITHDRAWN)


# What a small card beside a page shows; the page is asked for without any cache, and columns cost.
_ON_CARDS = (
    "public_id", "project_id", "working_title", "kind", "category", "languages", "licence", "cover", "state",
    "is_example", "published_at",
)  # fmt: skip

# What a list tells of a result beside that: whose it is, and whether it fits.
_BESIDE_CARDS = (
    "project__acronym", "project__number", "project__title",
    "fit__age_from", "fit__age_to", "fit__time_from", "fit__time_to", "fit__time_unit",
)  # fmt: skip


def published_results() -> QuerySet[Result]:
    return Result.objects.filter(state=ResultState.PUBLISHED)


def public_organisations() -> QuerySet[Organisation]:
    """Return the organisations that take part in a public project."""
    return Organisation.objects.filter(projects__in=public_projects()).distinct()


def results_for_cards(keys: Sequence[int], *, whole: bool = False) -> list[Result]:
    """Return published results in the order of `keys`, with all that a card shows, in 2 queries.

    Args:
        keys: of the results.
        whole: whether with all that is known of each and of its project, as files tell it; a list needs a fifth of it.
    """
    asked = published_results().filter(pk__in=keys).order_by().prefetch_related("texts")
    if whole:
        asked = asked.select_related("project", "responsible", "fit")
    else:
        asked = asked.select_related("project", "fit").only(*_ON_CARDS, *_BESIDE_CARDS)
    found = asked.in_bulk()
    return [found[key] for key in keys if key in found]


def projects_for_cards(keys: Sequence[int]) -> list[Project]:
    """Return public projects in the order of `keys`, with all that a card shows, in 2 queries."""
    found = (
        public_projects()
        .filter(pk__in=keys)
        .annotate(published_count=Count("results", filter=Q(results__state=ResultState.PUBLISHED)))
        .prefetch_related("texts")
        .in_bulk()
    )
    return [found[key] for key in keys if key in found]


def organisations_for_cards(keys: Sequence[int]) -> list[Organisation]:
    """Return public organisations in the order of `keys` with their numbers, in 1 query."""
    found = _with_numbers(Organisation.objects.filter(pk__in=keys)).in_bulk()
    return [found[key] for key in keys if key in found]


def _with_numbers(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    public = Q(projects__in=public_projects())
    return organisations.annotate(project_count=Count("projects", filter=public, distinct=True)).filter(
        project_count__gt=0
    )


def result_with_page(public_id: str) -> Result | None:
    """Return a published or withdrawn result with everything its page shows; a constant number of queries."""
    return (
        Result.objects.filter(public_id=public_id, state__in=PUBLIC_STATES)
        .select_related("project", "responsible", "fit", "standing")
        .order_by()
        .prefetch_related(
            "texts",
            "links",
            "identifiers",
            Prefetch(
                "files",
                ResultFile.objects.filter(is_public=True, replaced_by__isnull=True)
                .select_related("preview")
                .order_by("language", "id"),
            ),
            Prefetch("project__partnerships", Partnership.objects.select_related("organisation")),
        )
        .first()
    )


def replaced_files(result: Result) -> list[ResultFile]:
    """Return the versions of files that newer ones replaced; asked only if one of the newest, loaded, replaces any."""
    if not any(file.replaces_id for file in result.files.all()):
        return []
    return list(ResultFile.objects.filter(result=result, replaced_by__isnull=False))


def result_for_card(public_id: str) -> Result | None:
    """Return a published result with what its preview says."""
    return (
        published_results()
        .filter(public_id=public_id)
        .select_related("project")
        .prefetch_related("texts", "project__texts")
        .first()
    )


def result_to_cite(public_id: str) -> Result | None:
    """Return a published or withdrawn result with what a citation names, in 5 queries."""
    return (
        Result.objects.filter(public_id=public_id, state__in=PUBLIC_STATES)
        .select_related("project", "responsible")
        .prefetch_related(
            "texts",
            "identifiers",
            Prefetch("project__partnerships", Partnership.objects.select_related("organisation")),
        )
        .first()
    )


def small_cards_of(keys: Iterable[int]) -> dict[int, Result]:
    """Return the published ones of some results with what a card shows but the texts, in 1 query."""
    return {one.pk: one for one in published_results().only(*_ON_CARDS).filter(pk__in=list(keys)).order_by()}


def newest_others(result: Result, count: int = 6) -> list[int]:
    """Return the keys of the newest other published results of the same project."""
    others = published_results().filter(project_id=result.project_id).exclude(pk=result.pk)
    return list(others.order_by("-published_at").values_list("pk", flat=True)[:count])


def project_with_page(slug: str) -> Project | None:
    """Return a public project by its number (in any spelling of capitals) or public id."""
    named = Q(number_key__iexact=slug, is_number_wellformed=True) | Q(public_id=slug)
    return (
        public_projects()
        .filter(named)
        .prefetch_related("texts", Prefetch("partnerships", Partnership.objects.select_related("organisation")))
        .first()
    )


def results_of_project(project: Project) -> list[Result]:
    return list(
        published_results()
        .filter(project=project)
        .select_related("project", "responsible")
        .prefetch_related("texts")
        .order_by("position", "id")
    )


def photos_of_result(result: Result, most: int = 8) -> list[Evidence]:
    """Return the newest public photos of activities that showed a result; most results have none, in 1 query."""
    shown = set(Proof.objects.filter(activity__results=result).order_by().values_list("evidence", flat=True))
    if not shown:
        return []
    photos = public_evidence().filter(kind=EvidenceKind.PHOTO, pk__in=shown).only("public_id", "alt", "dated")
    return list(photos.order_by("-published_at", "-pk")[:most])


def organisation_with_page(public_id: str) -> Organisation | None:
    return _with_numbers(Organisation.objects.filter(public_id=public_id)).first()


def organisation_merged_from(public_id: str) -> Organisation | None:
    """Return what stayed of a record that the office merged: old addresses never break."""
    return Organisation.objects.filter(former__public_id=public_id).first()


def parts_of_organisation(organisation: Organisation) -> QuerySet[Partnership]:
    """Return the organisation's part in each public project."""
    return Partnership.objects.filter(organisation=organisation, project__in=public_projects())


def projects_of_organisation(organisation: Organisation) -> QuerySet[Partnership]:
    """Return the organisation's part in each public project, newest first."""
    return (
        parts_of_organisation(organisation)
        .select_related("project")
        .prefetch_related("project__texts")
        .order_by("-project__call_year", "-project_id")
    )


def results_of_organisation(organisation: Organisation) -> QuerySet[Result]:
    """Return published results for which the organisation answers, newest first."""
    return (
        published_results()
        .filter(responsible=organisation)
        .select_related("project", "responsible")
        .prefetch_related("texts")
        .order_by("-published_at", "-pk")
    )


def public_file(public_id: str) -> ResultFile | None:
    """Return a file of a published result."""
    return (
        ResultFile.objects.filter(public_id=public_id, is_public=True, result__state=ResultState.PUBLISHED)
        .select_related("result", "preview")
        .first()
    )


def keys_of(things: QuerySet[Result] | QuerySet[Project] | QuerySet[Organisation]) -> Iterator[int]:
    return things.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
