"""Where an act and a piece of evidence have their own page, and where one adds the next."""

from django.urls import reverse

from plon.activities.ledger.enums import PromiseKind
from plon.activities.ledger.promises import Promise


def act_address(project_id: str, act: str) -> str:
    return reverse("activities:detail", args=[project_id, act])


def evidence_address(project_id: str, evidence: str) -> str:
    return reverse("evidence:detail", args=[project_id, evidence])


def log_address(project_id: str, promise: Promise) -> str:
    """Return where one logs what was done of a promised activity; "" for other promises."""
    if promise.kind != PromiseKind.ACTIVITY:
        return ""
    return f"{reverse('activities:new', args=[project_id])}?planned={promise.id}"
