"""Evidence that comes with a form: pieces uploaded or chosen, and how many people each shows at first."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer
from plon.activities.actions.proven import proven_of_group
from plon.activities.models import Activity
from plon.activities.proofs import prove
from plon.errors import DomainError
from plon.evidence.actions import add_file, add_link, change_evidence
from plon.evidence.models import Evidence
from plon.evidence.receiving import discard, receive
from plon.projects.models import Project
from plon.projects.pages import words_of

MOST_FILES = 20
# Names in the form: pieces that were just uploaded, and pieces that were there before.
UPLOADED, CHOSEN = "evidence", "piece"


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


def keep_uploads(request: HttpRequest, project: Project, *, by: Doer) -> list[str]:
    """Keep the files that a form brings, whatever becomes of the form; return the public ids of its uploads.

    Call it outside of transactions: a long file is judged and copied for a while.
    """
    ids = request.POST.getlist(UPLOADED)[:MOST_FILES]
    for sent in request.FILES.getlist("files")[:MOST_FILES]:
        try:
            ids.append(_kept(sent, project, by).public_id)
        except (DomainError, ValidationError) as refusal:
            told = {"name": (sent.name or "")[:100], "why": words_of(refusal)}
            messages.error(request, _("“%(name)s” was not taken: %(why)s") % told)
    return list(dict.fromkeys(ids))


def _kept(sent: UploadedFile[bytes], project: Project, by: Doer) -> Evidence:
    received = receive(sent, sent.name or "", folder=f"evidence/{project.public_id}")
    try:
        return add_file(project, by=by, received=received)
    except (DomainError, ValidationError):
        discard(received)
        raise


def attach_from(request: HttpRequest, activity: Activity, uploads: list[str], *, by: Doer) -> int:
    """Let what a form brings show an act; what is refused is told, the rest is kept. Return how many pieces came.

    Args:
        request: with the pieces that were chosen, and a link.
        activity: the act.
        uploads: from `keep_uploads`; lists of signatures become confidential.
        by: who says so.
    """
    fresh = _pieces(activity, uploads)
    if "is_list" in request.POST:
        fresh = [change_evidence(piece, by=by, is_confidential=True) for piece in fresh]
    pieces = fresh + _pieces(activity, request.POST.getlist(CHOSEN)) + _linked(request, activity, by)
    for piece in pieces:
        if not activity.proofs.filter(evidence=piece).exists():
            prove(activity, piece, by=by, people=default_people(activity, piece))
    return len(pieces)


def _pieces(activity: Activity, ids: list[str]) -> list[Evidence]:
    pieces = Evidence.objects.filter(project_id=activity.project_id, removed_at__isnull=True)
    return list(pieces.filter(public_id__in=ids[:200]))


def _linked(request: HttpRequest, activity: Activity, by: Doer) -> list[Evidence]:
    address = request.POST.get("evidence_link", "").strip()
    if not address:
        return []
    try:
        return [add_link(activity.project, by=by, url=address, organisation=activity.responsible)]
    except (DomainError, ValidationError) as refusal:
        messages.error(request, _("The link was not taken: %(why)s") % {"why": words_of(refusal)})
        return []
