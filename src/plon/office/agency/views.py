"""The page of the agency's settings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from plon.accounts.gates import officer_required
from plon.agency.actions import change_settings
from plon.agency.refusals import SettingsChanged
from plon.agency.settings import fingerprint_of
from plon.history.models import Event
from plon.office.agency.forms import SettingsForm
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal

SHOWN = 10
CONFLICT, UNPROCESSABLE = 409, 422


@officer_required
def settings(request: HttpRequest) -> HttpResponse:
    """What the agency says of itself, and who changed it last."""
    form = SettingsForm(request.POST if request.method == "POST" else None)
    now, status = fingerprint_of(form.held), UNPROCESSABLE
    seen = request.POST.get("seen", "") if form.is_bound else now
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_settings(form.values(), by=person_of(request), seen=seen)
        except SettingsChanged as refusal:
            form.tell_what_is_saved()
            show_refusal(form, refusal)
            # From here on they have seen it.
            seen, status = now, CONFLICT
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request, _("Saved. The pages show it within seconds.") if changed else _("Nothing changed.")
            )
            return redirect("office_people:settings")
    context = {"form": form, "seen": seen, "events": Event.objects.filter(kind="agency.setting_changed")[:SHOWN]}
    return render(request, "office/agency/settings.html", context, status=status if form.errors else 200)
