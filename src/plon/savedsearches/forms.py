"""Forms of saved searches."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.savedsearches.enums import Rhythm
from plon.savedsearches.models import SavedSearch


class SearchForm(forms.ModelForm[SavedSearch]):
    """What a search is called and how often it is told of."""

    rhythm = forms.ChoiceField(
        label=_("How often shall we write?"), choices=Rhythm.choices, widget=forms.RadioSelect,
        help_text=_("A letter comes only when there is something new, at seven in the morning. One click stops it."),
    )  # fmt: skip

    class Meta:
        model = SavedSearch
        fields = ("name", "rhythm")
        help_texts = {"name": _("So that you know it again, here and in letters.")}
