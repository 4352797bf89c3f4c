"""What an officer says of an announcement."""

import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.agency.actions.announcements import FIELDS
from plon.agency.enums import AnnouncementKind, AnnouncementPlace
from plon.agency.models import Announcement
from plon.attendance.forms import YEARS, MomentInput


def _text(label: Any, language: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2, "lang": language})
    return forms.CharField(label=label, max_length=300, required=False, widget=widget)


class AnnouncementForm(forms.Form):
    """An announcement; its hours are those of the officer's own time zone."""

    text_pl = _text(_("Text in Polish"), "pl")
    text_en = _text(_("Text in English"), "en")
    link = forms.URLField(
        label=_("Link"), max_length=500, required=False, assume_scheme="https",
        validators=[URLValidator(["http", "https"])], help_text=_("Where to read more."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind of announcement"), choices=AnnouncementKind.choices, widget=forms.RadioSelect,
        help_text=_("A warning stands on top, with another sign and another word."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Where it stands"), choices=AnnouncementPlace.choices, widget=forms.RadioSelect)
    starts_at = forms.DateTimeField(label=_("Shown from"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Shown until"), widget=MomentInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in ("text_pl", "text_en"):
            if told.get(name):
                # One line under the header.
                told[name] = " ".join(told[name].split())
        for name in ("starts_at", "ends_at"):
            if told.get(name) and not YEARS[0] <= told[name].year <= YEARS[1]:
                self.add_error(name, _("Look at the year, please."))
        return told

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


def initial_of(announcement: Announcement) -> dict[str, Any]:
    """Return what the form of a known announcement shows."""
    return {name: getattr(announcement, name) for name in FIELDS} | {"version": announcement.version}


def initial_of_new() -> dict[str, Any]:
    """Return what the form of a new announcement begins with: a week from now on, everywhere."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    return {
        "kind": AnnouncementKind.INFORMATION, "place": AnnouncementPlace.EVERYWHERE,
        "starts_at": now, "ends_at": now + datetime.timedelta(weeks=1),
    }  # fmt: skip
