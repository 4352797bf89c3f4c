from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.packages.enums import PackageFor
from plon.projects.models import Project
from plon.results.models import Result

WHOLE = "project"


class PackageForm(forms.Form):
    """What to pack, and for whom."""

    what = forms.ChoiceField(label=_("What"))
    made_for = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect, choices=PackageFor.choices)

    def __init__(self, *args: Any, project: Project, may_take_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._results = {result.public_id: result for result in project.results.all()}
        names = [(key, str(result)) for key, result in self._results.items()]
        self.fields["what"].choices = [(WHOLE, _("the whole project")), *names]  # type: ignore[attr-defined]
        allowed = [each for each in PackageFor.choices if may_take_all or each[0] != PackageFor.TEAM]
        self.fields["made_for"].choices = allowed  # type: ignore[attr-defined]
        self.initial.setdefault("made_for", allowed[0][0])

    def values(self) -> dict[str, Any]:
        """Return what `request_package` takes."""
        chosen: Result | None = self._results.get(self.cleaned_data["what"])
        return {"result": chosen, "made_for": self.cleaned_data["made_for"]}


class ArrivalForm(forms.Form):
    """One package to bring in; what it is, is found out by its content."""

    file = forms.FileField(
        label=_("Package"),
        help_text=_("The ZIP as it was downloaded from a Plon, or a BagIt bag of Plon packed as ZIP."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={"empty": _("The file is empty.")},
    )
    publish = forms.BooleanField(
        label=_("Make public here at once what was public there"),
        help_text=_("Otherwise such results wait as ready ones, and you publish each when you have looked at it."),
        required=False,
    )
