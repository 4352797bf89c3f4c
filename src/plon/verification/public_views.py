"""Public: is this report the one that was issued, and is what it rests on still there? Nothing private is shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from plon.corner.gate import keep_private
from plon.verification import actions
from plon.verification.forms import EntryForm, FileForm
from plon.verification.guarding import seconds_to_upload, seconds_to_wait
from plon.verification.hashing import HashedFile, HashingUpload
from plon.verification.models import IssuedFile, IssuedReport
from plon.verification.secret import code_in, room_secret_in
from plon.verification.verifying import file_by_digest, issued_by_code, verdict_on

GONE, TOO_LARGE, UNPROCESSABLE, TOO_MANY = 404, 413, 422, 429


# Nothing is changed by these forms, and a token would have to be read before the file is.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest) -> HttpResponseBase:
    """Where a code is typed or a report is brought."""
    if request.method != "POST":
        return _page(request, "audit/entry.html", {"form": EntryForm()})
    hashing = _take_file(request)
    form = EntryForm(request.POST, request.FILES)
    if refusal := _refusal(request, form, hashing):
        return _page(request, "audit/entry.html", {"form": form}, status=refusal)
    typed, file = form.cleaned_data["code"], form.cleaned_data["file"]
    # The secret of a room has longer addresses than codes have.
    if room_secret_in(typed):
        return redirect("audit:room", room_secret_in(typed))
    if typed:
        return redirect("audit:report", code_in(typed).upper())
    return _judged(request, None, file)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page that a code leads to: how the report stands, and whether a file is it."""
    issued = issued_by_code(code_in(code))
    if issued is None:
        return _unknown(request)
    if request.method != "POST":
        return _page(request, "audit/report.html", _about(issued) | {"form": FileForm()})
    hashing = _take_file(request)
    form = FileForm(request.POST, request.FILES)
    if refusal := _refusal(request, form, hashing):
        return _page(request, "audit/report.html", _about(issued) | {"form": form}, status=refusal)
    return _judged(request, issued, form.cleaned_data["file"])


@require_POST
def check(request: HttpRequest, code: str) -> HttpResponseBase:
    """Have everything read back; whoever holds the code may ask, and what was just read is not read again."""
    issued = issued_by_code(code_in(code))
    if issued is None:
        return _unknown(request)
    actions.request_check(issued, by=None)
    messages.success(request, _("Everything is read back now. Look again in a moment."))
    return redirect("audit:report", issued.shown_code)


def _take_file(request: HttpRequest) -> HashingUpload:
    hashing = HashingUpload(request)
    request.upload_handlers = [hashing]
    return hashing


def _refusal(request: HttpRequest, form: FileForm, hashing: HashingUpload) -> int:
    """Return the status of a refusal, whose words stand on the form; 0 for none."""
    if hashing.is_too_large:
        form.add_error("file", _("This file is larger than 100 MB, so it is no report of Plon."))
        return TOO_LARGE
    if not form.is_valid():
        return UNPROCESSABLE
    if wait := seconds_to_upload(request):
        form.add_error(None, _("Too many in a short time. Try again in %(seconds)s seconds.") % {"seconds": wait})
        return TOO_MANY
    return 0


def _judged(request: HttpRequest, issued: IssuedReport | None, file: HashedFile) -> HttpResponseBase:
    """Say whether a file is one that was issued; with a code, whether it is that one."""
    known = file_by_digest(file.sha256)
    found = issued or (known.issued if known else None)
    context: dict[str, Any] = {"sha256": file.sha256, "name": file.name, "match": _match(issued, known)}
    if found is None:
        return _page(request, "audit/entry.html", context | {"form": EntryForm()})
    return _page(request, "audit/report.html", context | _about(found) | {"form": FileForm()})


def _match(issued: IssuedReport | None, known: IssuedFile | None) -> str:
    """Return "same", "other" (another report that was issued) or "none"."""
    if known is None:
        return "none"
    return "same" if issued is None or known.issued_id == issued.pk else "other"


def _about(issued: IssuedReport) -> dict[str, Any]:
    newer = getattr(issued, "superseded_by", None)
    return {"issued": issued, "verdict": verdict_on(issued), "newer": newer if newer and newer.is_issued else None}


def _unknown(request: HttpRequest) -> HttpResponseBase:
    """Answer a code that leads to nothing; who tries many waits."""
    if wait := seconds_to_wait(request):
        response = _page(request, "audit/unknown.html", {"wait": wait}, status=TOO_MANY)
        response.headers["Retry-After"] = str(wait)
        return response
    return _page(request, "audit/unknown.html", {}, status=GONE)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponseBase:
    response: HttpResponse = render(request, template, context, status=status)
    return keep_private(response)
