from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.keptcopies.enums import RightToKeep
from plon.keptcopies.models import LEAST_WORDS


class CopyForm(forms.Form):
    """By what right a copy is kept, in words, and how much of it."""

    right = forms.ChoiceField(
        label=_("By what right may you keep it and show it?"),
        choices=RightToKeep.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Without a right to it nothing is kept. If you are not sure, ask first.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("E.g. “Made by our school in the project”, “CC BY 4.0 stands at the foot of the page”, "
                    "“Ms Nowak of the museum agreed by e-mail on 3 March 2026”."),
        min_length=LEAST_WORDS,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    with_neighbours = forms.BooleanField(
        label=_("Take along the pages of the same site that it links to"),
        help_text=_("At most 15 pages, one click away. Only if you have the same right to them."),
        required=False,
    )
    is_confirmed = forms.BooleanField(
        label=_("I confirm that we may keep this copy and show it to everybody"),
        help_text=_("Your name and today’s date are kept with it; only the team and the agency see them."),
        error_messages={"required": _("Without a right to it nothing is kept. If you are not sure, ask first.")},
    )

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return dict(self.cleaned_data)
