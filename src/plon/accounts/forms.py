"""Forms about oneself."""

import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User

HOME_ZONES = (
    "Europe/Warsaw", "Atlantic/Azores", "Atlantic/Canary", "Atlantic/Madeira", "Atlantic/Reykjavik",
)  # fmt: skip


class SignupForm(forms.Form):
    """What Plon asks at sign-up beside allauth's e-mail and password."""

    name = forms.CharField(
        label=_("First and last name"),
        max_length=150,
        help_text=_("Your team sees it; the public never does."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: object, user: User) -> None:
        """Nothing more to do: the adapter has kept the name."""


class ProfileForm(forms.Form):
    """How Plon calls a person and speaks to them."""

    name = forms.CharField(
        label=_("First and last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("pl", "Polski"), ("en", "English")])
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Times on your screens follow it."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = [(zone, zone.replace("_", " ")) for zone in time_zones()]


def time_zones() -> list[str]:
    """Return the zones of the places where Erasmus+ is at home first, then all others."""
    known = zoneinfo.available_timezones()
    near = sorted(zone for zone in known if zone.startswith("Europe/"))
    first = [*HOME_ZONES[:1], *(zone for zone in near if zone != HOME_ZONES[0]), *HOME_ZONES[1:]]
    rest = sorted(
        zone
        for zone in known - set(first)
        if zone.split("/")[0] in {"Africa", "America", "Asia", "Australia", "Pacific"}
    )
    return [*first, *rest, "UTC"]
