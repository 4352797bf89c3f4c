"""Destroying asks which pieces, and for the project's name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.projects.models import Project


class DestroyForm(forms.Form):
    """Which pieces, and the typed word: no slip of a finger destroys anything."""

    everything = forms.BooleanField(label=_("All pieces of this project, also those on other pages"), required=False)
    consents = forms.BooleanField(
        label=_("Erase names and signed forms in the register of consents"),
        required=False,
        help_text=_("Consents of photos that are still public stay: they are needed as long as the photos are shown."),
    )
    confirm = forms.CharField(label=_("Type the short name or title of the project to destroy what you chose"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project

    def clean_confirm(self) -> str:
        typed = str(self.cleaned_data["confirm"]).strip()
        if typed.casefold() not in {self.project.title.strip().casefold(), str(self.project).strip().casefold()}:
            raise forms.ValidationError(_("This is not its name. Nothing was destroyed."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        pieces = self.data.getlist("piece") if hasattr(self.data, "getlist") else []
        if not pieces and not cleaned.get("everything") and not cleaned.get("consents"):
            self.add_error(None, _("Choose what to destroy: at least one piece, or the names in the register."))
        return cleaned
