"""Plon as an app on a phone: its manifest, and the worker that keeps quick log and surveys at hand."""

import functools
import hashlib
import json
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# What the quick log, and surveys on devices that are handed on, are made of. Modules are imported under their plain
# names, too.
SHELL = (
    "site/css/plon.css", "site/favicon.svg", "site/js/theme.js", "site/js/plon.js", "site/js/offline.js",
    "site/fonts/IBMPlexSans-Regular.woff2", "site/fonts/IBMPlexSans-SemiBold.woff2",
    "site/fonts/IBMPlexSans-Bold.woff2", "activities/now.css", "activities/now.js", "activities/now-outbox.js",
    "surveys/questions.css", "surveys/questions.js", "responses/answering.css", "responses/answering.js",
)  # fmt: skip
IMPORTED = ("site/js/autosave.js", "site/js/upload.js")
WORKER = "site/js/offline-worker.js"
OUTBOX = "activities/now-outbox.js"
# The paper and the leaf of the design (site/css/plon.css).
PAPER, LEAF = "#faf6ec", "#1f5a3f"
ICONS = (
    ("site/icons/plon-192.png", "192x192", "image/png", "any"),
    ("site/icons/plon-512.png", "512x512", "image/png", "any"),
    ("site/icons/plon-maskable-512.png", "512x512", "image/png", "maskable"),
    ("site/icons/plon.svg", "any", "image/svg+xml", "any"),
)
LANGUAGES = ("pl", "en")


@require_safe
@cache_control(max_age=0, no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker of the whole house; it keeps nothing but what its own text names."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return response


@functools.cache
def _worker() -> str:
    shell = [static(name) for name in SHELL] + [urljoin(settings.STATIC_URL, name) for name in IMPORTED]
    source = _text(WORKER)
    stamp = hashlib.sha256("".join([source, *map(_text, (*IMPORTED, *SHELL))]).encode()).hexdigest()[:16]
    known = {"version": stamp, "shell": shell, "outbox": static(OUTBOX), "start": reverse("now:chooser")}
    return f"const PLON = {json.dumps(known)};\n{source}"


def _text(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text("utf-8", errors="replace")


@require_safe
@cache_control(max_age=3600, public=True)
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """What a phone shows of the installed app, in Polish or English."""
    if language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        start = reverse("now:chooser")
        told = {
            "id": start,
            "name": _("Plon: log what was done"),
            "short_name": "Plon",
            "description": _("Note at the event what was done and how many came, with or without a connection."),
            "lang": language,
            "dir": "ltr",
            "start_url": start,
            "scope": "/",
            "display": "standalone",
            "orientation": "any",
            "background_color": PAPER,
            "theme_color": LEAF,
            "categories": ["education", "productivity"],
            "icons": [
                {"src": static(name), "sizes": sizes, "type": kind, "purpose": purpose}
                for name, sizes, kind, purpose in ICONS
            ],
            "shortcuts": [
                {"name": _("Log it now"), "url": start},
                {"name": _("My projects"), "url": reverse("projects:index")},
            ],
        }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
