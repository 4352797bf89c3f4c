"""Forms of the commitment."""

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from plon.plans.enums import Occasion
from plon.projects.forms import DayField

LARGEST_COPY = 5 * 1024 * 1024


class FreezeForm(forms.Form):
    occasion = forms.ChoiceField(label=_("What is the occasion?"), choices=Occasion.choices, widget=forms.RadioSelect)
    agreed_on = DayField(label=_("On which day?"), help_text=_("When the application was sent or the change agreed."))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Anything worth knowing later: a letter's number, who agreed."),
    )


class VerifyForm(forms.Form):
    """A hash, or a copy of the content, to be compared with what is kept."""

    hash = forms.CharField(label=_("The hash printed on your copy"), required=False, max_length=100)
    copy = forms.FileField(label=_("Or the file with the content (JSON)"), required=False)

    def clean_copy(self) -> Any:
        copy = self.cleaned_data.get("copy")
        if not isinstance(copy, UploadedFile):
            return None
        if (copy.size or 0) > LARGEST_COPY:
            raise forms.ValidationError(_("This file is too large to be a copy of a commitment (at most 5 MB)."))
        try:
            return json.loads(copy.read().decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("This is not a JSON file as Plon gives it.")) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("hash") and cleaned.get("copy") is None and not self.errors:
            raise forms.ValidationError(_("Give the hash or the file."))
        return cleaned
