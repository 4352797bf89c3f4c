"""The office's form of an event: facts once, texts in both languages."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.accounts.forms import time_zones
from plon.attendance.forms import LANGUAGES, YEARS, MomentInput
from plon.contact.guarding import refuse_unwritable
from plon.events.actions.events import FIELDS, TEXTS
from plon.events.enums import EventKind
from plon.events.keeping import keep_days
from plon.events.models import MOST_PLACES, AgencyEvent

MOMENTS = ("starts_at", "ends_at", "opens_at", "closes_at")


def _day(**attributes: Any) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attributes}, format="%Y-%m-%d")


class _Moment(forms.DateTimeField):
    """A day and an hour as they stand on the wall of the event; the form adds the zone."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime.datetime | None:
        with timezone.override(datetime.UTC):
            found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


class EventForm(forms.Form):
    """Everything of an event. Hours are those of the event's own time zone."""

    kind = forms.ChoiceField(label=_("What it is"), choices=EventKind.choices, widget=forms.RadioSelect)
    starts_at = _Moment(label=_("Begins"))
    ends_at = _Moment(label=_("Ends"))
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("All hours on this page are hours of this zone."))
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Everybody reads it: town, building, “online”.")
    )
    joining = forms.CharField(
        label=_("How to join"),
        max_length=2000,
        required=False,
        help_text=_("Link of the meeting, room, way in. Only those who have a place read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text=_("Empty: as many as come. Further people wait, and move up when somebody cancels."),
    )
    opens_at = _Moment(label=_("Registration opens"), required=False, help_text=_("Empty: as soon as it is public."))
    closes_at = _Moment(label=_("Registration closes"), required=False, help_text=_("Empty: when the event begins."))
    asks_needs = forms.BooleanField(label=_("Ask what people need to take part with ease"), required=False)
    asks_diet = forms.BooleanField(label=_("Ask what people eat"), required=False)
    contact = forms.EmailField(
        label=_("E-mail for questions"), max_length=254, required=False, validators=[refuse_unwritable],
        help_text=_("Stands on the page; answers to the letters go there."),
    )  # fmt: skip
    erase_on = forms.DateField(
        label=_("Names and addresses are erased on"), widget=_day(), required=False,
    )  # fmt: skip
    gives_certificates = forms.BooleanField(label=_("Certificates for those who took part"), required=False)
    hours = forms.CharField(
        label=_("Duration, as on the certificate"), max_length=40, required=False, help_text=_("For example: 6 hours")
    )
    signature = forms.CharField(
        label=_("Who signs the certificate"), max_length=120, required=False,
        help_text=_("Name and function, or the name of the agency."),
    )  # fmt: skip
    survey_address = forms.URLField(
        label=_("Address of the survey afterwards"), max_length=500, required=False, assume_scheme="https",
        help_text=_("The public address of a survey, here or elsewhere. It goes to those who were there."),
    )  # fmt: skip
    report_address = forms.URLField(
        label=_("Address of the report or of the recording"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Stands on the page when the event is over."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101  declared above
        zone.choices = [(name, name.replace("_", " ")) for name in time_zones()]
        self.fields["erase_on"].help_text = _(
            "Empty: %(days)s days after the event. How many registered and came stays."
        ) % {"days": keep_days()}
        for language, _name in LANGUAGES:
            self.fields |= _text_fields(language)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in MOMENTS:
            if told.get(name) and not YEARS[0] <= told[name].year <= YEARS[1]:
                self.add_error(name, _("Look at the year, please."))
            elif told.get(name) and told.get("time_zone"):
                told[name] = told[name].replace(tzinfo=ZoneInfo(told["time_zone"]))
        starts, ends = told.get("starts_at"), told.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The event ends before it begins."))
        if ends and not told.get("erase_on") and "erase_on" not in self.errors:
            told["erase_on"] = ends.date() + datetime.timedelta(days=keep_days())
        if not any(told.get(f"title_{language}", "").strip() for language, _name in LANGUAGES):
            self.add_error("title_pl", _("Write a title in at least one language."))
        return told

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def written(self) -> dict[str, dict[str, str]]:
        return {
            language: {name: self.cleaned_data[f"{name}_{language}"] for name in TEXTS} for language, _name in LANGUAGES
        }

    @property
    def languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return the fields of each language, for the page."""
        return [(language, name, [self[f"{each}_{language}"] for each in TEXTS]) for language, name in LANGUAGES]


def _text_fields(language: str) -> dict[str, forms.Field]:
    def area(label: Any, most: int, rows: int, hint: Any = "") -> forms.CharField:
        widget = forms.Textarea(attrs={"rows": rows, "lang": language})
        return forms.CharField(label=label, max_length=most, required=False, help_text=hint, widget=widget)

    def line(label: Any, most: int, hint: Any = "") -> forms.CharField:
        widget = forms.TextInput(attrs={"lang": language})
        return forms.CharField(label=label, max_length=most, required=False, help_text=hint, widget=widget)

    return {
        f"title_{language}": line(_("Title"), 200),
        f"summary_{language}": line(_("In one sentence"), 300, _("What people take home. Stands in lists.")),
        f"description_{language}": area(
            _("Description"), 10_000, 7, _("Markdown: **bold**, - lists, [link](address).")
        ),
        f"agenda_{language}": area(
            pgettext_lazy("of an event", "Agenda"), 10_000, 6, _("One point per line, for example “- 10:00 Welcome”.")
        ),
        f"accessibility_{language}": area(
            pgettext_lazy("of an event", "Accessibility"),
            3_000,
            3,
            _("Entrance, lift, toilet, induction loop, interpreters, subtitles."),
        ),
        f"consent_{language}": area(
            _("Consent"), 2_000, 3, _("To what people agree by registering. Empty: the usual sentence.")
        ),
    }


def initial_of(event: AgencyEvent) -> dict[str, Any]:
    """Return what the form of a known event shows."""
    shown = {name: getattr(event, name) for name in FIELDS} | {"version": event.version}
    for name in MOMENTS:
        if shown[name]:
            shown[name] = shown[name].astimezone(event.zone).replace(tzinfo=None)
    for text in event.texts.all():
        shown |= {f"{name}_{text.language}": getattr(text, name) for name in TEXTS}
    return shown


def initial_of_new(zone: str) -> dict[str, Any]:
    """Return what the form of a new event begins with: half a day, four weeks from now."""
    day = timezone.localdate() + datetime.timedelta(weeks=4)
    return {
        "kind": EventKind.TRAINING, "time_zone": zone, "asks_needs": True, "gives_certificates": True,
        "starts_at": datetime.datetime.combine(day, datetime.time(10)),
        "ends_at": datetime.datetime.combine(day, datetime.time(13)),
    }  # fmt: skip


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Stands in the letter to everybody who registered, and on the page."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
