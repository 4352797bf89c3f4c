"""Forms of personal links and of the corner."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.accounts.forms import time_zones
from plon.organisations.models import Organisation
from plon.programme.places import language_choices
from plon.projects.forms import DayField
from plon.projects.models import Project

HALF_A_YEAR = datetime.timedelta(days=183)
LONGEST = datetime.timedelta(days=3 * 366)


class LinkForm(forms.Form):
    """For whom a personal link is."""

    organisation = forms.ModelChoiceField(label=_("Partner"), queryset=Organisation.objects.none(), empty_label=None)
    name = forms.CharField(
        label=_("First and last name"),
        max_length=150,
        help_text=_("It stands beside what this person reports."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    language = forms.ChoiceField(
        label=_("Their language"), help_text=_("Plon speaks Polish and English; whoever chose another reads English.")
    )
    expires_on = DayField(label=_("It works until"), help_text=_("You can send it again and take it back at any time."))
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Organisation.objects.filter(partnerships__project=project).order_by("partnerships__position")
        fields: Any = self.fields
        fields["organisation"].queryset = partners
        fields["language"].choices = language_choices(get_language() or "en")
        fields["time_zone"].choices = [
            ("", _("that of the partner's country")),
            *((zone, zone.replace("_", " ")) for zone in time_zones()),
        ]
        fields["expires_on"].initial = timezone.localdate() + HALF_A_YEAR

    def clean_expires_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today < day <= today + LONGEST:
            raise forms.ValidationError(_("Give a day after today, at most three years from now."))
        return day

    def values(self) -> dict[str, Any]:
        """Return what `send_link` takes; the link works until the end of its last day."""
        given = dict(self.cleaned_data)
        after = given.pop("expires_on") + datetime.timedelta(days=1)
        return given | {"expires_at": timezone.make_aware(datetime.datetime.combine(after, datetime.time()))}
