"""Forms of the organiser and of who signs."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from plon.activities.models import Activity
from plon.attendance.models import AttendanceList
from plon.attendance.queries import groups_of
from plon.programme.attendance import attendance_rules

NO_GROUP = "other"
LANGUAGES = [("pl", "polski"), ("en", "English")]


# Of what is planned or announced: other years are slips of the hand.
YEARS = (2000, 2100)


class MomentInput(forms.DateTimeInput):
    """A day and an hour, as browsers write them."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class ListForm(forms.Form):
    """When a list is open, in which language, how long names are kept."""

    opens_at = forms.DateTimeField(label=_("Open from"), widget=MomentInput)
    closes_at = forms.DateTimeField(label=_("Open until"), widget=MomentInput)
    language = forms.ChoiceField(label=_("Language of the page"), choices=LANGUAGES)
    asks_organisation = forms.BooleanField(label=_("Ask for school or organisation"), required=False)
    keep_days = forms.IntegerField(label=_("Erase the names after (days)"), widget=forms.NumberInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules, field = attendance_rules(), self.fields["keep_days"]
        field.help_text = lazystr(
            _("%(least)s to %(most)s days after the event. Until then you can answer questions; the number stays.")
            % {"least": rules.shortest_days, "most": rules.longest_days}
        )
        field.widget.attrs |= {"min": rules.shortest_days, "max": rules.longest_days, "inputmode": "numeric"}

    def values(self) -> dict[str, Any]:
        return self.cleaned_data


def first_values(activity: Activity) -> dict[str, Any]:
    """Return what a new list begins with: open from an hour before the event until an hour after it."""
    day = activity.start or timezone.localdate()
    begins = activity.starts_at or datetime.time(8)
    ends = activity.ends_at or (
        (datetime.datetime.combine(day, activity.starts_at) + datetime.timedelta(hours=3)).time()
        if activity.starts_at and activity.starts_at.hour < 20
        else datetime.time(20)
    )
    zone, hour = timezone.get_current_timezone(), datetime.timedelta(hours=1)
    opens = datetime.datetime.combine(day, begins, zone) - hour
    closes = datetime.datetime.combine(activity.end or day, ends, zone) + hour
    return {
        "opens_at": opens,
        "closes_at": max(closes, opens + hour),
        "language": activity.language if activity.language in dict(LANGUAGES) else "pl",
        "asks_organisation": True,
        "keep_days": attendance_rules().keep_days,
    }


def values_of(attendance: AttendanceList) -> dict[str, Any]:
    """Return what the form of a known list shows."""
    day = timezone.localdate(attendance.closes_at)
    return {
        "opens_at": attendance.opens_at,
        "closes_at": attendance.closes_at,
        "language": attendance.language,
        "asks_organisation": attendance.asks_organisation,
        "keep_days": (attendance.erase_on - day).days,
        "version": attendance.version,
    }


class _GroupForm(forms.Form):
    # Nothing is chosen for people: a default would be what most of them leave there.
    group_key = forms.ChoiceField(label=_("You are here as"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, attendance: AttendanceList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = groups_of(attendance.activity)
        if not groups:
            del self.fields["group_key"]
            return
        field = self.fields["group_key"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [*groups, (NO_GROUP, _("somebody else"))]

    def clean_group_key(self) -> str:
        """Return the group's key, "" for somebody of none."""
        key = str(self.cleaned_data["group_key"])
        return "" if key == NO_GROUP else key


class SignForm(_GroupForm):
    """Three questions at most: who, from where, as what."""

    name = forms.CharField(
        label=_("First and last name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = forms.CharField(
        label=_("School or organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    field_order = ("name", "organisation", "group_key")

    def __init__(self, *args: Any, attendance: AttendanceList, **kwargs: Any) -> None:
        super().__init__(*args, attendance=attendance, **kwargs)
        if not attendance.asks_organisation:
            del self.fields["organisation"]


class HandForm(_GroupForm):
    """From the paper list: a name, or only how many."""

    name = forms.CharField(label=_("First and last name"), max_length=120, required=False)
    organisation = forms.CharField(label=_("School or organisation"), max_length=200, required=False)
    people = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        initial=1,
        help_text=_("Without a name: how many signed on paper."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ("name", "organisation", "people", "group_key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].max_value = attendance_rules().most_people  # type: ignore[attr-defined]
        if "group_key" in self.fields:
            self.fields["group_key"].label = _("They came as")
