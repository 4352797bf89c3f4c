"""The door of the editors' system: officers only, behind their second factor, with the system's own scripts."""

import functools
from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from plon.accounts.gates import officer_required
from plon.accounts.models import User
from plon.portal.cms.accounts import admit_editor
from plon.portal.cms.openness import is_open

View = Callable[..., HttpResponse]
POLICY = "Content-Security-Policy"


def _guarded(view: View) -> View:
    @functools.wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_open(request.resolver_match):
            raise Http404
        if isinstance(request.user, User):
            admit_editor(request.user)
            # The system writes this name below its menu; else it writes the e-mail.
            vars(request.user)["first_name"] = request.user.get_short_name()
        return _framed(view(request, *args, **kwargs))

    # The system draws itself with inline scripts and styles; nobody but officers ever gets these pages.
    allowed = csp_replace({
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [SELF],
    })  # fmt: skip
    framed: Any = allowed(entered)
    same_origin: Any = xframe_options_sameorigin(framed)
    guarded: View = officer_required(same_origin)
    vars(guarded)["is_guarded"] = True
    return guarded


def _framed(answer: HttpResponse) -> HttpResponse:
    """Let the editors' system show a preview in its frame: a public page under its strict policy, but for that."""
    if policy := answer.headers.get(POLICY):
        answer.headers[POLICY] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        answer.headers.pop("X-Frame-Options", None)
    return answer


def _to_one_picture(request: HttpRequest) -> HttpResponse:
    """Lead to where one picture is added: many at once would be kept as they came, with positions in them."""
    return redirect("wagtailimages:add")


def _to_our_own(request: HttpRequest) -> HttpResponse:
    return redirect("account_login")


def _to_our_account(request: HttpRequest) -> HttpResponse:
    return redirect("profile")


def _sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out of the whole house, as its own button does; an address that is only opened signs nobody out."""
    if request.method != "POST" or not request.user.is_authenticated:
        return redirect("account_login")
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def cms_patterns() -> list[URLPattern | URLResolver]:
    """Return every address of the editors' system, each behind the gate; signing in and accounts are ours.

    What serves no writing is there as well, so that its addresses have names, and answers that there is no such page.
    """
    ours = [
        path("login/", _to_our_own),
        path("logout/", _sign_out),
        path("password_reset/", _to_our_own),
        path("account/", officer_required(_to_our_account)),
        path("images/multiple/add/", officer_required(_to_one_picture)),
    ]
    return [*ours, *decorate_urlpatterns(list(wagtail_admin_urls.urlpatterns), _guarded)]
