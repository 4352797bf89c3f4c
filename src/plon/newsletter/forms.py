"""Forms of people who subscribe."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.contact.guarding import refuse_unwritable
from plon.newsletter.models import LANGUAGES, Subscriber
from plon.newsletter.topics import topics


class ChoiceForm(forms.Form):
    """Of which topics, in which language."""

    topics = forms.MultipleChoiceField(
        label=_("What do you want to hear of?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one topic.")},
    )
    language = forms.ChoiceField(label=_("Language of the letters"), choices=LANGUAGES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        field = self.fields["topics"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
        field.choices = [(each.code, f"{each.name_in(language)}: {each.about_in(language)}") for each in topics()]


class SubscribeForm(ChoiceForm):
    """An address, and the tick that it may be used."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        validators=[refuse_unwritable],
        help_text=_("You get a letter with a link. Nothing else goes there before you click it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    agrees = forms.BooleanField(
        label=_("The agency may write to this address about what I have chosen, until I unsubscribe.")
    )
    field_order = ["email", "topics", "language", "agrees"]


def choice_of(subscriber: Subscriber) -> dict[str, Any]:
    """Return what somebody has chosen, for the form."""
    return {"topics": subscriber.codes, "language": subscriber.language}
