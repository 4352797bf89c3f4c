"""Repeat an act weekly or monthly, after seeing the dates; take back what is still to come."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from plon.activities import actions
from plon.activities.models import Activity
from plon.activities.queries import get_activity_for
from plon.activities.series import MOST, dates_until
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.forms import DayField
from plon.projects.pages import person_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE


class RepeatForm(forms.Form):
    """How often it comes again, until when; then which of those days."""

    every = forms.ChoiceField(
        label=gettext_lazy("How often?"), widget=forms.RadioSelect, initial="week",
        choices=[
            ("week", gettext_lazy("every week")),
            ("two_weeks", gettext_lazy("every two weeks")),
            ("month", gettext_lazy("every month, on the same day")),
        ],
    )  # fmt: skip
    until = DayField(label=gettext_lazy("Until when?"))

    def __init__(self, *args: object, activity: Activity, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's
        self.first = activity.start

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if self.first is None:
            raise forms.ValidationError(_("Give the activity its date first: the others are counted from it."))
        if "until" in self.cleaned_data and "every" in self.cleaned_data:
            days = dates_until(self.first, every=self.cleaned_data["every"], until=self.cleaned_data["until"])
            if not days:
                self.add_error("until", _("Until then it doesn't come again. Choose a later day."))
            elif len(days) > MOST:
                self.add_error("until", _("That is more than %(most)s dates. Choose an earlier day.") % {"most": MOST})
            cleaned["days"] = days
        return cleaned


@login_required
@take_once
def repeat(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Show on which days it would come again; taken only when a person has seen them."""
    found = get_activity_for(request.user, project, activity, CONTRIBUTE)
    form = RepeatForm(request.POST or None, activity=found)
    days = form.cleaned_data["days"] if request.method == "POST" and form.is_valid() else []
    if days and "take" in request.POST:
        ticked = set(request.POST.getlist("day"))
        chosen = [day for day in days if day.isoformat() in ticked]
        try:
            made = actions.repeat_activity(found, by=person_of(request), days=chosen)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            told = ngettext("%(count)s further date planned.", "%(count)s further dates planned.", len(made))
            messages.success(request, told % {"count": len(made)})
            return redirect("activities:detail", project, activity)
    context = {**workspace_context(found.project, request.user, "activities"), "activity": found, "form": form,
               "days": days}  # fmt: skip
    return render(request, "activities/repeat.html", context)


@login_required
@require_POST
def remove_series(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Take back what of a series is still to come; what was done, or has proof, stays."""
    found = get_activity_for(request.user, project, activity, CONTRIBUTE)
    try:
        count = actions.remove_following(found, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("activities:detail", project, activity)
    told = ngettext("%(count)s further date removed.", "%(count)s further dates removed.", count)
    messages.success(request, told % {"count": count} + " " + _("The history can bring each back."))
    return redirect("activities:detail", project, activity)
