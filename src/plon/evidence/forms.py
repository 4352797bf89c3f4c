"""Forms of evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.organisations.models import Organisation
from plon.projects.forms import DayField
from plon.projects.models import Project


class PartnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the partners of the project; the form says of which."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Partner"))
        super().__init__(Organisation.objects.none(), required=False, empty_label="—", **kwargs)


class ProjectForm(forms.Form):
    """A form that offers the partners of a project."""

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PartnerField):
                field.queryset = Organisation.objects.filter(partnerships__project=project)


class LinkForm(ProjectForm):
    url = forms.CharField(
        label=_("Address"), max_length=1000, widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_("Of an article, a post, a recording. Also keep a screenshot of it: pages disappear."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("As the page calls itself. Empty: its host.")
    )
    dated = DayField(label=_("Date"), required=False, help_text=_("On which day it appeared."))
    organisation = PartnerField()


class FigureForm(ProjectForm):
    title = forms.CharField(
        label=_("What is counted"), max_length=200, help_text=_("E.g. “Visitors of the project's website”.")
    )
    value = forms.DecimalField(label=_("Figure"), max_digits=14, decimal_places=2, localize=True)
    unit = forms.CharField(label=_("Unit"), max_length=60, help_text=_("E.g. “visits” or “downloads”."))
    dated = DayField(label=_("Read on"), help_text=_("The day on which the figure was so."))
    organisation = PartnerField()
    file = forms.FileField(
        label=_("Screenshot that shows it"), required=False, help_text=_("A picture or a PDF of the statistics.")
    )


class ChangeForm(ProjectForm):
    """What can be said of a piece; fields that its kind does not have are left out."""

    title = forms.CharField(label=_("What it shows"), max_length=200)
    url = forms.CharField(label=_("Address"), max_length=1000)
    value = forms.DecimalField(label=_("Figure"), max_digits=14, decimal_places=2, localize=True)
    unit = forms.CharField(label=_("Unit"), max_length=60)
    dated = DayField(label=_("Date"), required=False)
    organisation = PartnerField()
    alt = forms.CharField(
        label=_("Description for those who can't see it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence, without names."),
    )
    is_confidential = forms.BooleanField(
        label=_("Confidential: a signed form, a list with names"),
        required=False,
        help_text=_("Only editors and coordinators open it; it is never public. It stays so: it may hold names."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, evidence: Evidence, may_hide: bool, **kwargs: Any) -> None:
        super().__init__(*args, project=evidence.project, **kwargs)
        foreign = {
            EvidenceKind.PHOTO: ("url", "value", "unit"),
            EvidenceKind.FILE: ("url", "value", "unit", "alt"),
            EvidenceKind.LINK: ("value", "unit", "alt"),
            EvidenceKind.FIGURE: ("url", "alt"),
        }[EvidenceKind(evidence.kind)]
        # What is confidential stays so (`actions.change_evidence`).
        for name in (*foreign, *(() if may_hide and not evidence.is_confidential else ("is_confidential",))):
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Return what was said, by field of the piece."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def initial_of(evidence: Evidence) -> dict[str, Any]:
    """Return what `ChangeForm` shows of a piece."""
    names = ("title", "url", "value", "unit", "dated", "alt", "is_confidential", "version")
    return {name: getattr(evidence, name) for name in names} | {"organisation": evidence.organisation_id}


class DestroyForm(forms.Form):
    """The typed title: no slip of a finger destroys anything."""

    confirm = forms.CharField(
        label=_("Type its title to destroy it"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evidence = evidence

    def clean_confirm(self) -> str:
        typed = " ".join(str(self.cleaned_data["confirm"]).split())
        if typed.casefold() != " ".join(str(self.evidence).split()).casefold():
            raise forms.ValidationError(_("This is not its title. Nothing was destroyed."))
        return typed
