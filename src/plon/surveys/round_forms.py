"""The form of a round: when, where, what it is compared with."""

import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plon.activities.models import Activity
from plon.attendance.forms import MomentInput
from plon.projects.actions.projects import EARLIEST, LATEST
from plon.surveys.actions.rounds import fixed_of
from plon.surveys.enums import Moment
from plon.surveys.models import Round, Survey
from plon.surveys.presenting import name_of

# Choices of a long list: the newest are the ones that people are asked at.
MOST_ACTIVITIES = 300


class MomentField(forms.DateTimeField):
    """A day and an hour within the life of the programmes."""

    widget = MomentInput

    def clean(self, value: Any) -> datetime.datetime | None:
        moment: datetime.datetime | None = super().clean(value)
        if moment and not EARLIEST.year <= moment.year <= LATEST.year:
            raise forms.ValidationError(
                gettext("Give a day between %(first)s and %(last)s.") % {"first": EARLIEST.year, "last": LATEST.year}
            )
        return moment


class RoundForm(forms.Form):
    """When people are asked, and where they are then."""

    label = forms.CharField(
        label=_("How do you call this round?"), max_length=120, required=False,
        help_text=_("E.g. “Opole, before”. People who answer don't see it."),
    )  # fmt: skip
    moment = forms.ChoiceField(
        label=_("When is it asked?"), choices=Moment.choices, widget=forms.RadioSelect,
        help_text=_("“Before” and “after” are compared."),
    )  # fmt: skip
    compared_with = forms.ModelChoiceField(
        label=_("Which round is it compared with?"), queryset=Round.objects.none(), required=False, empty_label="—"
    )
    activity = forms.ModelChoiceField(
        label=_("At which event?"), queryset=Activity.objects.none(), required=False, empty_label="—",
        help_text=_("The survey then stands on the page of that event."),
    )  # fmt: skip
    opens_at = MomentField(
        label=_("Opens by itself"), required=False, help_text=_("Leave it empty to open it by hand.")
    )
    closes_at = MomentField(
        label=_("Closes by itself"), required=False, help_text=_("Leave it empty to close it by hand.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, survey: Survey, the_round: Round | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities = Activity.objects.filter(project=survey.project_id).order_by("-start", "-pk")[:MOST_ACTIVITIES]
        known = [each.pk for each in activities]
        if the_round and the_round.activity_id:
            known.append(the_round.activity_id)
        others = survey.rounds.exclude(pk=the_round.pk if the_round else 0).select_related("survey", "activity")
        self._offer("activity", Activity.objects.filter(pk__in=known).order_by("-start", "-pk"), _with_day)
        self._offer("compared_with", others, name_of)
        for name in fixed_of(the_round) if the_round else ():
            del self.fields[name]
        if not others:
            self.fields.pop("compared_with", None)

    def _offer(self, name: str, queryset: Any, label: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  tells mypy which field it is
        field.queryset = queryset
        field.label_from_instance = label  # type: ignore[method-assign]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", gettext("It would close before it opens."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _with_day(activity: Activity) -> str:
    return f"{activity.title}, {date_format(activity.start)}" if activity.start else activity.title


def round_values(the_round: Round) -> dict[str, Any]:
    """Return what the form of a round shows."""
    names = ("label", "moment", "compared_with", "activity", "opens_at", "closes_at", "version")
    return {name: getattr(the_round, name) for name in names}
