"""What every request passes."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

Handler = Callable[[HttpRequest], HttpResponse]

# Room for the other fields of the form around the file.
FORM_ALLOWANCE = 1024 * 1024
# Of a large file, sent piece by piece; browsers send 5 MB.
PIECE = 16 * 1024 * 1024


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
