"""Forms of collections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.collections.models import Collection
from plon.collections.presenting import texts_of
from plon.texts import INTERFACE_LANGUAGES

_HELP = _("Why these things belong together, for whom, how to use them. Blank lines make paragraphs.")


class CollectionForm(forms.Form):
    """Title and introduction in Polish, English or both, and the signature."""

    title_pl = forms.CharField(label=_("Title in Polish"), max_length=200, required=False)
    description_pl = forms.CharField(
        label=_("Introduction in Polish"), max_length=4000, required=False, help_text=_HELP,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    description_en = forms.CharField(
        label=_("Introduction in English"), max_length=4000, required=False, help_text=_HELP,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    byline = forms.CharField(
        label=_("Signed as"), max_length=120, required=False,
        help_text=_("Readers see this as the author, e.g. “Anna, biology teacher in Lublin”. Your account's name is never shown."),  # noqa: E501
    )  # fmt: skip

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """The reader's own language comes first."""
        super().__init__(*args, **kwargs)
        order = sorted(INTERFACE_LANGUAGES, key=lambda code: code != language)
        self.order_fields([f"{name}_{code}" for code in order for name in ("title", "description")])

    def texts(self) -> dict[str, tuple[str, str]]:
        """What the actions take."""
        given = self.cleaned_data
        return {code: (given[f"title_{code}"], given[f"description_{code}"]) for code in INTERFACE_LANGUAGES}


def initial_of(collection: Collection) -> dict[str, str]:
    written = texts_of(collection)
    titles = {f"title_{code}": title for code, (title, _description) in written.items()}
    descriptions = {f"description_{code}": description for code, (_title, description) in written.items()}
    return {**titles, **descriptions, "byline": collection.byline}


class NewForm(forms.Form):
    """A collection made in passing: only its title, in the language that is being read."""

    title = forms.CharField(label=_("Name of the new collection"), max_length=200)


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Why it is here"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is hidden"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The owner gets these words in a letter."),
    )  # fmt: skip
