from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.responses.actions import Person
from plon.responses.models import IdentifiedResponse


class PersonForm(forms.Form):
    """Who answers a survey that is not anonymous, and what she agrees to."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=IdentifiedResponse._meta.get_field("name").max_length,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(label=_("Your e-mail"), required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    may_ask_again = forms.BooleanField(
        label=_("You may ask me again in some months what became of it"),
        required=False,
        help_text=_("Then leave your e-mail address, too."),
    )
    agrees = forms.BooleanField(
        label=_("I agree that the team keeps my answers with my name"),
        error_messages={"required": _("Without your agreement the team may not keep your answers.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("may_ask_again") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Without an address nobody can ask you again."))
        return cleaned

    def person(self) -> Person:
        """Return who answers; the form is valid."""
        told = self.cleaned_data
        return Person(name=told["name"], email=told["email"], may_ask_again=told["may_ask_again"])
