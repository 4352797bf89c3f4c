"""The auditor's room: read-only, behind the secret of its address, for a time; what is opened is noted."""

import functools
import logging
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.core.files.storage import storages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plon.corner.gate import fingerprint, keep_private
from plon.corner.letters.letter import spoken
from plon.evidence.enums import EvidenceKind
from plon.evidence.serving import file_url
from plon.files.handing import Handed, hand_out
from plon.typeset.papers.html import as_html
from plon.verification import actions
from plon.verification.enums import FileKind, Visit
from plon.verification.guarding import seconds_to_wait
from plon.verification.models import AuditRoom
from plon.verification.queries import find_room
from plon.verification.reading import paper_of
from plon.verification.showing import ShownProof, shown_in
from plon.verification.standing import proofs_now
from plon.verification.verifying import proofs_of, verdict_on

log = logging.getLogger("plon.verification")
P = ParamSpec("P")
GONE, OVER, TOO_MANY = 404, 410, 429
View = Callable[Concatenate[HttpRequest, AuditRoom, str, P], HttpResponseBase]
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.MANIFEST: "application/json",
}


def room_page(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Open a page to who has the secret of an open room; say politely that a room is over; tell guessers nothing."""

    @never_cache
    @require_safe
    @functools.wraps(view)
    def guarded(request: HttpRequest, secret: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        room = find_room(secret)
        if room is None:
            return _refused(request, secret)
        language = spoken(room.language)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            if not room.is_open:
                return keep_private(render(request, "audit/over.html", {"room": room}, status=OVER))
            response = keep_private(view(request, room, secret, *args, **kwargs))
        response.headers.setdefault("Content-Language", language)
        return response

    return guarded


def _refused(request: HttpRequest, secret: str) -> HttpResponseBase:
    if wait := seconds_to_wait(request):
        response = render(request, "audit/unknown.html", {"wait": wait}, status=TOO_MANY)
        response.headers["Retry-After"] = str(wait)
        return keep_private(response)
    log.warning("A room that is not there was tried: %s", fingerprint(secret))
    return keep_private(render(request, "audit/unknown.html", status=GONE))


def _note_page(request: HttpRequest, room: AuditRoom, what: Visit) -> None:
    # HEAD shows nothing of a page. What is opened by its address is noted whatever the method: the answer tells where.
    if request.method == "GET":
        actions.note_visit(room, what)


@room_page
def room(request: HttpRequest, room: AuditRoom, secret: str) -> HttpResponseBase:
    """The report, and every proof by what it proves."""
    _note_page(request, room, Visit.ENTERED)
    verdict = verdict_on(room.issued)
    shown = shown_in(room, verdict.proofs, timezone.localdate())
    context: dict[str, Any] = {
        "room": room, "issued": room.issued, "secret": secret, "verdict": verdict, "shown": shown,
        "promises": _by_promise(shown), "files": [each for each in room.issued.files.all() if each.kind in MEDIA_TYPES],
    }  # fmt: skip
    return render(request, "audit/room.html", context)


def _by_promise(shown: list[ShownProof]) -> list[tuple[str, list[ShownProof]]]:
    """Return what was promised or done with its proofs, in the order of the annex; a proof of two stands twice."""
    found: dict[str, list[ShownProof]] = {}
    for each in shown:
        for promise in each.now.proof.proves or [""]:
            found.setdefault(str(promise), []).append(each)
    return list(found.items())


@room_page
def paper(request: HttpRequest, room: AuditRoom, secret: str) -> HttpResponseBase:
    """The report as a page, as it was issued."""
    try:
        issued = paper_of(room.issued)
    except OSError as gone:
        raise Http404 from gone
    _note_page(request, room, Visit.READ)
    context = {"room": room, "issued": room.issued, "secret": secret, "paper": as_html(issued)}
    return render(request, "audit/paper.html", context)


@room_page
def proof(request: HttpRequest, room: AuditRoom, secret: str, key: str) -> HttpResponseBase:
    """Lead to one proof; only those of this report, and only what this room may show."""
    # PostgreSQL takes no NUL in a question.
    found = proofs_of(room.issued).filter(key=key).first() if key.isalnum() else None
    if found is None:
        raise Http404
    (now,) = proofs_now([found])
    (shown,) = shown_in(room, [now], timezone.localdate())
    if not shown.can_be_opened or now.evidence is None:
        raise Http404
    actions.note_visit(room, Visit.PROOF, key)
    if now.evidence.kind == EvidenceKind.LINK and not now.evidence.path:
        return redirect(now.evidence.url)
    return redirect(file_url(now.evidence))


@room_page
def file(request: HttpRequest, room: AuditRoom, secret: str, kind: str) -> HttpResponseBase:
    """The report as PDF, Word file or manifest."""
    found = room.issued.files.filter(kind=kind).first() if kind in MEDIA_TYPES else None
    if found is None:
        raise Http404
    actions.note_visit(room, Visit.FILE, kind)
    media_type = MEDIA_TYPES[FileKind(kind)]
    try:
        handed = Handed(storages["default"], found.path, found.name, media_type, found.size, found.sha256)
        return hand_out(request, handed)
    except OSError as missing:
        raise Http404 from missing
