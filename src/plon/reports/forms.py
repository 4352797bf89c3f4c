"""The form of one answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.reports.models import LONGEST


class AnswerForm(forms.Form):
    """An answer as it is typed; blanks and line breaks stay as they are."""

    text = forms.CharField(label=_("Answer"), required=False, strip=False, max_length=LONGEST, widget=forms.Textarea)
