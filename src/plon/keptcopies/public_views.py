"""The public page of a copy, and the door through which its frame gets the pieces."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from plon.jobs.lengthy import WorkState
from plon.keptcopies.archive import Damaged
from plon.keptcopies.enums import PieceKind
from plon.keptcopies.keys import copy_behind
from plon.keptcopies.models import KeptCopy, KeptPiece
from plon.keptcopies.queries import dates_of
from plon.keptcopies.replaying import FRAMES, SANDBOX, answer, guarded
from plon.pages import public_page

GONE = 410


@require_safe
@csp_update(FRAMES)
@public_page
def copy(request: HttpRequest, copy: str) -> HttpResponse:
    """A kept copy in its frame: since when it is kept, of which address, by whom; `?at=` names a page inside it."""
    copies = KeptCopy.objects.select_related("result", "result__project")
    found = get_object_or_404(copies, public_id=copy, state=WorkState.DONE)
    if not found.result.is_published:
        raise Http404
    if found.removed_at:
        return _without_index(render(request, "keptcopies/removed.html", {"copy": found}, status=GONE))
    pieces = list(found.pieces.filter(kind__in=[PieceKind.PAGE, PieceKind.FILE]))
    first = found.pieces.first()
    context = {
        "copy": found,
        "first": first,
        "at": _page_asked(request, pieces),
        "is_page": first is not None and first.kind == PieceKind.PAGE,
        "files": [piece for piece in pieces if piece.kind == PieceKind.FILE],
        "dates": list(dates_of(found)),
        "sandbox": SANDBOX,
    }
    return _without_index(render(request, "keptcopies/public.html", context))


def _page_asked(request: HttpRequest, pieces: list[KeptPiece]) -> int:
    """Return the number of the page to show; the first if none is asked for."""
    pages = {str(piece.number) for piece in pieces if piece.kind == PieceKind.PAGE}
    asked = request.GET.get("at", "1")
    return int(asked) if asked in pages else 1


def _without_index(response: HttpResponse) -> HttpResponse:
    """Search engines are to find the original, or the result."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
@xframe_options_sameorigin
def piece(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One piece of a copy. A page that somebody opens outside of its frame is shown in it."""
    found = _opened(key)
    asked = get_object_or_404(found.pieces, number=number)
    if asked.kind == PieceKind.PAGE and _is_opened_alone(request):
        if key != found.public_id:
            raise Http404
        return guarded(redirect(f"{found.get_absolute_url()}?at={number}"))
    try:
        return answer(request, found, asked)
    except (OSError, Damaged) as missing:
        raise Http404 from missing


@require_safe
@xframe_options_sameorigin
def not_kept(request: HttpRequest, key: str) -> HttpResponse:
    """What a link inside a copy leads to that was not kept: its address, in words, and nothing else."""
    found = _opened(key)
    context = {"address": request.GET.get("u", "")[:2000], "copy": found}
    return guarded(render(request, "keptcopies/not_kept.html", context))


def _opened(key: str) -> KeptCopy:
    found = copy_behind(key)
    if found is None:
        raise Http404
    return found


def _is_opened_alone(request: HttpRequest) -> bool:
    """Tell whether a browser shows this as a page of its own, without the words around it that say what it is."""
    return request.headers.get("Sec-Fetch-Dest") == "document"
