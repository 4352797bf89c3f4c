"""What the pages of this room share: the reader's language, keeping secrets out of caches and search engines."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.collections.rules import acts_for_agency

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def language_now() -> str:
    return "pl" if (get_language() or "").startswith("pl") else "en"


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of caches and search engines, and its address out of other sites' logs."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def agency_only(view: View[P]) -> View[P]:
    """Let in officers who have proved twice who they are; the others are told how (as at the doors of the office)."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not getattr(request.user, "is_officer", False):
            raise PermissionDenied
        if not acts_for_agency(request.user):
            messages.warning(request, _("Officers need a second factor. Set it up here, then go on."))
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return login_required(guarded)
