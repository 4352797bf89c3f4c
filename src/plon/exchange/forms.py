from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One file to import; what it is, is found out by its content."""

    file = forms.FileField(
        label=_("Export file"),
        help_text=_("Excel (.xlsx, .xls) or CSV, also packed with gzip (.gz), as you downloaded it."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.gz,.txt,.tsv"}),
        error_messages={"empty": _("The file is empty.")},
    )
