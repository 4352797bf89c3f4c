from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EntryForm(forms.Form):
    """When a result was typed in, and where it is on the platform."""

    typed_on = forms.DateField(
        label=_("Typed in on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    address = forms.URLField(
        label=_("Its address on the platform"), required=False, max_length=1000, assume_scheme="https"
    )

    def clean_typed_on(self) -> object:
        """Refuse days that have not come, and years before the platform."""
        day = self.cleaned_data["typed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        if day.year < 2014:
            raise forms.ValidationError(_("The platform is not as old as that."))
        return day
