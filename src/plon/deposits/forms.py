from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.deposits.queries import results_to_deposit
from plon.deposits.refusals import DepositRefused
from plon.deposits.servers import Server, server_at, servers
from plon.projects.models import Project
from plon.results.enums import IdentifierScheme
from plon.results.models import ResultIdentifier

ANOTHER = "another"


class ChoiceForm(forms.Form):
    """Which result goes to which repository."""

    result = forms.ChoiceField(label=_("Result"))
    server = forms.ChoiceField(label=_("Repository"), widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Address of the other repository"),
        help_text=_(
            "Only if you chose another one: the address of its home page, e.g. https://repository.example.org."
        ),
        max_length=200,
        required=False,
    )
    community = forms.SlugField(
        label=_("Community"),
        help_text=_("The last part of its address in the repository. Its people then decide, and publish the record."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results = {result.public_id: result for result in results_to_deposit(project)}
        offered = [(server.address, server.name) for server in servers()]
        self.fields["result"].choices = [(key, str(result)) for key, result in self.results.items()]  # type: ignore[attr-defined]
        self.fields["server"].choices = [*offered, (ANOTHER, _("another one that runs InvenioRDM"))]  # type: ignore[attr-defined]
        self.initial.setdefault("server", offered[0][0])

    def clean(self) -> dict[str, Any]:
        """Find the repository that was chosen or typed."""
        values = super().clean() or self.cleaned_data
        chosen = values.get("server", "")
        if chosen:
            try:
                values["found"] = server_at(values.get("address", "") if chosen == ANOTHER else chosen)
            except DepositRefused as refusal:
                self.add_error("address", str(refusal))
        return values

    @property
    def found(self) -> Server:
        """The repository of a valid form."""
        server: Server = self.cleaned_data["found"]
        return server


class ConfirmForm(forms.Form):
    """The token, and a yes to what can't be taken back."""

    token = forms.CharField(
        label=_("Access token"),
        help_text=_("Made in your account at the repository. Kept locked while it is needed, then forgotten."),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    sure = forms.BooleanField(
        label=_("I have looked through this, our team agrees, and I know that nobody can delete it once it is there."),
        error_messages={"required": _("Say that you are sure: publishing there is for ever.")},
    )
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)


class IdentifierForm(forms.ModelForm[ResultIdentifier]):
    """An identifier that a result has elsewhere already."""

    class Meta:
        model = ResultIdentifier
        fields = ("scheme", "value", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = _("A DOI may be typed or copied with or without https://doi.org/.")
        self.fields["note"].help_text = _("Such as the name of the repository or of the publisher.")
        self.initial.setdefault("scheme", IdentifierScheme.DOI)
