"""The door of the editors' system: officers only, behind their second factor, with the system's own scripts."""

import functools
from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from plon.accounts.gates import officer_required
from plon.accounts.models import User
from plon.portal.cms.tree import EDITORS, ensure_tree

View = Callable[..., HttpResponse]


def _guarded(view: View) -> View:
    @functools.wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        admit_editor(request.user)
        return view(request, *args, **kwargs)

    # The system draws itself with inline scripts and styles; nobody but officers ever gets these pages.
    allowed = csp_replace({
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [SELF],
    })  # fmt: skip
    return officer_required(xframe_options_sameorigin(allowed(entered)))


def admit_editor(person: Any) -> None:
    """Let an officer be an editor there: being one follows the role, so it is looked up whenever they enter."""
    if isinstance(person, User) and not person.groups.filter(name=EDITORS).exists():
        ensure_tree()
        person.groups.add(Group.objects.get(name=EDITORS))


def _to_our_own(request: HttpRequest) -> HttpResponse:
    return redirect("account_login")


def cms_patterns() -> list[URLPattern | URLResolver]:
    """Return every address of the editors' system, each behind the gate; signing in is ours."""
    ours = [path("login/", _to_our_own), path("logout/", _to_our_own), path("password_reset/", _to_our_own)]
    return [*ours, *decorate_urlpatterns(list(wagtail_admin_urls.urlpatterns), _guarded)]
