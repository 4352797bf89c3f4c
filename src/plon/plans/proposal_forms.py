"""Forms of beginning from a text."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.plans.reading.extracting import LARGEST
from plon.programme.codelists import codelist
from plon.results.forms import DefineForm


class SourceForm(forms.Form):
    file = forms.FileField(
        label=_("The application as a file"),
        required=False,
        help_text=_("PDF, DOCX, ODT or text, at most 20 MB. It is read here and goes nowhere else."),
    )
    text = forms.CharField(
        label=_("Or paste its text"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    language = forms.ChoiceField(
        label=_("In which language is it?"),
        required=False,
        choices=[("", _("find out")), ("pl", "polski"), ("en", "English")],
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        upload = cleaned.get("file")
        if upload and upload.size > LARGEST:
            self.add_error("file", _("The file is too large: at most 20 MB."))
        elif not upload and not (cleaned.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste a text."))
        return cleaned


class DefinePromisedForm(DefineForm):
    """A result that a text promises, with the category that its words suggest."""

    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = [("", "—"), *codelist("result_categories").choices(get_language() or "en")]
