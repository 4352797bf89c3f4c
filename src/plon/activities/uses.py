"""What pieces of evidence prove, told to the room of evidence (see `plon.evidence.uses`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.models import ItemProof, Proof
from plon.evidence.uses import Use
from plon.plans.models import Indicator, UsePlan
from plon.results.models import Result


def uses_of(keys: Sequence[int]) -> Mapping[int, Sequence[Use]]:
    """Return {key of a piece: the acts and promises that it proves}, in at most five queries."""
    found: defaultdict[int, dict[Use, None]] = defaultdict(dict)
    for proof in Proof.objects.filter(evidence__in=keys).select_related("activity__project"):
        act = proof.activity
        url = reverse("activities:detail", args=[act.project.public_id, act.public_id])
        found[proof.evidence_id].setdefault(Use(act.title, url))
    items = list(ItemProof.objects.filter(evidence__in=keys).select_related("project"))
    names = _names([(proof.item_kind, proof.item_public_id) for proof in items])
    for item in items:
        name = names.get((item.item_kind, item.item_public_id), _("a promise that is no longer in the plan"))
        url = reverse("plans:index", args=[item.project.public_id]) + f"#{item.item_public_id}"
        found[item.evidence_id].setdefault(Use(name, url))
    return {key: list(uses) for key, uses in found.items()}


def _names(items: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    def ids_of(kind: str) -> list[str]:
        return [public_id for of, public_id in items if of == kind]

    things: list[tuple[str, Result | Indicator | UsePlan]] = [
        *(("result", each) for each in Result.objects.filter(public_id__in=ids_of("result"))),
        *(("indicator", each) for each in Indicator.objects.filter(public_id__in=ids_of("indicator"))),
        *(
            ("use_plan", each)
            for each in UsePlan.objects.filter(public_id__in=ids_of("use_plan")).select_related("result")
        ),
    ]
    return {(kind, thing.public_id): str(thing) for kind, thing in things}
