"""Officers write announcements, look at them as readers will, show and end them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from plon.accounts.gates import officer_required
from plon.agency import actions
from plon.agency.announcements import Announcement as Shown
from plon.agency.announcements import shown
from plon.agency.enums import AnnouncementState
from plon.agency.models import Announcement
from plon.agency.refusals import AnnouncementChanged
from plon.agency.settings import LANGUAGES
from plon.errors import DomainError
from plon.history.models import Event
from plon.office.announcing.forms import AnnouncementForm, initial_of, initial_of_new
from plon.office.auditing.queries import shown_changes
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal

A_PAGE, EVENTS = 25, 50
UNPROCESSABLE = 422
_NAMES = {"pl": gettext_lazy("in Polish"), "en": gettext_lazy("in English")}


@officer_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All announcements with where they are now, the newest first."""
    page = Paginator(Announcement.objects.all(), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    return render(request, "office/announcing/index.html", {"page": page})


@officer_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a draft."""
    form = AnnouncementForm(request.POST if request.method == "POST" else None, initial=initial_of_new())
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            made = actions.write_announcement(by=person_of(request), values=form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved as a draft. Nobody else sees it yet."))
            return redirect("office_people:announcement", made.public_id)
    return _form_page(request, form, None)


@officer_required
def edit(request: HttpRequest, announcement: str) -> HttpResponse:
    """Change an announcement; one that is shown changes on the pages within seconds."""
    found = _found(announcement)
    form = AnnouncementForm(request.POST if request.method == "POST" else None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_announcement(found, by=person_of(request), values=form.values(), version=version)
        except AnnouncementChanged as refusal:
            show_refusal(form, refusal)
            found.refresh_from_db()
            # What was typed stays; saved again, it follows the text that stands there now.
            form.data = {**request.POST.dict(), "version": str(found.version)}
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("office_people:announcement", announcement)
    return _form_page(request, form, found)


@officer_required
@require_safe
def announcement(request: HttpRequest, announcement: str) -> HttpResponse:
    """One announcement as readers of each language see it, what can be done with it, and its history."""
    found = _found(announcement)
    events = Event.objects.filter(subject_type="agency.announcement", subject_id=found.pk)[:EVENTS]
    state = found.state
    context = {
        "announcement": found, "state": state, "previews": _previews(found),
        "events": [(event, shown_changes(event)) for event in events],
        "is_draft": state == AnnouncementState.DRAFT,
        "can_end": state in {AnnouncementState.SHOWN, AnnouncementState.WAITING},
    }  # fmt: skip
    return render(request, "office/announcing/announcement.html", context)


@officer_required
@require_POST
def publish(request: HttpRequest, announcement: str) -> HttpResponse:
    """Show a draft in its time."""
    return _done(request, announcement, actions.publish_announcement, _("Published. The pages show it in its time."))


@officer_required
@require_POST
def end(request: HttpRequest, announcement: str) -> HttpResponse:
    """Take it off the pages."""
    return _done(request, announcement, actions.end_announcement, _("Done. It is off all pages within seconds."))


@officer_required
def delete(request: HttpRequest, announcement: str) -> HttpResponse:
    """Ask, then throw a draft away."""
    found = _found(announcement)
    if request.method == "POST":
        try:
            actions.delete_announcement(found, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, words_of(refusal))
            return redirect("office_people:announcement", announcement)
        messages.success(request, _("The draft is deleted."))
        return redirect("office_people:announcements")
    context = {"announcement": found, "previews": _previews(found)}
    return render(request, "office/announcing/delete.html", context)


def _found(public_id: str) -> Announcement:
    return get_object_or_404(Announcement, public_id=public_id)


def _done(request: HttpRequest, public_id: str, act: Callable[..., Announcement], said: str) -> HttpResponse:
    try:
        act(_found(public_id), by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, said)
    return redirect("office_people:announcement", public_id)


def _previews(row: Announcement) -> list[tuple[str, str, Shown]]:
    """Return (language, its name, what its readers see)."""
    return [(code, str(_NAMES[code]), shown(row, code)) for code in LANGUAGES]


def _form_page(request: HttpRequest, form: AnnouncementForm, found: Announcement | None) -> HttpResponse:
    wants_preview = request.method == "POST" and "preview" in request.POST and form.is_valid()
    typed = Announcement(**form.values()) if wants_preview else None
    if typed and not (typed.text_pl or typed.text_en):
        form.add_error("text_pl", _("Write the text in at least one language."))
        typed = None
    context = {"form": form, "announcement": found, "previews": _previews(typed) if typed else []}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "office/announcing/edit.html", context, status=status)
