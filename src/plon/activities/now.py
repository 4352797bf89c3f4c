"""Log it now: three taps at the event, on a phone, with or without a connection (docs/decisions/0016).

A phone that was offline sends each entry later to `send`:

1. GET answers ``{"token", "person"}``: a fresh CSRF token, because the page may have been kept for days, and whose
   answer it is, so that nobody's entries go out under another name.
2. POST with the fields of `NowForm` and the header ``X-CSRFToken`` answers 200 ``{"activity", "url"}``; the same
   `device_key` again answers the same act. With `evidence` (the public id that the upload gave) the photo is attached.
3. What goes wrong: 422 ``{"errors": {field: [words]}}``; 403 ``{"code": "signed_out" | "forbidden"}``; 404
   ``{"code": "gone"}``. The phone keeps the entry in each case.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from plon.accounts.guests import Doer
from plon.activities.models import Activity
from plon.activities.now_choices import NowChoices, choices_for
from plon.activities.now_forms import NowForm
from plon.activities.now_logging import add_photo, attach, log_from
from plon.activities.now_words import words_as_json
from plon.errors import DomainError
from plon.organisations.models import Organisation
from plon.projects.models import Membership, Project
from plon.projects.pages import person_of, words_of
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE

UNPROCESSABLE = 422
# Tells the service worker that this page, and no other, may be kept on the device.
KEEP = "Plon-Keep"
LAST = "now_project"


@dataclass(frozen=True, slots=True)
class NowPlace:
    """Where the page stands: who acts, for whom, and under which addresses.

    Attributes:
        project: the project.
        by: a person, or a guest with a personal link.
        organisation: the partner whose lines come first, if known.
        person: a key that is the same for the same person or link, and says nothing else.
        page: address of the page.
        send: address of the queue's endpoint.
        upload: address where photos are uploaded piece by piece (tus).
        back: where "to the project" leads.
        is_own_only: the lines of other partners are not offered and not taken.
    """

    project: Project
    by: Doer
    organisation: Organisation | None
    person: str
    page: str
    send: str
    upload: str
    back: str
    is_own_only: bool = False

    def choices(self) -> NowChoices:
        """Return what may be logged here today."""
        choices = choices_for(self.project, self.organisation, timezone.localdate())
        return choices.own if self.is_own_only else choices


def show_now(
    request: HttpRequest, place: NowPlace, template: str, around: Mapping[str, object] | None = None
) -> HttpResponse:
    """Answer the page, and its form where the browser runs no script; `around` is what its template needs besides."""
    choices = place.choices()
    chosen = {"what": request.GET.get("line", "")}
    form = NowForm(request.POST or None, request.FILES or None, choices=choices, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            activity = log_from(form, place.project, by=place.by, organisation=place.organisation)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            _add_photo(request, form, place, activity)
            return redirect(place.page)
    shown = {"form": form, "choices": choices, "place": place, "project": place.project, "words": words_as_json()}
    context = {**(around or {}), **shown}
    response = render(request, template, context)
    response[KEEP] = "now"
    response["Cache-Control"] = "private, no-cache"
    return response


def _add_photo(request: HttpRequest, form: NowForm, place: NowPlace, activity: Activity) -> None:
    messages.success(request, _("Noted: %(title)s.") % {"title": activity})
    try:
        add_photo(activity, form, by=place.by, organisation=place.organisation)
    except (DomainError, ValidationError) as refusal:
        messages.warning(request, _("The photo was not taken: %(why)s") % {"why": words_of(refusal)})


def answer_queue(request: HttpRequest, place: NowPlace) -> JsonResponse:
    """Answer a phone that sends what it kept."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "person": place.person})
    form = NowForm(request.POST, choices=place.choices())
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=UNPROCESSABLE)
    try:
        activity = log_from(form, place.project, by=place.by, organisation=place.organisation)
        evidence = request.POST.get("evidence", "")
        if evidence and not attach(activity, evidence, by=place.by):
            return JsonResponse({"errors": {"photo": [_("This photo is no longer there.")]}}, status=UNPROCESSABLE)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
        return JsonResponse({"errors": form.errors}, status=UNPROCESSABLE)
    return JsonResponse({"activity": activity.public_id, "title": str(activity)})


@login_required
@ensure_csrf_cookie
def page(request: HttpRequest, project: str) -> HttpResponse:
    """The page of a project's team."""
    place = _place_of(request, project)
    if request.session.get(LAST) != project:
        request.session[LAST] = project
    return show_now(request, place, "activities/now.html")


@never_cache
def send(request: HttpRequest, project: str) -> JsonResponse:
    """What a team member's phone kept while it was offline."""
    if not request.user.is_authenticated:
        return JsonResponse({"code": "signed_out"}, status=403)
    try:
        place = _place_of(request, project)
    except PermissionDenied:
        return JsonResponse({"code": "forbidden"}, status=403)
    except Http404:
        return JsonResponse({"code": "gone"}, status=404)
    return answer_queue(request, place)


@login_required
@require_safe
def chooser(request: HttpRequest) -> HttpResponse:
    """Where the installed app starts: the only project, the last one, or a list (`?all`)."""
    mine = list(
        Membership.objects.filter(person=person_of(request)).select_related("project").order_by("-project__updated_at")
    )
    last = [each for each in mine if each.project.public_id == request.session.get(LAST)]
    if "all" not in request.GET and (last or len(mine) == 1):
        return redirect("now:page", (last or mine)[0].project.public_id)
    return render(request, "activities/now_chooser.html", {"memberships": mine})


def _place_of(request: HttpRequest, public_id: str) -> NowPlace:
    project = get_project_for(request.user, public_id, CONTRIBUTE)
    person = person_of(request)
    membership = Membership.objects.filter(project=project, person=person).select_related("organisation").first()
    return NowPlace(
        project,
        by=person,
        organisation=membership.organisation if membership else None,
        person=person_key(f"user:{person.pk}"),
        page=reverse("now:page", args=[public_id]),
        send=reverse("now:send", args=[public_id]),
        upload=reverse("evidence:uploads", args=[public_id]),
        back=reverse("projects:overview", args=[public_id]),
    )


def person_key(who: str) -> str:
    """Return a key of somebody for the device: the same for the same person, and telling nothing."""
    return salted_hmac("plon.activities.now", who).hexdigest()[:16]
