"""What is kept of a project, how much it is, and what may go when its years are over."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Consent, Evidence
from plon.projects.models import Project


@dataclass(frozen=True, slots=True)
class Total:
    """How much there is of one kind."""

    key: str
    label: str
    kept: int
    size: int
    destroyed: int


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of a project, in numbers."""

    totals: tuple[Total, ...]
    consents: int
    erased_consents: int

    @property
    def pieces(self) -> int:
        return sum(total.kept for total in self.totals)

    @property
    def size(self) -> int:
        return sum(total.size for total in self.totals)

    @property
    def destroyed(self) -> int:
        return sum(total.destroyed for total in self.totals)


def _label(kind: str, *, is_confidential: bool) -> str:
    if is_confidential:
        return _("confidential: signed forms, attendance lists")
    return {
        EvidenceKind.PHOTO.value: _("photos"),
        EvidenceKind.FILE.value: _("files"),
        EvidenceKind.LINK.value: _("links"),
        EvidenceKind.FIGURE.value: _("figures"),
    }[kind]


def kept_of(project: Project) -> Kept:
    """Count what is kept, the bin included, in two queries."""
    is_here = Q(erased_at__isnull=True)
    groups = (
        Evidence.objects.filter(project=project)
        .order_by()
        .values("kind", "is_confidential")
        .annotate(kept=Count("pk", filter=is_here), bytes=Sum("size", filter=is_here), all=Count("pk"))
    )
    found: dict[str, tuple[str, list[int]]] = {}
    for group in groups:
        key = "confidential" if group["is_confidential"] else group["kind"]
        label = _label(group["kind"], is_confidential=group["is_confidential"])
        sums = found.setdefault(key, (label, [0, 0, 0]))[1]
        for place, number in enumerate((group["kept"], group["bytes"] or 0, group["all"] - group["kept"])):
            sums[place] += number
    order = [*EvidenceKind.values, "confidential"]
    consents = Consent.objects.filter(project=project).aggregate(
        kept=Count("pk", filter=is_here), erased=Count("pk", filter=~is_here)
    )
    totals = tuple(Total(key, found[key][0], *found[key][1]) for key in order if key in found)
    return Kept(totals, consents["kept"], consents["erased"])


def pieces_of(project: Project) -> QuerySet[Evidence]:
    """Return everything that was ever kept, oldest first, destroyed pieces and the bin included."""
    return Evidence.objects.filter(project=project).select_related("organisation").order_by("added_at", "pk")


def destroyable_of(project: Project) -> QuerySet[Evidence]:
    """Return the pieces whose bytes are still there."""
    return pieces_of(project).filter(erased_at__isnull=True)


def erasable_consents_of(project: Project) -> QuerySet[Consent]:
    """Return the consents on which nothing public stands: as long as a photo is shown, its consent is needed."""
    shown = Evidence.objects.filter(consents=OuterRef("pk"), is_public=True)
    return Consent.objects.filter(~Exists(shown), project=project, erased_at__isnull=True)
