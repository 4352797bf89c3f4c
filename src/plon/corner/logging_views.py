"""Reporting from the corner: the quick log, correcting what was logged, showing proof."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.actions import change_logged_activity
from plon.activities.attaching import not_proven_yet
from plon.activities.forms import initial_of
from plon.activities.now import NowPlace, answer_queue, person_key, show_now
from plon.corner.act_forms import OwnActForm
from plon.corner.corner_views import corner_context
from plon.corner.gate import Corner, corner_page
from plon.corner.queries import own_acts
from plon.corner.reading import proofs_to_read
from plon.errors import DomainError
from plon.projects.refusing import show_refusal


def _place_of(corner: Corner) -> NowPlace:
    """Return where the quick log stands: at this link, for its partner's lines alone."""
    return NowPlace(
        corner.link.project,
        by=corner.guest,
        organisation=corner.link.organisation,
        person=person_key(corner.holder),
        page=reverse("corner:log", args=[corner.secret]),
        send=reverse("corner:send", args=[corner.secret]),
        upload=reverse("corner:uploads", args=[corner.secret]),
        back=reverse("corner:home", args=[corner.secret]),
        is_own_only=True,
    )


@corner_page
def log(request: HttpRequest, corner: Corner) -> HttpResponse:
    """Log what was done in three taps, also where there is no connection."""
    get_token(request)  # the script sends the cookie's token
    answer = show_now(request, _place_of(corner), "corner/log.html", corner_context(corner, "log"))
    if answer.status_code == 302:
        return redirect("corner:home", corner.secret)
    return answer


@corner_page
def send(request: HttpRequest, corner: Corner) -> JsonResponse:
    """What a phone kept while it was offline."""
    return answer_queue(request, _place_of(corner))


@corner_page
def act(request: HttpRequest, corner: Corner, act: str) -> HttpResponseBase:
    """See and correct an act of one's own partner."""
    found = get_object_or_404(own_acts(corner.link), public_id=act)
    form = OwnActForm(
        request.POST or None, project=found.project, activity=found, partner=corner.link.organisation,
        initial=initial_of(found),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            change_logged_activity(
                found, by=corner.guest, version=form.cleaned_data["version"], reach=form.reach(),
                results=form.cleaned_data["results"], **form.values(),
            )  # fmt: skip
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("corner:act", corner.secret, act)
    context = {
        **corner_context(corner, "home"),
        "act": found,
        "form": form,
        "reached": [row for row in found.reach.all() if row.people],
        "proofs": proofs_to_read(found, corner.link),
        "unproven": sum(not_proven_yet(found).values()),
    }
    return render(request, "corner/act.html", context)
