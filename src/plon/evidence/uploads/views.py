"""The protocol tus 1.0 over HTTP: creation, termination, expiration (https://tus.io/protocols/resumable-upload)."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers
from django.utils.http import http_date

from plon.accounts.guests import account_of
from plon.errors import DomainError
from plon.evidence.models import Evidence, Upload
from plon.evidence.uploads import actions, metadata, parts
from plon.evidence.uploads.doors import Door, DoorOf
from plon.evidence.uploads.refusals import Busy, OffsetDiffers, SentTooMuch
from plon.projects.pages import words_of

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
View = Callable[..., HttpResponse]


def upload_urls(door_of: DoorOf) -> list[URLPattern]:
    """Return the addresses of uploads behind a door: `uploads/` to begin one, `uploads/<secret>/` for its pieces."""
    return [
        path("uploads/", _spoken(collection, door_of), name="uploads"),
        path("uploads/<str:upload>/", _spoken(one, door_of), name="upload"),
    ]


def _spoken(view: View, door_of: DoorOf) -> View:
    """Let a view speak the protocol behind a door: its version is asked for and told, refusals are said in words."""

    def spoken(request: HttpRequest, *, upload: str = "", **address: str) -> HttpResponse:
        door = door_of(request, **address)
        found = _upload_behind(door, upload) if upload else None
        if request.method == "OPTIONS":
            response = _abilities()
        elif request.method != "GET" and request.headers.get("Tus-Resumable") != VERSION:
            response = HttpResponse(status=412)
            response["Tus-Version"] = VERSION
        else:
            response = _answered(view, request, door, *([found] if found else []))
        response["Tus-Resumable"] = VERSION
        add_never_cache_headers(response)
        return response

    return spoken


def _answered(view: View, *asked: object) -> HttpResponse:
    try:
        return view(*asked)
    except OffsetDiffers as elsewhere:
        response = HttpResponse(status=409)
        response["Upload-Offset"] = str(elsewhere.offset)
        return response
    except Busy:
        return HttpResponse(status=423)
    except SentTooMuch:
        return HttpResponse(status=413)
    except (DomainError, ValidationError) as refusal:
        return JsonResponse({"error": words_of(refusal)}, status=422)


def _abilities() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = "creation,termination,expiration"
    response["Tus-Max-Size"] = str(actions.largest_upload())
    return response


def collection(request: HttpRequest, door: Door) -> HttpResponse:
    """Begin an upload, or find the one that the device had begun."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST", "OPTIONS"])
    length = request.headers.get("Upload-Length", "")
    try:
        told = metadata.read(request.headers.get("Upload-Metadata", ""))
    except ValueError:
        return HttpResponse(status=400)
    if not length.isdigit() or len(length) > 18:
        return HttpResponse(status=400)
    name = told.get("filename") or "file"
    upload = actions.begin_upload(door, name=name, size=int(length), fingerprint=told.get("fingerprint", ""))
    response = HttpResponse(status=201)
    response["Location"] = f"{request.path}{upload.secret}/"
    if not upload.size:
        actions.finish(upload, door)
    return _with_state(response, upload)


def one(request: HttpRequest, door: Door, upload: Upload) -> HttpResponse:
    """One upload: how far it is (HEAD), a piece of it (PATCH), what became of it (GET), away with it (DELETE)."""
    match request.method:
        case "HEAD":
            return _with_state(HttpResponse(status=200), upload, _finished(upload, door))
        case "PATCH":
            return _take_piece(request, upload, door)
        case "GET":
            return _told(upload, _finished(upload, door))
        case "DELETE":
            actions.give_up(upload)
            return HttpResponse(status=204)
        case _:
            return HttpResponseNotAllowed(["HEAD", "PATCH", "GET", "DELETE", "OPTIONS"])


def _upload_behind(door: Door, secret: str) -> Upload:
    mine = Upload.objects.filter(project=door.project, by=account_of(door.by), holder=door.holder)
    found = mine.select_related("project", "evidence").filter(secret=secret).first()
    if found is None:
        raise Http404
    return found


def _finished(upload: Upload, door: Door) -> Evidence | None:
    """Return what became of an upload; one whose last answer got lost becomes evidence now."""
    if upload.evidence is not None or parts.acknowledged(upload) < upload.size:
        return upload.evidence
    return actions.finish(upload, door)


def _take_piece(request: HttpRequest, upload: Upload, door: Door) -> HttpResponse:
    if request.content_type != PIECE_TYPE:
        return HttpResponse(status=415)
    offset = request.headers.get("Upload-Offset", "")
    length = request.headers.get("Content-Length", "")
    if not (offset.isdigit() and length.isdigit()) or len(offset) > 18:
        return HttpResponse(status=400)
    is_again = upload.evidence is not None and int(offset) + int(length) == upload.size
    if not is_again:
        actions.append(upload, offset=int(offset), length=int(length), read=request.read)
    evidence = _finished(upload, door)
    return _with_state(HttpResponse(status=204), upload, evidence)


def _with_state(response: HttpResponse, upload: Upload, evidence: Evidence | None = None) -> HttpResponse:
    here = upload.size if evidence is not None else parts.acknowledged(upload)
    response["Upload-Offset"] = str(here)
    response["Upload-Length"] = str(upload.size)
    response["Upload-Expires"] = http_date((upload.touched_at + actions.KEPT).timestamp())
    if evidence is not None:
        response["Plon-Evidence"] = evidence.public_id
    return response


def _told(upload: Upload, evidence: Evidence | None) -> HttpResponse:
    """Tell what became of an upload: the id of the piece, and how it looks on a page."""
    if evidence is None:
        return JsonResponse({"offset": parts.acknowledged(upload), "size": upload.size})
    tile = render_to_string("evidence/_uploaded.html", {"evidence": evidence})
    return JsonResponse({"evidence": evidence.public_id, "title": str(evidence), "tile": tile})
