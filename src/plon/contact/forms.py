"""The form of the contact page, and those of the office."""

import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.contact.enums import Category, State
from plon.contact.guarding import refuse_unwritable, too_many_links
from plon.contact.models import MOST_WORDS
from plon.contact.places import MOST, path_of

MOST_LINKS = 5
# Other days are slips of the hand, and the last ones of the calendar have no day after them.
DAYS = (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))
# Without a page or an address nothing could be done, or nothing could be answered.
NEEDS_PAGE = (Category.PAGE, Category.LINK, Category.WRONG, Category.UNLAWFUL)
NEEDS_EMAIL = (Category.QUESTION, Category.DATA)


class MessageForm(forms.Form):
    """What somebody outside writes."""

    category = forms.ChoiceField(
        label=pgettext_lazy("a message", "What is it about?"), choices=Category.choices, widget=forms.RadioSelect
    )
    page = forms.CharField(
        label=_("Address of the page"),
        max_length=MOST,
        required=False,
        help_text=_("For problems and notices: where it is, e.g. copied from your browser."),
    )
    words = forms.CharField(
        label=_("Your message"),
        max_length=MOST_WORDS,
        help_text=_("What is wrong and what you expect. For unlawful content also: why it breaks the law."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        required=False,
        validators=[refuse_unwritable],
        help_text=_("For the answer. Problems can be reported without it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    is_about_minors = forms.BooleanField(
        label=_("It is about sexual abuse of children"),
        required=False,
        help_text=_("Then you need to give neither name nor e-mail."),
    )
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I write is accurate and complete"), required=False
    )

    def clean_page(self) -> str:
        """Return the path of a public page of this house.

        Raises:
            ValidationError: the address leads elsewhere, or to a page that not everybody can see.
        """
        given = str(self.cleaned_data["page"])
        path = path_of(given)
        if given and not path:
            raise forms.ValidationError(_("This is no address of a public page here. Copy it from your browser."))
        return path

    def clean_words(self) -> str:
        """Return the words, if they aren't full of links."""
        words = str(self.cleaned_data["words"])
        if trouble := too_many_links(words, MOST_LINKS):
            raise forms.ValidationError(trouble)
        return words

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind of message needs (a notice: DSA, art. 16(2))."""
        told = super().clean() or {}
        category = told.get("category", "")
        is_notice = category == Category.UNLAWFUL
        is_nameless = is_notice and told.get("is_about_minors", False)
        if category in NEEDS_PAGE:
            self._need("page", told, _("Say where it is: the address of the page."))
        if category in NEEDS_EMAIL or (is_notice and not is_nameless):
            self._need("email", told, _("We need your e-mail to answer you."))
        if is_notice and not is_nameless:
            self._need("name", told, _("A notice of unlawful content needs your name."))
        if is_notice:
            self._need("good_faith", told, _("A notice of unlawful content needs this confirmation."))
        if not is_notice:
            told["is_about_minors"] = False
        return told

    def _need(self, field: str, told: dict[str, Any], why: Any) -> None:
        if not told.get(field) and field not in self.errors:
            self.add_error(field, why)

    def values(self) -> dict[str, Any]:
        """Return what the message keeps."""
        return {name: value for name, value in self.cleaned_data.items() if name != "good_faith"}


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=pgettext_lazy("an officer", "Your answer"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    closes = forms.BooleanField(label=_("Close the message with it"), required=False, initial=True)


class NoteForm(forms.Form):
    words = forms.CharField(
        label=_("Note for the office"),
        max_length=MOST_WORDS,
        help_text=_("Who sent the message does not see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(DAYS[0]), MaxValueValidator(DAYS[1])],
    )  # fmt: skip


class FilterForm(forms.Form):
    """What the list is narrowed to; nonsense narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all that wait")), *State.choices, ("all", _("all, closed and spam too"))],
    )
    category = forms.ChoiceField(
        label=pgettext_lazy("a message", "About"), required=False, choices=[("", _("everything")), *Category.choices]
    )
    since = _day(_("Came from"))
    until = _day(_("Came until"))
