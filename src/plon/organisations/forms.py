"""Forms of an organisation."""

import re
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from plon.organisations.models import Organisation
from plon.programme.codelists import codelist
from plon.programme.places import country_choices


class WebAddressField(forms.URLField):
    """An address of the web; one without a scheme gets https, any other scheme is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, assume_scheme="https", **kwargs)
        others = [check for check in self.validators if not isinstance(check, URLValidator)]
        self.validators = [URLValidator(schemes=["http", "https"]), *others]


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation as its people know it; ids are checked as domain.md §7.2 gives them."""

    website = WebAddressField(label=_("Website"), required=False)

    class Meta:
        model = Organisation
        fields = (
            "name", "kind", "country", "city", "region", "address", "website", "oid", "pic", "description_pl",
            "description_en",
        )  # fmt: skip
        help_texts = {
            "oid": _("E and eight digits, from the organisation registration system, e.g. E10012345."),
            "pic": _("Nine digits, for actions managed by EACEA."),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given
        language = get_language() or "en"
        self.fields["kind"] = forms.ChoiceField(
            label=_("Type of organisation"),
            choices=[("", "—"), *codelist("organisation_types").choices(language)],
            required=False,
        )
        self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=[("", "—"), *country_choices(language)])
        for name in ("description_pl", "description_en"):
            self.fields[name].widget.attrs["rows"] = 4

    def clean_oid(self) -> str:
        """Refuse what is no OID; an odd one that an import brought may stay (domain.md §7.2)."""
        oid = self.cleaned_data["oid"].strip().upper()
        if oid and not re.fullmatch(r"E[0-9]{8}", oid) and oid != self.initial.get("oid"):
            raise forms.ValidationError(_("An OID is the letter E and eight digits, e.g. E10012345."))
        return str(oid)

    def clean_pic(self) -> str:
        pic = "".join(self.cleaned_data["pic"].split())
        if pic and not re.fullmatch(r"[0-9]{9}", pic) and pic != self.initial.get("pic"):
            raise forms.ValidationError(_("A PIC is nine digits, e.g. 999123456."))
        return pic

    def warnings(self) -> list[str]:
        """Return what is allowed, yet worth a second look."""
        oid = self.cleaned_data.get("oid", "")
        if oid and not re.fullmatch(r"E1[0-9]{7}", oid):
            return [
                gettext("The OID %(oid)s was saved, yet they usually begin with E1. Compare it once more.")
                % {"oid": oid}
            ]
        return []


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("Logo"), help_text=_("PNG, JPEG or WebP, at most 2 MB. It stands on the posters of its projects.")
    )
