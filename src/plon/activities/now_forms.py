"""The short form of the quick log: what, how many people, a photo."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.activities.now_choices import NowChoices
from plon.plans.models import TargetGroup

OTHER = "other"
NO_GROUP = ""
# More than any hall holds; a slip of the thumb rather than a number.
MOST_PEOPLE = 1_000_000
PHOTOS = "image/jpeg,image/png,image/heic,image/heif,image/webp"


def people_field(group_key: str) -> str:
    """Return the name of the field that counts a group; "" counts people of no group of the plan."""
    return f"people_{group_key or OTHER}"


class NowForm(forms.Form):
    """Taken from the page itself, and from the queue of a phone that was offline."""

    device_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    what = forms.ChoiceField(
        label=_("What are you doing?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you are doing."),
            "invalid_choice": _("This line is no longer in the plan. Choose another, or “Something else”."),
        },
    )
    title = forms.CharField(label=_("What is it?"), max_length=300, required=False)
    result = forms.ChoiceField(
        label=_("Which result do you show?"),
        required=False,
        error_messages={"invalid_choice": _("This result is no longer in the project. Choose another.")},
    )
    start = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    photo = forms.FileField(
        label=_("Take a photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PHOTOS, "capture": "environment"}),
    )
    picture = forms.FileField(
        label=_("Choose a photo"), required=False, widget=forms.FileInput(attrs={"accept": PHOTOS})
    )

    def __init__(self, *args: Any, choices: NowChoices, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs["initial"] = {"start": today, "device_key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.offered = choices
        self._choice("what").choices = [(line.public_id, line.title) for line in choices.lines] + [
            (OTHER, _("Something else"))
        ]
        self._choice("result").choices = [("", _("none: it was about the project"))] + [
            (result.public_id, str(result)) for result in choices.results
        ]
        for key, name in [(group.public_id, group.name) for group in choices.groups] + [(NO_GROUP, _("Other people"))]:
            self.fields[people_field(key)] = forms.IntegerField(
                label=name,
                required=False,
                min_value=0,
                max_value=MOST_PEOPLE,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-group": key}),
            )

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        return field

    @property
    def people_fields(self) -> Iterable[forms.BoundField]:
        """The counts in the order of the groups, other people last."""
        keys = [group.public_id for group in self.offered.groups]
        return [self[people_field(key)] for key in [*keys, NO_GROUP]]

    def clean_start(self) -> datetime.date:
        start: datetime.date = self.cleaned_data["start"]
        # The phone of somebody abroad may be a day ahead.
        if start > timezone.localdate() + datetime.timedelta(days=1):
            raise ValidationError(_("That day is still to come. Log it when it is done."))
        return start

    def clean(self) -> dict[str, Any]:
        """Ask for a title of what was not planned; let no count of a vanished group be lost in silence."""
        given = super().clean() or self.cleaned_data
        if given.get("what") == OTHER and not given.get("title"):
            self.add_error("title", _("Say in a few words what it is."))
        if any(name.startswith("people_") and name not in self.fields and self.data[name] for name in self.data):
            self.add_error("what", _("A group that you counted is no longer in the plan. Count those people again."))
        return given

    def counted(self) -> dict[TargetGroup | None, int]:
        """Return the people per group that somebody counted; None are people of no group."""
        groups: list[TargetGroup | None] = [*self.offered.groups, None]
        found = {group: self.cleaned_data.get(people_field(group.public_id if group else NO_GROUP)) for group in groups}
        return {group: people for group, people in found.items() if people}
