"""Forms of the work plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.projects.forms import DayField
from plon.projects.models import Project, WorkPackage


class PackageForm(forms.Form):
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    title = forms.CharField(label=_("What is it about?"), max_length=200, help_text=_("E.g. “Testing the lessons”."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class MilestoneForm(forms.Form):
    name = forms.CharField(
        label=_("What is reached then?"), max_length=200, help_text=_("E.g. “Lessons tested in all schools”.")
    )
    due = DayField(label=_("When?"))
    work_package = forms.ModelChoiceField(
        label=_("Work package"), queryset=WorkPackage.objects.none(), required=False, empty_label="—"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["work_package"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  tells mypy which field it is
        field.queryset = WorkPackage.objects.filter(project=project)
