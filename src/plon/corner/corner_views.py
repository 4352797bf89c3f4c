"""The corner: what somebody of a partner sees and does with a personal link, without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.corner import actions
from plon.corner.calendar_addresses import address_for
from plon.corner.duties import load_duties
from plon.corner.gate import Corner, corner_page
from plon.corner.reading import acts_to_read, plan_to_read
from plon.texts import INTERFACE_LANGUAGES


def corner_context(corner: Corner, current: str) -> dict[str, object]:
    """Return what every page of the corner shows around its own content."""
    return {
        "corner": corner,
        "link": corner.link,
        "secret": corner.secret,
        "project": corner.link.project,
        "partner": corner.link.organisation,
        "current": current,
    }


@require_safe
@corner_page
def home(request: HttpRequest, corner: Corner) -> HttpResponse:
    """What is to be done, what is missing, what was done."""
    link = corner.link
    context = {
        **corner_context(corner, "home"),
        "duties": load_duties(link.project, link.organisation, today=timezone.localdate()),
        "acts": acts_to_read(link),
        "summary": link.project.summary_in(link.language),
    }
    return render(request, "corner/home.html", context)


@require_safe
@corner_page
def whole_plan(request: HttpRequest, corner: Corner) -> HttpResponse:
    """The project's plan, to read: what is made, for whom, why, when; nobody's costs."""
    project, language = corner.link.project, corner.link.language
    return render(
        request, "corner/plan.html", {**corner_context(corner, "plan"), "plan": plan_to_read(project, language)}
    )


@require_safe
@corner_page
def calendar(request: HttpRequest, corner: Corner) -> HttpResponse:
    """The partner's dates in one's own calendar, and letters."""
    made = actions.make_calendar(corner.link.project, by=None, organisation=corner.link.organisation)
    return render(
        request, "corner/calendar.html", {**corner_context(corner, "calendar"), "calendar": address_for(made)}
    )


@require_POST
@corner_page
def language(request: HttpRequest, corner: Corner) -> HttpResponse:
    """Let the corner and its letters speak another language."""
    chosen = request.POST.get("language", "")
    if chosen in INTERFACE_LANGUAGES:
        actions.speak_language(corner.link, language=chosen)
        translation.activate(chosen)
    return redirect("corner:home", corner.secret)


@require_POST
@corner_page
def letters(request: HttpRequest, corner: Corner) -> HttpResponse:
    """Begin or stop reminders and digests."""
    actions.choose_letters(corner.link, wants=request.POST.get("wants") == "yes")
    messages.success(request, _("Saved."))
    return redirect("corner:calendar", corner.secret)
