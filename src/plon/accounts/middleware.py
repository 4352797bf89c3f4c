"""Who may do much must prove twice who they are."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]
GUARDED = ("/workspace/", "/office/", "/cms/")


class RequireSecondFactor:
    """Officers and administrators enter workspace and office with a second factor only (design.md §2).

    A demonstration has no second factor, so that a newcomer can look around; its pages say that it is one.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.path_info.startswith(GUARDED)
            and getattr(request.user, "is_officer", False)
            and not settings.DEMONSTRATION
            and not is_mfa_enabled(request.user)
        ):
            messages.warning(request, _("Officers need a second factor. Set it up here, then go on."))
            return redirect("mfa_index")
        return self.get_response(request)
