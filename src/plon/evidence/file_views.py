"""Hand out private files to whoever holds a fresh signed address, or may see them anyway."""

import logging

from django.core.files.storage import storages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from plon.evidence.models import Evidence
from plon.evidence.rules import sees_confidential
from plon.evidence.serving import SECONDS, THUMBNAIL, Ticket, ticket_of
from plon.evidence.thumbnails import thumbnail_of
from plon.files.handing import INLINE, Handed, hand_out
from plon.projects.rules import VIEW

log = logging.getLogger("plon.evidence")


@require_safe
def file(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The file, or its small picture. An address that ran out still opens for who is signed in and may see it."""
    ticket = ticket_of(signed)
    found = _found(ticket)
    if ticket is None or found is None or not (ticket.is_fresh or _may_see(request, found)):
        log.warning("refused a file: %s", "nobody signed it" if ticket is None else ticket.public_id)
        raise Http404
    try:
        return hand_out(request, _handed(found, ticket))
    except OSError as missing:
        log.exception("the bytes of %s are missing", found.public_id)
        raise Http404 from missing


def _found(ticket: Ticket | None) -> Evidence | None:
    pieces = Evidence.objects.select_related("project").exclude(path="")
    return pieces.filter(public_id=ticket.public_id).first() if ticket else None


def _may_see(request: HttpRequest, evidence: Evidence) -> bool:
    """Tell whether the signed-in person may see it: a page stays open for longer than an address holds."""
    if not request.user.has_perm(VIEW, evidence.project):
        return False
    return not evidence.is_confidential or sees_confidential(request.user, evidence.project)


def _handed(evidence: Evidence, ticket: Ticket) -> Handed:
    storage = storages["default"]
    if ticket.variant == THUMBNAIL:
        path = thumbnail_of(evidence)
        return Handed(storage, path, f"{evidence.public_id}.webp", "image/webp", storage.size(path),
                      f"{evidence.sha256[:32]}-t", SECONDS)  # fmt: skip
    seconds = SECONDS if evidence.media_type in INLINE and not evidence.is_confidential else 0
    return Handed(storage, evidence.path, evidence.name, evidence.media_type, evidence.size, evidence.sha256, seconds)
