"""The organiser's side of an attendance list: paper and QR code, the live count, closing, the evidence made of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plon.activities.models import Activity
from plon.activities.queries import get_activity_for
from plon.activities.rules import may_change
from plon.attendance import actions, closing
from plon.attendance.forms import LANGUAGES, HandForm, ListForm, first_values, values_of
from plon.attendance.models import AttendanceList
from plon.attendance.queries import find_list, get_list_for, group_counts, is_before, is_open, total_of
from plon.attendance.sheets import empty_sheet
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.pages import whole_address
from plon.programme.attendance import attendance_rules
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.typeset.qr import qr_svg


def _context(request: HttpRequest, activity: Activity, attendance: AttendanceList | None) -> dict[str, Any]:
    context: dict[str, Any] = {
        **workspace_context(activity.project, request.user, "activities"),
        "activity": activity,
        "attendance": attendance,
        "may_run": may_change(request.user, activity),
        "rules": attendance_rules(),
        "languages_of_paper": LANGUAGES,
    }
    if attendance is not None:
        groups = group_counts(attendance, somebody=_("other people"))
        context |= {
            "total": total_of(attendance),
            "groups": groups,
            "is_short": any(group.is_short for group in groups),
            "is_open": is_open(attendance),
            "is_before": is_before(attendance),
        }
    return context


@login_required
@take_once
def attendance(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """The list of an act, or the form that makes it. Names are shown to who runs the act; others see the number."""
    act = get_activity_for(request.user, project, activity, EDIT if request.method == "POST" else VIEW)
    known = find_list(act)
    form = None
    if known is None:
        form = ListForm(request.POST or None, initial=first_values(act))
        if request.method == "POST" and form.is_valid():
            try:
                actions.open_list(act, by=person_of(request), **_given(form))
            except (DomainError, ValidationError) as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("The list is ready. Show its QR code at the event, or print it."))
                return redirect("attendance:list", project, activity)
    context = _context(request, act, known) | {"form": form}
    if known is not None and context["may_run"]:
        context |= {"entries": list(known.signatures.all()), "hand": HandForm(attendance=known)}
    return render(request, "attendance/list.html", context)


def _given(form: ListForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


@login_required
def change(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Change hours, language and the day of erasure."""
    known = get_list_for(request.user, project, activity)
    form = ListForm(request.POST or None, initial=values_of(known))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_list(known, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("attendance:list", project, activity)
    return render(request, "attendance/change.html", _context(request, known.activity, known) | {"form": form})


@login_required
@require_safe
@never_cache
def live(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """The part of the page that changes while people sign."""
    known = get_list_for(request.user, project, activity)
    context = _context(request, known.activity, known) | {"entries": list(known.signatures.all())}
    return render(request, "attendance/_live.html", context)


@login_required
@require_POST
@take_once
def add(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Take over a name or a number from paper."""
    known = get_list_for(request.user, project, activity)
    form = HandForm(request.POST, attendance=known)
    if form.is_valid():
        try:
            actions.add_by_hand(known, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Added."))
            return redirect(f"{reverse('attendance:list', args=[project, activity])}#by-hand")
    context = _context(request, known.activity, known) | {"entries": list(known.signatures.all()), "hand": form}
    return render(request, "attendance/list.html", context, status=422)


@login_required
@require_POST
def remove(request: HttpRequest, project: str, activity: str, entry: int) -> HttpResponse:
    """Take a wrong entry off the list."""
    known = get_list_for(request.user, project, activity)
    _told(request, lambda: actions.remove_entry(known, by=person_of(request), entry=entry), _("Taken off the list."))
    return redirect(f"{reverse('attendance:list', args=[project, activity])}#entries")


@login_required
def close(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Make evidence of the list, after telling what that means."""
    known = get_list_for(request.user, project, activity)
    if request.method == "POST":
        _told(request, lambda: closing.close_list(known, by=person_of(request)), _("The list is evidence now."))
        return redirect("attendance:list", project, activity)
    return render(request, "attendance/close.html", _context(request, known.activity, known))


@login_required
@require_POST
def raise_reach(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Log as many people reached as signed."""
    known = get_list_for(request.user, project, activity)
    told = _("The act counts everybody on the list now.")
    _told(request, lambda: closing.raise_reach(known, by=person_of(request)), told)
    return redirect("attendance:list", project, activity)


def _told(request: HttpRequest, do: Any, told: str) -> None:
    try:
        do()
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, told)


@login_required
@require_safe
def qr(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """The QR code, as large as the screen or the paper."""
    known = get_list_for(request.user, project, activity)
    address = whole_address(reverse("sign", args=[known.secret]))
    context = {
        "attendance": known,
        "activity": known.activity,
        "project": known.activity.project,
        "address": address,
        "code": qr_svg(address, _("QR code of the attendance list"), is_scalable=True),
        "total": total_of(known),
        "others": [],
    }
    return render(request, "attendance/qr.html", context)


@login_required
@require_safe
def sheet(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """The list to print and sign by hand: `?pages=2&language=pl`."""
    act = get_activity_for(request.user, project, activity, VIEW)
    known = find_list(act)
    language = request.GET.get("language", known.language if known else (get_language() or "pl"))
    pages = request.GET.get("pages", "")
    until = date_format(known.erase_on) if known else ""
    content = empty_sheet(act, language=language, pages=int(pages[:3]) if pages.isdecimal() else 1, erase_on=until)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="plon-attendance-{act.public_id}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    return response
