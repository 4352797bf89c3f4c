"""Forms of the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.activities.models import Activity
from plon.programme.codelists import codelist
from plon.programme.places import language_choices, language_name
from plon.projects.models import Project
from plon.results.models import Result
from plon.toolkit.labels import tool_name
from plon.toolkit.library_actions import Description
from plon.toolkit.models import Material
from plon.typeset.tools import table


class DescriptionForm(forms.Form):
    """What is said of something made elsewhere."""

    title = forms.CharField(label=_("Name in your list"), max_length=200)
    tool = forms.ChoiceField(label=_("What it is"), required=False)
    language = forms.ChoiceField(label=_("Language"))
    licence = forms.ChoiceField(
        label=_("Licence"), required=False, help_text=_("Under which others may use it. Look at what is printed on it.")
    )
    results = forms.ModelMultipleChoiceField(
        label=_("Which results it shows"), required=False, queryset=Result.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(code, language_name(code, language)) for code in project.languages]
        others = [choice for choice in language_choices(language) if choice[0] not in project.languages]
        for name, offered in (
            ("tool", [("", _("something else")), *((key, tool_name(key)) for key in table.KEYS)]),
            ("language", own + others),
            ("licence", [("", _("not known")), *codelist("licences").choices(language)]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  as declared above
            field.choices = offered
        results = self.fields["results"]
        assert isinstance(results, forms.ModelMultipleChoiceField)  # noqa: S101  as declared above
        results.queryset = Result.objects.filter(project=project)
        if not project.results.exists():
            del self.fields["results"]

    def description(self) -> Description:
        given = self.cleaned_data
        return Description(
            given["title"], given["language"], given["tool"], given["licence"], tuple(given.get("results", ()))
        )


class UploadForm(DescriptionForm):
    """A file made elsewhere, and what it is."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, DOCX, PPTX, a picture, a film …"))
    title = forms.CharField(
        label=_("Name in your list"), max_length=200, required=False, help_text=_("Empty: the name of the file.")
    )
    field_order = ("file", "title", "tool", "language", "licence", "results")

    def description(self) -> Description:
        given = self.cleaned_data
        given["title"] = given["title"] or (given["file"].name or "").rpartition(".")[0][:200] or given["file"].name
        return super().description()


class VersionForm(forms.Form):
    file = forms.FileField(label=_("Newer file"))
    note = forms.CharField(
        label=_("What changed"), max_length=200, required=False, help_text=_("E.g. “new date, emblem added”.")
    )


class UseForm(forms.Form):
    """Where something was handed out or shown, and how many."""

    activity = forms.ModelChoiceField(
        label=_("Activity"), queryset=Activity.objects.none(), to_field_name="public_id", empty_label="—"
    )
    copies = forms.IntegerField(
        label=_("How many copies"), min_value=1, max_value=10_000_000, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), help_text=_("Left out for what was only shown."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  as declared above
        field.queryset = Activity.objects.filter(project=project).order_by("-start", "-pk")


class UseAtForm(forms.Form):
    """What was handed out or shown at one activity."""

    material = forms.ModelChoiceField(
        label=_("What was handed out or shown"), queryset=Material.objects.none(), to_field_name="public_id",
        empty_label="—",
    )  # fmt: skip
    copies = UseForm.base_fields["copies"]
    note = UseForm.base_fields["note"]

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["material"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  as declared above
        field.queryset = Material.objects.filter(project=project, removed_at__isnull=True).order_by("title", "pk")


def initial_of(material: Material) -> dict[str, Any]:
    return {
        "title": material.title, "tool": material.tool, "language": material.language, "licence": material.licence,
        "results": [result.pk for result in material.results.all()], "version": material.version,
    }  # fmt: skip
