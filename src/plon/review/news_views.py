"""Letters to officers about what was submitted: in the office, and by one click from the letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.corner.gate import keep_private
from plon.projects.pages import person_of
from plon.review import actions
from plon.review.digest import officer_of_stop, wants_all


@officer_required
@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Begin or stop letters about what is with nobody."""
    wants = request.POST.get("wants") == "1"
    actions.choose_news(person_of(request), wants_all=wants)
    every, mine = _("You get a letter a day at most about what was submitted."), _("You hear only of what is with you.")
    messages.success(request, every if wants else mine)
    return redirect("office_review:index")


@csrf_exempt  # mail programs send the click (RFC 8058, 3.1); the token proves that the letter was read
@never_cache
def stop_letters(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say which letters would end; end them on POST. A GET changes nothing: scanners of mail open every address."""
    officer = officer_of_stop(token)
    if officer is None:
        raise Http404
    if request.method == "POST":
        actions.choose_news(officer, wants_all=False)
    # The address has no language of its own: the letter's is the officer's.
    with override(officer.language):
        return keep_private(render(request, "review/stop_letters.html", {"wants": wants_all(officer)}))
