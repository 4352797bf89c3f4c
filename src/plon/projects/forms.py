"""Forms of a project, its partnership and its team."""

import datetime
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.organisations.actions import add_organisation
from plon.organisations.forms import WebAddressField
from plon.organisations.models import Organisation
from plon.organisations.queries import find_organisations
from plon.programme.authorities import authority_choices
from plon.programme.codelists import codelist
from plon.programme.numbers import LONGEST
from plon.programme.places import country_choices, language_choices
from plon.projects.actions.projects import EARLIEST, FIELDS, LATEST
from plon.projects.enums import PartnershipRole, TeamRole
from plon.projects.kinds import kind_name
from plon.projects.models import Project

MOST_SUGGESTED = 8


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


class AmountField(forms.DecimalField):
    """An amount of euros as people of any country write it: 60 000,50 or 60,000.50 or 60.000 €."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**{"max_digits": 14, "decimal_places": 2, "min_value": 0, "localize": True, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        if isinstance(value, str):
            bare = re.sub(r"[\s'’]|EUR|€", "", value, flags=re.IGNORECASE)
            if parts := re.fullmatch(r"(-?[0-9][0-9.,]*?)(?:[.,]([0-9]{1,2}))?", bare):
                whole, cents = re.sub("[.,]", "", parts[1]), parts[2] or "0"
                return Decimal(f"{whole}.{cents}")
        return super().to_python(value)


class ReasonField(forms.CharField):
    """Why something changes that the project has promised; the history and the report tell it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Why does the promise change?"))
        kwargs.setdefault("help_text", _("E.g. “The partner school closed; we agreed it with the agency on 3 March.”"))
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**{"max_length": 1000, "required": False, **kwargs})


def number_field(**kwargs: Any) -> forms.CharField:
    """A project number; while it is typed, the page tells what it understands of it."""
    attrs = {
        "autocomplete": "off",
        "spellcheck": "false",
        "hx-get": reverse_lazy("projects:number"),
        "hx-trigger": "change, input delay:500ms",
        "hx-target": "#number-says",
        "hx-swap": "innerHTML",
    }
    return forms.CharField(label=_("Project number"), max_length=LONGEST, widget=forms.TextInput(attrs=attrs), **kwargs)


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

    number = number_field(
        required=False, help_text=_("As in the grant agreement. Leave it empty while you write the application.")
    )
    title = forms.CharField(label=_("Title"), max_length=600)
    acronym = forms.CharField(label=_("Short name"), max_length=60, required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    action_type = forms.ChoiceField(label=_("Action"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    call_year = forms.IntegerField(
        label=_("Call year"), min_value=EARLIEST.year, max_value=LATEST.year, required=False, localize=False
    )
    start = DayField(label=_("Start"), required=False)
    end = DayField(label=_("End"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    grant = AmountField(label=_("Grant awarded (EUR)"), required=False)
    is_cofunded = forms.BooleanField(
        label=_("The grant covers a part of the costs (co-funded)"), required=False, initial=True
    )
    authority = forms.ChoiceField(
        label=_("Who gave the grant"),
        required=False,
        help_text=_("It stands in the disclaimer on your materials. The number usually tells."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Working languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.MultipleChoiceField(label=_("Countries"), required=False, widget=forms.CheckboxSelectMultiple)
    website = WebAddressField(label=_("Website"), required=False)
    final_payment_on = DayField(
        label=_("Date of the final payment"),
        required=False,
        help_text=_("Enter it when the last part of the grant was paid: the years of keeping evidence run from here."),
    )
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
        if not empty:  # what is chosen stands first: nobody scrolls through two hundred countries for theirs
            choices = sorted(choices, key=lambda choice: choice[0] not in present)
        field.choices = [*([("", "—")] if empty else []), *choices, *extra]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The project can't end before it starts."))
        paid = cleaned.get("final_payment_on")
        if start and paid and paid < start:
            self.add_error("final_payment_on", _("The final payment can't come before the project starts."))
        return cleaned

    def record(self) -> dict[str, Any]:
        """Return the values for the record, by field."""
        return {name: value for name, value in self.cleaned_data.items() if name in FIELDS}

    def shown(self, name: str, value: object) -> str:
        """Return a value of a field as people read it, codes by their names."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            names = {str(code): str(label) for code, label in field.choices}  # type: ignore[misc, union-attr]  # a list
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(names.get(str(code), str(code)) for code in chosen if code) or "—"
        return "—" if value in (None, "") else str(value)

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


class ChoosesOrganisation(forms.Form):
    """Name an organisation: pick one that Plon knows by this name, or describe a new one."""

    organisation = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    organisation_name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=400,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "hx-get": reverse_lazy("projects:organisations"),
                "hx-trigger": "input delay:400ms",
                "hx-target": "#organisation-choices",
                "hx-swap": "innerHTML",
            }
        ),
    )
    organisation_kind = forms.ChoiceField(label=_("Type of organisation"), required=False)
    organisation_country = forms.ChoiceField(label=_("Country of the organisation"), initial="PL")
    organisation_city = forms.CharField(label=_("Town or city"), max_length=150, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for name, choices in (
            ("organisation_kind", [("", "—"), *codelist("organisation_types").choices(language)]),
            ("organisation_country", country_choices(language)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
            field.choices = choices
        if self.data.get("organisation"):  # a known one says all about itself
            self.fields["organisation_name"].required = self.fields["organisation_country"].required = False

    def clean_organisation(self) -> Organisation | None:
        chosen = self.cleaned_data["organisation"]
        if not chosen:
            return None
        found = Organisation.objects.filter(public_id=chosen).first()
        if found is None:
            raise forms.ValidationError(_("This organisation is no longer in Plon. Choose another one."))
        return found

    def suggestions(self) -> list[Organisation]:
        """Return what Plon knows by the name that was typed."""
        name = str(self["organisation_name"].value() or "")
        return list(find_organisations(name)[:MOST_SUGGESTED]) if self.is_bound else []

    def organisation_to_use(self, by: User) -> Organisation:
        """Return the chosen organisation, or add the described one (unless it is known under this name and place).

        Raises:
            ValidationError: a word of the description is malformed.
        """
        data = self.cleaned_data
        return data["organisation"] or add_organisation(
            by=by,
            name=data["organisation_name"],
            country=data["organisation_country"],
            city=data["organisation_city"],
            kind=data["organisation_kind"],
        )


class NewProjectForm(ChoosesOrganisation, ProjectForm):
    """A project to begin, with the coordinator's own organisation."""


class ClaimForm(forms.Form):
    explanation = forms.CharField(
        error_messages={"required": _("Say who you are in this project, so that the agency can check.")},
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


class PartnerForm(ChoosesOrganisation):
    """An organisation to add to the partnership."""

    role = forms.ChoiceField(
        label=_("Part in the project"), choices=PartnershipRole.choices, initial=PartnershipRole.PARTNER
    )


class HistoryFilter(forms.Form):
    """Whose and which events to show."""

    person = forms.ChoiceField(label=_("Who"), required=False)
    kind = forms.ChoiceField(label=_("What"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(kind, kind_name(kind)) for kind in kinds]
        for name, choices in (("person", [("", _("everybody")), *people]), ("kind", [("", _("everything")), *told])):
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
