"""The page of the agency's settings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from plon.accounts.gates import officer_required
from plon.agency.actions import change_settings
from plon.history.models import Event
from plon.office.agency.forms import SettingsForm
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal

SHOWN, UNPROCESSABLE = 10, 422


@officer_required
def settings(request: HttpRequest) -> HttpResponse:
    """What the agency says of itself, and who changed it last."""
    form = SettingsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_settings(form.values(), by=person_of(request))
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request, _("Saved. The pages show it within seconds.") if changed else _("Nothing changed.")
            )
            return redirect("office_people:settings")
    context = {"form": form, "events": Event.objects.filter(kind="agency.setting_changed")[:SHOWN]}
    return render(request, "office/agency/settings.html", context, status=UNPROCESSABLE if form.errors else 200)
