"""The office plans events, looks through who registered, ticks who was there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.events import actions, exporting
from plon.events.models import AgencyEvent
from plon.events.moments import when
from plon.events.office_forms import CancelForm, EventForm, initial_of, initial_of_new
from plon.events.queries import confirmed_of, office_events
from plon.events.reporting import public_reports, report_maker
from plon.events.surveying import choices_for, panel_of
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal
from plon.tables import MEDIA_TYPES

UNPROCESSABLE = 422
A_PAGE, A_LIST = 25, 100


@officer_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All events with their numbers, the newest first."""
    page = Paginator(office_events(), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    rows = [(event, when(event)) for event in page.object_list]
    return render(request, "events/office.html", {"page": page, "rows": rows})


def event_of(public_id: str) -> AgencyEvent:
    """Return an event with its numbers, for pages behind `officer_required`."""
    return get_object_or_404(office_events(), public_id=public_id)


@officer_required
def new(request: HttpRequest) -> HttpResponse:
    """Write down a new event."""
    by = person_of(request)
    form = EventForm(request.POST if request.method == "POST" else None, initial=initial_of_new(by.time_zone))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_event(by=by, values=form.values(), texts=form.written())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved as a draft. Nobody outside sees it yet."))
            return redirect("office_events:event", made.public_id)
    return render(request, "events/office_edit.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


@officer_required
def edit(request: HttpRequest, event: str) -> HttpResponse:
    """Change an event."""
    found = event_of(event)
    form = EventForm(request.POST if request.method == "POST" else None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_event(
                found, by=person_of(request), values=form.values(), texts=form.written(), version=version
            )
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("office_events:event", event)
    context = {"form": form, "event": found}
    return render(request, "events/office_edit.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
@require_safe
def event(request: HttpRequest, event: str) -> HttpResponse:
    """An event, what can be done with it, and who registered."""
    found = event_of(event)
    page = Paginator(confirmed_of(found), A_LIST).get_page(request.GET.get("page", "1")[:9])
    now, language = timezone.now(), get_language() or "pl"
    context = {
        "event": found, "page": page, "when": when(found), "text": found.text_in(language),
        "can_tick": found.is_published and found.starts_at <= now and not found.erased_at,
        "can_send": found.is_published and found.is_over and bool(getattr(found, "attended", 0)) and not found.erased_at
        and (found.gives_certificates or bool(found.survey_round_id or found.survey_address)),
        "survey": panel_of(found),
        "surveys": choices_for(found, language) if not found.survey_round_id and not found.is_cancelled else (),
        "can_report": report_maker() is not None and found.is_published and found.is_over,
        "report": public_reports([found.report_reference], language).get(found.report_reference, ""),
        "can_cancel": found.is_published and not found.is_over,
    }  # fmt: skip
    return render(request, "events/office_event.html", context)


@officer_required
@require_POST
def publish(request: HttpRequest, event: str) -> HttpResponse:
    """Show it to everybody."""
    try:
        actions.publish_event(event_of(event), by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("It is public now, and people can register."))
    return redirect("office_events:event", event)


@officer_required
def cancel(request: HttpRequest, event: str) -> HttpResponse:
    """Ask why, then call it off and write to everybody who registered."""
    found = event_of(event)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.cancel_event(found, by=person_of(request), reason=form.cleaned_data["reason"])
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, letters_words(told))
            return redirect("office_events:event", event)
    context = {"form": form, "event": found}
    return render(request, "events/office_cancel.html", context, status=UNPROCESSABLE if form.errors else 200)


def letters_words(count: int) -> str:
    """Say how many letters go."""
    if not count:
        return _("Done. There is nobody to write to.")
    return ngettext(
        "Done. %(n)s letter goes within a few minutes.", "Done. %(n)s letters go within a few minutes.", count
    ) % {"n": count}


@officer_required
@require_POST
def copy(request: HttpRequest, event: str) -> HttpResponse:
    """Make a draft of the same, and open it."""
    made = actions.copy_event(event_of(event), by=person_of(request))
    messages.success(request, _("This is the copy: a draft. Look at its dates."))
    return redirect("office_events:edit", made.public_id)


@officer_required
@require_POST
def attendance(request: HttpRequest, event: str) -> HttpResponse:
    """Keep who was there, of those on the page that was sent."""
    # A NUL is in nobody's id, and PostgreSQL fails when it is asked for one.
    present, listed = (
        [key for key in request.POST.getlist(name)[:A_LIST] if "\0" not in key] for name in ("present", "listed")
    )
    try:
        were = actions.tick_attendance(event_of(event), by=person_of(request), present=present, listed=listed)
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        told = ngettext("Saved: %(n)s person was there.", "Saved: %(n)s people were there.", were) % {"n": were}
        messages.success(request, told)
    page = request.POST.get("page", "1")[:9]
    answer = redirect("office_events:event", event)
    if page.isascii() and page.isdigit() and page != "1":
        answer["Location"] += f"?page={page}"
    return answer


@officer_required
@require_POST
def after(request: HttpRequest, event: str) -> HttpResponse:
    """Send certificates and the survey to those who were there."""
    try:
        told = actions.send_after(event_of(event), by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, letters_words(told))
    return redirect("office_events:event", event)


@officer_required
@require_safe
def export(request: HttpRequest, event: str, ending: str) -> HttpResponse:
    """Who has a place and who waits, with what they need; no cache keeps it."""
    if ending not in MEDIA_TYPES:
        raise Http404
    found = event_of(event)
    make = exporting.csv_of if ending == "csv" else exporting.workbook_of
    response = HttpResponse(make(confirmed_of(found), found), content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="event-{found.public_id}.{ending}"'
    response["Cache-Control"] = "no-store, private"
    return response
