"""Enter a value, look what one was counted from, withdraw one, write today's down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.evaluation.actions import enter_value, withdraw_measurement, write_down_values
from plon.evaluation.forms import ValueForm, WithdrawForm
from plon.evaluation.models import Measurement
from plon.evaluation.presenting import explained
from plon.evaluation.queries import get_indicator_for, get_measurement_for, measurements_of
from plon.evaluation.rules import may_take_back
from plon.evaluation.sources.live import rounded
from plon.evaluation.views import SECTION
from plon.evaluation.wording import day_words, value_words
from plon.evidence.queries import evidence_of, visible_among
from plon.evidence.rules import sees_confidential
from plon.history.receipts import take_once
from plon.plans.models import Indicator
from plon.projects.pages import person_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE

UNPROCESSABLE = 422


@login_required
@take_once
def enter(request: HttpRequest, project: str, indicator: str) -> HttpResponse:
    """Enter a value by hand, or one in the place of another (`?replaces=`)."""
    found = get_indicator_for(request.user, project, indicator, CONTRIBUTE)
    replaced = _replaced(request, found)
    pieces = visible_among(request.user, evidence_of(found.project), found.project)
    initial = {"value": f"{replaced.value.normalize():f}", "on": replaced.on, "note": replaced.note} if replaced else {}
    form = ValueForm(request.POST or None, pieces=pieces, unit=found.unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            enter_value(found, by=person_of(request), replaces=replaced, **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The value is kept."))
            return redirect("evaluation:indicator", project, indicator)
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "indicator": found,
        "form": form,
        "replaced": replaced,
        "replaced_value": value_words(replaced.value, found.unit) if replaced else "",
    }
    return render(request, "evaluation/enter.html", context, status=UNPROCESSABLE if form.errors else 200)


def _replaced(request: HttpRequest, indicator: Indicator) -> Measurement | None:
    key = request.GET.get("replaces", "")[:12]
    found = measurements_of(indicator.project).filter(indicator=indicator.public_id, public_id=key).first()
    if found and not may_take_back(request.user, found):
        raise PermissionDenied
    return found


@login_required
@require_safe
def measurement(request: HttpRequest, project: str, indicator: str, measurement: str) -> HttpResponse:
    """One value that was written down, with what it was counted from at that moment."""
    found = get_measurement_for(request.user, project, indicator, measurement)
    about = Indicator.objects.filter(project=found.project, public_id=indicator).first()
    is_hidden = bool(found.evidence and found.evidence.is_confidential) and not sees_confidential(
        request.user, found.project
    )
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "measurement": found,
        "indicator": about,
        "value": value_words(rounded(found.value), about.unit if about else ""),
        "on": day_words(found.on),
        "explained": explained(found),
        "is_hidden": is_hidden,
        "successor": Measurement.objects.filter(replaces=found).first(),
    }
    return render(request, "evaluation/measurement.html", context)


@login_required
def withdraw(request: HttpRequest, project: str, indicator: str, measurement: str) -> HttpResponse:
    """Let a value count no more, with a reason."""
    found = get_measurement_for(request.user, project, indicator, measurement, CONTRIBUTE)
    if not may_take_back(request.user, found):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_measurement(found, by=person_of(request), reason=form.cleaned_data["reason"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The value counts no more. It stays in the history with your reason."))
            return redirect("evaluation:indicator", project, indicator)
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "measurement": found,
        "value": value_words(rounded(found.value)),
        "on": day_words(found.on),
        "form": form,
    }
    return render(request, "evaluation/withdraw.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def write_down(request: HttpRequest, project: str, indicator: str) -> HttpResponse:
    """Keep today's value of an indicator that Plon counts."""
    found = get_indicator_for(request.user, project, indicator, CONTRIBUTE)
    if write_down_values(found.project, by=person_of(request), indicators=[found.public_id]):
        messages.success(request, _("Today's value is written down, with what it was counted from."))
    else:
        messages.info(request, _("There is nothing new to write down: the value is the one that was kept last."))
    return redirect("evaluation:indicator", project, indicator)
