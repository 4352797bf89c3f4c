"""Pages about oneself."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from plon.accounts.actions import change_profile
from plon.accounts.forms import ProfileForm
from plon.accounts.models import User


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language and time zone; doors to e-mail, password, second factor and sessions."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  login_required has seen to it
    form = ProfileForm(
        request.POST or None,
        initial={"name": user.name, "language": user.language, "time_zone": user.time_zone},
    )
    if request.method == "POST" and form.is_valid():
        change_profile(user, by=user, **form.cleaned_data)
        translation.activate(user.language)
        messages.success(request, _("Saved."))
        return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form})


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages; a signed-in person's choice is kept with the account."""
    language = request.POST.get("language", "")
    user = request.user
    if isinstance(user, User) and language in dict(settings.LANGUAGES) and language != user.language:
        change_profile(user, by=user, name=user.name, language=language, time_zone=user.time_zone)
    return set_language(request)
