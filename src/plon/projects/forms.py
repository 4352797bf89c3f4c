"""Forms of a project, its partnership and its team."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.organisations.models import Organisation
from plon.programme.authorities import authority_choices
from plon.programme.codelists import codelist
from plon.programme.numbers import LONGEST
from plon.programme.places import country_choices, language_choices
from plon.projects.actions.projects import EARLIEST, FIELDS, LATEST
from plon.projects.enums import PartnershipRole, TeamRole
from plon.projects.models import Project


class DayField(forms.DateField):
    """A day within the life of the programmes; typed or picked, as 2025-09-01 or 1.09.2025."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"])
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> datetime.date | None:
        day: datetime.date | None = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(
                _("%(day)s can't be right: give a day between %(first)s and %(last)s."),
                params={"day": day.isoformat(), "first": EARLIEST.year, "last": LATEST.year},
            )
        return day


class NumberForm(forms.Form):
    """Only the number, for finding a project."""

    number = forms.CharField(
        label=_("Project number"),
        max_length=LONGEST,
        help_text=_("As in the grant agreement, e.g. 2024-1-PL01-KA210-SCH-000123456."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ProjectForm(forms.Form):
    """The record of a project with its summaries in Polish and English."""

    number = forms.CharField(
        label=_("Project number"),
        max_length=LONGEST,
        required=False,
        help_text=_("As in the grant agreement. Leave it empty while you write the application."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    title = forms.CharField(label=_("Title"), max_length=600)
    acronym = forms.CharField(label=_("Short name"), max_length=60, required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    action_type = forms.ChoiceField(label=_("Action"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    start = DayField(label=_("Start"), required=False)
    end = DayField(label=_("End"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    grant = forms.DecimalField(
        label=_("Grant awarded (EUR)"), max_digits=14, decimal_places=2, min_value=0, required=False, localize=True
    )
    is_cofunded = forms.BooleanField(
        label=_("The grant covers a part of the costs (co-funded)"), required=False, initial=True
    )
    authority = forms.ChoiceField(
        label=_("Who gave the grant"),
        required=False,
        help_text=_("It stands in the disclaimer on your materials. The number usually tells."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Working languages"), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    website = forms.URLField(label=_("Website"), max_length=500, required=False, assume_scheme="https")
    title_pl = forms.CharField(label=_("Title in Polish"), max_length=600, required=False)
    summary_pl = forms.CharField(
        label=_("Summary in Polish"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=600, required=False)
    summary_en = forms.CharField(
        label=_("Summary in English"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self._offer("programme", codelist("programmes").choices(language))
        self._offer("action_type", [(c, f"{c}: {n}") for c, n in codelist("action_types").choices(language)])
        self._offer("field", codelist("fields").choices(language))
        self._offer("status", codelist("project_statuses").choices(language))
        self._offer("authority", authority_choices(language))
        self._offer("languages", language_choices(language), empty=False)
        self._offer("countries", country_choices(language), empty=False)

    def _offer(self, name: str, choices: list[tuple[str, str]], *, empty: bool = True) -> None:
        """Offer the choices, and what the record has beside them (imported words are kept)."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        known = {code for code, _name in choices}
        present = self.initial.get(name) or []
        extra = [(code, code) for code in ([present] if isinstance(present, str) else present) if code not in known]
        field.choices = [*([("", "—")] if empty else []), *choices, *extra]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The project can't end before it starts."))
        return cleaned

    def record(self) -> dict[str, Any]:
        """Return the values for the record, by field."""
        return {name: value for name, value in self.cleaned_data.items() if name in FIELDS}

    def texts(self) -> dict[str, tuple[str, str]]:
        """Return {language: (title, summary)} for the languages that say something."""
        given = {
            language: (self.cleaned_data[f"title_{language}"], self.cleaned_data[f"summary_{language}"])
            for language in ("pl", "en")
        }
        return {language: text for language, text in given.items() if any(text) or f"title_{language}" in self.initial}


def initial_of(project: Project) -> dict[str, Any]:
    """Return what `ProjectForm` shows of a project."""
    initial = {name: getattr(project, name) for name in FIELDS}
    for text in project.texts.all():
        initial[f"title_{text.language}"] = text.title
        initial[f"summary_{text.language}"] = text.summary
    return {**initial, "version": project.version}


class NewProjectForm(ProjectForm):
    """A project to begin, with the coordinator's own organisation."""

    organisation_name = forms.CharField(
        label=_("Your organisation"), max_length=400, help_text=_("The one that coordinates the project.")
    )
    organisation_kind = forms.ChoiceField(label=_("Type of organisation"), required=False)
    organisation_country = forms.ChoiceField(label=_("Country of the organisation"), initial="PL")
    organisation_city = forms.CharField(label=_("Town or city"), max_length=150, required=False)

    FIRST = ("number", "title", "acronym", "organisation_name", "organisation_kind", "organisation_country",
             "organisation_city", "start", "end")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self._offer("organisation_kind", codelist("organisation_types").choices(language))
        self._offer("organisation_country", country_choices(language), empty=False)
        self.order_fields(self.FIRST)


class ClaimForm(forms.Form):
    explanation = forms.CharField(
        label=_("Who are you in this project?"),
        max_length=2000,
        help_text=_("E.g. “I am a teacher at the coordinating school and the contact person in the grant agreement.”"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason (the person reads it)"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=TeamRole.choices, initial=TeamRole.EDITOR)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label="—"
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=[("pl", "Polski"), ("en", "English")])

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  tells mypy which field it is
        field.queryset = Organisation.objects.filter(partnerships__project=project)


class PartnerForm(forms.Form):
    """An organisation to add: found by name and place, or new."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=400)
    kind = forms.ChoiceField(label=_("Type of organisation"), required=False)
    country = forms.ChoiceField(label=_("Country"))
    city = forms.CharField(label=_("Town or city"), max_length=150, required=False)
    role = forms.ChoiceField(
        label=_("Part in the project"), choices=PartnershipRole.choices, initial=PartnershipRole.PARTNER
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for name, choices in (
            ("kind", [("", "—"), *codelist("organisation_types").choices(language)]),
            ("country", [("", "—"), *country_choices(language)]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
            field.choices = choices


class DeleteForm(forms.Form):
    """Deleting asks for the word, so that no slip of a finger deletes a project."""

    confirm = forms.CharField(label=_("Type the short name or title of the project to delete it"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project

    def clean_confirm(self) -> str:
        typed = self.cleaned_data["confirm"].strip()
        if typed.casefold() not in {self.project.title.strip().casefold(), str(self.project).strip().casefold()}:
            raise forms.ValidationError(_("This is not its name. Nothing was deleted."))
        return str(typed)
