"""Reading labels: what a project or result has, what everybody may see, what the office looks through."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.shortcuts import get_object_or_404
from django.utils import timezone

from plon.labels.enums import Kind, State
from plon.labels.models import Label, Nomination, NominationList
from plon.projects.models import Project
from plon.projects.queries import public_projects
from plon.results.enums import ResultState


@dataclass(frozen=True, slots=True)
class Given:
    """A label as the public reads it."""

    public_id: str
    kind: Kind
    reasons: Mapping[str, str]
    on: datetime.date

    @property
    def year(self) -> int:
        return self.on.year

    def reason_in(self, language: str) -> str:
        return self.reasons["pl" if language == "pl" else "en"]


def labels_of(project_ids: Iterable[int]) -> Mapping[int, tuple[Given, ...]]:
    """Return the labels that projects have as a whole; those without any are absent. One query."""
    return _by("project_id", Label.objects.filter(project__in=list(project_ids), is_of_result=False))


def labels_of_results(result_ids: Iterable[int]) -> Mapping[int, tuple[Given, ...]]:
    """Return the labels that results have of their own; those without any are absent. One query."""
    return _by("result_id", Label.objects.filter(result__in=list(result_ids), is_of_result=True))


def _by(column: str, labels: QuerySet[Label]) -> Mapping[int, tuple[Given, ...]]:
    found: dict[int, list[Given]] = defaultdict(list)
    for label in labels.filter(state=State.GIVEN).order_by("kind"):
        found[getattr(label, column)].append(_given(label))
    return {key: tuple(labels) for key, labels in found.items()}


def _given(label: Label) -> Given:
    assert label.decided_on is not None  # noqa: S101  a constraint of the table holds it
    reasons = {"pl": label.reason_pl, "en": label.reason_en}
    return Given(label.public_id, Kind(label.kind), reasons, label.decided_on)


def _begin_of(year: int) -> datetime.datetime:
    """The first moment of a year where the agency is; `decided_at__year` would ask where the reader is."""
    return datetime.datetime(year, 1, 1, tzinfo=timezone.get_default_timezone())


def public_ones(labels: QuerySet[Label]) -> QuerySet[Label]:
    """Return those of some labels whose project or result everybody may see."""
    of_project = Q(is_of_result=False, project__in=public_projects())
    return labels.filter(of_project | Q(is_of_result=True, result__state=ResultState.PUBLISHED))


def given_labels(*, field: str = "", kind: str = "", year: int | None = None) -> QuerySet[Label]:
    """Return the labels of the public page, the newest first."""
    found = public_ones(Label.objects.filter(state=State.GIVEN))
    if field:
        found = found.filter(project__field=field)
    if kind:
        found = found.filter(kind=kind)
    if year is not None:
        found = found.filter(decided_at__gte=_begin_of(year), decided_at__lt=_begin_of(year + 1))
    # Texts are asked once for a page; the row shows title and summary in the reader's language.
    return (
        found.select_related("project", "result")
        .prefetch_related("project__texts", "result__texts")
        .order_by("-decided_at", "-pk")
    )


def choices_of_page() -> tuple[list[str], list[int]]:
    """Return the fields and years that given labels have; in 1 query."""
    decided_in = ExtractYear("decided_at", tzinfo=timezone.get_default_timezone())
    rows = given_labels().prefetch_related(None).select_related(None).order_by()
    found = set(rows.values_list("project__field", decided_in))
    fields = sorted({field for field, _year in found if field})
    return fields, sorted({year for _field, year in found if year}, reverse=True)


def labels_in(project: Project) -> list[Label]:
    """Return the labels of a project and its results that are given, for its team."""
    found = Label.objects.filter(project=project, state=State.GIVEN).select_related("result", "project")
    return list(found.prefetch_related("result__texts"))


def office_labels(states: Iterable[str], *, kind: str = "") -> QuerySet[Label]:
    """Return labels for the office, with the count of opinions."""
    found = Label.objects.filter(state__in=list(states))
    if kind:
        found = found.filter(kind=kind)
    return found.annotate(opinion_count=Count("opinions")).select_related("project", "result")


def get_label(public_id: str) -> Label:
    """Return a label with project and result, for views behind `officer_required`.

    Raises:
        Http404: there is none.
    """
    found = Label.objects.select_related("project", "result").prefetch_related("opinions")
    return get_object_or_404(found, public_id=public_id)


def nomination_lists() -> QuerySet[NominationList]:
    return NominationList.objects.annotate(count=Count("nominations"))


def get_list(public_id: str) -> NominationList:
    """Return a list of nominations.

    Raises:
        Http404: there is none.
    """
    return get_object_or_404(NominationList, public_id=public_id)


def nominations_on(listed: NominationList) -> list[Nomination]:
    """Return what stands on a list, in its order; in 1 query."""
    return list(Nomination.objects.filter(list=listed).select_related("label__project", "label__result"))


def get_nomination(listed: str, key: int) -> Nomination:
    """Return one nomination of a list.

    Raises:
        Http404: there is none.
    """
    return get_object_or_404(Nomination.objects.select_related("list", "label"), list__public_id=listed, pk=key)


def nominees(listed: NominationList) -> QuerySet[Label]:
    """Return the labels that can still be put on a list."""
    given = public_ones(Label.objects.filter(state=State.GIVEN)).exclude(nominations__list=listed)
    return given.order_by("title", "pk")
