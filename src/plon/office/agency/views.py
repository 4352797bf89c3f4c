"""The pages of the agency's settings."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plon.accounts.gates import officer_required
from plon.agency.actions import change_settings
from plon.agency.refusals import SettingsChanged
from plon.agency.settings import fingerprint_of, registered_settings
from plon.history.models import Event
from plon.office.agency.forms import SettingsForm
from plon.programme.retention import RetentionRule, retention_rule
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal

SHOWN = 10
CONFLICT, UNPROCESSABLE = 409, 422


@dataclass(frozen=True, slots=True)
class Section:
    """A page of settings: its URL, its heading, and what it is for."""

    url_name: str
    heading: Promise
    about: Promise


SECTIONS: dict[str, Section] = {
    "contacts": Section(
        "office_people:settings",
        gettext_lazy("Name and contacts"),
        gettext_lazy(
            "The agency's name and how to reach it, as the public reads them in the accessibility statement and the "
            "privacy notice. What you leave empty is not shown."
        ),
    ),
    "authority": Section(
        "office_people:authority",
        gettext_lazy("Name of the authority"),
        gettext_lazy(
            "How your agency is called in the disclaimer and in the papers of its projects, if that is no longer what "
            "Plon knows. The wording of the disclaimer itself comes from the Commission and is not changed here. Tools "
            "that were made already stay as they are; teams make them anew."
        ),
    ),
    "retention": Section(
        "office_people:retention",
        gettext_lazy("How long data is kept"),
        gettext_lazy(
            "After how many days Plon erases what people left. The privacy notice tells it. A change holds for what "
            "comes from now on; dates that were promised to somebody already stay."
        ),
    ),
}


@officer_required
def settings(request: HttpRequest, section: str = "contacts") -> HttpResponse:
    """Settings of one section, and who changed one last."""
    page = SECTIONS[section]
    form = SettingsForm(request.POST if request.method == "POST" else None, section=section)
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
            return redirect(page.url_name)
    context = {
        "form": form, "seen": seen, "page": page, "section": section, "events": _events(section),
        "rules": _fixed_rules() if section == "retention" else [], "language": get_language(),
    }  # fmt: skip
    return render(request, "office/agency/settings.html", context, status=status if form.errors else 200)


def _events(section: str) -> list[Event]:
    keys = {kind.key for kind in registered_settings(section)}
    events = Event.objects.filter(kind="agency.setting_changed")[: SHOWN * 10]
    # A setting is named by its key, and by its language in brackets if it has one.
    return [event for event in events if event.subject_label.partition(" ")[0] in keys][:SHOWN]


def _fixed_rules() -> list[RetentionRule]:
    """Return the periods that the programme sets, and nobody here changes."""
    return [retention_rule(None, None)]
