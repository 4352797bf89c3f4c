"""Evidence that comes with a form: pieces chosen or uploaded, and how many people each shows at first."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer
from plon.activities.actions.proven import proven_of_group
from plon.activities.models import Activity
from plon.activities.proofs import prove
from plon.errors import DomainError
from plon.evidence.actions import add_file, add_link
from plon.evidence.models import Evidence
from plon.evidence.receiving import receive
from plon.projects.pages import words_of

MOST_FILES = 20


def not_proven_yet(activity: Activity) -> dict[str, int]:
    """Return {key of a group: people that no evidence shows yet}."""
    return {
        row.group_key: row.people - proven
        for row in activity.reach.all()
        if row.people > (proven := proven_of_group(activity, row.group_key))
    }


def default_people(activity: Activity, evidence: Evidence) -> dict[str, int]:
    """Return whom a piece shows until somebody says better.

    A list of signatures counts everybody whom nothing else proves; a photo shows that it took place.
    """
    return not_proven_yet(activity) if evidence.is_confidential else {}


def attach_from(request: HttpRequest, activity: Activity, *, by: Doer) -> int:
    """Let what a form brings show an act; what is refused is told, the rest is kept. Return how many pieces came."""
    pieces = _chosen(request, activity) + _uploaded(request, activity, by) + _linked(request, activity, by)
    for piece in pieces:
        if not activity.proofs.filter(evidence=piece).exists():
            prove(activity, piece, by=by, people=default_people(activity, piece))
    return len(pieces)


def _chosen(request: HttpRequest, activity: Activity) -> list[Evidence]:
    ids = list(dict.fromkeys(request.POST.getlist("evidence")))[:200]
    return list(Evidence.objects.filter(project_id=activity.project_id, public_id__in=ids, removed_at__isnull=True))


def _uploaded(request: HttpRequest, activity: Activity, by: Doer) -> list[Evidence]:
    found, is_list = [], "is_list" in request.POST
    for sent in request.FILES.getlist("files")[:MOST_FILES]:
        name = sent.name or ""
        try:
            received = receive(sent, name, folder=f"evidence/{activity.project_id}")
            found.append(
                add_file(activity.project, by=by, received=received, organisation=activity.responsible,
                         title=_("Attendance list") if is_list else "", is_confidential=is_list)
            )  # fmt: skip
        except (DomainError, ValidationError) as refusal:
            told = {"name": name[:100], "why": words_of(refusal)}
            messages.error(request, _("“%(name)s” was not taken: %(why)s") % told)
    return found


def _linked(request: HttpRequest, activity: Activity, by: Doer) -> list[Evidence]:
    address = request.POST.get("evidence_link", "").strip()
    if not address:
        return []
    try:
        return [add_link(activity.project, by=by, url=address, organisation=activity.responsible)]
    except (DomainError, ValidationError) as refusal:
        messages.error(request, _("The link was not taken: %(why)s") % {"why": words_of(refusal)})
        return []
