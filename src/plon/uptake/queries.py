"""Reading what was told: what the public may see, what counts, what the team looks through."""

import datetime
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from plon.projects.models import Project
from plon.projects.queries import hash_of
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.uptake.enums import Shown, Telling
from plon.uptake.models import Adaptation, Contact, Inquiry, PolicyReference, Reply, Use

CONFIRMED = Q(confirmed_at__isnull=False, hidden_at__isnull=True)
# One use per organisation, result and year.
COUNTED = CONFIRMED & Q(repeats__isnull=True)
# The rows in which a telling is kept, and the name under which its contact knows it.
KEPT_IN: Mapping[str, str] = {
    Telling.USE: "use", Telling.ADAPTATION: "adaptation", Telling.QUESTION: "inquiry", Telling.SUGGESTION: "inquiry",
    Telling.POLICY: "policyreference",
}  # fmt: skip
Something = Use | Adaptation | Inquiry | PolicyReference


def counted_uses() -> QuerySet[Use]:
    return Use.objects.filter(COUNTED)


def counts_of(result_ids: Iterable[int]) -> Mapping[int, int]:
    """Return how many uses of each result count; a result without any is absent."""
    rows = counted_uses().filter(result__in=list(result_ids)).order_by().values_list("result_id")
    return dict(rows.annotate(n=Count("pk")))


def public_uses_of(result: Result) -> QuerySet[Use]:
    """Return the uses whose declarers let us show them, newest first; the others are only counted."""
    return counted_uses().filter(result=result).exclude(shown=Shown.NOTHING).order_by("-confirmed_at", "-pk")


def lineage_of(result: Result) -> tuple[list[Adaptation], list[Adaptation]]:
    """Return what was made from a result and from what it was made, newest first; only what everybody may see.

    One query where there is nothing, as for most results, else up to 3; results come with their texts.
    """
    told = list(Adaptation.objects.filter(CONFIRMED, Q(result=result) | Q(other=result)).order_by())
    told.sort(key=attrgetter("confirmed_at", "pk"), reverse=True)
    keys = {key for each in told for key in (each.result_id, each.other_id) if key and key != result.pk}
    public = Result.objects.filter(state=ResultState.PUBLISHED).prefetch_related("texts").in_bulk(keys) if keys else {}
    known = {**public, result.pk: result}
    adaptations, origins = [], []
    for each in told:
        if each.other_id and each.other_id not in known:
            continue
        each.other = known[each.other_id] if each.other_id else None
        if each.result_id == result.pk:
            each.result = result
            adaptations.append(each)
        elif each.result_id in public:
            each.result = public[each.result_id]
            origins.append(each)
    return adaptations, origins


def public_policies_of(result: Result) -> QuerySet[PolicyReference]:
    return accepted_policies().filter(result=result)


def accepted_policies() -> QuerySet[PolicyReference]:
    return PolicyReference.objects.filter(CONFIRMED, accepted_at__isnull=False)


def find_contact(secret: str) -> Contact | None:
    """Return whose personal link this is."""
    return Contact.objects.filter(secret_hash=hash_of(secret)).first()


def told_by(contact: Contact) -> Something | None:
    """Return what a contact told, with its result and project; None if it is gone."""
    model = {"use": Use, "adaptation": Adaptation, "inquiry": Inquiry, "policyreference": PolicyReference}
    found: QuerySet[Something] = model[KEPT_IN[contact.about]].objects.filter(contact=contact)  # type: ignore[attr-defined]
    return found.select_related("result__project", "contact").prefetch_related("result__texts").first()


def earlier_use(contact: Contact, use: Use) -> Use | None:
    """Return what the same address told of the same result within a year."""
    since = timezone.now() - datetime.timedelta(days=365)
    found = Use.objects.filter(result=use.result_id, contact__email=contact.email, confirmed_at__gte=since)
    return found.exclude(pk=use.pk).select_related("result", "contact").order_by("confirmed_at").first()


def uses_in(project: Project) -> QuerySet[Use]:
    """Return all that was confirmed, hidden or repeated too, newest first, for the workspace."""
    found = Use.objects.filter(result__project=project, confirmed_at__isnull=False)
    return found.select_related("result", "contact").order_by("-confirmed_at", "-pk")


def adaptations_in(project: Project) -> QuerySet[Adaptation]:
    found = Adaptation.objects.filter(result__project=project, confirmed_at__isnull=False)
    return found.select_related("result", "other", "contact").prefetch_related("other__texts")


def policies_in(project: Project) -> QuerySet[PolicyReference]:
    found = PolicyReference.objects.filter(result__project=project, confirmed_at__isnull=False)
    return found.select_related("result", "evidence", "contact", "added_by")


def inquiries_in(project: Project) -> QuerySet[Inquiry]:
    found = Inquiry.objects.filter(result__project=project, confirmed_at__isnull=False)
    replies = Prefetch("replies", Reply.objects.select_related("by"))
    return found.select_related("result", "contact", "file").prefetch_related(replies)


def waiting_in(project: Project) -> int:
    """Return how many questions and suggestions wait for an answer."""
    open_ones = Q(hidden_at=None, closed_at=None, answered_at=None)
    return Inquiry.objects.filter(open_ones, result__project=project, confirmed_at__isnull=False).count()


def everything() -> dict[str, QuerySet[Any]]:
    """Return what people told of all results, for the office: confirmed uses, adaptations, policy references."""
    uses = Use.objects.filter(confirmed_at__isnull=False).select_related("result__project")
    made = Adaptation.objects.filter(confirmed_at__isnull=False).select_related("result__project", "other")
    named = PolicyReference.objects.filter(confirmed_at__isnull=False).select_related("result__project", "evidence")
    return {
        "uses": uses.order_by("-confirmed_at", "-pk"),
        "adaptations": made.prefetch_related("other__texts").order_by("-confirmed_at", "-pk"),
        "policies": named.order_by("-confirmed_at", "-pk"),
    }
