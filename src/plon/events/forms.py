"""Forms of people who register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.contact.guarding import refuse_unwritable, too_many_links
from plon.events.models import AgencyEvent, Registration

# What people agree to where the office has written nothing of its own.
CONSENT = _(
    "The agency may use what I write here to hold this event: to keep the list, to write to me about it and to make "
    "the certificate. It is erased after the event."
)


class RegistrationForm(forms.Form):
    """Who comes, and what they need to come."""

    name = forms.CharField(
        label=_("First and last name"),
        max_length=120,
        help_text=_("As it shall stand on the certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        validators=[refuse_unwritable],
        help_text=_("You get a letter with a link. Only the click gives you a place."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=_("School or organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    needs = forms.CharField(
        label=_("What do you need to take part with ease?"),
        max_length=1000,
        required=False,
        help_text=_("For example: step-free access, an induction loop, a sign language interpreter, materials before."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    diet = forms.CharField(
        label=_("What do you eat?"), max_length=300, required=False, help_text=_("For example: vegetarian, no nuts.")
    )
    agrees = forms.BooleanField(label=_("I agree"))

    def __init__(self, *args: Any, event: AgencyEvent, consent: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        if not event.asks_needs:
            del self.fields["needs"]
        if not event.asks_diet:
            del self.fields["diet"]
        if "agrees" in self.fields:
            self.fields["agrees"].label = consent

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in ("name", "organisation", "needs", "diet"):
            if name in told and (trouble := too_many_links(told[name], 0)):
                self.add_error(name, trouble)
        return told

    def values(self) -> dict[str, Any]:
        """Return what is told, without the address and the tick."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"email", "agrees"}}


class ChangeForm(RegistrationForm):
    """One's own registration: the address stays as it is, and so does the consent."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        initial = {name: getattr(registration, name) for name in ("name", "organisation", "needs", "diet")}
        super().__init__(*args, event=registration.event, consent="", initial=initial, **kwargs)
        del self.fields["email"], self.fields["agrees"]


def consent_of(event: AgencyEvent, language: str) -> str:
    """Return the words to which people agree."""
    return event.text_in(language).consent or str(CONSENT)
