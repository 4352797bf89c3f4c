"""What every request passes."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response

from plon.pages import KEPT, OK, KeptPage

Handler = Callable[[HttpRequest], HttpResponse]

# Room for the other fields of the form around the file.
FORM_ALLOWANCE = 1024 * 1024
# Of a large file, sent piece by piece; browsers send 5 MB.
PIECE = 16 * 1024 * 1024


class FindNothingAtNul:
    """Answer 404 to an address with a NUL in it: it names nothing, and PostgreSQL fails when it is asked for one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            with translation.override(translation.get_language_from_request(request, check_path=True)):
                return render(request, "404.html", status=404)
        return self.get_response(request)


class AnswerFromKept:
    """Give visitors without a cookie the pages that everybody opens as they were some seconds ago, or make them anew.

    It stands before everything that costs time. An address with a question is not kept: there are endless many.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or request.META.get("QUERY_STRING") or request.META.get("HTTP_COOKIE"):
            return self.get_response(request)
        key = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}{request.path_info}"
        if page := KEPT.find(key):
            return self._again(request, page)
        changes = KEPT.changes
        response = self.get_response(request)
        if getattr(response, "may_be_kept", False) and response.status_code == OK and not response.cookies:
            KEPT.keep(key, response, since=changes)
        return response

    @staticmethod
    def _again(request: HttpRequest, page: KeptPage) -> HttpResponse:
        response = HttpResponse(page.content)
        for name, value in page.headers.items():
            response[name] = value
        again = get_conditional_response(request, etag=page.headers.get("ETag"), response=response)
        return again if isinstance(again, HttpResponse) else response


class RefuseOversizedUploads:
    """Answer 413 before reading a body that promises more than any file may have."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            promised = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            promised = 0
        if promised > max(settings.MAX_UPLOAD_BYTES, PIECE) + FORM_ALLOWANCE:
            limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
            with translation.override(translation.get_language_from_request(request)):
                return render(None, "413.html", {"limit_mb": limit}, status=413)
        return self.get_response(request)


class UserPreferences:
    """A signed-in person's time zone everywhere, and their language where the address names none."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without a session nobody is signed in; not asking keeps "Vary: Cookie" off what is the same for all.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        if not translation.get_language_from_path(request.path_info):
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        with timezone.override(_zone(user.time_zone)):
            return self.get_response(request)


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


class NeverShareWhatIsPersonal:
    """Whatever a view says of caching: an answer that a session took part in, or that sets a cookie, is one person's.

    It stands outside of everything that sets cookies, so that it sees the answer as it goes out. Where a view said
    nothing of caching, and for a person's own pages, browsers ask each time.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_personal(request, response) and not _is_kept_private(response):
            response["Cache-Control"] = "private, no-cache"
        return response


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    if response.cookies:
        return True
    session = getattr(request, "session", None)
    if session is None:
        return False
    # Who has no session yet is nobody in particular: asking for it tells nothing.
    return bool(session.modified or (session.accessed and settings.SESSION_COOKIE_NAME in request.COOKIES))


def _is_kept_private(response: HttpResponse) -> bool:
    said = response.headers.get("Cache-Control", "")
    return "private" in said or "no-store" in said


class SendSharedOnlyOnce(ConditionalGetMiddleware):
    """What caches may keep carries an ETag, and who has it already is told "unchanged"; files bring their own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "public" not in response.headers.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)
