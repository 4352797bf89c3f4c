"""What an administrator says of an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.accounts.enums import PlatformRole


class PeopleFilter(forms.Form):
    """Whom to show."""

    q = forms.CharField(label=_("Name or e-mail"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("everybody")), *PlatformRole.choices])


class RoleForm(forms.Form):
    """What a person is to the whole of Plon."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=PlatformRole.choices,
        help_text=_("Officers and administrators enter with a second factor only; Plon asks them to set it up."),
    )
