"""Which events to show."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.history.models import Event
from plon.history.sentences import registered_kinds, sentence
from plon.office.auditing.queries import Sought


class AuditFilter(forms.Form):
    """Whose, which and when."""

    person = forms.CharField(label=_("Who"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("What happened"), required=False)
    project = forms.CharField(label=_("Number of the project"), max_length=60, required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To (with this day)"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        told = [(kind, sentence(Event(kind=kind, subject_label="…"))) for kind in registered_kinds()]
        field.choices = [("", _("everything")), *sorted(told, key=lambda one: one[1].casefold())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("since", "until"):
            day: datetime.date | None = data.get(name)
            if day and not 2000 <= day.year <= 2200:
                self.add_error(name, _("Choose a day in this century."))
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("It ends before it begins."))
        return data

    def sought(self) -> Sought:
        """Return what a valid form asks for."""
        data = self.cleaned_data
        return Sought(data["person"], data["kind"], data["project"], data["since"], data["until"])
