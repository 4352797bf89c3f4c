"""Forms of the register of consents."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.evidence.consents.actions import FIELDS
from plon.evidence.consents.documents import ROWS, FormChoices, FormKind
from plon.evidence.consents.validity import ConsentState
from plon.evidence.enums import ConsentOf, ConsentScope
from plon.evidence.models import Consent
from plon.organisations.models import Organisation
from plon.projects.enums import PartnershipRole
from plon.projects.forms import DayField
from plon.projects.models import Project

MOST_PEOPLE = 2000


class ConsentForm(forms.Form):
    """Who agreed, where they may be shown, until when."""

    of = forms.ChoiceField(
        label=_("Whose consent is it?"), choices=ConsentOf.choices, initial=ConsentOf.PERSON, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Who"),
        max_length=200,
        help_text=_("First and last name, or the name of the group, e.g. “class 5b”. Editors and coordinators see it."),
    )
    people = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=MOST_PEOPLE, initial=1, help_text=_("For one person: 1.")
    )
    is_minor = forms.BooleanField(
        label=_("Under age (for a group: anybody in it)"),
        required=False,
        help_text=_("Then a parent or legal guardian agrees, not the child alone."),
    )
    guardian = forms.CharField(
        label=_("Parent or guardian who agreed"),
        max_length=200,
        required=False,
        help_text=_("For a group: “parents of all 24 children, list attached” is enough, if the signed list is there."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Where may they be shown?"),
        choices=ConsentScope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what the signed form says. The public pages of Plon need “websites”."),
        error_messages={"required": _("Say where they agreed to be shown: one place at least.")},
    )
    given_on = DayField(label=_("Given on"))
    valid_until = DayField(label=_("Valid until"), required=False, help_text=_("Empty: until it is withdrawn."))
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("E.g. where the paper lies: “red file, school office”."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("is_minor") and not cleaned.get("guardian"):
            self.add_error("guardian", _("For somebody under age, say which parent or guardian agreed."))
        given, until = cleaned.get("given_on"), cleaned.get("valid_until")
        if given and until and until < given:
            self.add_error("valid_until", _("A consent can't end before it is given."))
        if given and given > timezone.localdate():
            self.add_error("given_on", _("A consent can't be given in the future."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the values for the record, by field."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def initial_of(consent: Consent) -> dict[str, Any]:
    """Return what `ConsentForm` shows of a consent."""
    return {name: getattr(consent, name) for name in FIELDS} | {"version": consent.version}


def initial_like(consent: Consent) -> dict[str, Any]:
    """Return what a new consent of the same people begins with: all but its dates."""
    return {**initial_of(consent), "given_on": None, "valid_until": None, "version": None}


class ConsentFilter(forms.Form):
    """Which consents to show; all of it stands in the address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *ConsentState.choices])
    scope = forms.ChoiceField(
        label=_("May be shown in"), required=False, choices=[("", _("all")), *ConsentScope.choices]
    )

    def asked(self) -> dict[str, str]:
        """Return what to look for; what can't be understood is left out."""
        self.is_valid()
        given: dict[str, str] = self.cleaned_data
        return {"words": given.get("q", ""), "state": given.get("state", ""), "scope": given.get("scope", "")}


class WithdrawForm(forms.Form):
    withdrawn_on = DayField(label=_("Withdrawn on"), help_text=_("The day on which the person said or wrote it."))


class SignedFormForm(forms.Form):
    file = forms.FileField(
        label=_("The signed form"),
        help_text=_("A scan or a photo of the paper. It is kept apart: only editors and coordinators can open it."),
    )


class PaperForm(forms.Form):
    """What is filled in on the form before it is printed."""

    language = forms.ChoiceField(
        label=_("Language of the form"), choices=[("pl", "Polski"), ("en", "English")], widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label=_("For whom"), choices=FormKind.choices, initial=FormKind.ADULT, widget=forms.RadioSelect
    )
    scopes = forms.MultipleChoiceField(
        label=_("Places to choose from"),
        choices=ConsentScope.choices,
        initial=list(ConsentScope.values),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are printed with empty boxes: who signs ticks them. A box ticked beforehand is no consent."),
    )
    until = DayField(label=_("Valid until"), required=False, help_text=_("Empty: a line to write on."))
    organisation = forms.ModelChoiceField(
        label=_("Organisation that collects the consents"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("a line to write on"),
        help_text=_("It answers for the data. Each partner that takes photos collects its own consents."),
    )
    contact = forms.CharField(
        label=_("Contact about the consent"),
        max_length=150,
        required=False,
        help_text=_("An e-mail or telephone that will still work in a few years."),
    )
    rows = forms.IntegerField(
        label=_("Lines in the table"), min_value=5, max_value=120, initial=ROWS, required=False,
        help_text=_("For groups only."),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  tells mypy which field it is
        field.queryset = Organisation.objects.filter(partnerships__project=project)

    def choices(self, *, is_blank: bool) -> FormChoices:
        """Return what to fill in."""
        given = self.cleaned_data
        return FormChoices(
            kind=given["kind"],
            scopes=tuple(given["scopes"]),
            until=None if is_blank else given["until"],
            organisation=given["organisation"],
            contact=given["contact"],
            rows=given["rows"] or ROWS,
            is_blank=is_blank,
        )


def paper_initial(project: Project, language: str, today: datetime.date) -> dict[str, Any]:
    """Return what a form to print begins with: the coordinating organisation, three years from now."""
    coordinator = project.partnerships.filter(role=PartnershipRole.COORDINATOR).first()
    return {
        "language": language,
        "kind": FormKind.ADULT,
        "scopes": list(ConsentScope.values),
        "organisation": coordinator.organisation_id if coordinator else None,
        "rows": ROWS,
        "until": datetime.date(today.year + 3, 12, 31),
    }
