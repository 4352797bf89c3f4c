"""What pieces of evidence show of indicators, told to the room of evidence (see `plon.evidence.uses`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse

from plon.evaluation.models import Measurement, Statement
from plon.evidence.uses import Use


def uses_of(keys: Sequence[int]) -> Mapping[int, Sequence[Use]]:
    """Return {key of a piece: the indicators whose values or statements it shows}, in two queries."""
    found: defaultdict[int, dict[Use, None]] = defaultdict(dict)
    for model in (Measurement, Statement):
        rows = model.objects.filter(evidence__in=keys).values_list(
            "evidence", "project__public_id", "indicator", "indicator_name"
        )
        for piece, project, indicator, name in rows:
            found[piece].setdefault(Use(name, reverse("evaluation:indicator", args=[project, indicator])))
    return {piece: list(uses) for piece, uses in found.items()}
