"""Forms of keeping: whom to ask, what follows when somebody goes."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.keepers.enums import Follows
from plon.organisations.models import Organisation
from plon.programme.places import language_choices
from plon.projects.models import Project
from plon.results.models import Result

OTHER = "other"


class AskForm(forms.Form):
    """Whom to ask, and for which organisation they keep it."""

    organisation = forms.ChoiceField(label=_("Organisation"), help_text=_("The public reads that it keeps the result."))
    other_organisation = forms.CharField(
        label=_("Name of another organisation"), max_length=400, required=False,
        help_text=_("Only if you chose “another organisation” above."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("First and last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Whom Plon writes to. The public never sees it."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    language = forms.ChoiceField(
        label=_("Their language"), help_text=_("Plon speaks Polish and English; whoever chose another reads English.")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Organisation.objects.filter(partnerships__project=project).order_by("partnerships__position")
        self.partners = {each.public_id: each for each in partners}
        fields: Any = self.fields
        fields["organisation"].choices = [
            *((key, each.name) for key, each in self.partners.items()), (OTHER, _("another organisation")),
        ]  # fmt: skip
        fields["language"].choices = language_choices(get_language() or "en")
        fields["language"].initial = get_language() or "en"

    def clean(self) -> dict[str, Any]:
        """Ask for a name where another organisation is to keep it."""
        given = super().clean() or {}
        if given.get("organisation") == OTHER and not given.get("other_organisation", "").strip():
            self.add_error("other_organisation", _("Write the name of the organisation."))
        return given

    def values(self) -> dict[str, Any]:
        """Return what the use cases take."""
        given = self.cleaned_data
        partner = self.partners.get(given["organisation"])
        return {
            "organisation": partner,
            "organisation_name": "" if partner else given["other_organisation"],
            **{name: given[name] for name in ("name", "email", "language")},
        }


class NameForm(AskForm):
    """Whom to ask to keep which results of a project."""

    results = forms.ModelMultipleChoiceField(
        label=_("Results"),
        queryset=Result.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="public_id",
    )
    field_order = ("results",)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        fields: Any = self.fields
        fields["results"].queryset = Result.objects.filter(project=project)


class EndForm(forms.Form):
    """Why somebody goes, and what follows if they were the last."""

    follows = forms.ChoiceField(label=_("What follows?"), widget=forms.RadioSelect, choices=Follows.choices)
    reason = forms.CharField(
        label=_("Why?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If the result is retired, visitors read it on its page."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_last: bool, may_retire: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_last:
            del self.fields["follows"]
            self.fields["reason"].help_text = ""
        elif not may_retire:
            self.fields["follows"].choices = [  # type: ignore[attr-defined]
                choice for choice in Follows.choices if choice[0] != Follows.RETIRE
            ]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where visitors will read one."""
        given = super().clean() or {}
        if given.get("follows") == Follows.RETIRE and not given.get("reason", "").strip():
            self.add_error("reason", _("Say why: visitors read it on the page of the result."))
        return given


class RetireForm(forms.Form):
    """Why a result need not last."""

    reason = forms.CharField(
        label=_("Why need it not last?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Visitors read it on the page of the result, in the language in which you write it."),
    )  # fmt: skip
