"""Filters of the list of evidence, kept in its address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.evidence.uses import uses_of
from plon.organisations.models import Organisation

UNUSED, PUBLIC, PRIVATE, CONFIDENTIAL = "unused", "public", "private", "confidential"
Choice = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What to show; empty: everything."""

    words: str = ""
    kind: str = ""
    state: str = ""
    partner: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.kind or self.state or self.partner)

    @property
    def query(self) -> str:
        """The narrowing as the beginning of an address's query."""
        asked = {"q": self.words, "kind": self.kind, "state": self.state, "partner": self.partner}
        return urlencode({name: value for name, value in asked.items() if value})

    def apply(self, pieces: QuerySet[Evidence]) -> QuerySet[Evidence]:
        """Leave the pieces that fit."""
        for word in self.words.split()[:8]:
            pieces = pieces.filter(Q(title__icontains=word) | Q(name__icontains=word) | Q(url__icontains=word))
        if self.kind:
            pieces = pieces.filter(kind=self.kind)
        if self.partner:
            pieces = pieces.filter(organisation_id=int(self.partner))
        match self.state:
            case "public":
                return pieces.filter(is_public=True)
            case "private":
                return pieces.filter(is_public=False)
            case "confidential":
                return pieces.filter(is_confidential=True)
            case "unused":
                used = uses_of(list(pieces.order_by().values_list("pk", flat=True)))
                return pieces.exclude(pk__in=list(used))
        return pieces


def narrowing_of(sent: QueryDict, partners: list[Organisation]) -> Narrowing:
    """Return what an address asks for; what is not known narrows nothing."""
    kind, state, partner = (sent.get(name, "") for name in ("kind", "state", "partner"))
    return Narrowing(
        words=sent.get("q", "").replace("\x00", "").strip()[:200],
        kind=kind if kind in EvidenceKind.values else "",
        state=state if state in {UNUSED, PUBLIC, PRIVATE, CONFIDENTIAL} else "",
        partner=partner if partner in {str(each.pk) for each in partners} else "",
    )


def filters_for(
    narrowing: Narrowing, partners: list[Organisation], *, with_confidential: bool
) -> list[tuple[str, str, list[Choice]]]:
    """Return (name, label, [(value, label, is it chosen)]) of each filter that is a choice."""
    states = [(UNUSED, _("proves nothing yet")), (PUBLIC, _("public")), (PRIVATE, _("private"))]
    states += [(CONFIDENTIAL, _("confidential"))] if with_confidential else []
    kinds = [(kind.value, str(kind.label)) for kind in EvidenceKind]
    owners = [(str(each.pk), each.name) for each in partners]
    return [
        ("kind", _("Kind"), [(value, label, value == narrowing.kind) for value, label in kinds]),
        ("state", _("State"), [(value, label, value == narrowing.state) for value, label in states]),
        ("partner", _("Partner"), [(value, label, value == narrowing.partner) for value, label in owners]),
    ]
